"""The made-up large campaign: the same for the same seed, and never among real projects."""

import datetime as dt

import pytest

from geodata import generator, queries
from geodata.errors import Conflict
from geodata.figures import selection, summaries
from geodata.figures.filters import Filter
from geodata.store import open_store
from tests import factories

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def store(defined_store):
    """The campaign is defined in it."""
    return defined_store


def made(store, seed):
    with store.writing() as session:
        generator.generate(session, 40, 200, seed)
    with store.reading() as session:
        snapshot = queries.snapshot(session, queries.moment(session, today=TODAY))
    return snapshot, summaries.figures(snapshot, selection.select(snapshot, Filter())).total


def test_same_seed_gives_the_same_campaign_on_both_stores(templates):
    totals = {}
    for kind in ("sqlite", "postgis"):
        stores = templates(kind).stores
        url = stores.new(templates(kind).defined())
        store = open_store(url)
        totals[kind] = made(store, 7)[1]
        store.close()
        stores.drop(url)
    assert totals["sqlite"] == totals["postgis"]
    assert len(totals["sqlite"].projects) == 40
    assert len(totals["sqlite"].contributions) == 200
    assert totals["sqlite"].disbursed_total > 0


def test_another_seed_gives_another_and_all_of_it_is_marked(store):
    snapshot, total = made(store, 8)
    assert total.total_investment != 0
    assert all(state.illustrative for state in (*snapshot.projects, *snapshot.contributions))


def test_rows_can_be_added_after_it(store):
    made(store, 1)
    with store.writing() as session:
        factories.a_project(session)
        factories.a_contribution(session)
    with store.reading() as session:
        snapshot = queries.snapshot(session, queries.moment(session, today=TODAY))
    assert "DUONG-THU" in snapshot.project_by_code


def test_it_never_enters_a_store_with_projects(store):
    with store.writing() as session:
        factories.a_project(session)
    with store.writing() as session, pytest.raises(Conflict):
        generator.generate(session, 1, 1)
