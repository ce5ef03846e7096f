"""Taking a `rev`: the store-wide lock, the counter and the journal row of a change of state."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.models.journal import JournalEntry, StoreState


@dataclass(frozen=True)
class Officer:
    """Who acts: an opaque account id, and the agency or unit on whose behalf."""

    account: str
    office: str | None = None


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
    detail: dict | None = None,
    imported: Imported | None = None,
) -> int:
    """Take the write lock, write the journal row and give its rev; the lock is held to the commit.

    `recorded_at` is the clock's, or the historical instant of an imported entry, but always at
    least 1 ms after the last one: so the order of revs is the order of commits, clocks or not.
    Validate first what can be validated: from here on every other writer waits.
    """
    state = _locked(session)
    instant = imported.recorded_at if imported else clock.now()
    instant = instant.replace(microsecond=instant.microsecond // 1000 * 1000)
    historical = imported is not None
    if state.last_recorded_at is not None and instant <= state.last_recorded_at:
        floor = state.last_recorded_at + dt.timedelta(milliseconds=1)
        historical = historical and floor - instant < dt.timedelta(seconds=60)
        instant = floor
        if imported is not None and not historical:
            instant = max(floor, clock.now())
    rev = state.last_rev + 1
    session.add(
        JournalEntry(
            id=rev,
            rev=rev,
            recorded_at=instant,
            imported=historical,
            actor=officer.account,
            office=officer.office,
            action=action,
            subject_kind=subject_kind,
            subject=subject,
            detail=detail or {},
            source_key=imported.key if imported else None,
            source_digest=imported.digest if imported else None,
        )
    )
    state.last_rev, state.last_recorded_at = rev, instant
    session.flush()
    return rev


def _locked(session: Session) -> StoreState:
    """The counter's row, locked until the end of the transaction.

    On SQLite the lock is the transaction itself (BEGIN IMMEDIATE).
    """
    held = session.info.get("locked_in")
    transaction = session.get_transaction()
    if held is not None and held is transaction:
        return session.get_one(StoreState, 1)
    state = session.scalars(
        select(StoreState).with_for_update().execution_options(populate_existing=True)
    ).one()
    session.info["locked_in"] = session.get_transaction()
    return state
