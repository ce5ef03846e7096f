"""What waits, for whom, in which order."""

import datetime as dt

import pytest
import time_machine

from geodata.checks import row_checks
from geodata.errors import Forbidden, NotFound
from geodata.verification import deciding, entries
from tests.factories import a_contribution, a_project
from tests.geodata.officers import (
    ADMINISTRATOR,
    ELSEWHERE,
    FINANCE,
    LEADER,
    OTHER_OWNER,
    OWNED,
    SECRETARIAT,
    TODAY,
    WARD,
    WARD_B,
    answers_for,
    report,
)
from tests.geodata.verification.entries_seen import entry, waiting


@pytest.mark.parametrize(
    ("actor", "sees", "decides", "withdraws"),
    [
        (OWNED, True, True, False),
        (SECRETARIAT, True, True, False),
        (LEADER, True, False, False),
        (FINANCE, True, False, False),
        (WARD, True, False, True),
        (WARD_B, True, False, True),
        (ELSEWHERE, False, False, False),
        (OTHER_OWNER, False, False, False),
        (ADMINISTRATOR, False, False, False),
    ],
)
def test_queue_is_of_those_whom_it_concerns(site, actor, sees, decides, withdraws):
    sent = report(site)
    found = waiting(site, actor)
    assert [one.id for one in found] == ([sent.id] if sees else [])
    assert [one.id for one in waiting(site, actor, to_decide=True)] == (
        [sent.id] if decides else []
    )
    if sees:
        assert (found[0].may_decide, found[0].may_withdraw) == (decides, withdraws)
    else:
        with pytest.raises(Forbidden):
            entry(site, sent.id, actor)


def test_own_entry_is_seen_but_not_decided(site):
    report(site, OWNED)
    (one,) = waiting(site)
    assert not one.may_decide
    assert waiting(site, to_decide=True) == []


def test_unpublished_entry_is_not_found_by_others(site):
    with site.writing() as session:
        row_id = a_project(session, "MOI", verified=False).id
    assert entry(site, row_id, SECRETARIAT, "revision").published is False
    with pytest.raises(NotFound):
        entry(site, row_id, ELSEWHERE, "revision")
    with pytest.raises(NotFound):
        entry(site, 999)
    with pytest.raises(NotFound):
        entry(site, row_id, SECRETARIAT, "nothing")


def test_queue_is_sorted_by_age_unit_and_size(site):
    with site.writing() as session:
        a_project(session, "CAU")
        answers_for(session, "CAU", "30214@2025")
        small = a_contribution(session, "DG-1", verified=False, value=5).id
        large = a_contribution(session, "DG-2", verified=False, value=7, unit="29923@2013").id
    one = report(site, physical_percent=59).id
    two = report(
        site, ELSEWHERE, "CAU", base=0, status="identification", physical_percent=None,
        forecast_finish=None,
    ).id  # fmt: skip
    assert [(e.kind, e.id) for e in waiting(site, SECRETARIAT)] == [
        ("contribution", small),
        ("contribution", large),
        ("update", one),
        ("update", two),
    ]
    assert [(e.kind, e.id) for e in waiting(site, SECRETARIAT, sort="size")] == [
        ("update", two),
        ("update", one),
        ("contribution", large),
        ("contribution", small),
    ]
    by_unit = [e.units for e in waiting(site, SECRETARIAT, sort="unit")]
    assert by_unit == [
        ("29905@2013", "29905@2025"),
        ("29905@2025",),
        ("29923@2013", "30214@2025"),
        ("30214@2025",),
    ]
    of_unit = waiting(site, SECRETARIAT, unit="30214@2025")
    assert {(e.kind, e.id) for e in of_unit} == {("contribution", large), ("update", two)}
    assert [e.id for e in waiting(site, SECRETARIAT, kind="update")] == [one, two]


def test_days_waiting_are_counted_in_the_city(site):
    report(site)
    with time_machine.travel(dt.datetime(2026, 11, 23, 17, 30, tzinfo=dt.UTC)):
        report(site, WARD_B)
    with site.reading() as session:
        definition = row_checks.definition_of(session)
        found = entries.waiting(session, OWNED, definition, dt.date(2026, 11, 29))
    assert [one.days_waiting for one in found] == [6, 5]


def test_asked_entry_stays_in_the_queue(site):
    sent = report(site)
    with site.writing() as session:
        asked = deciding.decide(
            session, OWNED, "update", sent.id, "asked", "Đoạn nào?", today=TODAY
        )
    (one,) = waiting(site)
    assert (one.state, one.reason, one.version) == ("asked", "Đoạn nào?", asked.version)
