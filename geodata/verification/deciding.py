"""Doors of verdicts: a row is verified, returned, asked about or withdrawn."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import journal, permissions
from geodata.checks import row_checks
from geodata.checks.fields import NOTE_LENGTH, Fields
from geodata.errors import CampaignError, Conflict, Forbidden, NotFound
from geodata.journal import Imported, Officer, record
from geodata.models import (
    Contribution,
    ContributionRevision,
    JournalEntry,
    Project,
    ProjectRevision,
    StatusUpdate,
    Verification,
)
from geodata.permissions import Actor
from geodata.queries.definition import Definition
from geodata.queries.standing import Standing, contribution_standing
from geodata.queries.verdicts import OPEN, Verdict, is_open, verdict_on
from geodata.verification import acceptance
from geodata.vocabulary import ENTRY_KINDS, N_, VERDICTS, codes

_COLUMN = {
    ProjectRevision: ("project_revision_id", "project_revision"),
    StatusUpdate: ("status_update_id", "status_update"),
    ContributionRevision: ("contribution_revision_id", "contribution_revision"),
}
MODELS = {
    "update": StatusUpdate,
    "contribution": ContributionRevision,
    "revision": ProjectRevision,
}
"""The row of a kind of entry."""

DECISIONS = ("verified", "returned", "asked")
NEED_A_REASON = frozenset({"returned", "asked"})


@dataclass(frozen=True)
class Decided:
    """A verdict: the entry's state and version from then on (`version`: rev of the verdict), and
    the ids of the updates of other offices that were returned with it. `code`: of its project or
    contribution. `created` is False when the same officer had said the same before."""

    row: Any
    id: int
    kind: str
    code: str
    state: str
    version: int
    also_returned: tuple[int, ...] = ()
    created: bool = True


@dataclass(frozen=True)
class Outcome:
    """What became of one of several entries: a verdict, or why not."""

    kind: str
    id: int
    decided: Decided | None
    error: CampaignError | None


def decide(
    session: Session,
    actor: Actor,
    kind: str,
    row_id: int,
    verdict: str,
    reason: str | None = None,
    *,
    today: dt.date,
    expected_version: int | None = None,
) -> Decided:
    """Verify, return or ask about an entry; the last two need a reason, which its sender reads.

    Verifying an update returns, in the same transaction, the open updates of the same site by
    other offices observed by that day: what a ward and an owner say differently stands side by
    side until one decision. It also puts on record the acceptance that the update tells.
    `expected_version`: the entry's version that the officer saw.

    Raises NotFound, Forbidden (also for one's own entry), InvalidChange; Conflict when it was
    decided meanwhile.
    """
    definition = row_checks.definition_of(session)
    row, code, standing = _entry_to_decide(session, definition, actor, kind, row_id, today)
    permissions.require(definition, actor, f"{kind}.decide", standing)
    permissions.not_own(actor, _author(session, row).actor)
    fields = Fields({"verdict": verdict, "reason": reason}, ("verdict", "reason"))
    fields.code("verdict", DECISIONS, required=True)
    why = fields.text("reason", NOTE_LENGTH, required=verdict in NEED_A_REASON, lines=True)
    fields.check()
    journal.lock(session)
    now = verdict_on(session, row)
    if (now.state, now.reason, now.account) == (verdict, why, actor.account):
        return Decided(row, row.id, kind, code, now.state, now.rev, created=False)
    _check_open(row, now, expected_version)
    if verdict == "verified" and kind == "update":
        acceptance.put_on_record(session, actor, row, code)
    given = give(session, actor, row, verdict, reason=why, detail=_detail(code, now, verdict))
    also: tuple[int, ...] = ()
    if verdict == "verified" and kind == "update" and row.supersedes_id is None:
        also = _return_rivals(session, definition, actor, row, code)
    return Decided(row, row.id, kind, code, verdict, given.rev, also)


def decide_many(
    session: Session,
    actor: Actor,
    entries: Iterable[tuple[str, int, int | None]],
    verdict: str,
    reason: str | None = None,
    *,
    today: dt.date,
) -> list[Outcome]:
    """The same verdict on several entries `(kind, id, expected version or None)`, each for itself:
    one that was decided meanwhile does not hold up the others.

    Raises InvalidChange, of which no entry is to blame.
    """
    outcomes = []
    for kind, row_id, expected in entries:
        try:
            decided = decide(
                session,
                actor,
                kind,
                row_id,
                verdict,
                reason,
                today=today,
                expected_version=expected,
            )
            outcomes.append(Outcome(kind, row_id, decided, None))
        except (NotFound, Forbidden, Conflict) as error:  # raised before anything was written
            outcomes.append(Outcome(kind, row_id, None, error))
    return outcomes


def withdraw(
    session: Session,
    actor: Actor,
    kind: str,
    row_id: int,
    *,
    today: dt.date,
    expected_version: int | None = None,
) -> Decided:
    """Take back an entry that nobody decided yet; the office that sent it may.

    Raises NotFound, Forbidden, Conflict.
    """
    definition = row_checks.definition_of(session)
    row, code, standing = _entry_to_decide(session, definition, actor, kind, row_id, today)
    permissions.require(definition, actor, f"{kind}.withdraw", standing)
    sender = _author(session, row).office
    if sender is None or not definition.within(sender, actor.office or ""):
        raise Forbidden(N_("Chỉ đơn vị đã gửi mới rút lại được mục này."))
    journal.lock(session)
    now = verdict_on(session, row)
    if (now.state, now.account) == ("withdrawn", actor.account):
        return Decided(row, row.id, kind, code, now.state, now.rev, created=False)
    _check_open(row, now, expected_version)
    given = give(session, actor, row, "withdrawn", detail=_detail(code, now, "withdrawn"))
    return Decided(row, row.id, kind, code, "withdrawn", given.rev)


def give(
    session: Session,
    officer: Officer,
    row: ProjectRevision | StatusUpdate | ContributionRevision,
    verdict: str,
    *,
    reason: str | None = None,
    detail: dict[str, Any] | None = None,
    imported: Imported | None = None,
) -> Verification:
    """Append a verdict on a row in the officer's name; the last verdict counts. Officers come in
    by `decide` and `withdraw`. Raises BadInput."""
    row_checks.one_of("verdict", verdict, codes(VERDICTS))
    column, kind = _COLUMN[type(row)]
    action = f"{kind}.{verdict}"
    rev = record(session, officer, action, kind, str(row.id), detail=detail, imported=imported)
    given = Verification(
        rev=rev, verdict=verdict, office=officer.office or "", reason=reason, **{column: row.id}
    )
    session.add(given)
    session.flush()
    return given


def _entry_to_decide(
    session: Session, definition: Definition, actor: Actor, kind: str, row_id: int, today: dt.date
) -> tuple[Any, str, Standing]:
    """An entry, the code of its project or contribution, and how that stands. Raises NotFound."""
    model = MODELS.get(kind)
    row: Any = None if model is None else session.get(model, row_id)
    if row is None:
        raise NotFound(
            N_("Không có mục %(kind)s số %(id)s."),
            kind=dict(ENTRY_KINDS).get(kind, "?"),
            id=row_id,
        )
    if kind == "contribution":
        code = session.scalars(
            select(Contribution.code).where(Contribution.id == row.contribution_id)
        ).one()
        return row, code, contribution_standing(session, code)
    code = session.scalars(select(Project.code).where(Project.id == row.project_id)).one()
    return row, code, permissions.project_in_sight(session, definition, actor, code, today)


def _author(session: Session, row: Any) -> Any:
    return session.execute(
        select(JournalEntry.actor, JournalEntry.office).where(JournalEntry.rev == row.rev)
    ).one()


def _check_open(row: Any, now: Verdict, expected_version: int | None) -> None:
    """Two who decide at once: the second gets a conflict."""
    moved_on = expected_version is not None and expected_version != max(row.rev, now.rev)
    if now.state not in OPEN or moved_on:
        raise Conflict(
            N_("Mục này vừa được xử lý (%(state)s); tải lại để xem."),
            state=dict(VERDICTS).get(now.state, N_("Chờ xác nhận")),
        )


def _return_rivals(
    session: Session, definition: Definition, actor: Actor, chosen: StatusUpdate, code: str
) -> tuple[int, ...]:
    rivals = session.scalars(
        select(StatusUpdate)
        .where(
            StatusUpdate.project_id == chosen.project_id,
            StatusUpdate.reported_by != chosen.reported_by,
            StatusUpdate.effective_on <= chosen.effective_on,
            StatusUpdate.supersedes_id.is_(None),
            is_open(StatusUpdate),
        )
        .order_by(StatusUpdate.rev)
    ).all()
    reason = (
        f"Đã chọn báo cáo của {definition.office_name(chosen.reported_by)} "
        f"ngày {chosen.effective_on:%d/%m/%Y}."
    )
    for rival in rivals:
        detail = _detail(code, verdict_on(session, rival), "returned")
        give(session, actor, rival, "returned", reason=reason, detail=detail)
    return tuple(rival.id for rival in rivals)


def _detail(code: str, now: Verdict, verdict: str) -> dict[str, Any]:
    return {"of": code, "before": {"state": now.state}, "after": {"state": verdict}}
