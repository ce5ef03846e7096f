"""The table of filters, and what it leads to: projects by group, what changed of late."""

import datetime as dt
from dataclasses import fields

import pytest
from sqlalchemy import text

from geodata import queries
from geodata.figures import filters
from geodata.figures.filters import Filter
from geodata.figures.selection import CHANGED_DAYS, allowed_values, select
from tests import factories

TODAY = dt.date(2026, 11, 23)


def at(store, day, **wanted):
    with store.reading() as session:
        found = queries.snapshot(session, queries.moment(session, day, today=TODAY))
        return select(found, Filter(**wanted))


def changed(store, day, **wanted):
    return [(one.project.code, one.changed_on) for one in at(store, day, **wanted).changed]


def test_table_and_filter_name_the_same():
    assert {field.name for field in fields(Filter)} == {*filters.NAMES, "bbox"}


def test_what_a_form_offers_exists(sqlite_sample):
    with sqlite_sample.reading() as session:
        found = queries.snapshot(session, queries.moment(session, today=TODAY))
    allowed = allowed_values(found)
    for row in filters.FILTERS:
        if row.offers:
            offered = [choice.value for choice in row.offers(found, Filter(), TODAY)]
            assert offered
            assert set(offered) <= set(allowed[row.name])


def test_groups_are_those_of_the_rows(sample_store):
    with sample_store.reading() as session:
        rows = session.execute(
            text(
                "SELECT p.code, r.project_group, r.effective_on, r.rev FROM project_revisions r"
                " JOIN projects p ON p.id = r.project_id ORDER BY r.effective_on, r.rev"
            )
        ).all()
    last = {code: group for code, group, _day, _rev in rows}
    everything = {project.code for project in at(sample_store, TODAY).projects}
    found = {}
    for group in ("A", "B", "C"):
        found[group] = {p.code for p in at(sample_store, TODAY, group=(group,)).projects}
        assert found[group] == {c for c in everything if last[c] == group}
    assert found["B"]
    assert found["C"]
    both = {p.code for p in at(sample_store, TODAY, group=("B", "C")).projects}
    assert both == found["B"] | found["C"]


def test_contributions_answer_a_group_through_their_project(sample_store):
    chosen = at(sample_store, TODAY, group=("C",))
    assert chosen.contributions
    mine = {project.code for project in chosen.projects}
    assert {one.project for one in chosen.contributions} <= mine


@pytest.fixture
def two_roads(defined_store):
    """One reported on 1 November 2026, one described on 1 January 2024 and silent since."""
    with defined_store.writing() as session:
        factories.a_project(session)
        factories.a_project(session, "DUONG-YEN")
        factories.an_update(session, on=dt.date(2026, 11, 1))
    return defined_store


def test_changed_counts_days_from_the_newest_fact(two_roads):
    reported = [("DUONG-THU", dt.date(2026, 11, 1))]
    assert changed(two_roads, TODAY) == reported
    assert changed(two_roads, dt.date(2026, 11, 1)) == reported
    assert changed(two_roads, dt.date(2026, 10, 31)) == []
    first = dt.date(2024, 1, 1)
    last = first + dt.timedelta(days=CHANGED_DAYS - 1)
    both = [("DUONG-YEN", first), ("DUONG-THU", first)]
    assert changed(two_roads, last) == both
    assert changed(two_roads, last + dt.timedelta(days=1)) == []


def test_nothing_has_changed_after_today(two_roads):
    assert changed(two_roads, TODAY + dt.timedelta(days=1)) == []


def test_a_report_that_waits_changes_nothing(two_roads):
    with two_roads.writing() as session:
        factories.an_update(session, "DUONG-YEN", on=dt.date(2026, 11, 20), verified=False)
    assert changed(two_roads, TODAY) == [("DUONG-THU", dt.date(2026, 11, 1))]
