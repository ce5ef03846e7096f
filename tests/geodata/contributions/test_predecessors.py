"""Papers of a unit that is no more, entered by the one into which it was merged."""

import datetime as dt

import pytest

from geodata.checks.row_checks import definition_of
from geodata.errors import Forbidden, InvalidChange
from geodata.models import JournalEntry
from geodata.verification import entries
from tests.geodata.contributions.contributions_sent import counted, decide, submit
from tests.geodata.officers import ELSEWHERE, SECRETARIAT, TODAY, rows

BEFORE = dt.date(2025, 6, 20)


def late(store, **values):
    return submit(store, **{"given_on": BEFORE, "project": None, **values})


def test_successor_enters_what_was_given_before_the_merger(site):
    sent = late(site, former_unit="29911@2013")
    assert (sent.row.unit, sent.row.effective_on) == ("29911@2013", BEFORE)
    journal = rows(site, JournalEntry)[-1]
    assert (journal.office, journal.detail["after"]["unit"]) == ("29905@2025", "29911@2013")
    with site.reading() as session:
        found = entries.waiting(session, SECRETARIAT, definition_of(session), TODAY)
    assert [one.warnings for one in found] == [("backdated", "for_predecessor")]
    decide(site, sent.id)
    state = counted(site)["DG-0001"]
    assert (state.unit, state.shares) == ("29911@2013", {"29911@2013": 1})


def test_only_predecessor_need_not_be_named(site):
    assert late(site, actor=ELSEWHERE).row.unit == "29923@2013"
    assert late(site, former_unit="29905@2013").row.unit == "29905@2013"
    assert late(site, given_on=dt.date(2025, 7, 1)).row.unit == "29905@2025"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "former_unit"),
        ({"former_unit": "29999@2013"}, "former_unit"),
        ({"former_unit": "29911@2013", "given_on": dt.date(2025, 7, 1)}, "given_on"),
        ({"former_unit": "29905@2025"}, "given_on"),
        ({"former_unit": "29911@2013", "given_on": dt.date(2013, 10, 13)}, "given_on"),
    ],
)
def test_unit_has_to_be_the_one_of_that_day(still_site, values, field):
    with pytest.raises(InvalidChange) as caught:
        late(still_site, **values)
    (problem,) = caught.value.problems
    assert problem.pointer == field
    if not values:
        assert len(problem.allowed) == 8
        assert "chọn đơn vị lúc đó (Phường 1, Phường 2, " in str(problem)


@pytest.mark.parametrize("unit", ["29923@2013", "30214@2025", "outside@2013"])
def test_nobody_enters_for_a_unit_that_went_elsewhere(still_site, unit):
    with pytest.raises(Forbidden, match="không thuộc đơn vị của bạn"):
        late(still_site, former_unit=unit)
