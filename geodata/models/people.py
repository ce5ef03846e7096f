"""Persons: the tables that can be erased (Luật 91/2025/QH15). History holds their opaque ids and
counts only, so erasing leaves every figure as it was."""

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geodata.columns import UtcDateTime
from geodata.models.base import APPEND_ONLY, Base


class Person(Base):
    """A giver or a recipient. Erasing empties every column but `uid` and `erased_at`."""

    __tablename__ = "people"

    uid: Mapped[str] = mapped_column(String, unique=True)
    name: Mapped[str | None] = mapped_column(String)
    contact: Mapped[str | None] = mapped_column(String)
    address: Mapped[str | None] = mapped_column(String)
    erased_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class Consent(Base):
    """Consent to be named in public; what counts is today's, whatever the date shown."""

    __tablename__ = "consents"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    level: Mapped[str] = mapped_column(String)
    given_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class ContributionGiver(Base):
    """Who stands behind a contribution."""

    __tablename__ = "contribution_givers"
    __table_args__ = (UniqueConstraint("contribution_id", "person_id"),)

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contributions.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)


class AwardRecipient(Base):
    """Who stands behind an award."""

    __tablename__ = "award_recipients"
    __table_args__ = (UniqueConstraint("award_id", "person_id"),)

    award_id: Mapped[int] = mapped_column(ForeignKey("awards.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)


class Erasure(Base):
    """That the data of a person or an account were erased: when, on whose word. Opaque ids only.

    It takes no rev: no figure and no validator changes when somebody is erased.
    """

    __tablename__ = "erasures"

    subject_kind: Mapped[str] = mapped_column(String)
    """person or account."""
    subject: Mapped[str] = mapped_column(String, index=True)
    made_by: Mapped[str] = mapped_column(String)
    """Uid of the administrator's account, or system."""
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


APPEND_ONLY.add(Erasure.__tablename__)
