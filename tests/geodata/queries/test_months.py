"""What is of a month counts from its last day, or from the statement that tells it before."""

import datetime as dt

import pytest
from sqlalchemy import select

from geodata import queries
from geodata.history import journal_entries, journal_filter, project_changes
from geodata.models import Disbursement
from geodata.models.base import counts_from
from geodata.queries.facts import Reach, all_alive
from tests.factories import a_payment, a_project

TODAY = dt.date(2026, 11, 23)
D = dt.date
COUNTED = {
    # of a month, told on a day: counts from
    (D(2024, 11, 1), D(2024, 12, 5)): D(2024, 11, 30),
    (D(2024, 11, 1), D(2024, 11, 20)): D(2024, 11, 20),
    (D(2024, 11, 1), D(2024, 11, 30)): D(2024, 11, 30),
    (D(2024, 12, 1), D(2025, 1, 6)): D(2024, 12, 31),
    (D(2025, 1, 1), D(2025, 2, 10)): D(2025, 1, 31),
    (D(2024, 2, 1), D(2024, 3, 5)): D(2024, 2, 29),
    (D(2023, 2, 1), D(2024, 3, 5)): D(2023, 2, 28),
}


@pytest.fixture
def paid(defined_store):
    """A project with a payment of each month, 1 đồng, 2 đồng, 4 đồng and so on, in that order."""
    with defined_store.writing() as session:
        a_project(session, on=D(2022, 1, 1))
        for place, (month, told) in enumerate(COUNTED):
            a_payment(session, budget_year=2024 if month > D(2023, 12, 1) else 2023, month=month,
                      effective_on=told, amount=2**place)  # fmt: skip
    return defined_store


def test_store_and_python_give_the_same_day(paid):
    with paid.reading() as session:
        told = session.execute(select(Disbursement, Disbursement.counts_from)).all()
        rows = session.execute(all_alive(Disbursement, Reach(2**31 - 1, TODAY))).all()
        by_store = {(row.month, row.effective_on): day for row, day in told}
        by_python = {(row.month, row.effective_on): row.counts_from for row, _day in told}
    assert by_store == by_python == COUNTED
    assert [counts_from(row) for row in rows] == sorted(COUNTED.values())


@pytest.mark.parametrize(
    ("as_of", "places"),
    [
        (D(2023, 2, 27), None),
        (D(2023, 2, 28), {6}),
        (D(2024, 2, 28), {6}),
        (D(2024, 2, 29), {5, 6}),
        (D(2024, 11, 19), {5, 6}),
        (D(2024, 11, 20), {1, 5, 6}),
        (D(2024, 11, 29), {1, 5, 6}),
        (D(2024, 11, 30), {0, 1, 2, 5, 6}),
        (D(2024, 12, 30), {0, 1, 2, 5, 6}),
        (D(2024, 12, 31), {0, 1, 2, 3, 5, 6}),
        (D(2025, 1, 30), {0, 1, 2, 3, 5, 6}),
        (D(2025, 1, 31), {0, 1, 2, 3, 4, 5, 6}),
    ],
)
def test_a_month_counts_at_its_end(paid, as_of, places):
    with paid.reading() as session:
        found = queries.snapshot(session, queries.moment(session, as_of, today=TODAY))
    total = found.project_by_code["DUONG-THU"].disbursed_total
    assert total == (None if places is None else sum(2**place for place in places))


def test_what_changed_and_the_journal_name_the_day_from_which_it_counts(paid):
    with paid.reading() as session:
        now = queries.moment(session, today=TODAY)
        told = project_changes.between(session, now, "DUONG-THU", 0)
        entries = session.scalars(
            journal_filter.published(now, "DUONG-THU", journal_filter.Wanted())
        ).all()
        lines = journal_entries.in_public(session, {entry.rev for entry in entries}, "DUONG-THU")
        found = queries.snapshot(session, now)
    days = [change.effective_on for change in told if change.what == "Giải ngân"]
    assert sorted(days) == sorted(COUNTED.values())
    days = [c.effective_on for made in lines.values() for c in made if c.what == "Giải ngân"]
    assert sorted(days) == sorted(COUNTED.values())
    assert found.changed_on["DUONG-THU"] == D(2025, 1, 31)


def test_the_public_journal_tells_what_counts_by_today(paid):
    with paid.reading() as session:
        when = queries.moment(session, D(2024, 11, 30), today=D(2024, 11, 30))
        entries = session.scalars(
            journal_filter.published(
                when, "DUONG-THU", journal_filter.Wanted("project.disbursement")
            )
        ).all()
    assert len(entries) == 5
