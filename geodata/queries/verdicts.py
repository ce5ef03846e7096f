"""Where a row stands that counts once confirmed: its last verdict, or none yet."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, aliased

from geodata.errors import Conflict
from geodata.models.contributions import ContributionRevision
from geodata.models.evidence import Verification
from geodata.models.journal import JournalEntry
from geodata.models.projects import ProjectRevision, StatusUpdate
from geodata.vocabulary import N_

COLUMN = {
    ProjectRevision: Verification.project_revision_id,
    StatusUpdate: Verification.status_update_id,
    ContributionRevision: Verification.contribution_revision_id,
}
OPEN = frozenset({"waiting", "asked"})
"""States that still wait for a decision."""
GONE = frozenset({"returned", "withdrawn"})
"""States of what will never count."""
AT_ONCE = 500
EVER = 2**31 - 1


@dataclass(frozen=True)
class Verdict:
    """A row's state (vocabulary ENTRY_STATES), why, by which office and account, at which rev."""

    state: str = "waiting"
    reason: str | None = None
    office: str | None = None
    account: str | None = None
    rev: int = 0


WAITING = Verdict()


def verdict_on(session: Session, row: Any) -> Verdict:
    """The last verdict on a row."""
    return verdicts_on(session, type(row), [row.id]).get(row.id, WAITING)


def verdicts_on(session: Session, model: Any, ids: Iterable[int]) -> dict[int, Verdict]:
    """The last verdicts on rows by their ids; those without one are left out."""
    column = COLUMN[model]
    wanted = sorted(set(ids))
    found: dict[int, Verdict] = {}
    for first in range(0, len(wanted), AT_ONCE):
        rows = session.execute(
            select(column, Verification, JournalEntry.actor)
            .join(JournalEntry, JournalEntry.rev == Verification.rev)
            .where(column.in_(wanted[first : first + AT_ONCE]))
            .order_by(Verification.rev, Verification.id)
        )
        for row_id, given, account in rows:
            if row_id is not None:
                found[row_id] = Verdict(
                    given.verdict, given.reason, given.office or None, account, given.rev
                )
    return found


def is_open(model: Any) -> ColumnElement[bool]:
    """Whether a row still waits for a decision: no verdict, or the last one asks."""
    return ~_last(model, lambda verdict: verdict.verdict != "asked")


def is_gone(model: Any, before: Any = EVER) -> ColumnElement[bool]:
    """Whether a row was returned or withdrawn, by what was known before a rev."""
    return _last(model, lambda verdict: verdict.verdict.in_(GONE), before)


def _last(
    model: Any, such: Callable[[Any], ColumnElement[bool]], before: Any = EVER
) -> ColumnElement[bool]:
    """Whether a row has a verdict and the last one before a rev is such."""
    verdict, later = aliased(Verification), aliased(Verification)
    column = COLUMN[model].key
    newer = (
        select(later.id)
        .where(getattr(later, column) == getattr(verdict, column), later.rev > verdict.rev)
        .where(later.rev < before)
        .exists()
    )
    known = and_(getattr(verdict, column) == model.id, verdict.rev < before)
    found = and_(known, such(verdict), ~newer)
    return select(verdict.id).where(found).exists()


def check_correctable(session: Session, row: Any) -> None:
    """Raises Conflict unless the row is verified and no correction of it counts or waits."""
    if verdict_on(session, row).state != "verified":
        raise Conflict(N_("Chỉ đính chính số liệu đã xác nhận; mục này thì gửi bản mới."))
    model = type(row)
    after = select(model.id).where(model.supersedes_id == row.id, ~is_gone(model))
    if session.scalar(after) is not None:
        raise Conflict(N_("Số liệu này đã được đính chính; tải lại rồi sửa bản mới nhất."))


def corrections_of(session: Session, model: Any, ids: Collection[int]) -> dict[int, int]:
    """The correction that counts or waits of each of these rows: its id by theirs."""
    if not ids:
        return {}
    query = select(model.supersedes_id, model.id).where(
        model.supersedes_id.in_(sorted(ids)), ~is_gone(model)
    )
    return dict(session.execute(query).all())


@dataclass(frozen=True)
class DatedVerdict:
    """One verdict in the course of a row: what, why, by which office, when."""

    verdict: str
    reason: str | None
    office: str
    recorded_at: dt.datetime


def all_verdicts(session: Session, row: Any) -> list[DatedVerdict]:
    """Every verdict on a row, the oldest first."""
    found = session.execute(
        select(
            Verification.verdict,
            Verification.reason,
            Verification.office,
            JournalEntry.recorded_at,
        )
        .join(JournalEntry, JournalEntry.rev == Verification.rev)
        .where(COLUMN[type(row)] == row.id)
        .order_by(Verification.rev)
    )
    return [DatedVerdict(*each) for each in found]
