"""Filters narrow each other, find words without accents, and know units by code@year."""

import datetime as dt

import pytest

from geodata import queries
from geodata.errors import BadInput
from geodata.figures import selection
from geodata.figures.filters import Filter

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def snapshot(sample_store):
    with sample_store.reading() as session:
        return queries.snapshot(session, queries.moment(session, today=TODAY))


def chosen(snapshot, **wanted):
    return selection.select(snapshot, Filter(**wanted))


def codes(states):
    return {state.code for state in states}


def test_nothing_asked_gives_everything(snapshot):
    everything = chosen(snapshot)
    assert everything.projects == snapshot.projects
    assert everything.contributions == snapshot.contributions
    assert everything.awards == snapshot.awards
    assert len(snapshot.projects) > 50


@pytest.mark.parametrize("name", ["unit", "sector", "status", "agency", "criterion", "phase"])
def test_values_of_a_filter_are_alternatives(snapshot, name):
    allowed = [
        value
        for value in selection.allowed_values(snapshot)[name]
        if codes(chosen(snapshot, **{name: (value,)}).projects)
    ]
    both = tuple(allowed[:2])
    apart = [codes(chosen(snapshot, **{name: (value,)}).projects) for value in both]
    assert codes(chosen(snapshot, **{name: both}).projects) == apart[0] | apart[1]


def test_filters_narrow_each_other(snapshot):
    late = codes(chosen(snapshot, late=True).projects)
    roads = codes(chosen(snapshot, sector=("transport",)).projects)
    assert codes(chosen(snapshot, late=True, sector=("transport",)).projects) == late & roads
    assert late & roads
    assert codes(chosen(snapshot, late=False).projects) == codes(snapshot.projects) - late


def test_status_of_each_is_the_status_asked(snapshot):
    for status in ("suspended", "maintenance"):
        found = chosen(snapshot, status=(status,)).projects
        assert found
        assert {state.status for state in found} == {status}


def test_code_29905_is_two_units_and_never_mixed_up(snapshot):
    ward, whole = (
        codes(chosen(snapshot, unit=(uid,)).projects) for uid in ("29905@2013", "29905@2025")
    )
    assert ward < whole
    with pytest.raises(BadInput) as refused:
        chosen(snapshot, unit=("29905",))
    assert refused.value.pointer == "unit"
    assert "29905@2025" in refused.value.allowed


def test_unit_takes_what_touches_it_by_geometry(snapshot):
    for state in chosen(snapshot, unit=("29914@2013",)).projects:
        assert "29914@2013" in state.shares


@pytest.mark.parametrize("words", ["Đường N7", "duong n7", "N7 ĐƯỜNG", "  n7 "])
def test_words_are_found_without_accents_and_case(snapshot, words):
    assert "DUONG-N7" in codes(chosen(snapshot, q=words).projects)


def test_words_that_nothing_carries_find_nothing(snapshot):
    nothing = chosen(snapshot, q="khongcogi")
    assert (nothing.projects, nothing.contributions, nothing.awards) == ((), (), ())


def test_inner_criterion_takes_what_is_below_it(snapshot):
    below = codes(chosen(snapshot, criterion=("1.1.a.2",)).projects)
    assert below
    assert below <= codes(chosen(snapshot, criterion=("1.1",)).projects)


def test_key_ones_are_the_six_of_the_plan(snapshot):
    assert len(chosen(snapshot, key=True).projects) == 6


def test_contributions_answer_through_their_project(snapshot):
    for contribution in chosen(snapshot, sector=("education",)).contributions:
        assert snapshot.project_by_code[contribution.project].sector == "education"
    assert chosen(snapshot, sector=("education",)).contributions


def test_contributions_by_kind_and_projects_that_got_them(snapshot):
    found = chosen(snapshot, kind=("land",))
    assert {contribution.kind for contribution in found.contributions} == {"land"}
    given = {contribution.project for contribution in found.contributions}
    assert codes(found.projects) == given - {None}


def test_honoured_ones(snapshot):
    found = chosen(snapshot, awards=True)
    assert "RACH-NGA-AM" in codes(found.projects)
    assert all(state.awards for state in found.projects)
    assert chosen(snapshot, awards=False).awards == ()


def test_box_takes_what_it_meets_and_leaves_out_what_has_no_place(snapshot):
    whole = chosen(snapshot, bbox=(105.6, 10.2, 105.9, 10.5))
    assert codes(whole.projects) == {s.code for s in snapshot.projects if s.geometry is not None}
    assert chosen(snapshot, bbox=(0, 0, 1, 1)).projects == ()


def test_units_of_the_day_and_those_that_matching_projects_touch(snapshot):
    assert [unit.id for unit in chosen(snapshot).units] == ["29905@2025", "30214@2025"]
    old = selection.select(snapshot, Filter(q="n7"), dt.date(2024, 1, 1)).units
    assert old == ()
    touched = selection.select(snapshot, Filter(key=True), dt.date(2024, 1, 1)).units
    assert 0 < len(touched) < 9


def test_phase_takes_what_is_under_way_in_it(snapshot):
    for contribution in chosen(snapshot, phase=("gd1",)).contributions:
        assert contribution.date <= dt.date(2025, 12, 31)
    both = codes(chosen(snapshot, phase=("gd1", "gd2")).contributions)
    assert both == codes(snapshot.contributions)
