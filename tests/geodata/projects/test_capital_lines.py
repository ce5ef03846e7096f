"""The last day of a line of a capital plan, and what may be disbursed until then."""

import datetime as dt
from types import SimpleNamespace

import pytest

from geodata.queries.projects import progress
from tests.geodata.projects.records_sent import append, state, wrong

D = dt.date


def line(day, amount, kind="adjusted", source="city_budget", until=None):
    return SimpleNamespace(
        budget_year=2025, effective_on=day, amount=amount, kind=kind, capital_source=source,
        runs_until=until,
    )  # fmt: skip


ASSIGNED = line(D(2025, 1, 5), 100, "assigned")


@pytest.mark.parametrize(
    ("rows", "ends"),
    [
        ([ASSIGNED], [D(2026, 1, 31)]),
        # Added on the last day of September, then after it (Luật Đầu tư công 58/2024, Điều 72).
        ([ASSIGNED, line(D(2025, 9, 30), 150)], [D(2026, 1, 31), D(2026, 1, 31)]),
        ([ASSIGNED, line(D(2025, 10, 1), 150)], [D(2026, 1, 31), D(2026, 12, 31)]),
        # Taken away after September: nothing was added.
        ([ASSIGNED, line(D(2025, 10, 1), 50)], [D(2026, 1, 31), D(2026, 1, 31)]),
        ([ASSIGNED, line(D(2025, 11, 1), 9, "assigned", "lottery")],
         [D(2026, 1, 31), D(2026, 12, 31)]),
        ([line(D(2025, 1, 5), 100, "assigned", until=D(2026, 6, 30)), line(D(2025, 2, 1), 80)],
         [D(2026, 6, 30), D(2026, 6, 30)]),
        ([ASSIGNED, line(D(2025, 12, 1), 7, "carried_over")], [D(2026, 1, 31), D(2026, 1, 31)]),
    ],
)  # fmt: skip
def test_each_line_has_its_last_day(rows, ends):
    assert [one.runs_until for one in progress.lines(rows)] == ends
    assert progress.runs_until(rows, 2025) == ends[-1]


def test_without_a_plan_the_year_ends_in_january():
    assert progress.runs_until([], 2025) == D(2026, 1, 31)


def test_money_is_disbursed_as_long_as_its_line_runs(site):
    year = {"budget_year": 2025, "kind": "assigned", "effective_on": D(2025, 1, 5)}
    march = {"budget_year": 2025, "month": D(2026, 3, 1), "amount": 1_000_000}
    append(site, "capital_plan", **year)
    assert wrong(site, "disbursement", **march) == {"month"}
    append(site, "capital_plan", **year | {"kind": "adjusted", "runs_until": D(2026, 6, 30)})
    append(site, "disbursement", **march)
    assert wrong(site, "disbursement", **march | {"month": D(2026, 7, 1)}) == {"month"}
    assert state(site).disbursed_total == 1_000_000


@pytest.mark.parametrize("until", [D(2026, 12, 30), D(2028, 1, 1)])
def test_a_line_ends_within_the_law(site, until):
    assert wrong(site, "capital_plan", runs_until=until) == {"runs_until"}


def test_the_latest_decision_tells_when_completion_was_put_off():
    decisions = [SimpleNamespace(finish_on=day) for day in (D(2025, 6, 30), None, D(2026, 3, 31))]
    stored = D(2025, 12, 31)
    finish = SimpleNamespace(key="finish", planned_on=D(2025, 6, 30), extended_on=stored)
    other = SimpleNamespace(key="start", planned_on=D(2024, 1, 1), extended_on=stored)
    assert progress.extended_to(finish, decisions) == D(2026, 3, 31)
    assert progress.extended_to(finish, decisions[:2]) is None
    assert progress.extended_to(finish, []) == stored
    assert progress.extended_to(other, decisions) == stored
