"""What officers sent, as the one who confirms and the one who sent it see it: the difference to the
last verified state, what looks odd, what came back and why."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import permissions
from geodata.clock import CITY_ZONE
from geodata.errors import Forbidden, NotFound
from geodata.history.project_changes import FieldChange
from geodata.models import JournalEntry
from geodata.permissions import Actor
from geodata.queries.definition import Definition
from geodata.queries.standing import Standing
from geodata.queries.verdicts import OPEN, corrections_of, is_open
from geodata.verification.entry_fields import differences
from geodata.verification.entry_sources import MODELS, Sender, Source, sources
from geodata.vocabulary import ENTRY_KINDS, N_, codes

NEWEST = 200
"""How many of its own entries of a kind an office sees."""

_SEE = {"update": "project.see", "revision": "project.see", "contribution": "contribution.see"}


@dataclass(frozen=True, eq=False)
class Entry:
    """An update, contribution or revision, which counts once confirmed.

    `code` and `title`: of its project, or of the contribution (title: its project's or unit's
    name). `units`: who answers for the site, or whose the contribution is. `office`, `author`: who
    sent it (agency or unit; opaque account). `state`, `reason`, `decided_by`: its last verdict.
    `version`: rev of the row or of its last verdict, for `deciding.decide`. `days_waiting`:
    since it was sent, while it is open. `changes`: to the verified row before it. `warnings`: of
    vocabulary WARNINGS. `rivals`: ids of open updates of the same site by other offices;
    `twins`: codes of contributions that may be the same one. `correction_of`: id of the verified
    row that it corrects, `correction_reason` why; `corrected_by`: id of the correction of it that
    counts or waits, so that there can be no second. `size`: how large the change is, comparable
    within a kind. `may_decide`, `may_withdraw`: whether the asking officer may.
    """

    kind: str
    id: int
    code: str
    title: str
    units: tuple[str, ...]
    published: bool
    office: str | None
    author: str
    recorded_at: dt.datetime
    observed_on: dt.date
    state: str
    reason: str | None
    decided_by: str | None
    version: int
    days_waiting: int
    changes: tuple[FieldChange, ...]
    warnings: tuple[str, ...]
    rivals: tuple[int, ...]
    twins: tuple[str, ...]
    correction_of: int | None
    correction_reason: str | None
    corrected_by: int | None
    size: Decimal
    may_decide: bool
    may_withdraw: bool
    row: Any


def waiting(
    session: Session,
    actor: Actor,
    definition: Definition,
    today: dt.date,
    *,
    sort: str = "age",
    unit: str | None = None,
    kind: str | None = None,
    to_decide: bool = False,
) -> list[Entry]:
    """The open entries that concern an officer. `sort`: `age` (the oldest first), `unit`, or `size`
    (within each kind the largest change first). `unit`: of sites that this unit answers for, and
    of its contributions. `to_decide`: only those that the officer may decide.
    """
    found = [
        entry
        for each, model in MODELS.items()
        if kind in (None, each)
        for entry in _entries_of(
            session, actor, definition, today, each,
            session.scalars(select(model).where(is_open(model)).order_by(model.rev)).all(),
        )
    ]  # fmt: skip
    kept = [
        entry
        for entry in found
        if (unit is None or unit in entry.units) and (entry.may_decide or not to_decide)
    ]
    return sorted(kept, key=_ORDERS[sort])


def _by_age(entry: Entry) -> tuple[dt.datetime, str, int]:
    return (entry.recorded_at, entry.kind, entry.id)


_ORDERS: dict[str, Callable[[Entry], tuple[Any, ...]]] = {
    "age": _by_age,
    "unit": lambda entry: (entry.units or ("~",), *_by_age(entry)),
    "size": lambda entry: (codes(ENTRY_KINDS).index(entry.kind), -entry.size, *_by_age(entry)),
}
SORTS = tuple(_ORDERS)


def mine(session: Session, actor: Actor, definition: Definition, today: dt.date) -> list[Entry]:
    """What an officer's office sent, newest first, with verdict and reason; the last 200 of each
    kind. What was loaded in its name is not among them."""
    found = []
    for kind, model in MODELS.items():
        rows = session.scalars(
            select(model)
            .join(JournalEntry, JournalEntry.rev == model.rev)
            .where(JournalEntry.office == actor.office, JournalEntry.actor != "import")
            .order_by(model.rev.desc())
            .limit(NEWEST)
        ).all()
        found += _entries_of(session, actor, definition, today, kind, rows)
    return sorted(found, key=lambda entry: entry.recorded_at, reverse=True)


def entry(
    session: Session, actor: Actor, definition: Definition, kind: str, row_id: int, today: dt.date
) -> Entry:
    """One entry in whatever state.

    Raises NotFound, also for what is not published and does not concern the officer; Forbidden.
    """
    model = MODELS.get(kind)
    row = None if model is None else session.get(model, row_id)
    missing = NotFound(
        N_("Không có mục %(kind)s số %(id)s."), kind=dict(ENTRY_KINDS).get(kind, "?"), id=row_id
    )
    if row is None:
        raise missing
    found = _entries_of(session, actor, definition, today, kind, [row])
    if found:
        return found[0]
    (hidden,) = sources(session, definition, kind, [row], today, lambda _standing, _sender: True)
    if not hidden.standing.published:
        raise missing
    raise Forbidden(
        N_("%(code)s không thuộc đơn vị của bạn; đơn vị phụ trách mới được làm việc này."),
        code=hidden.code,
    )


def _entries_of(
    session: Session,
    actor: Actor,
    definition: Definition,
    today: dt.date,
    kind: str,
    rows: Sequence[Any],
) -> list[Entry]:
    """Entries of those rows that the officer may see: by permission, or as their sender."""

    def sees(standing: Standing, sender: Sender) -> bool:
        own = sender.office is not None and sender.office == actor.office
        return own or permissions.may(definition, actor, _SEE[kind], standing)

    found = sources(session, definition, kind, rows, today, sees)
    verified = [source.row.id for source in found if source.verdict.state == "verified"]
    corrected = corrections_of(session, MODELS[kind], verified)
    return [
        _entry(actor, definition, kind, source, today, corrected.get(source.row.id))
        for source in found
    ]


def _entry(
    actor: Actor,
    definition: Definition,
    kind: str,
    source: Source,
    today: dt.date,
    corrected_by: int | None,
) -> Entry:
    row, sender, verdict = source.row, source.sender, source.verdict
    still = verdict.state in OPEN
    since = sender.recorded_at.astimezone(CITY_ZONE).date()
    decides = permissions.may(definition, actor, f"{kind}.decide", source.standing)
    withdraws = permissions.may(definition, actor, f"{kind}.withdraw", source.standing)
    return Entry(
        kind=kind,
        id=row.id,
        code=source.code,
        title=source.title,
        units=source.units,
        published=source.standing.published,
        office=sender.office,
        author=sender.account,
        recorded_at=sender.recorded_at,
        observed_on=row.effective_on,
        state=verdict.state,
        reason=verdict.reason,
        decided_by=verdict.office,
        version=max(row.rev, verdict.rev),
        days_waiting=max(0, (today - since).days) if still else 0,
        changes=differences(kind, source.before, row),
        warnings=source.warnings,
        rivals=source.rivals,
        twins=source.twins,
        correction_of=row.supersedes_id,
        correction_reason=row.reason if row.supersedes_id is not None else None,
        corrected_by=corrected_by,
        size=_size(kind, row, source.before),
        may_decide=still and decides and sender.account != actor.account,
        may_withdraw=(
            still
            and withdraws
            and sender.office is not None
            and definition.within(sender.office, actor.office or "")
        ),
        row=row,
    )


def _size(kind: str, row: Any, before: Any | None) -> Decimal:
    """Points of progress (another status weighs 100), or đồng."""
    if kind == "update":
        was = (before.physical_percent if before else None) or Decimal(0)
        moved: Decimal = abs((row.physical_percent or Decimal(0)) - was) + 0
        return moved + (100 if before is None or before.status != row.status else 0)
    column = "value" if kind == "contribution" else "total_investment"
    was = getattr(before, column) if before is not None else None
    return Decimal(abs((getattr(row, column) or 0) - (was or 0)))
