"""Any sequence of reports, verdicts and corrections: public figures follow verified rows alone,
versions grow, nothing is lost. Compared with a model that is a list."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from uuid import uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from geodata.checks import row_checks, submissions
from geodata.errors import Conflict, Forbidden, StaleChange
from geodata.models import JournalEntry, Project, StatusUpdate
from geodata.site_updates import reporting, sites
from geodata.verification import deciding, entries
from tests.factories import a_project
from tests.geodata.officers import (
    OWNED,
    OWNED_B,
    SECRETARIAT,
    TODAY,
    WARD,
    WARD_B,
    answers_for,
    seen,
)

SENDERS = st.sampled_from([WARD, WARD_B, OWNED])
JUDGES = st.sampled_from([OWNED, OWNED_B, SECRETARIAT])
NUMBERS = count(1)


@dataclass
class Row:
    """A row as the model knows it."""

    id: int
    rev: int
    author: str
    office: str
    day: dt.date
    percent: int
    state: str = "waiting"
    corrects: int | None = None
    uuid: str = ""


class Sequences(RuleBasedStateMachine):
    """One site, its two offices and the secretariat."""

    def __init__(self, store):
        super().__init__()
        self.store = store
        self.code = f"DAY-{next(NUMBERS)}"
        self.rows: list[Row] = []
        self.conflicts: set[str] = set()
        self.versions = [0]

    @initialize()
    def project(self):
        with self.store.writing() as session:
            a_project(session, self.code, place=None)
            answers_for(session, self.code)

    # ── what officers do ──

    def send(self, actor, day, percent, base, uuid):
        change = seen(physical_percent=percent, observed_on=day, forecast_finish=None)
        return submissions.send(
            self.store, reporting.report, actor, self.code, change | {"status": "implementation"},
            client_uuid=uuid, base_version=base, today=TODAY,
        )  # fmt: skip

    @rule(actor=SENDERS, back=st.integers(0, 3), percent=st.integers(0, 100))
    def report_what_was_seen(self, actor, back, percent):
        day, uuid = TODAY - dt.timedelta(days=back), str(uuid4())
        if not any(row.state == "verified" for row in self.rows):
            self.prepare(actor)
        sent = self.send(actor, day, percent, self.versions[-1], uuid)
        assert sent.version > self.versions[-1]
        assert sent.created
        self.rows.append(
            Row(sent.id, sent.version, actor.account, actor.office, day, percent, uuid=uuid)
        )
        self.versions.append(sent.version)

    def prepare(self, actor):
        """A first verified row, so that work may be under way."""
        uuid, day = str(uuid4()), TODAY - dt.timedelta(days=30)
        change = seen(
            status="preparation", physical_percent=0, observed_on=day, forecast_finish=None
        )
        sent = submissions.send(
            self.store, reporting.report, actor, self.code, change,
            client_uuid=uuid, base_version=self.versions[-1], today=TODAY,
        )  # fmt: skip
        row = Row(sent.id, sent.version, actor.account, actor.office, day, 0, uuid=uuid)
        self.rows.append(row)
        self.versions.append(sent.version)
        with self.store.writing() as session:
            deciding.decide(session, SECRETARIAT, "update", row.id, "verified", today=TODAY)
        self.verified(row)

    @precondition(lambda self: len(self.versions) > 1)
    @rule(actor=SENDERS, percent=st.integers(0, 100), data=st.data())
    def report_from_an_old_base(self, actor, percent, data):
        base, uuid = data.draw(st.sampled_from(self.versions[:-1])), str(uuid4())
        with pytest.raises(StaleChange) as caught:
            self.send(actor, TODAY, percent, base, uuid)
        assert caught.value.theirs["version"] == self.versions[-1]
        assert caught.value.mine["physical_percent"] == percent
        self.conflicts.add(uuid)

    @precondition(lambda self: self.rows)
    @rule(actor=JUDGES, verdict=st.sampled_from(deciding.DECISIONS), data=st.data())
    def decide(self, actor, verdict, data):
        row = data.draw(st.sampled_from(self.rows))
        with self.store.writing() as session:
            (outcome,) = deciding.decide_many(
                session,
                actor,
                [("update", row.id, None)],
                verdict,
                f"lý do {row.id}",
                today=TODAY,
            )
        decided = outcome.decided
        if decided is None:
            own = row.author == actor.account
            assert isinstance(outcome.error, Forbidden if own else Conflict)
            assert own or row.state not in ("waiting", "asked")
            return
        if not decided.created:
            assert row.state == verdict
            return
        assert row.author != actor.account
        assert row.state in ("waiting", "asked")
        if verdict == "verified":
            assert set(decided.also_returned) == self.verified(row)
        row.state = verdict

    def verified(self, row):
        """Mark a row and the rivals that are returned with it; gives their ids."""
        row.state = "verified"
        rivals = [
            one
            for one in self.rows
            if one.state in ("waiting", "asked")
            and one.office != row.office
            and one.day <= row.day
            and one.corrects is None
            and row.corrects is None
        ]
        for one in rivals:
            one.state = "returned"
        return {one.id for one in rivals}

    @precondition(lambda self: self.rows)
    @rule(actor=SENDERS, data=st.data())
    def take_back(self, actor, data):
        row = data.draw(st.sampled_from(self.rows))
        other, decided = row.office != actor.office, None
        with suppress(Forbidden if other else Conflict), self.store.writing() as session:
            decided = deciding.withdraw(session, actor, "update", row.id, today=TODAY)
        if decided is None:
            assert other or row.state not in ("waiting", "asked")
            return
        assert row.office == actor.office
        assert not decided.created or row.state in ("waiting", "asked")
        row.state = "withdrawn"

    @precondition(lambda self: self.rows)
    @rule(actor=SENDERS, percent=st.integers(0, 100), data=st.data())
    def correct(self, actor, percent, data):
        row, uuid = data.draw(st.sampled_from(self.rows)), str(uuid4())
        live = [
            one
            for one in self.rows
            if one.corrects == row.id and one.state not in ("returned", "withdrawn")
        ]
        try:
            sent = submissions.send(
                self.store, reporting.correct, actor, row.id, {"physical_percent": percent}, "sai",
                client_uuid=uuid, today=TODAY,
            )  # fmt: skip
        except Conflict:
            assert live or row.state != "verified"
            return
        assert row.state == "verified"
        assert not live
        self.rows.append(
            Row(
                sent.id,
                sent.version,
                actor.account,
                actor.office,
                row.day,
                percent,
                corrects=row.id,
                uuid=uuid,
            )
        )
        self.versions.append(sent.version)

    # ── what always holds ──

    def standing(self):
        """The row that the public sees, by the model."""
        verified = [row for row in self.rows if row.state == "verified"]
        gone = {row.corrects for row in verified}
        alive = [row for row in verified if row.id not in gone]
        return max(alive, key=lambda row: (row.day, row.rev), default=None)

    @invariant()
    def public_figure_is_the_verified_one(self):
        with self.store.reading() as session:
            site = {one.code: one for one in sites.sites(session, WARD, TODAY)}.get(self.code)
        if site is None:
            assert not self.rows
            return
        standing = self.standing()
        assert site.physical_percent == (standing.percent if standing else None)
        assert site.last_observed_on == (standing.day if standing else None)
        assert site.version == self.versions[-1]

    @invariant()
    def nothing_is_lost_and_versions_grow(self):
        with self.store.reading() as session:
            project = session.query(Project.id).filter(Project.code == self.code).scalar()
            kept = (
                session.query(StatusUpdate.id, StatusUpdate.rev, StatusUpdate.physical_percent)
                .filter(StatusUpdate.project_id == project)
                .order_by(StatusUpdate.id)
                .all()
            )
            revs = [rev for (rev,) in session.query(JournalEntry.rev).order_by(JournalEntry.rev)]
            in_conflict = {
                one.client_uuid
                for actor in (WARD, WARD_B, OWNED)
                for one in submissions.conflicts(session, actor)
            }
        assert [tuple(row) for row in kept] == [(row.id, row.rev, row.percent) for row in self.rows]
        assert self.versions == sorted(set(self.versions))
        assert revs == list(range(1, len(revs) + 1))
        assert self.conflicts <= in_conflict

    @invariant()
    def queue_holds_what_is_open(self):
        with self.store.reading() as session:
            definition = row_checks.definition_of(session)
            waiting = entries.waiting(session, SECRETARIAT, definition, TODAY, kind="update")
            found = {one.id: one.state for one in waiting if one.code == self.code}
        assert found == {
            row.id: row.state for row in self.rows if row.state in ("waiting", "asked")
        }


@pytest.mark.timeout(400)
def test_sequences_of_officers_keep_the_invariants(defined_store):
    run_state_machine_as_test(
        lambda: Sequences(defined_store),
        settings=settings(max_examples=8, stateful_step_count=12, deadline=None),
    )
