"""Many who write at the same moment, in threads and in processes: nothing twice, nothing lost."""

import json
import subprocess
import sys
from uuid import uuid4

from geodata import queries
from geodata.checks import row_checks, submissions
from geodata.errors import Conflict, StaleChange
from geodata.models import ConflictingChange, JournalEntry, StatusUpdate, Submission, Verification
from geodata.verification import deciding, entries
from tests.geodata.at_once import at_once
from tests.geodata.officers import (
    OWNED,
    OWNED_B,
    SECRETARIAT,
    TODAY,
    WARD,
    WARD_B,
    report,
    rows,
    version,
)
from tests.processes import ROOT

MANY = 50


def in_processes(url, *orders):
    """What became of the updates that several processes send at the same moment."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.geodata.sending", url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in orders
    ]
    try:
        for process, order in zip(started, orders, strict=True):
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
        assert [process.stdout.readline() for process in started] == ["ready\n"] * len(started)
        answers = []
        for process in started:
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in started:
            output, _ = process.communicate(timeout=120)
            answers.append(json.loads(output))
        return answers
    finally:
        for process in started:
            if process.poll() is None:
                process.kill()
            process.wait()
            process.stdin.close()
            process.stdout.close()


def test_same_update_many_times_at_once_is_one_row(site):
    uuid, base = str(uuid4()), version(site)
    journal = len(rows(site, JournalEntry))
    answers = at_once(*[lambda: report(site, uuid=uuid, base=base)] * MANY)
    assert {(one.id, one.version, one.state) for one in answers} == {
        (answers[0].id, answers[0].version, "waiting")
    }
    assert sorted(one.created for one in answers) == [False] * (MANY - 1) + [True]
    assert len(rows(site)) == 2
    assert len(rows(site, Submission)) == 1
    assert len(rows(site, JournalEntry)) == journal + 1


def test_two_officers_from_the_same_base_are_one_row_and_one_set_aside(site):
    base = version(site)
    answers = at_once(
        lambda: report(site, WARD, base=base, physical_percent=61, note="một"),
        lambda: report(site, OWNED, base=base, physical_percent=62, note="hai"),
    )
    stale = [one for one in answers if isinstance(one, StaleChange)]
    assert len(stale) == 1
    assert len(rows(site)) == 2
    assert {stale[0].mine["note"], stale[0].theirs["note"]} == {"một", "hai"}
    (conflict,) = rows(site, ConflictingChange)
    assert (conflict.mine, conflict.theirs) == (stale[0].mine, stale[0].theirs)


def test_two_processes_send_the_same_updates_and_each_is_one_row(site):
    base = version(site)
    same = [["ward-a", str(uuid4()), base, 60 + number] for number in range(10)]
    first, second = in_processes(site.url, same, same)
    made = [one for one in (*first, *second) if one[0] == "Sent" and one[3]]
    assert len(made) == 1
    again = [one for one in (*first, *second) if one[0] == "Sent" and not one[3]]
    assert {(one[1], one[2]) for one in again} <= {(made[0][1], made[0][2])}
    assert len(again) == 1
    assert [one for one in (*first, *second) if one[0] not in ("Sent", "StaleChange")] == []
    assert len(rows(site)) == 2
    assert len(rows(site, ConflictingChange)) == 9


def test_two_processes_from_the_same_base_are_one_row_and_one_set_aside(site):
    base = version(site)
    answers = in_processes(
        site.url,
        [["ward-a", str(uuid4()), base, 61]],
        [["ward-b", str(uuid4()), base, 62]],
    )
    assert sorted(one[0][0] for one in answers) == ["Sent", "StaleChange"]
    assert len(rows(site)) == 2
    (conflict,) = rows(site, ConflictingChange)
    assert {conflict.mine["note"], conflict.theirs["note"]} == {"ward-a", "ward-b"}
    with site.reading() as session:
        kept = [submissions.conflicts(session, actor) for actor in (WARD, WARD_B)]
        assert sorted(map(len, kept)) == [0, 1]


def decide(store, actor, row_id, verdict="verified", reason=None, expected=None):
    with store.writing() as session:
        return deciding.decide(
            session,
            actor,
            "update",
            row_id,
            verdict,
            reason,
            today=TODAY,
            expected_version=expected,
        )


def test_two_who_decide_at_once_do_not_overwrite_each_other(site):
    sent = report(site)
    answers = at_once(
        lambda: decide(site, OWNED, sent.id, expected=sent.version),
        lambda: decide(site, OWNED_B, sent.id, "returned", "Sai", expected=sent.version),
        lambda: decide(site, SECRETARIAT, sent.id, "asked", "Đâu?", expected=sent.version),
    )
    assert sorted(type(one).__name__ for one in answers) == ["Conflict", "Conflict", "Decided"]
    given = [one for one in rows(site, Verification) if one.status_update_id == sent.id]
    (decided,) = (one for one in answers if not isinstance(one, Conflict))
    assert [one.verdict for one in given] == [decided.state]


def test_rivals_verified_at_once_leave_one(site):
    base = version(site)
    ward = report(site, WARD, base=base, physical_percent=61)
    owner = report(site, OWNED, base=ward.version, physical_percent=62)
    answers = at_once(
        lambda: decide(site, SECRETARIAT, ward.id), lambda: decide(site, SECRETARIAT, owner.id)
    )
    assert sorted(type(one).__name__ for one in answers) == ["Conflict", "Decided"]
    with site.reading() as session:
        definition = row_checks.definition_of(session)
        assert entries.waiting(session, SECRETARIAT, definition, TODAY) == []
        moment = queries.moment(session, today=TODAY)
        state = queries.snapshot(session, moment).project_by_code["DUONG-THU"]
    (decided,) = (one for one in answers if not isinstance(one, Conflict))
    assert state.physical_percent == (61 if decided.id == ward.id else 62)


def test_withdrawing_and_verifying_at_once_is_one_of_them(site):
    sent = report(site)

    def withdraw():
        with site.writing() as session:
            return deciding.withdraw(session, WARD, "update", sent.id, today=TODAY)

    answers = at_once(withdraw, lambda: decide(site, OWNED, sent.id))
    assert sorted(type(one).__name__ for one in answers) == ["Conflict", "Decided"]


def test_revs_have_no_hole_after_all_this(site):
    base = version(site)
    at_once(*[lambda: report(site, uuid=str(uuid4()), base=base)] * 12)
    assert [row.rev for row in rows(site, JournalEntry)] == list(
        range(1, len(rows(site, JournalEntry)) + 1)
    )
    assert len(rows(site, ConflictingChange)) == 11
    assert {row.rev for row in rows(site, StatusUpdate)} <= {
        row.rev for row in rows(site, JournalEntry)
    }
