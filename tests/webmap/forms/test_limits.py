"""What a page lets be typed, and what the server takes: the same limits, and one reader."""

import re

import pytest

from geodata.checks.fields import EARLIEST, LATEST
from geodata.vocabulary import CONTRIBUTION_KINDS, codes
from tests.geodata.officers import with_site
from tests.officers import as_officer
from webmap.forms import bodies, project_bodies

DESK = "/desk/projects/DUONG-THU"
PAGES = [
    ("ward", "/desk/sites/DUONG-THU/update", bodies.SiteReport),
    *(("ward", f"/desk/contributions/new?kind={kind}", bodies.NewContribution)
      for kind in codes(CONTRIBUTION_KINDS)),
    *(("owner" if kind != "responsible_unit" else "secretariat", f"{DESK}/{kind}", body)
      for kind, body in bodies.OWNER_ENTRIES.items()),
    ("owner", f"{DESK}/revise", project_bodies.Revision),
    ("owner", f"{DESK}/acceptance", bodies.SiteReport),
    ("owner", "/desk/projects/new", project_bodies.Registration),
]  # fmt: skip


@pytest.fixture
def sent_by(defined_store, make_app):
    app = make_app(with_site(defined_store).url)
    return {role: as_officer(app, role) for role in ("ward", "owner", "secretariat")}


def _longest(told):
    """What the server takes of a field: the `maxLength` of a text, also of one of several forms."""
    inner = [most for kind in told.get("anyOf", ()) if (most := _longest(kind)) is not None]
    return told.get("maxLength", max(inner, default=None))


def test_no_field_takes_more_than_the_server(sent_by):
    compared, days = set(), 0
    for role, path, body in PAGES:
        page = sent_by[role].get(path)
        assert page.status_code == 200, path
        fields = body.model_json_schema()["properties"]
        for field in re.findall(r"<(?:input|textarea)[^>]*maxlength[^>]*>", page.text):
            name = re.search(r'name="([^"]+)"', field)[1]
            limit, most = (
                int(re.search(r'maxlength="(\d+)"', field)[1]),
                _longest(fields.get(name, {})),
            )
            if most is not None:
                assert limit <= most, (path, name)
                compared.add(name)
            if "data-wrong-day" in field:
                days += 1
                assert f'data-earliest="{EARLIEST}" data-latest="{LATEST}"' in field
    assert {"note", "stuck", "amount", "value", "hamlet", "value_basis", "name"} <= compared
    assert days > 20


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"amount": "850,000"}, "850.000 đồng — tám trăm năm mươi nghìn đồng"),
        ({"amount": "850.000", "lang": "en"}, "850,000 đồng — eight hundred fifty thousand đồng"),
        ({"amount": "1,5", "unit": "billion"}, "1.500.000.000 đồng — một tỷ năm trăm triệu đồng"),
        ({"amount": "1 tỷ 200"},
         "Có hai cách đọc: 1.200.000.000 hoặc 1.000.000.200 đồng. "
         "Ghi rõ một cách, ví dụ 1.250.000 hoặc 1,25 triệu"),
        ({"amount": "một"}, ""),
        ({"amount": "9" * 20}, ""),
        ({"amount": "5", "unit": "pound"}, ""),
        ({}, ""),
    ],
)  # fmt: skip
def test_an_amount_is_said_back_as_it_is_read(sent_by, query, said):
    answer = sent_by["owner"].get("/desk/amounts", query_string=query)
    assert answer.get_json() == {"said": said}
    assert "no-store" in answer.headers["Cache-Control"]
