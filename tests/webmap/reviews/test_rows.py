"""The page of the rows behind a number: sums of many open all of them, and add up."""

import re

import pytest

from geodata import reviews
from geodata.reviews import preparing
from tests.stores import copy_of
from tests.webmap.documents.reviews import SECRETARY, TODAY, opened
from webmap.documents import numbers
from webmap.documents.annexes import tables
from webmap.documents.content import Number
from webmap.reviews.figure_links import figure_title, rows_address

CODE = "annual-2025-11-30"
ABOUT = {
    "name": "Báo cáo năm 2025", "kind": "annual", "office": None, "against": None,
    "period_from": TODAY.replace(2025, 1, 1), "period_to": TODAY.replace(2025, 12, 31),
    "as_of": TODAY.replace(2025, 11, 30),
}  # fmt: skip


@pytest.fixture(scope="module")
def review_file(templates):
    """The sample with two published reviews; 2025's has estimates."""
    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as store:
        with store.writing() as session:
            days = ("period_from", "period_to", "as_of")
            earlier = ABOUT | {day: ABOUT[day].replace(2024) for day in days}
            before = preparing.set_up(session, SECRETARY, earlier).code
            preparing.set_up(session, SECRETARY, ABOUT | {"against": before})
            for code, amount in (("DUONG-N7", 5_000_000), ("QUANG-TRUONG", 7_000_000)):
                preparing.estimate(session, SECRETARY, CODE, code, amount, None)
        for code in (before, CODE):
            reviews.freeze(store, SECRETARY, code, "test", TODAY)
            with store.writing() as session:
                reviews.publish(session, SECRETARY, code, True)
        yield store


@pytest.fixture
def site(review_file, make_app):
    return make_app(review_file.url)


def test_every_sum_of_annex_2_opens_all_its_rows(site, review_file):
    frozen = opened(review_file, CODE)
    with site.test_request_context("/"):
        sums = [
            (cell, rows_address(CODE, cell))
            for row in tables.contributions(frozen).rows
            for cell in row[2:]
            if isinstance(cell, Number) and cell.value is not None
        ]
    several = [(cell, address) for cell, address in sums if len(cell.of) > 1]
    assert several
    client = site.test_client()
    for cell, address in several[:12] + sums[:12]:
        page = client.get(address).text
        assert int(re.search(r'data-count="(\d+)"', page)[1]) == len(cell.of), address
        total = re.search(r'<b data-total><data value="([\d.E+]+)"', page)[1]
        assert float(total) == float(cell.value), address
        for _kind, code, _name in cell.of:
            assert code in page


def test_the_sum_of_estimates_opens_the_projects(site, review_file):
    frozen = opened(review_file, CODE)
    with site.test_request_context("/"):
        expected = numbers.expected_disbursement(frozen)
        address = rows_address(CODE, expected)
    page = site.test_client().get(address).text
    assert int(re.search(r'data-count="(\d+)"', page)[1]) == len(frozen.data["estimates"]) == 2
    assert f'<b data-total><data value="{expected.value}"' in page


def test_a_share_opens_both_numbers_that_it_is_of(site, review_file):
    frozen = opened(review_file, CODE)
    with site.test_request_context("/"):
        share = numbers.disbursed_share(frozen, "total")
        address = rows_address(CODE, share)
    page = site.test_client().get(address).text
    values = re.findall(r'<b data-total><data value="(\d+)"', page)
    paid, plan = (frozen.figure("total", name) for name in ("disbursed_year", "plan_year"))
    assert values == [str(paid), str(plan)]


def test_a_number_of_the_earlier_review_opens_there(site):
    number = Number(3, "count", ("earlier", "total", "late"))
    with site.test_request_context("/"):
        assert rows_address(CODE, number) is None
        address = rows_address(CODE, number, earlier="annual-2024-11-30")
    assert address == "/reviews/annual-2024-11-30/rows?path=total/late"
    assert site.test_client().get(address).status_code == 200
    assert address in site.test_client().get(f"/reviews/{CODE}").text


@pytest.mark.parametrize(
    "path",
    [
        "annex-2", "annex-2/1", "annex-2/0/total", "annex-2/9999/total", "annex-2/1/place",
        "annex-2/1/nothing", "annex-2/1/total/x", "estimates/*", "estimates/*/x",
        "projects/X", "projects/a/b/c", "contributions/X", "estimates/X", "proposals/X",
        "projects/DUONG-N7/key", "projects/DUONG-N7/late", "projects/DUONG-N7/name/x",
        "total/rows/projects/x", "total/late/anything", "total/by_status/x/y", "by_unit/x",
        "total/late&path=nothing/at",
    ],
)  # fmt: skip
def test_what_names_no_number_is_not_found(site, path):
    assert site.test_client().get(f"/reviews/{CODE}/rows?path={path}").status_code == 404


def test_a_figure_is_told_without_the_keys_of_its_path(site, review_file):
    frozen = opened(review_file, CODE)
    with site.test_request_context("/"):
        told = [
            figure_title(frozen, path)
            for path in (("by_kind", "none", "projects"), ("by_sector", "transport", "late"))
        ]
    assert told == ["Dự án (không phải đóng góp) · Dự án", "Giao thông · Chậm tiến độ"]
