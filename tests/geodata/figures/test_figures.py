"""Figures: groups add up to the total, exactly, in either generation."""

import datetime as dt
from decimal import Decimal

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata import queries
from geodata.errors import BadInput
from geodata.figures import selection, summaries
from geodata.figures.filters import Filter
from geodata.vocabulary import FIGURE_GROUPS
from tests.factories import WARD_1, a_contribution, a_payment, a_project

TODAY = dt.date(2026, 11, 23)
NINE, TWO = dt.date(2024, 12, 31), dt.date(2026, 1, 1)
MONEY = ("total_investment", "plan_year", "disbursed_year", "disbursed_total", "value")


def figures(store, by="unit", units_on=None, wanted=None, as_of=None):
    with store.reading() as session:
        snapshot = queries.snapshot(session, queries.moment(session, as_of=as_of, today=TODAY))
        return summaries.figures(
            snapshot, selection.select(snapshot, wanted or Filter()), by, units_on
        )


def quantities(figure):
    return {
        (kind, unit): amount
        for kind, of in figure.kinds.items()
        for unit, amount in of.quantities.items()
    }


def assert_adds_up(found):
    for name in MONEY:
        told = summaries.added(getattr(group.figure, name) for group in found.groups)
        assert told == getattr(found.total, name)
    sums: dict = {}
    for group in found.groups:
        for key, amount in quantities(group.figure).items():
            sums[key] = sums.get(key, Decimal(0)) + amount
    assert sums == quantities(found.total)
    for rows in ("projects", "contributions", "awards"):
        touched = {code for group in found.groups for code in getattr(group.figure, rows)}
        assert touched == set(getattr(found.total, rows))


@pytest.mark.parametrize("by", FIGURE_GROUPS)
@pytest.mark.parametrize(
    "day", [dt.date(2023, 9, 1), NINE, dt.date(2025, 6, 30), dt.date(2025, 7, 1), TODAY]
)
def test_groups_add_up_and_both_generations_agree(sample_store, by, day):
    """Must show 3, on several days."""
    old, new = (figures(sample_store, by, on, as_of=day) for on in (NINE, TWO))
    assert_adds_up(old)
    assert_adds_up(new)
    assert old.total == new.total
    assert old.total.total_investment > 0


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(dt.date(2023, 1, 1), dt.date(2030, 12, 31)))
def test_groups_add_up_on_any_day(sample_store, day):
    old, new = (figures(sample_store, "unit", on, as_of=day) for on in (NINE, TWO))
    assert_adds_up(old)
    assert_adds_up(new)
    assert old.total == new.total


def test_each_generation_has_its_units(sample_store):
    old, new = (figures(sample_store, "unit", on, as_of=TODAY) for on in (NINE, TWO))
    keys = [group.key for group in old.groups]
    assert keys[:10] == [
        *("29905@2013", "29911@2013", "29902@2013", "29908@2013", "29919@2013"),
        *("29917@2013", "29914@2013", "29923@2013", "29920@2013", "outside@2013"),
    ]
    assert [group.key for group in new.groups][:2] == ["29905@2025", "30214@2025"]


@pytest.fixture
def store(defined_store):
    """The campaign is defined in it."""
    return defined_store


@pytest.fixture
def small(store):
    """One road half in Phường 1 and half in Phường 3, one without a place, contributions."""
    across = shapely.LineString([(105.7580, 10.3000), (105.7660, 10.3070)])
    with store.writing() as session:
        a_project(session, place=across)
        a_project(session, "O-DAU-DO", place=None, total_investment=7)
        a_payment(session)
        a_contribution(session, project="DUONG-THU", quantity=Decimal("100.5"), value=3)
        a_contribution(
            session, "DG-2", kind="labour", quantity=Decimal("2.5"), unit_of_measure="ngày"
        )
        a_contribution(
            session,
            "DG-3",
            unit="29905@2025",
            effective_on=dt.date(2026, 1, 5),
            quantity=10,
            value=None,
        )
        a_contribution(
            session,
            "DG-4",
            unit="29905@2025",
            effective_on=dt.date(2026, 1, 6),
            place=WARD_1,
            quantity=20,
            value=5,
        )
    return store


def groups(found):
    return {group.key: group.figure for group in found.groups}


def test_amounts_are_split_over_the_wards_that_a_road_crosses(small):
    found = groups(figures(small, "unit", NINE))
    parts = [found[key].total_investment for key in ("29905@2013", "29902@2013")]
    assert sum(parts) == 1_000_000_001
    assert min(parts) > 100_000_000
    assert found["29905@2013"].projects == found["29902@2013"].projects == ("DUONG-THU",)
    assert found["29911@2013"].projects == ()


def test_what_has_no_place_is_a_group_of_its_own(small):
    for day in (NINE, TWO):
        none = groups(figures(small, "unit", day))["none"]
        assert "O-DAU-DO" in none.projects
        assert none.total_investment == 7


def test_contribution_of_a_new_unit_is_placed_in_an_old_one_only_if_it_is_known(small):
    old, new = (groups(figures(small, "unit", day)) for day in (NINE, TWO))
    assert set(new["29905@2025"].contributions) == {"DG-THU", "DG-2", "DG-3", "DG-4"}
    assert set(old["none"].contributions) == {"DG-3"}
    assert set(old["29905@2013"].contributions) == {"DG-THU", "DG-2", "DG-4"}
    assert old["none"].kinds["land"].quantities == {"m²": Decimal(10)}
    assert new["29905@2025"].kinds["land"].quantities == {"m²": Decimal("130.5")}


def test_kinds_keep_their_own_units_of_measure(small):
    total = figures(small).total
    assert total.kinds["land"].quantities == {"m²": Decimal("130.5")}
    assert total.kinds["labour"].quantities == {"ngày": Decimal("2.5")}
    assert total.value == 3 + 36_000_000 + 5
    assert total.kinds["money"].count == 0


def test_contribution_belongs_to_the_sector_and_agency_of_its_project(small):
    assert groups(figures(small, "sector"))["transport"].contributions == ("DG-THU",)
    assert len(groups(figures(small, "sector"))["none"].contributions) == 3
    assert groups(figures(small, "agency"))["ban-qlda@2013"].value == 3


def test_figures_follow_the_filter(small):
    found = figures(small, "unit", NINE, Filter(unit=("29902@2013",)))
    assert found.total.projects == ("DUONG-THU",)
    assert found.total.contributions == ()


def test_other_grouping_is_refused_with_what_is_allowed(small):
    with pytest.raises(BadInput) as refused:
        figures(small, "colour")
    assert refused.value.allowed == FIGURE_GROUPS


@pytest.mark.parametrize("by", ["unit", "criterion", "sector"])
def test_parts_are_the_rows_behind_each_group(sample_store, by):
    with sample_store.reading() as session:
        snapshot = queries.snapshot(session, queries.moment(session, today=TODAY))
    chosen = selection.select(snapshot, Filter())
    for day in (NINE, TWO):
        for group in summaries.figures(snapshot, chosen, by, day).groups:
            rows = summaries.parts(snapshot, by, group.key, day)
            assert rows.keys() == {*group.figure.projects, *group.figure.contributions}
            for name in MONEY:
                told = summaries.added(row.get(name) for row in rows.values())
                assert told == getattr(group.figure, name)
