"""What was sent by officers: each submission once, and changes in conflict with a newer version."""

import datetime as dt
from typing import Any

from sqlalchemy import Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geodata.columns import Json, UtcDateTime
from geodata.models.base import Appended, Base


class Submission(Appended):
    """A submission that was taken: sending it again gives the same answer, not a second row."""

    __tablename__ = "submissions"

    client_uuid: Mapped[str] = mapped_column(String, unique=True)
    account: Mapped[str] = mapped_column(String)
    """Uid of the account or token that sent it."""
    kind: Mapped[str] = mapped_column(String)
    """Name of the table of the row that it made."""
    row_id: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String)
    """SHA-256 of the canonical JSON of its content."""


class ConflictingChange(Base):
    """A change that conflicts with a newer version, kept for its sender to send anew or drop."""

    __tablename__ = "set_aside"
    __table_args__ = (
        UniqueConstraint("account", "client_uuid", name="uq_set_aside_account_client_uuid"),
    )

    account: Mapped[str] = mapped_column(String, index=True)
    client_uuid: Mapped[str] = mapped_column(String)
    """Of its account: two officers' browsers may have made the same."""
    kind: Mapped[str] = mapped_column(String)
    subject: Mapped[str] = mapped_column(String)
    """Project or contribution code."""
    mine: Mapped[dict[str, Any]] = mapped_column(Json)
    theirs: Mapped[dict[str, Any]] = mapped_column(Json)
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
