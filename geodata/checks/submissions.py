"""Idempotency: the same `client_uuid` with the same content gives the first answer.

A change that conflicts with a newer version is kept for its sender, who sends it anew or drops it.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ParamSpec, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock, journal
from geodata.checks.fields import plain
from geodata.errors import NotFound, ReusedKey, StaleChange, StaleDescription
from geodata.journal import Officer
from geodata.models import ConflictingChange, Submission
from geodata.models.base import Appended, Base
from geodata.permissions import Actor
from geodata.store import Store
from geodata.vocabulary import N_


@dataclass(frozen=True)
class Receipt:
    """What a submission made: the row, the version of its subject from then on, and its state then
    (`waiting`; `recorded` for what counts at once). `created` is False when it came before;
    `warnings` are codes of vocabulary WARNINGS."""

    row: Appended
    id: int
    version: int
    state: str
    created: bool
    warnings: tuple[str, ...] = ()


Words = ParamSpec("Words")
Row = TypeVar("Row", bound=Base)


class Door(Protocol[Words]):
    """What every door is through which officers send: it takes the transaction, who acts, and words
    of its own (`Words`: which thing, what is said of it, `client_uuid`, `today`), checks them, and
    appends a row. Raises what `geodata.errors` names; then nothing of it remains."""

    def __call__(
        self, session: Session, actor: Actor, /, *words: Words.args, **named: Words.kwargs
    ) -> Receipt: ...


class Correction(Protocol):
    """A door through which a verified row is put right, by a new row that says why."""

    def __call__(
        self,
        session: Session,
        actor: Actor,
        row_id: int,
        changes: Mapping[str, Any],
        reason: str,
        /,
        *,
        client_uuid: str,
        today: dt.date,
    ) -> Receipt: ...


def send(
    store: Store,
    door: Door[Words],
    actor: Actor,
    *words: Words.args,
    **named: Words.kwargs,
) -> Receipt:
    """Go through a door in a transaction of its own: `send(store, reporting.report, actor, code,
    change, client_uuid=…, base_version=…, today=…)`. The words are checked against the door's own
    signature.

    A change that conflicts with a newer version is kept for its sender before StaleChange goes on
    to the caller (but a description); of every other refusal nothing remains.
    """
    try:
        with store.writing() as session:
            sent = door(session, actor, *words, **named)
            session.flush()
            session.expunge(sent.row)  # it can be read after the transaction
            return sent
    except StaleDescription:
        raise
    except StaleChange as stale:
        with store.writing() as session:
            _keep_conflict(session, actor, stale)
        raise


def digest_of(model: type[Base], subject: str, content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of what was sent."""
    matter = {"kind": model.__tablename__, "subject": subject, "content": plain(content)}
    text = json.dumps(matter, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def earlier(
    session: Session, actor: Officer, client_uuid: str, model: type[Row], digest: str
) -> Row | None:
    """The row that this submission made when it came before, or None. Takes the write lock: of
    two that come at once, the second finds the row of the first.

    Raises ReusedKey when the uuid came with another content or from another account.
    """
    journal.lock(session)
    found = session.execute(
        select(Submission.account, Submission.digest, Submission.row_id).where(
            Submission.client_uuid == client_uuid
        )
    ).one_or_none()
    if found is None:
        return None
    if (found.account, found.digest) != (actor.account, digest):
        raise ReusedKey(
            N_("Mã lần gửi (client_uuid) này đã dùng cho nội dung khác; tạo mã mới rồi gửi lại."),
            pointer="client_uuid",
        )
    return session.get(model, found.row_id)


def taken(session: Session, actor: Officer, client_uuid: str, row: Appended, digest: str) -> None:
    """Remember a submission with the row that it made; a conflict kept of it is settled."""
    session.add(
        Submission(
            client_uuid=client_uuid,
            account=actor.account,
            kind=row.__tablename__,
            row_id=row.id,
            digest=digest,
            rev=row.rev,
        )
    )
    conflict = session.scalars(
        select(ConflictingChange).where(
            ConflictingChange.client_uuid == client_uuid, ConflictingChange.account == actor.account
        )
    ).one_or_none()
    if conflict is not None:
        conflict.settled_at = clock.now()
    session.flush()


def _keep_conflict(session: Session, actor: Officer, stale: StaleChange) -> None:
    """Keep a conflicting change, or renew what stands against it. Takes the write lock, so that
    the same change that came twice is kept once."""
    journal.lock(session)
    client_uuid = stale.params["client_uuid"]
    kept = session.scalars(
        select(ConflictingChange).where(
            ConflictingChange.client_uuid == client_uuid, ConflictingChange.account == actor.account
        )
    ).one_or_none()
    if kept is None:
        session.add(
            ConflictingChange(
                account=actor.account,
                client_uuid=client_uuid,
                kind=stale.params["kind"],
                subject=stale.params["code"],
                mine=dict(stale.mine),
                theirs=dict(stale.theirs),
                made_at=clock.now(),
            )
        )
    else:
        kept.mine, kept.theirs, kept.settled_at = dict(stale.mine), dict(stale.theirs), None


def conflicts(session: Session, actor: Officer) -> list[ConflictingChange]:
    """The conflicting changes of an account that wait for its decision, newest first. `mine`
    holds what was sent (with `base_version`), `theirs` what stood against it."""
    return list(
        session.scalars(
            select(ConflictingChange)
            .where(
                ConflictingChange.account == actor.account, ConflictingChange.settled_at.is_(None)
            )
            .order_by(ConflictingChange.id.desc())
        )
    )


def drop_conflict(session: Session, actor: Officer, conflict_id: int) -> None:
    """Settle a conflicting change without sending it. Raises NotFound for another's."""
    kept = session.scalars(
        select(ConflictingChange).where(
            ConflictingChange.id == conflict_id, ConflictingChange.account == actor.account
        )
    ).one_or_none()
    if kept is None:
        raise NotFound(N_("Không có mục để lại nào như vậy của bạn."))
    if kept.settled_at is None:
        kept.settled_at = clock.now()
