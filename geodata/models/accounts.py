"""Accounts of officers, their sessions, links and tokens: tables that can be changed and erased.

The journal knows an account by its opaque `uid` alone. Secrets are kept as digests (SHA-256 of a
long random value, argon2id of a password), never as they were handed out.
"""

import datetime as dt

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from geodata.columns import UtcDateTime
from geodata.models.base import Base


class Account(Base):
    """An officer's account. Erasing empties every column that tells who it was."""

    __tablename__ = "accounts"

    uid: Mapped[str] = mapped_column(String, unique=True)
    username: Mapped[str | None] = mapped_column(String, unique=True)
    display_name: Mapped[str | None] = mapped_column(String)
    contact: Mapped[str | None] = mapped_column(String)
    role: Mapped[str] = mapped_column(String)
    office: Mapped[str] = mapped_column(String)
    """Unit id of a ward officer, agency id of anybody else."""
    password_hash: Mapped[str | None] = mapped_column(String)
    must_change: Mapped[bool] = mapped_column(default=True)
    totp_secret: Mapped[str | None] = mapped_column(String)
    totp_step: Mapped[int | None] = mapped_column(Integer)
    """The last time step that was used: a code works once."""
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    disabled_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    erased_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class AccountSession(Base):
    """A session of an account; signing out or disabling the account removes the row."""

    __tablename__ = "sign_ins"

    digest: Mapped[str] = mapped_column(String, unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    address: Mapped[str | None] = mapped_column(String)
    agent: Mapped[str | None] = mapped_column(String)


class SignInAttempt(Base):
    """A failed attempt to sign in, kept for as long as it throttles the next ones.

    `key` is a keyed digest of the user name or of the network address.
    """

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_key_at", "key", "made_at"),)

    key: Mapped[str] = mapped_column(String)
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class OneTimeLink(Base):
    """A link that lets an account's holder choose a password, once, for some time."""

    __tablename__ = "one_time_links"

    digest: Mapped[str] = mapped_column(String, unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class ApiToken(Base):
    """What a program signs its requests with: a role in an office, revocable."""

    __tablename__ = "api_tokens"

    uid: Mapped[str] = mapped_column(String, unique=True)
    digest: Mapped[str] = mapped_column(String, unique=True)
    name: Mapped[str] = mapped_column(String)
    role: Mapped[str] = mapped_column(String)
    office: Mapped[str] = mapped_column(String)
    made_by: Mapped[str] = mapped_column(String)
    """Uid of the administrator's account."""
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
