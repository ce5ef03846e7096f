"""Reminders that were mailed: at most one a day for each account and list."""

import datetime as dt

from sqlalchemy import Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geodata.columns import UtcDateTime
from geodata.models.base import Base


class Reminder(Base):
    """A list that was mailed to an account on a day; removed with the account's data."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("account", "subject", "day", name="uq_reminders_account_subject_day"),
    )

    account: Mapped[str] = mapped_column(String)
    """Uid of the account."""
    subject: Mapped[str] = mapped_column(String)
    """Which list: sites, waiting or report."""
    day: Mapped[dt.date] = mapped_column(Date)
    sent_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
