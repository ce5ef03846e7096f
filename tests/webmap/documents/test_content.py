"""Every number of the slides and annexes is one of the frozen figures, or their sum."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from geodata.reviews import canonical, digest_of
from tests.webmap.documents.reviews import cells, numbers, opened
from webmap.documents import curves
from webmap.documents.annexes import tables
from webmap.documents.content import Number
from webmap.documents.frozen import Frozen
from webmap.documents.slides import slides

pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture
def frozen(review_store):
    return opened(review_store, "annual-2025-11-30")


@pytest.fixture
def earlier(review_store):
    return opened(review_store, "annual-2024-11-30")


def at(frozen, earlier, path):
    if path[0] == "earlier":
        return earlier.value(path[1:])
    return frozen.value(path)


def proved(number, frozen, earlier):
    """Whether a number is what its path says, or follows from those that it is of."""
    if number.path:
        return number.value == at(frozen, earlier, number.path)
    parts = [at(frozen, earlier, path) for path in number.of]
    if number.value is None:
        return not [part for part in parts if part] or None in parts or 0 in parts
    if number.kind == "percent":
        part, whole = parts
        return number.value == round(Decimal(part) * 100 / Decimal(whole), 1)
    if len(parts) == 2 and number.of[1][0] == "earlier":
        return number.value == parts[0] - parts[1]
    return number.value == sum(Decimal(str(part)) for part in parts)


def test_every_number_of_the_slides_is_frozen(frozen, earlier):
    made = slides.slides(frozen, earlier)
    found = list(numbers(made))
    assert len(found) > 200
    assert [n for n in found if not proved(n, frozen, earlier)] == []


def test_every_number_of_the_annexes_is_frozen(frozen, earlier):
    for table in tables.annexes(frozen):
        stt = [row[0].value for row in table.rows]
        assert stt == list(range(1, len(stt) + 1))
        rest = [n for n in cells(table) if n.path or n.of]
        assert [n for n in rest if not proved(n, frozen, earlier)] == []


def test_the_annexes_are_those_that_hold_rows(frozen):
    made = tables.annexes(frozen)
    assert [table.key for table in made] == ["annex-1", "annex-2", "annex-4"]
    assert len(made[0].rows) == len(frozen.projects) == 52
    totals = made[0].totals()
    keys = [column.key for column in made[0].columns]
    assert totals[keys.index("disbursed_year")].value == frozen.figure("total", "disbursed_year")
    assert totals[keys.index("plan_year")].value == frozen.figure("total", "plan_year")
    assert totals[keys.index("name")] is None


def test_the_usual_slides_in_their_order(frozen, earlier):
    keys = [slide.key for slide in slides.slides(frozen, earlier)]
    assert keys[:3] == ["title", "figures", "map"]
    assert keys[-9:] == [
        "by-unit", "by-sector", "capital", "gifts", "criteria", "examples", "awards", "proposals",
        "compare",
    ]  # fmt: skip
    assert {f"project-{p['code']}" for p in frozen.projects if p["key"]} <= set(keys)


def test_what_the_figures_do_not_hold_has_no_slide(frozen):
    keys = {slide.key for slide in slides.slides(frozen)}
    assert keys.isdisjoint({"petitions", "compare", "thrift"})


def test_slides_come_as_they_were_arranged(frozen):
    made = slides.slides(frozen)
    plan = [
        {"key": "map", "shown": True}, {"key": "title", "shown": True},
        {"key": "figures", "shown": False}, {"key": "gone", "shown": True},
    ]  # fmt: skip
    nothing = [{"key": slide.key, "shown": False} for slide in made]
    assert slides.arranged(made, nothing) == made
    keys = [slide.key for slide in slides.arranged(made, plan)]
    assert keys[:2] == ["map", "title"]
    assert "figures" not in keys
    assert len(keys) == len(made) - 1


def test_few_words_stand_beside_a_picture(frozen, earlier):
    for slide in slides.slides(frozen, earlier):
        if slide.map or slide.photos or slide.charts:
            told = " ".join((*slide.words, slide.badge))
            assert len(told.split()) <= 25, slide.key


def test_the_chart_of_disbursement_ends_at_the_figure(frozen):
    (slide,) = [s for s in slides.slides(frozen) if s.key == "capital"]
    (chart,) = slide.charts
    assert chart.categories[0] == "01/2025"
    assert chart.categories[-1] == "11/2025"
    reached = Decimal(str(chart.series[0].values[-1])) * 1_000_000
    assert reached == frozen.figure("total", "disbursed_year")


def test_curves_tell_what_was_confirmed(frozen):
    (slide,) = [s for s in slides.slides(frozen) if s.key == "project-DUONG-N7"]
    planned, actual = slide.charts[0].series
    project = frozen.project_by_code["DUONG-N7"]
    told = [value for value in actual.values if value is not None]
    assert told == [
        row["physical_percent"] for row in project["reports"] if row["physical_percent"] is not None
    ]
    assert len(planned.values) == len(actual.values) == len(slide.charts[0].categories)


def test_numbers_read_as_people_write_them():
    assert Number(2_412_000_000, "money").text == "2,4 tỷ đồng"
    assert Number(1_234_560_000, "money_m").text == "1.234,56"
    assert Number(None, "money").text == "–"
    assert Number(62.5, "percent").text == "62,5%"
    assert Number(1400, "area", unit="m²").text == "1.400 m²"


def test_places_are_those_of_the_day(frozen, earlier):
    assert {ground.id for ground in frozen.ground()} == {"29905@2025", "30214@2025"}
    assert len(earlier.ground()) == 9
    assert earlier.as_of == dt.date(2024, 11, 30)
    assert frozen.who("phong-noi-vu@2013") == "Phòng Nội vụ thành phố"


def test_what_an_audit_took_off_lessens_the_bars(frozen):
    body = json.loads(frozen.body)
    rows = [row for project in body["projects"] for row in project["disbursements"]]
    row = next(row for row in rows if (row["budget_year"], row["kind"]) == (2025, "payment"))
    row["kind"] = "reduction"
    text = canonical(body)
    (before,), (after,) = (
        curves.disbursement(one).series for one in (frozen, Frozen(text, digest_of(text)))
    )
    fell = Decimal(str(before.values[-1])) - Decimal(str(after.values[-1]))
    assert abs(fell - 2 * Decimal(row["amount"]) / 10**6) < Decimal("0.2")
