"""Rows that share a project add up to what there is once; nothing stated is no nought."""

import datetime as dt
import io

import openpyxl
import pytest
import shapely

from tests.factories import a_contribution, a_plan, a_project
from tests.webmap.pages.tables_read import tables

PATH = "/units?as_of=2024-12-31"
ACROSS = shapely.LineString([(105.7580, 10.3000), (105.7660, 10.3070)])
WARDS = ("29905@2013", "29902@2013")


@pytest.fixture
def small(defined_store, make_app):
    """A road in two wards, of which nobody stated a plan; a bridge whose plan came to nothing; a
    gift valued at nothing, and one that nobody valued."""
    with defined_store.writing() as session:
        a_project(session, place=ACROSS, total_investment=1_000_000_001)
        a_project(session, "CAU-THU", total_investment=None)
        a_plan(session, "CAU-THU", amount=100)
        a_plan(session, "CAU-THU", kind="adjusted", amount=0, effective_on=dt.date(2024, 6, 1))
        a_contribution(session, value=0)
        a_contribution(session, "DG-2", kind="labour", unit_of_measure="ngày", value=None)
    return make_app(defined_store.url).test_client()


def test_nothing_stated_is_null_and_nothing_given_is_zero(small):
    body = small.get("/figures.json?as_of=2024-12-31").get_json(force=True)
    one, other = (next(g for g in body["groups"] if g["key"] == uid) for uid in WARDS)
    assert (one["plan_year"], other["plan_year"]) == (0, None)
    assert (one["disbursed_year"], body["total"]["disbursed_year"]) == (None, None)
    assert one["total_investment"] + other["total_investment"] == 1_000_000_001
    kinds = one["contributions"]["kinds"]
    assert (kinds["land"]["value"], kinds["labour"]["value"]) == (0, None)
    assert (one["contributions"]["value"], other["contributions"]["value"]) == (0, None)


def test_the_page_tells_nought_from_unknown_and_takes_back_what_two_rows_count(small):
    (table,) = (t for t in tables(small.get(PATH).text) if "Dự án" in t.heads)
    one, other = (
        next(row for row in table.rows if row[0] == name) for name in ("Phường 1", "Phường 3")
    )
    plan = next(i for i, head in enumerate(table.heads) if head.startswith("Kế hoạch vốn"))
    paid = next(i for i, head in enumerate(table.heads) if head.startswith("Giải ngân"))
    count = table.heads.index("Dự án")
    assert (one[plan], other[plan], one[paid]) == ("0 đồng", "–", "–")
    overlap, total = table.foot
    assert (one[count], other[count], overlap[count], total[count]) == ("2", "1", "-1", "2")
    assert overlap[0].startswith("Liên đơn vị")


def test_the_workbook_takes_it_back_as_well(small):
    book = openpyxl.load_workbook(io.BytesIO(small.get(f"{PATH}&format=xlsx").data))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    overlap, total = rows[-2:]
    count = rows[0].index("Dự án")
    assert overlap[count] == -1
    assert total[count] == f"=SUM(C2:C{len(rows) - 1})"
    assert sum(row[count] for row in rows[1:-1]) == 2
