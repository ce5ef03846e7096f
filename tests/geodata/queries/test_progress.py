"""Late, stale, planned: derived from rows."""

import datetime as dt
from decimal import Decimal

import pytest

from geodata import queries
from geodata.projects import describing
from tests.factories import OWNER, a_contribution, a_payment, a_project, an_update

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def store(defined_store):
    """The campaign is defined in it."""
    return defined_store


@pytest.fixture
def project(store):
    """A road planned from 2024-01-01 to 2024-12-31, half built on 2024-07-01."""
    with store.writing() as session:
        a_project(session)
        an_update(session)
    return store


def on(store, day, today=TODAY):
    with store.reading() as session:
        moment = queries.moment(session, as_of=day, today=today)
        return queries.snapshot(session, moment).project_by_code["DUONG-THU"]


def decide(store, **values):
    with store.writing() as session:
        row = {"effective_on": dt.date(2024, 10, 1), "kind": "extension", "illustrative": []}
        describing.append(session, OWNER, "decision", "DUONG-THU", row | values)


def test_planned_percent_is_a_straight_line_between_start_and_finish(project):
    assert on(project, dt.date(2024, 1, 1)).planned_percent == 0
    assert on(project, dt.date(2024, 7, 1)).planned_percent == Decimal("49.9")
    assert on(project, dt.date(2024, 12, 31)).planned_percent == 100
    assert on(project, dt.date(2025, 6, 1)).planned_percent == 100


def test_planned_percent_follows_the_curve_of_the_plan(project):
    with project.writing() as session:
        curve = [["2024-01-01", 0], ["2024-11-01", 20], ["2024-12-31", 100]]
        a_project(session, on=dt.date(2024, 1, 2), progress_plan=curve)
    assert on(project, dt.date(2024, 11, 1)).planned_percent == 20
    assert on(project, dt.date(2024, 12, 1)).planned_percent == 60


def test_late_past_the_approved_finish_only(project):
    assert not on(project, dt.date(2024, 12, 31)).late
    state = on(project, dt.date(2025, 1, 1))
    assert (state.late, state.late_reason, state.days_overdue) == (True, "overdue", 1)


def test_extension_moves_the_day_by_which_it_is_judged(project):
    decide(project, finish_on=dt.date(2025, 6, 30))
    assert not on(project, dt.date(2025, 6, 30)).late
    assert on(project, dt.date(2025, 7, 1)).late_reason == "overdue"
    assert on(project, dt.date(2025, 1, 1)).approved_finish == dt.date(2025, 6, 30)
    assert on(project, dt.date(2024, 9, 30)).approved_finish == dt.date(2024, 12, 31)


def test_extension_stretches_a_curve_drawn_before_it(project):
    with project.writing() as session:
        curve = [["2024-01-01", 0], ["2024-12-31", 100]]
        a_project(session, on=dt.date(2024, 1, 2), progress_plan=curve)
    decide(project, finish_on=dt.date(2025, 12, 31))
    assert on(project, dt.date(2025, 1, 1)).planned_percent == Decimal("50.1")


@pytest.mark.parametrize(("percent", "late"), [(40, False), (39, True)])
def test_late_from_ten_points_below_the_plan(project, percent, late):
    """On 2024-07-02 the plan says 50.1: at 40 it is 10.1 behind only if judged on another day."""
    with project.writing() as session:
        an_update(session, on=dt.date(2024, 7, 1) + dt.timedelta(days=1), percent=percent + 1)
    state = on(project, dt.date(2024, 7, 20))
    assert state.points_behind == Decimal("50.1") - percent - 1
    assert state.late is late
    assert (state.late_reason == "behind") is late


def test_judged_by_the_plan_of_the_day_it_was_observed(project):
    state = on(project, dt.date(2024, 12, 30))
    assert state.planned_percent == Decimal("99.7")
    assert state.physical_percent == 50
    assert not state.late


@pytest.mark.parametrize("status", ["completion", "maintenance", "cancelled"])
def test_what_is_ended_is_neither_late_nor_stale(project, status):
    with project.writing() as session:
        percent = None if status == "cancelled" else 100
        an_update(session, on=dt.date(2024, 9, 1), status=status, percent=percent)
    state = on(project, dt.date(2026, 1, 1))
    assert (state.status, state.late, state.stale) == (status, False, False)


def test_stale_after_thirty_days_without_an_update(project):
    assert not on(project, dt.date(2024, 7, 31)).stale
    state = on(project, dt.date(2024, 8, 1))
    assert (state.stale, state.days_silent) == (True, 31)


def test_after_today_the_plan_is_shown(project):
    today = dt.date(2024, 7, 15)
    state = on(project, dt.date(2024, 12, 31), today=today)
    assert (state.status, state.basis) == ("completion", "planned")
    assert (state.physical_percent, state.planned_percent) == (None, 100)
    assert (state.late, state.stale) == (False, False)
    assert on(project, dt.date(2024, 10, 1), today=today).status == "implementation"
    assert on(project, dt.date(2024, 10, 1), today=today).planned_percent == Decimal("75.1")


def test_facts_after_today_never_count(project):
    """A row dated after today (a clock that was wrong) does not leak into a planned view."""
    with project.writing() as session:
        a_payment(session, effective_on=dt.date(2024, 12, 1), month=dt.date(2024, 11, 1))
        a_contribution(session, effective_on=dt.date(2024, 12, 2))
    state = on(project, dt.date(2025, 3, 1), today=dt.date(2024, 7, 15))
    assert state.disbursed_total is None
    assert state.contributions == ()


def capital(store, **values):
    with store.writing() as session:
        row = {
            "effective_on": dt.date(2024, 1, 15),
            "budget_year": 2024,
            "capital_source": "city_budget",
            "kind": "assigned",
            "amount": 1_000,
            "illustrative": [],
        }
        describing.append(session, OWNER, "capital_plan", "DUONG-THU", row | values)


def test_capital_plan_of_the_year_adds_sources_and_takes_the_last_adjustment(project):
    capital(project)
    capital(project, capital_source="lottery", amount=500)
    capital(project, kind="carried_over", amount=30)
    capital(project, kind="adjusted", amount=700, effective_on=dt.date(2024, 9, 1))
    assert on(project, dt.date(2024, 8, 31)).plan_year == 1_530
    assert on(project, dt.date(2024, 9, 1)).plan_year == 1_230
    assert on(project, dt.date(2025, 1, 1)).plan_year is None


def test_budget_year_is_disbursed_until_the_end_of_january(project):
    with project.writing() as session:
        a_payment(session, kind="advance", amount=50)
        a_payment(session, kind="recovery", amount=20)
        a_payment(
            session,
            month=dt.date(2025, 1, 1),
            effective_on=dt.date(2025, 1, 31),
            amount=7,
        )
    assert on(project, dt.date(2024, 12, 31)).disbursed_year == 30
    state = on(project, dt.date(2025, 1, 31))
    assert (state.budget_year, state.disbursed_year, state.disbursed_total) == (2025, 0, 37)


def test_total_investment_is_that_of_the_latest_decision(project):
    decide(project, kind="adjustment", total_investment=1_200_000_000)
    assert on(project, dt.date(2024, 9, 30)).total_investment == 1_000_000_001
    assert on(project, dt.date(2024, 10, 1)).total_investment == 1_200_000_000


def test_urgent_ones_come_first(sample_store):
    with sample_store.reading() as session:
        states = queries.snapshot(session, queries.moment(session, today=TODAY)).projects
    late = [state.late for state in states]
    assert late == sorted(late, reverse=True)
    overdue = [state.days_overdue for state in states if state.late]
    assert overdue == sorted(overdue, reverse=True)
    assert overdue[0] > 0
