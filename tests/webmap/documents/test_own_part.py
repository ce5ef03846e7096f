"""A unit's part of an amount beside the projects whole, in the documents of its own review."""

import pytest
import shapely

from tests import factories
from tests.geodata.reviews.frozen_reviews import ABOUT
from tests.webmap.documents.sparse import review_of, told_in_vietnamese
from webmap.documents import fact_sheet
from webmap.documents.annexes import tables
from webmap.documents.content import SHARED
from webmap.documents.report import report
from webmap.documents.slides import slides

WARD, OTHER = "29905@2013", "29902@2013"
ACROSS = shapely.LineString([(105.7580, 10.3000), (105.7660, 10.3070)])
WHOLE = 10_000_000_000


@pytest.fixture(scope="module")
def store(templates):
    with told_in_vietnamese(templates) as made:
        with made.writing() as session:
            factories.a_project(session, place=ACROSS, total_investment=WHOLE)
            factories.a_contribution(session)
            factories.a_contribution(
                session, "DG-2", kind="labour", unit_of_measure="ngày", quantity=2, value=1_500_000
            )
            factories.a_contribution(
                session, "DG-3", kind="idea", unit_of_measure="ý kiến", quantity=1, value=None
            )
        yield made


def test_an_own_review_names_both_numbers_wherever_it_tells_one(store):
    frozen = review_of(store, ABOUT | {"office": WARD, "kind": "own"})
    part = frozen.own_part("total_investment")
    assert 0 < part < WHOLE == frozen.figure("total", "total_investment")
    words = f"phần của đơn vị {part / 10**9:.1f} tỷ đồng".replace(".", ",")
    assert words in tables.projects(frozen).note
    (projects,) = [s for s in report.report(frozen).sections if s.heading.startswith("1. Tiến độ")]
    assert any(words in told and "10 tỷ đồng" in told for told in projects.paragraphs)
    notes = {item.title: item.note for item in slides.in_figures(frozen).numbers}
    assert notes["Tổng mức đầu tư"] == f"trọn dự án; {words}"


def test_the_review_of_all_takes_back_what_two_wards_count(store):
    frozen = review_of(store, ABOUT)
    (table,) = next(s for s in slides.slides(frozen) if s.key == "by-unit").tables
    assert [row[1].value for row in table.rows] == [1, 1, -1]
    assert (table.ids[-1], table.rows[-1][0]) == (SHARED, "Liên đơn vị (trừ đếm trùng)")
    assert table.totals()[1].value == 1
    assert frozen.own_part("total_investment") is None
    assert "phần của đơn vị" not in tables.projects(frozen).note


def test_a_fact_sheet_tells_each_units_part(store):
    frozen = review_of(store, ABOUT)
    facts = dict(fact_sheet._facts(frozen, frozen.project_by_code["DUONG-THU"]))
    assert facts["Tổng mức đầu tư, trọn dự án"] == "10 tỷ đồng"
    parts = facts["Trong đó phần của từng đơn vị"].split("; ")
    assert {told.split(":")[0] for told in parts} == {frozen.who(WARD), frozen.who(OTHER)}


def test_the_parts_of_annex_2_make_its_total_and_ideas_stand_apart(store):
    table = tables.contributions(review_of(store, ABOUT))
    keys = [column.key for column in table.columns]
    (row,) = table.rows
    told = {key: cell.value for key, cell in zip(keys[2:], row[2:], strict=True)}
    assert "other_value" not in told
    assert told["total"] == sum(told[key] or 0 for key in tables.COMPONENTS if key in told)
    assert (told["total"], told["labour_value"]) == (37_500_000, 1_500_000)
    assert (told["ideas"], told["clearance"]) == (1, None)
