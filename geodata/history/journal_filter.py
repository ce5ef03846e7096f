"""Which entries of the journal are asked for, newest first: of the whole store, or of one project
as the public may read them."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select, union
from sqlalchemy.orm import Session, aliased

from geodata import clock
from geodata.history.changed_fields import TABLES, ChangeTable
from geodata.models.base import Query
from geodata.models.contributions import ContributionRevision
from geodata.models.evidence import Verification
from geodata.models.journal import JournalEntry
from geodata.models.projects import Project
from geodata.queries.moments import Moment

AT_ONCE = 500
"""Entries that are asked for by rev at a time."""


@dataclass(frozen=True)
class Wanted:
    """What of the journal is asked for; `day` is the day of recording, in the city."""

    action: str | None = None
    office: str | None = None
    day: dt.date | None = None
    project: str | None = None


@dataclass(frozen=True)
class Choices:
    """The actions and offices that occur, to choose from."""

    actions: tuple[str, ...]
    offices: tuple[str, ...]


def everything(moment: Moment, wanted: Wanted) -> Query:
    """Entries of the whole journal, what waits included; for those who may read it in full."""
    query = select(JournalEntry).where(
        JournalEntry.rev <= moment.known_rev, *_narrowed(JournalEntry, wanted)
    )
    if wanted.project is not None:
        concerning = _concerning(wanted.project)
        query = query.where(JournalEntry.rev.in_(concerning))
    return query.order_by(JournalEntry.rev.desc())


def published(moment: Moment, code: str, wanted: Wanted) -> Query:
    """Entries that concern a project, as far as they are public: what counts at once, and what was
    confirmed, told at the verdict. What waits, or was never confirmed, is told by nothing but its
    return."""
    revs = union(*_published_revs(moment, code)).subquery()
    return (
        select(JournalEntry)
        .where(JournalEntry.rev.in_(select(revs.c.rev)), *_narrowed(JournalEntry, wanted))
        .order_by(JournalEntry.rev.desc())
    )


def count(session: Session, query: Query) -> int:
    """How many entries a query gives."""
    return session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


def choices(session: Session, query: Query) -> Choices:
    """What the entries of a query can be narrowed by."""
    entries = query.order_by(None).subquery()
    actions = session.scalars(select(entries.c.action).distinct())
    offices = session.scalars(select(entries.c.office).distinct())
    return Choices(tuple(sorted(actions)), tuple(sorted(filter(None, offices))))


def by_rev(session: Session, revs: Collection[int]) -> dict[int, JournalEntry]:
    """Entries by rev."""
    found: dict[int, JournalEntry] = {}
    wanted = sorted(revs)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        rows = session.scalars(select(JournalEntry).where(JournalEntry.rev.in_(some)))
        found |= {entry.rev: entry for entry in rows}
    return found


def owned(model: Any, identity: Any, code: str) -> ColumnElement[bool]:
    """The rows of a table that are a project's own, or what was given to it."""
    if model is ContributionRevision:
        return model.project == code
    mine: ColumnElement[bool] = model.project_id == identity
    return mine


def _narrowed(entry: Any, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.action is not None:
        conditions.append(entry.action == wanted.action)
    if wanted.office is not None:
        conditions.append(entry.office == wanted.office)
    if wanted.day is not None:
        before = clock.end_of_day(wanted.day - dt.timedelta(days=1))
        conditions += [
            entry.recorded_at > before,
            entry.recorded_at <= clock.end_of_day(wanted.day),
        ]
    return conditions


def _identity(code: str) -> Any:
    return select(Project.id).where(Project.code == code).scalar_subquery()


def _concerning(code: str) -> Query:
    """Revs of a project's rows and of every verdict on them."""
    parts = []
    for table in TABLES:
        mine = owned(table.model, _identity(code), code)
        parts.append(select(table.model.rev).where(mine))
        if table.verdict:
            parts.append(_verdicts(table, table.verdict).where(mine))
    return select(union(*parts).subquery().c.rev)


def _verdicts(table: ChangeTable, verdict: str) -> Query:
    """Revs of the verdicts on a table's rows."""
    return select(Verification.rev).join(
        table.model, getattr(Verification, verdict) == table.model.id
    )


def _published_revs(moment: Moment, code: str) -> list[Query]:
    found = []
    for table in TABLES:
        model = table.model
        due = [owned(model, _identity(code), code), model.counts_from <= moment.today]
        if table.verdict is None:
            found.append(select(model.rev).where(*due, model.rev <= moment.known_rev))
            continue
        found.append(
            _verdicts(table, table.verdict).where(
                *due,
                Verification.rev <= moment.known_rev,
                or_(
                    Verification.verdict.in_(("verified", "returned")),
                    _was_verified(table, table.verdict, Verification.rev),
                ),
            )
        )
    return found


def _was_verified(table: ChangeTable, verdict: str, before: Any) -> ColumnElement[bool]:
    """Whether a row had been verified before a verdict: then what became of it is public too."""
    earlier = aliased(Verification)
    return exists().where(
        getattr(earlier, verdict) == table.model.id,
        earlier.verdict == "verified",
        earlier.rev < before,
    )
