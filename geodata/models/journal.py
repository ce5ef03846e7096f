"""The store's one counter and its journal: who did what, when, to which thing. No personal data."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from geodata.columns import Json, UtcDateTime
from geodata.models.base import APPEND_ONLY, Base


class StoreState(Base):
    """One row: the last rev and its instant. Locking it is the store-wide write lock."""

    __tablename__ = "store_state"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    last_rev: Mapped[int] = mapped_column(Integer, default=0)
    last_recorded_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class JournalEntry(Base):
    """One change of state. `rev` follows the order of commits; `recorded_at` grows with it."""

    __tablename__ = "journal"
    __table_args__ = (
        Index("ix_journal_subject", "subject_kind", "subject"),
        Index("ix_journal_action", "action", "rev"),
        Index("ix_journal_office", "office", "rev"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    rev: Mapped[int] = mapped_column(Integer, unique=True)
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)
    imported: Mapped[bool] = mapped_column(default=False)
    """Whether `recorded_at` is the historical one of a loaded history."""
    actor: Mapped[str] = mapped_column(String)
    """Opaque id of the account, `import` or `system`."""
    office: Mapped[str | None] = mapped_column(String)
    """Agency or unit id on whose behalf; this is what the public sees."""
    action: Mapped[str] = mapped_column(String)
    subject_kind: Mapped[str] = mapped_column(String)
    subject: Mapped[str] = mapped_column(String)
    detail: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    source_key: Mapped[str | None] = mapped_column(String, unique=True)
    """What a loaded entry is (`project/DUONG-N7/updates/2025-03-01`): loading is idempotent."""
    source_digest: Mapped[str | None] = mapped_column(String)


APPEND_ONLY.add(JournalEntry.__tablename__)
