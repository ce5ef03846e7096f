"""What entries of the journal changed: before and after, of which day, whether it counts yet."""

import datetime as dt
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from geodata.columns import Geometry
from geodata.history.changed_fields import TABLES, ChangeTable, FieldChange, fields_changed
from geodata.history.journal_filter import owned
from geodata.models.base import PlainRow, counts_from
from geodata.models.contributions import Contribution, ContributionRevision
from geodata.models.evidence import Verification
from geodata.models.projects import Project

AT_ONCE = 2_000
"""From so many keys on, a table is read from the first to the last: no statement takes more."""


@dataclass(frozen=True)
class JournalChange:
    """What an entry says of one thing. `what`: a msgid; `action`: added, corrected, withdrawn, or
    the verdict that the entry gives; `subject`: code of the project or contribution;
    `effective_on`: from what day on it counts; `state`: where it stands if it has to be confirmed;
    `sent_rev`: the entry that sent what this one confirms."""

    what: str
    action: str
    subject_kind: str
    subject: str
    effective_on: dt.date | None
    fields: tuple[FieldChange, ...] = ()
    reason: str | None = None
    state: str | None = None
    sent_rev: int | None = None
    illustrative: tuple[str, ...] = ()
    source: str | None = None


JournalChanges = Mapping[int, Sequence[JournalChange]]


def in_full(session: Session, revs: Collection[int]) -> JournalChanges:
    """What these entries tell, by rev, what waits included: each row as it was sent, each verdict
    with its reason."""
    found: dict[int, list[JournalChange]] = defaultdict(list)
    for table in TABLES:
        # A table that was read from the first to the last gives more than was asked for.
        made = _rows(session, table, _among(table.model.rev, revs))
        made = [row for row in made if row.rev in revs]
        given = _verdicts(session, table, _among(Verification.rev, revs))
        given = [verdict for verdict in given if verdict.rev in revs]
        judged = _rows(session, table, _among(table.model.id, {v.row for v in given}))
        part = _Part(session, table, [*made, *judged])
        for row in made:
            found[row.rev].append(part.change(row, row.rev, state=part.state(row)))
        rows = {row.id: row for row in judged}
        for verdict in given:
            row = rows[verdict.row]
            found[verdict.rev].append(part.named(row, verdict.verdict, reason=verdict.reason))
    return found


def in_public(session: Session, revs: Collection[int], code: str) -> JournalChanges:
    """What these entries tell of a project, by rev, as the public may read it: what has to be
    confirmed is told at its verdict, beside what counted before; what was only returned has
    neither content nor reason."""
    found: dict[int, list[JournalChange]] = defaultdict(list)
    identity = session.scalar(select(Project.id).where(Project.code == code))
    for table in TABLES:
        mine = _rows(session, table, owned(table.model, identity, code))
        part = _Part(session, table, mine)
        for row in mine:
            if table.verdict is None and row.rev in revs:
                found[row.rev].append(part.change(row, row.rev))
            for verdict in part.verdicts[row.id]:
                if verdict.rev in revs:
                    found[verdict.rev].append(part.judged(row, verdict))
    return found


class _Part:
    """Rows of a table, with what came before each of them."""

    def __init__(self, session: Session, table: ChangeTable, rows: Sequence[PlainRow]) -> None:
        self.table = table
        self.owner = attrgetter(_owner_column(table.model).key)
        owners = {self.owner(row) for row in rows}
        kin = _rows(session, table, _among(_owner_column(table.model), owners)) if rows else []
        self.names = _codes(session, table.model, owners)
        self.by_id = {row.id: row for row in kin}
        self.verdicts: dict[int, list[PlainRow]] = defaultdict(list)
        self.verified: dict[int, int] = {}
        for verdict in _verdicts(session, table, _among(_verdict_column(table), set(self.by_id))):
            self.verdicts[verdict.row].append(verdict)
            if verdict.verdict == "verified":
                self.verified.setdefault(verdict.row, verdict.rev)
        self.same: dict[tuple[Any, Any], list[PlainRow]] = defaultdict(list)
        if table.same is not None:
            for row in kin:
                insort(self.same[self.owner(row), table.same(row)], row, key=_order)

    def began(self, row: PlainRow) -> int | None:
        """The rev from which a row counts; None for what was never verified."""
        return row.rev if self.table.verdict is None else self.verified.get(row.id)

    def state(self, row: PlainRow) -> str | None:
        """Where a row stands that has to be confirmed."""
        if self.table.verdict is None:
            return None
        return self.verdicts[row.id][-1].verdict if self.verdicts[row.id] else "waiting"

    def change(self, row: PlainRow, at: int, **more: Any) -> JournalChange:
        """A row beside what counted before a rev."""
        if row.voided:
            return self.named(row, "withdrawn", **{"reason": row.reason} | more)
        old = self._before(row, at)
        return self.named(
            row,
            "added" if row.supersedes_id is None else "corrected",
            **{"fields": fields_changed(self.table, old, row), "reason": row.reason} | more,
        )

    def judged(self, row: PlainRow, verdict: PlainRow) -> JournalChange:
        """A verdict as the public may read it."""
        began = self.began(row)
        if verdict.verdict == "verified":
            return self.change(row, verdict.rev, sent_rev=row.rev)
        if began is not None and began < verdict.rev:
            return self.named(row, verdict.verdict)
        return self.named(row, verdict.verdict, effective_on=None, illustrative=(), source=None)

    def named(self, row: PlainRow, action: str, **more: Any) -> JournalChange:
        """A row by its name and day."""
        values = {
            "effective_on": counts_from(row),
            "illustrative": tuple(row.illustrative or ()),
            "source": row.source,
        }
        kind = "contribution" if self.table.model is ContributionRevision else "project"
        return JournalChange(
            self.table.what, action, kind, self.names[self.owner(row)], **values | more
        )

    def _before(self, row: PlainRow, at: int) -> Any:
        """What a row stands in the place of: the one it corrects, else the last of the same thing
        that counted before the rev `at`."""
        if row.supersedes_id is not None:
            return self.by_id.get(row.supersedes_id)
        if self.table.same is None:
            return None
        kin = self.same[self.owner(row), self.table.same(row)]
        for other in reversed(kin[: bisect_left(kin, _order(row), key=_order)]):
            began = self.began(other)
            if not other.voided and began is not None and began < at:
                return other
        return None


def _order(row: PlainRow) -> tuple[dt.date, int, int]:
    return (counts_from(row), row.rev, row.id)


def _rows(session: Session, table: ChangeTable, *conditions: ColumnElement[bool]) -> list[PlainRow]:
    """Rows of a table, in their order; a geometry only where it is told."""
    told = {field.column for field in table.fields}
    columns = [
        c for c in table.model.__table__.c if c.name in told or not isinstance(c.type, Geometry)
    ]
    query = select(*columns).where(*conditions).order_by(table.model.id)
    return list(session.execute(query))


def _verdicts(
    session: Session, table: ChangeTable, condition: ColumnElement[bool]
) -> list[PlainRow]:
    """Verdicts on a table's rows in their order: rev, row, verdict, reason."""
    if table.verdict is None:
        return []
    column = _verdict_column(table)
    query = (
        select(Verification.rev, column.label("row"), Verification.verdict, Verification.reason)
        .where(condition, column.is_not(None))
        .order_by(Verification.rev, Verification.id)
    )
    return list(session.execute(query))


def _verdict_column(table: ChangeTable) -> Any:
    return getattr(Verification, table.verdict or "status_update_id")


def _among(column: Any, keys: Iterable[int | None]) -> ColumnElement[bool]:
    known = sorted(key for key in keys if key is not None)
    among: ColumnElement[bool] = (
        column.in_(known) if len(known) <= AT_ONCE else column.between(known[0], known[-1])
    )
    return among


def _owner_column(model: Any) -> Any:
    return model.contribution_id if model is ContributionRevision else model.project_id


def _codes(session: Session, model: Any, owners: set[int | None]) -> dict[int | None, str]:
    """Codes of projects or contributions by id."""
    identity = Contribution if model is ContributionRevision else Project
    query = select(identity.id, identity.code).where(_among(identity.id, owners))
    return {None: ""} | {row.id: row.code for row in session.execute(query)}
