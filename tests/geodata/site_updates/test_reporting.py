"""Reporting of a site: who may, what is refused in which order, what is never lost."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest

from geodata.checks import row_checks, submissions
from geodata.errors import Conflict, Forbidden, InvalidChange, NotFound, ReusedKey, StaleChange
from geodata.models import (
    JournalEntry,
    Milestone,
    ProjectDecision,
    SetAside,
    StatusUpdate,
    Submission,
    Verification,
)
from geodata.queries import moment, snapshot
from geodata.queries.projects.site_state import site_state
from geodata.site_updates import sites
from geodata.verification import deciding, entries
from tests.conftest import KINDS
from tests.factories import OWNER, a_project
from tests.geodata.officers import (
    ELSEWHERE,
    LEADER,
    OWNED,
    OWNED_B,
    SECRETARIAT,
    TODAY,
    WARD,
    WARD_B,
    answers_for,
    report,
    rows,
    version,
    with_site,
)
from tests.stores import copy_of

TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture
def site(defined_store):
    return with_site(defined_store)


@pytest.fixture(scope="module", params=KINDS)
def still_site(request, templates):
    """A site that nothing is written of: for what is refused."""
    chosen = templates(request.param)
    with copy_of(chosen.stores, chosen.defined()) as made:
        yield with_site(made)


def wrong(store, *words, **named):
    with pytest.raises(InvalidChange) as caught:
        report(store, *words, **named)
    return {problem.pointer for problem in caught.value.problems}


def test_report_is_kept_as_sent_and_waits(site):
    base = version(site)
    sent = report(site, base=base)
    row = rows(site)[-1]
    assert (sent.id, sent.version, sent.state, sent.created) == (row.id, row.rev, "waiting", True)
    assert (row.reported_by, row.effective_on, row.base_version) == ("29905@2025", TODAY, base)
    assert (row.status, row.physical_percent) == ("implementation", Decimal(60))
    assert (row.forecast_finish, row.obstacles) == (dt.date(2026, 12, 20), ["weather"])
    assert (row.note, row.accuracy_m) == ("Mưa nhiều", Decimal("12.4"))
    assert (row.seen_at.x, row.seen_at.y) == (105.758, 10.3)
    assert version(site) == sent.version


def test_journal_tells_before_and_after_without_texts(site):
    sent = report(site)
    entry = next(row for row in rows(site, JournalEntry) if row.rev == sent.version)
    assert (entry.action, entry.subject_kind, entry.subject) == (
        "update.submit",
        "project",
        "DUONG-THU",
    )
    assert (entry.actor, entry.office) == ("ward-a", "29905@2025")
    assert entry.detail == {
        "on": "2026-11-23",
        "before": {
            "status": "implementation",
            "physical_percent": 50,
            "forecast_finish": None,
            "obstacles": [],
        },
        "after": {
            "status": "implementation",
            "physical_percent": 60,
            "forecast_finish": "2026-12-20",
            "obstacles": ["weather"],
        },
    }


def test_same_submission_again_gives_the_first_answer(site):
    uuid, base = str(uuid4()), version(site)
    first = report(site, uuid=uuid, base=base)
    with site.writing() as session:
        row = session.get(StatusUpdate, first.id)
        deciding.give(session, OWNER, row, "verified")
    again = report(site, uuid=uuid.upper(), base=base)
    assert (again.id, again.version, again.state) == (first.id, first.version, first.state)
    assert not again.created
    assert len(rows(site)) == 2
    assert len(rows(site, Submission)) == 1


@pytest.mark.parametrize("change", [{"physical_percent": 61}, {"note": "khác"}, {"obstacles": []}])
def test_same_uuid_with_another_content_is_refused(site, change):
    uuid = str(uuid4())
    report(site, uuid=uuid)
    with pytest.raises(ReusedKey):
        report(site, uuid=uuid, **change)
    assert len(rows(site)) == 2


def test_same_uuid_from_another_account_is_refused(site):
    uuid, base = str(uuid4()), version(site)
    report(site, uuid=uuid, base=base)
    with pytest.raises(ReusedKey):
        report(site, WARD_B, uuid=uuid, base=base)


def test_stale_report_is_set_aside_with_both_texts(site):
    base, uuid = version(site), str(uuid4())
    theirs = report(site, OWNED, base=base, physical_percent=70, note="Chủ đầu tư ghi")
    journal = len(rows(site, JournalEntry))
    with pytest.raises(StaleChange) as caught:
        report(site, uuid=uuid, base=base)
    assert caught.value.mine["physical_percent"] == 60
    assert caught.value.mine["note"] == "Mưa nhiều"
    assert caught.value.mine["position"] == {"lon": 105.758, "lat": 10.3, "accuracy": 12.4}
    assert caught.value.theirs["physical_percent"] == 70
    assert caught.value.theirs["note"] == "Chủ đầu tư ghi"
    assert caught.value.theirs["version"] == theirs.version
    assert caught.value.theirs["state"] == "waiting"
    assert len(rows(site)) == 2
    assert len(rows(site, JournalEntry)) == journal
    with site.reading() as session:
        (aside,) = submissions.aside(session, WARD)
        session.expunge(aside)
        assert submissions.aside(session, WARD_B) == []
    assert (aside.subject, aside.client_uuid) == ("DUONG-THU", uuid)
    assert aside.mine == caught.value.mine
    assert aside.theirs == caught.value.theirs


def test_what_is_sent_again_the_next_day_was_taken_already(site):
    """The forecast was today; tomorrow it would be before the day of seeing."""
    uuid, base = str(uuid4()), version(site)
    seen = {"uuid": uuid, "base": base, "forecast_finish": TODAY, "observed_on": None}
    first = report(site, **seen)
    again = report(site, today=TOMORROW, **seen)
    assert (again.id, again.created) == (first.id, False)
    assert rows(site)[-1].effective_on == TODAY
    with pytest.raises(ReusedKey):
        report(site, today=TOMORROW, **(seen | {"physical_percent": 61}))
    late = seen | {"uuid": str(uuid4()), "base": version(site)}
    assert wrong(site, today=TOMORROW, **late) == {"forecast_finish"}
    both = late | {"physical_percent": 101}
    assert wrong(site, today=TOMORROW, **both) == {"forecast_finish", "physical_percent"}


def test_two_accounts_with_the_same_uuid_each_keep_their_own(site):
    base, uuid = version(site), str(uuid4())
    report(site, OWNED, base=base)
    for actor, note in ((WARD, "Một"), (WARD_B, "Hai"), (WARD, "Ba")):
        with pytest.raises(StaleChange):
            report(site, actor, uuid=uuid, base=base, note=note)
    with site.reading() as session:
        kept = [[one.mine["note"] for one in submissions.aside(session, actor)]
                for actor in (WARD, WARD_B)]  # fmt: skip
    assert kept == [["Ba"], ["Hai"]]


def test_set_aside_is_settled_by_sending_anew_on_top(site):
    base, uuid = version(site), str(uuid4())
    report(site, OWNED, base=base)
    for _ in range(2):
        with pytest.raises(StaleChange):
            report(site, uuid=uuid, base=base)
    assert len(rows(site, SetAside)) == 1
    sent = report(site, uuid=uuid, base=version(site))
    assert sent.created
    with site.reading() as session:
        assert submissions.aside(session, WARD) == []
    assert rows(site, SetAside)[0].settled_at is not None


def test_set_aside_is_dropped_by_its_sender_alone(site):
    base = version(site)
    report(site, OWNED, base=base)
    with pytest.raises(StaleChange):
        report(site, base=base)
    kept = rows(site, SetAside)[0]
    with pytest.raises(NotFound), site.writing() as session:
        submissions.drop(session, WARD_B, kept.id)
    with site.writing() as session:
        submissions.drop(session, WARD, kept.id)
    with site.reading() as session:
        assert submissions.aside(session, WARD) == []


@pytest.mark.parametrize("actor", [ELSEWHERE, SECRETARIAT, LEADER])
def test_another_officer_may_not_report(still_site, actor):
    with pytest.raises(Forbidden):
        report(still_site, actor)
    assert len(rows(still_site)) == 1


def test_unknown_project_is_not_found(still_site):
    with pytest.raises(NotFound):
        report(still_site, code="KHONG-CO", base=0)


def test_unpublished_project_is_known_to_whom_it_concerns_only(site):
    with site.writing() as session:
        a_project(session, "MOI", verified=False)
        answers_for(session, "MOI")
    with pytest.raises(NotFound):
        report(site, ELSEWHERE, "MOI", base=0)
    with pytest.raises(Forbidden):
        report(site, SECRETARIAT, "MOI", base=0)
    sent = report(site, WARD, "MOI", base=0, status="identification", physical_percent=None)
    assert sent.state == "waiting"


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"status": "done"}, {"status"}),
        ({"status": None}, {"status"}),
        ({"physical_percent": 101}, {"physical_percent"}),
        ({"physical_percent": -1}, {"physical_percent"}),
        ({"physical_percent": Decimal("1.2345")}, {"physical_percent"}),
        ({"physical_percent": float("nan")}, {"physical_percent"}),
        ({"physical_percent": Decimal("1E+999999")}, {"physical_percent"}),
        ({"physical_percent": True}, {"physical_percent"}),
        ({"physical_percent": "60"}, {"physical_percent"}),
        ({"physical_percent": None}, {"physical_percent"}),
        ({"observed_on": dt.date(2026, 11, 24)}, {"observed_on"}),
        ({"observed_on": dt.date(2023, 12, 31)}, {"observed_on"}),
        ({"observed_on": dt.datetime(2026, 1, 1)}, {"observed_on"}),
        ({"forecast_finish": dt.date(2026, 11, 22)}, {"forecast_finish"}),
        ({"forecast_finish": dt.date(2200, 1, 1)}, {"forecast_finish"}),
        ({"obstacles": ["rain"]}, {"obstacles"}),
        ({"obstacles": "weather"}, {"obstacles"}),
        ({"obstacles": [["weather"]]}, {"obstacles"}),
        ({"obstacles": ["other"], "note": " "}, {"note"}),
        ({"note": "a" * 1001}, {"note"}),
        ({"note": "a\x00b"}, {"note"}),
        ({"note": "a\ud800b"}, {"note"}),
        ({"note": "a\u202eb"}, {"note"}),
        ({"note": 5}, {"note"}),
        ({"position": {"lon": 10.3, "lat": 105.758}}, {"position"}),
        ({"position": {"lon": float("nan"), "lat": 10.3}}, {"position"}),
        ({"position": {"lon": "x", "lat": 10.3}}, {"position"}),
        ({"position": [105.7, 10.3]}, {"position"}),
        ({"position": {"lon": 105.758, "lat": 10.3, "accuracy": -1}}, {"position"}),
        ({"position": {"lon": 105.758, "lat": 10.3, "speed": 1}}, {"position"}),
        ({"status": "completion", "physical_percent": 99}, {"physical_percent"}),
        ({"status": "maintenance", "physical_percent": 100}, {"status"}),
        ({"status": "identification", "physical_percent": 1}, {"status"}),
        ({"reported_by": "30214@2025"}, {"reported_by"}),
        ({"verdict": "verified"}, {"verdict"}),
        ({"uuid": "không"}, {"client_uuid"}),
        (
            {"status": "x", "physical_percent": 200, "note": 1, "position": 2},
            {"status", "physical_percent", "note", "position"},
        ),
    ],
)
def test_wrong_fields_are_told_all_at_once_and_leave_nothing(still_site, values, fields):
    before = len(rows(still_site, JournalEntry))
    assert wrong(still_site, **values) == fields
    assert len(rows(still_site)) == 1
    assert len(rows(still_site, JournalEntry)) == before


def test_texts_are_composed_and_trimmed(site):
    report(site, note="  Ho\u0300a\r\nxong\t1 ")
    assert rows(site)[-1].note == "H\u00f2a\nxong 1"


def test_fields_come_before_the_uuid_and_the_uuid_before_the_version(site):
    uuid = str(uuid4())
    report(site, uuid=uuid)
    with pytest.raises(InvalidChange):
        report(site, uuid=uuid, base=0, physical_percent=101)
    with pytest.raises(ReusedKey):
        report(site, uuid=uuid, base=0, physical_percent=61)
    with pytest.raises(StaleChange):
        report(site, base=0, status="maintenance", physical_percent=100)


def test_what_another_office_says_binds_nobody(site):
    report(site, OWNED, status="cancelled", physical_percent=None, forecast_finish=None)
    assert report(site, status="implementation").created


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


def test_public_figures_use_the_verified_update(site):
    report(site)
    with site.reading() as session:
        (one,) = sites.sites(session, WARD, TODAY)
    assert (one.physical_percent, one.last_observed_on) == (Decimal(50), dt.date(2024, 7, 1))
    assert (one.waiting, one.due, one.overdue) == ("waiting", dt.date(2024, 7, 31), True)
    assert one.next_statuses == ("implementation", "completion", "suspended", "cancelled")
    assert (one.late_reason, one.responsible, one.published) == ("overdue", ("29905@2025",), True)
    assert len(rows(site, Verification)) == 2
