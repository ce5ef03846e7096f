"""Where the public sees a contribution: the same whenever it is asked, exact by consent alone."""

import datetime as dt

import pytest
from shapely import LineString, Point, box

from geodata.figures.filters import Filter
from geodata.figures.selection import select
from geodata.people import people
from geodata.people.people import NewPerson
from geodata.queries import moment, snapshot
from geodata.queries.public_places import public_places
from tests import factories

PARCEL = box(105.7501, 10.3001, 105.7503, 10.30015)
LINE = LineString([(105.75, 10.3), (105.76, 10.3)])
"""Ten stretches."""
ON_LINE = Point(105.7505, 10.3)


@pytest.fixture
def store(defined_store):
    """A project with a line, and a gift of two givers for it."""
    with defined_store.writing() as session:
        factories.a_project(session, place=LINE)
        factories.a_contribution(session, project="DUONG-THU", place=PARCEL, givers=2)
    return defined_store


def read(store):
    with store.reading() as session:
        return snapshot(session, moment(session, dt.date(2026, 11, 23)))


def give(store, level):
    with store.writing() as session:
        return people.add_giver(session, "DG-THU", NewPerson("Bà Thử", consent=level)).uid


@pytest.mark.parametrize(
    ("exact", "around", "public"),
    [
        (PARCEL, LINE, ON_LINE),
        (box(105.7507, 10.3, 105.7509, 10.3001), LINE, ON_LINE),
        (Point(105.7659999, 10.3), LINE, Point(105.7595, 10.3)),
        (PARCEL, LineString([(105.75, 10.3), (105.7502, 10.3)]), Point(105.7501, 10.3)),
        (PARCEL, box(105.123456, 10.1, 105.323456, 10.3), Point(105.2235, 10.2)),
        (PARCEL, None, None),
        (None, LINE, None),
    ],
)
def test_place_is_the_middle_of_the_stretch_beside_it_or_within_the_outline(exact, around, public):
    assert public_places([exact], [around]) == [public]


def test_box_that_shrinks_finds_the_public_place_only(store):
    found = read(store)
    assert found.contributions[0].geometry == ON_LINE
    for size in (0.0002, 0.0001, 0.00001):
        boxes = [at.buffer(size).bounds for at in (PARCEL.centroid, ON_LINE)]
        assert [len(select(found, Filter(bbox=one)).contributions) for one in boxes] == [0, 1]


def test_exact_place_needs_every_giver_today(store):
    before = read(store)
    first, second = give(store, "parcel"), give(store, "public")
    assert read(store).contributions[0].geometry == ON_LINE
    with store.writing() as session:
        people.consent(session, second, "parcel")
    agreed = read(store)
    assert agreed.contributions[0].geometry == PARCEL
    assert agreed.moment.key() != before.moment.key()
    with store.writing() as session:
        people.withdraw_consent(session, first)
    assert read(store).contributions[0].geometry == ON_LINE
    assert read(store).moment.key() == before.moment.key()


def test_exact_place_needs_as_many_who_agree_as_gave(store):
    give(store, "parcel")
    assert read(store).contributions[0].geometry == ON_LINE
