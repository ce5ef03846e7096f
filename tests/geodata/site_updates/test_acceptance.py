"""Reports that a site is completed: acceptance is public once it is confirmed."""

import datetime as dt

import pytest

from geodata.checks import row_checks
from geodata.errors import Conflict
from geodata.models import JournalEntry, Milestone, ProjectDecision
from geodata.queries import moment, snapshot
from geodata.queries.projects.site_state import site_state
from geodata.verification import deciding, entries
from tests.geodata.officers import OWNED, OWNED_B, TODAY, WARD, report, rows
from tests.geodata.site_updates.refused_reports import wrong


def test_ward_may_not_say_completed_before_acceptance_is_on_record(site):
    done = {"status": "completion", "physical_percent": 100, "forecast_finish": None}
    assert wrong(site, **done) == {"status"}
    told = {"completed_on": TODAY, "document_number": "12/BB-NT"}
    assert wrong(site, **done, **told) == {"completed_on", "document_number"}
    assert wrong(site, OWNED, **done, completed_on=TODAY) == {"document_number"}
    assert wrong(site, OWNED, **done, document_number="12/BB-NT") == {"completed_on"}
    early = {"completed_on": dt.date(2023, 1, 1), "document_number": "12/BB-NT"}
    assert wrong(site, OWNED, **done, **early) == {"completed_on"}
    sent = report(site, OWNED, **done, **told)
    assert wrong(site, **done) == {"status"}, "nobody confirmed it yet"
    verify(site, sent.id)
    assert report(site, WARD, **done).created


DONE = {"status": "completion", "physical_percent": 100, "forecast_finish": None}
ACCEPTED = {"completed_on": dt.date(2026, 11, 20), "document_number": "12/BB-NT"}


def verify(store, row_id, verdict="verified", reason=None):
    with store.writing() as session:
        deciding.decide(session, OWNED_B, "update", row_id, verdict, reason, today=TODAY)


def public_finish(store):
    with store.reading() as session:
        found = snapshot(session, moment(session, None, None, TODAY))
    (state,) = found.projects
    return state.status, state.actual_finish


@pytest.mark.parametrize("verdict", ["returned", "asked"])
def test_acceptance_is_public_only_once_it_is_confirmed(site, verdict):
    before = public_finish(site)
    first = report(site, OWNED, **DONE, **ACCEPTED)
    assert (public_finish(site), before[1]) == (before, None)
    assert rows(site, ProjectDecision) == []
    verify(site, first.id, verdict, "Sai số văn bản")
    assert public_finish(site) == before
    right = ACCEPTED | {"document_number": "13/BB-NT", "completed_on": dt.date(2026, 11, 19)}
    second = report(site, OWNED, **DONE, **right)
    verify(site, second.id)
    assert public_finish(site) == ("completion", dt.date(2026, 11, 19))
    (decision,) = rows(site, ProjectDecision)
    assert (decision.number, decision.effective_on) == ("13/BB-NT", dt.date(2026, 11, 19))
    by = {one.rev: (one.actor, one.action) for one in rows(site, JournalEntry)}
    assert by[decision.rev] == (OWNED_B.account, "project.decision")
    assert by[rows(site, Milestone)[-1].rev] == (OWNED_B.account, "project.milestone")


def test_withdrawn_acceptance_leaves_nothing(site):
    sent = report(site, OWNED, **DONE, **ACCEPTED)
    with site.writing() as session:
        deciding.withdraw(session, OWNED, "update", sent.id, today=TODAY)
    assert public_finish(site)[1] is None
    assert (rows(site, ProjectDecision), rows(site, Milestone)) == ([], [])


def test_two_acceptances_are_not_both_confirmed(site):
    first = report(site, OWNED, **DONE, **ACCEPTED)
    again = report(site, OWNED, **DONE, **ACCEPTED)
    other = report(site, OWNED, **DONE, **(ACCEPTED | {"document_number": "13"}))
    verify(site, first.id)
    with pytest.raises(Conflict, match="12/BB-NT"):
        verify(site, other.id)
    verify(site, again.id)
    assert [row.number for row in rows(site, ProjectDecision)] == ["12/BB-NT"]
    assert [row.actual_on for row in rows(site, Milestone)] == [dt.date(2026, 11, 20)]


def test_who_confirms_sees_day_and_document(site):
    sent = report(site, OWNED, **DONE, **ACCEPTED)
    with site.reading() as session:
        definition = row_checks.definition_of(session)
        found = entries.entry(session, OWNED_B, definition, "update", sent.id, TODAY)
    changes = {one.name: one.new for one in found.changes}
    assert changes["Ngày nghiệm thu, bàn giao"] == dt.date(2026, 11, 20)
    assert changes["Số biên bản, văn bản"] == "12/BB-NT"


def test_owner_puts_acceptance_on_record_once(site):
    done = {"status": "completion", "physical_percent": 100, "forecast_finish": None}
    told = {"completed_on": dt.date(2026, 11, 20), "document_number": "12/BB-NT"}
    verify(site, report(site, OWNED, **done, **told).id)
    report(site, OWNED, **done, **told)
    assert wrong(site, OWNED, **done, **(told | {"document_number": "13"})) == {"document_number"}
    with site.reading() as session:
        state = site_state(session, rows(site)[0].project_id, TODAY)
    decisions = rows(site, ProjectDecision)
    assert state.finish.actual_on == dt.date(2026, 11, 20)
    assert [(row.kind, row.number, row.effective_on) for row in decisions] == [
        ("acceptance", "12/BB-NT", dt.date(2026, 11, 20))
    ]
