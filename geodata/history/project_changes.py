"""What the store learnt of a project since a day: rows that count now and did not then, or the
other way round. Worked out of revs: nothing is kept beside the rows."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from geodata.history.changed_fields import (
    AWARD_TABLES,
    TABLES,
    ChangeTable,
    FieldChange,
    fields_changed,
)
from geodata.models.awards import Award, AwardAchievement, AwardStep
from geodata.models.base import Fact, counts_from
from geodata.models.contributions import Contribution, ContributionRevision
from geodata.models.definition import Criterion
from geodata.models.evidence import CriterionLink, Verification
from geodata.models.journal import JournalEntry
from geodata.models.projects import Project
from geodata.queries.facts import Reach, all_alive
from geodata.queries.moments import Moment, moment
from geodata.vocabulary import N_


@dataclass(frozen=True)
class ProjectChange:
    """Something that the store learnt: `action` is added, corrected or withdrawn; `effective_on`
    the day from which it counts.

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


def changes(session: Session, now: Moment, code: str, since: dt.date) -> list[ProjectChange]:
    """What was recorded of a project after the end of a day and counts at a moment (or counted
    then and does so no more), newest first. A row that waits for its verdict is not told; it is
    told when it is confirmed.
    """
    return between(session, now, code, moment(session, now.as_of, since, now.today).known_rev)


def between(session: Session, now: Moment, code: str, then_rev: int) -> list[ProjectChange]:
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


def contribution_changes(
    session: Session, now: Moment, code: str, then_rev: int
) -> list[ProjectChange]:
    """What was recorded of a contribution after a rev and counts now (or does so no more)."""
    identity = session.scalar(select(Contribution.id).where(Contribution.code == code))
    if identity is None or then_rev >= now.known_rev:
        return []
    owned = {
        ContributionRevision: ContributionRevision.contribution_id == identity,
        CriterionLink: CriterionLink.contribution_id == identity,
    }
    found = [
        change
        for table in TABLES
        if table.model in owned
        for change in _of_table(session, table, owned[table.model], then_rev, now)
    ]
    return _newest_first(found)


def award_changes(session: Session, now: Moment, code: str, then_rev: int) -> list[ProjectChange]:
    """What was recorded of an award after a rev: its steps, what it is, what it honours."""
    identity = session.scalar(select(Award.id).where(Award.code == code))
    if identity is None or then_rev >= now.known_rev:
        return []
    links = next(table for table in TABLES if table.model is CriterionLink)
    found = [
        change
        for table in (*AWARD_TABLES, links)
        for change in _of_table(session, table, _of_award(table.model, identity), then_rev, now)
    ]
    return _newest_first(found)


PUBLIC_STEPS = ("decided", "declined", "presented", "revoked")
"""Steps of an award that are public: the council's and those before are its own."""


def _of_award(model: Any, identity: int) -> ColumnElement[bool]:
    owned = model.award_id == identity
    return and_(owned, model.step.in_(PUBLIC_STEPS)) if model is AwardStep else owned


def _newest_first(found: list[ProjectChange]) -> list[ProjectChange]:
    return sorted(found, key=lambda change: change.recorded_at, reverse=True)


def _owned(model: Any, identity: int, code: str) -> ColumnElement[bool]:
    if model is ContributionRevision:
        return model.project == code
    mine: ColumnElement[bool] = model.project_id == identity
    return mine


def _of_table(
    session: Session, table: ChangeTable, owned: ColumnElement[bool], then_rev: int, now: Moment
) -> list[ProjectChange]:
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


def _earlier(
    session: Session, table: ChangeTable, row: Any, rows: Sequence[Any]
) -> tuple[Any, str]:
    """What a row stands in the place of: the one it corrects, or the last one of the same thing."""
    model = table.model
    if row.supersedes_id is not None:
        old = session.execute(select(*model.__table__.c).where(model.id == row.supersedes_id))
        return old.one(), "corrected"
    if table.same is None:
        return None, "added"
    mine = (counts_from(row), row.rev)
    kin = [other for other in rows if table.same(other) == table.same(row)]
    earlier = [other for other in kin if (counts_from(other), other.rev) < mine]
    return max(earlier, key=lambda other: (counts_from(other), other.rev), default=None), "added"


def _change(
    session: Session, table: ChangeTable, old: Any, new: Any, action: str, known_rev: int
) -> ProjectChange:
    recorded_at, office = _written(session, table, new, known_rev)
    linked = tuple(
        FieldChange(name, kind, None, code) for name, kind, code in _linked(session, table, new)
    )
    return ProjectChange(
        recorded_at, counts_from(new), table.what, action, office,
        linked + fields_changed(table, old, new), new.reason or _why(table, new),
        tuple(new.illustrative), new.source,
    )  # fmt: skip


def _why(table: ChangeTable, row: Any) -> str | None:
    """Why an award was declined or revoked: its step notes it."""
    told = table.model is AwardStep and row.step in ("declined", "revoked")
    return row.note if told else None


def _withdrawn(session: Session, table: ChangeTable, row: Any, known_rev: int) -> ProjectChange:
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
    linked = tuple(
        FieldChange(name, kind, code, None) for name, kind, code in _linked(session, table, row)
    )
    fields = linked + tuple(
        FieldChange(field.name, field.kind, getattr(row, field.column), None)
        for field in table.fields
        if getattr(row, field.column) not in (None, [])
    )
    return ProjectChange(
        recorded_at, counts_from(row), table.what, "withdrawn", office, fields, reason,
        tuple(row.illustrative), row.source,
    )  # fmt: skip


_Named = type[Criterion] | type[Project] | type[Contribution]
_LINKED: dict[type[Fact], tuple[tuple[str, str, _Named], ...]] = {
    CriterionLink: (("criterion_id", N_("Tiêu chí"), Criterion),),
    AwardAchievement: (
        ("project_id", N_("Dự án"), Project),
        ("contribution_id", N_("Đóng góp"), Contribution),
    ),
}
"""What rows of links lead to: the column, its name, the table whose code names the thing."""


def _linked(
    session: Session, table: ChangeTable, row: Any
) -> Iterator[tuple[str, str, str | None]]:
    """What a row of links leads to: the field's name, how it is read, the code."""
    for column, name, model in _LINKED.get(table.model, ()):
        identity = getattr(row, column)
        if identity is not None:
            yield name, "text", session.scalar(select(model.code).where(model.id == identity))


_Written = tuple[dt.datetime, str | None]
"""When and by which office."""


def _written(session: Session, table: ChangeTable, row: Any, known_rev: int) -> _Written:
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


def _entry(session: Session, rev: int) -> _Written:
    recorded_at, office = session.execute(
        select(JournalEntry.recorded_at, JournalEntry.office).where(JournalEntry.rev == rev)
    ).one()
    return recorded_at, office
