"""What the store learnt of a project since a day: rows that count now and did not then, or the
other way round. Worked out of revs: nothing is kept beside the rows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from geodata.models.contributions import Contribution, ContributionRevision
from geodata.models.evidence import Verification
from geodata.models.journal import JournalEntry
from geodata.models.projects import (
    Project,
)
from geodata.queries.facts import Reach, all_alive
from geodata.queries.moments import Moment, moment
from geodata.queries.told import TABLES, FieldChange, Told, fields_changed


@dataclass(frozen=True)
class Change:
    """Something that the store learnt: `action` is added, corrected or withdrawn.

    `what` is a msgid, `office` the agency or unit that wrote or confirmed it, if it is known.
    """

    recorded_at: dt.datetime
    effective_on: dt.date
    what: str
    action: str
    office: str | None
    fields: tuple[FieldChange, ...]
    reason: str | None
    illustrative: tuple[str, ...]
    source: str | None


def changes(session: Session, now: Moment, code: str, since: dt.date) -> list[Change]:
    """What was recorded of a project after the end of a day and counts at a moment (or counted
    then and does so no more), newest first. A row that waits for its verdict is not told; it is
    told when it is confirmed.
    """
    return between(session, now, code, moment(session, now.as_of, since, now.today).known_rev)


def between(session: Session, now: Moment, code: str, then_rev: int) -> list[Change]:
    """The same, of what was recorded after a rev."""
    identity = session.scalar(select(Project.id).where(Project.code == code))
    if identity is None or then_rev >= now.known_rev:
        return []
    found = [
        change
        for table in TABLES
        for change in _of_table(session, table, _owned(table.model, identity, code), then_rev, now)
    ]
    return _newest_first(found)


def gift_changes(session: Session, now: Moment, code: str, then_rev: int) -> list[Change]:
    """What was recorded of a contribution after a rev and counts now (or does so no more)."""
    identity = session.scalar(select(Contribution.id).where(Contribution.code == code))
    if identity is None or then_rev >= now.known_rev:
        return []
    table = next(table for table in TABLES if table.model is ContributionRevision)
    owned = ContributionRevision.contribution_id == identity
    return _newest_first(_of_table(session, table, owned, then_rev, now))


def _newest_first(found: list[Change]) -> list[Change]:
    return sorted(found, key=lambda change: change.recorded_at, reverse=True)


def _owned(model: Any, identity: int, code: str) -> ColumnElement[bool]:
    if model is ContributionRevision:
        return model.project == code
    return model.project_id == identity


def _of_table(
    session: Session, table: Told, owned: ColumnElement[bool], then_rev: int, now: Moment
) -> list[Change]:
    def alive_at(rev: int) -> dict[int, Any]:
        query = all_alive(table.model, Reach(rev, now.facts_on)).where(owned)
        return {row.id: row for row in session.execute(query)}

    before, after = alive_at(then_rev), alive_at(now.known_rev)
    told = []
    replaced = set()
    for row in after.values():
        if row.id in before:
            continue
        old, action = _earlier(session, table, row, list(after.values()))
        replaced.add(row.supersedes_id)
        told.append(_change(session, table, old, row, action, now.known_rev))
    for row in before.values():
        if row.id not in after and row.id not in replaced:
            told.append(_withdrawn(session, table, row, now.known_rev))
    return told


def _earlier(session: Session, table: Told, row: Any, rows: Sequence[Any]) -> tuple[Any, str]:
    """What a row stands in the place of: the one it corrects, or the last one of the same thing."""
    model = table.model
    if row.supersedes_id is not None:
        old = session.execute(select(*model.__table__.c).where(model.id == row.supersedes_id))
        return old.one(), "corrected"
    if table.same is None:
        return None, "added"
    mine = (row.effective_on, row.rev)
    kin = [other for other in rows if table.same(other) == table.same(row)]
    earlier = [other for other in kin if (other.effective_on, other.rev) < mine]
    return max(earlier, key=lambda other: (other.effective_on, other.rev), default=None), "added"


def _change(
    session: Session, table: Told, old: Any, new: Any, action: str, known_rev: int
) -> Change:
    recorded_at, office = _written(session, table, new, known_rev)
    return Change(
        recorded_at, new.effective_on, table.what, action, office,
        fields_changed(table, old, new), new.reason,
        tuple(new.illustrative), new.source,
    )  # fmt: skip


def _withdrawn(session: Session, table: Told, row: Any, known_rev: int) -> Change:
    """A row that was taken back, or whose confirmation was."""
    model = table.model
    taker = session.execute(
        select(model.rev, model.reason)
        .where(model.supersedes_id == row.id, model.rev <= known_rev)
        .order_by(model.rev.desc())
        .limit(1)
    ).first()
    reason = taker.reason if taker else None
    recorded_at, office = (
        _entry(session, taker.rev) if taker else _written(session, table, row, known_rev)
    )
    fields = tuple(
        FieldChange(field.name, field.kind, getattr(row, field.column), None)
        for field in table.fields
        if getattr(row, field.column) not in (None, [])
    )
    return Change(
        recorded_at, row.effective_on, table.what, "withdrawn", office, fields, reason,
        tuple(row.illustrative), row.source,
    )  # fmt: skip


def _written(session: Session, table: Told, row: Any, known_rev: int) -> tuple:
    """When a row began to count, and by which office: that which confirmed it where one must."""
    if table.verdict is None:
        return _entry(session, row.rev)
    verdict = session.execute(
        select(Verification.rev, Verification.office)
        .where(getattr(Verification, table.verdict) == row.id, Verification.rev <= known_rev)
        .order_by(Verification.rev.desc())
        .limit(1)
    ).first()
    if verdict is None:
        return _entry(session, row.rev)
    return _entry(session, verdict.rev)[0], verdict.office or None


def _entry(session: Session, rev: int) -> tuple:
    return session.execute(
        select(JournalEntry.recorded_at, JournalEntry.office).where(JournalEntry.rev == rev)
    ).one()
