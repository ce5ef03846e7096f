"""Taking a `rev`: the store-wide lock, the counter and the journal row of a change of state."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.models.journal import JournalEntry, StoreState


@dataclass(frozen=True)
class Officer:
    """Who acts: an opaque account id, and the agency or unit on whose behalf."""

    account: str
    office: str | None = None


SHARED_INSTANT = dt.timedelta(minutes=1)
"""How far entries of one history that name the same instant may drift apart."""

SYSTEM = Officer("system")
IMPORT = Officer("import")


@dataclass(frozen=True)
class Imported:
    """A loaded entry: when it was recorded first, what it is, and a digest of its content."""

    recorded_at: dt.datetime
    key: str
    digest: str


def record(
    session: Session,
    officer: Officer,
    action: str,
    subject_kind: str,
    subject: str,
    *,
    detail: Mapping[str, Any] | None = None,
    imported: Imported | None = None,
) -> int:
    """Take the write lock, write the journal row and give its rev; the lock is held to the commit.

    `recorded_at` is the clock's, or the historical instant of an imported entry, but always at
    least 1 ms after the last one: so the order of revs is the order of commits, clocks or not.
    Validate first what can be validated: from here on every other writer waits.
    """
    state = lock(session)
    instant, historical = _instant(state, imported)
    rev = state.last_rev + 1
    row = {
        "id": rev,
        "rev": rev,
        "recorded_at": instant,
        "imported": historical,
        "actor": officer.account,
        "office": officer.office,
        "action": action,
        "subject_kind": subject_kind,
        "subject": subject,
        "detail": detail or {},
        "source_key": imported.key if imported else None,
        "source_digest": imported.digest if imported else None,
    }
    # At once, since the rows of this rev refer to it, and past the session, which would take twice
    # as long over a history of thousands. The counter goes with the next rows, or the commit.
    session.execute(insert(JournalEntry.__table__), row)
    state.last_rev, state.last_recorded_at = rev, instant
    return rev


def _instant(state: StoreState, imported: Imported | None) -> tuple[dt.datetime, bool]:
    """When a row is recorded, and whether that is the historical instant of an imported entry.

    Entries of one history that share an instant follow each other by a millisecond; an entry that
    comes after the store has moved on is recorded now.
    """
    wanted = imported.recorded_at if imported else clock.now()
    wanted = wanted.replace(microsecond=wanted.microsecond // 1000 * 1000)
    if state.last_recorded_at is None or wanted > state.last_recorded_at:
        return wanted, imported is not None
    floor = state.last_recorded_at + dt.timedelta(milliseconds=1)
    if imported is not None and floor - wanted < SHARED_INSTANT:
        return floor, True
    now = clock.now()
    return max(floor, now.replace(microsecond=now.microsecond // 1000 * 1000)), False


def holds_lock(session: Session) -> bool:
    """Whether this transaction is the one that writes."""
    held = session.info.get("counter")
    return held is not None and held[0] is session.get_transaction()


def lock(session: Session) -> StoreState:
    """Take the write lock until the end of the transaction; gives the counter's row.

    What a change depends on (the state it was begun from, whether it came before) is checked
    after this and before `record`, so that a change that is refused leaves no journal row.

    On SQLite the lock is the transaction itself (BEGIN IMMEDIATE).
    """
    if not holds_lock(session):
        state = session.scalars(
            select(StoreState).with_for_update().execution_options(populate_existing=True)
        ).one()
        session.info["counter"] = (session.get_transaction(), state)
        return state
    held: StoreState = session.info["counter"][1]
    return held
