"""Signing in and out: sessions are rows, the browser holds a random value, the row its digest."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.orm import Session

from geodata import clock, journal
from geodata.accounts import accounts, passwords, second_factor, throttling
from geodata.accounts.accounts import USERNAME, username_of
from geodata.errors import NotSignedIn
from geodata.models.accounts import Account, AccountSession
from geodata.permissions import Actor
from geodata.store import Store
from geodata.vocabulary import N_

SEEN_EVERY = dt.timedelta(minutes=5)
"""How often a session that is used is marked as such: not every request writes."""
WRONG = N_("Tên đăng nhập, mật khẩu hoặc mã xác thực chưa đúng.")
"""Said whatever was wrong: nobody learns which accounts there are."""


@dataclass(frozen=True)
class Terms:
    """How long a session lasts: in all, and unused."""

    whole: dt.timedelta
    idle: dt.timedelta


@dataclass(frozen=True)
class Visitor:
    """Who makes a request: network address and browser, as they present themselves."""

    address: str | None
    agent: str | None = None


@dataclass(frozen=True)
class Holder:
    """Who is signed in, by a session or by a token (`session_id` None)."""

    uid: str
    username: str
    display_name: str
    role: str
    office: str
    must_change: bool = False
    has_totp: bool = False
    session_id: int | None = None
    seen_at: dt.datetime | None = None

    @property
    def actor(self) -> Actor:
        """As doors take an officer."""
        return Actor(self.uid, self.office, self.role)


def enter(
    store: Store, key: str, username: str, password: str, code: str, who: Visitor, terms: Terms
) -> str:
    """Sign in; gives the value for the cookie, new at each sign-in.

    Takes the store: hashing takes a while and must not hold up other writers. `key`: the
    application's secret, for counting failures. Raises NotSignedIn, Throttled.
    """
    name = username_of(username)
    with store.writing() as session:
        attempt = throttling.take(session, key, name, who.address)
    with store.reading() as session:
        account = session.execute(
            select(Account.id, Account.password_hash, Account.disabled_at, Account.erased_at).where(
                Account.username == (name if USERNAME.fullmatch(name) else "")
            )
        ).one_or_none()
    if account is not None and (account.disabled_at or account.erased_at):
        account = None
    # A hash is taken also where there is no account: how long it takes tells nothing.
    fits = passwords.verify(None if account is None else account.password_hash, password)
    if account is None or not fits:
        raise NotSignedIn(WRONG)
    with store.writing() as session:
        value = _begin(session, account, code, who, terms)
        throttling.forgive(session, attempt)
    _renew_hash(store, account, password)
    return value


def _begin(
    session: Session, account: Row[*tuple[Any, ...]], code: str, who: Visitor, terms: Terms
) -> str:
    # What was read before hashing may be old by now.
    same = (Account.id == account.id) & (Account.password_hash == account.password_hash)
    still = select(Account).where(same, Account.disabled_at.is_(None)).with_for_update()
    found = session.scalars(still).one_or_none()
    if found is None or not use_code(found, code):
        raise NotSignedIn(WRONG)
    return _session(session, found, who, terms)


def again(session: Session, uid: str, who: Visitor, terms: Terms) -> str:
    """A new session of who has just proved who they are; gives the value for the cookie. Raises
    NotSignedIn when the account was disabled or reset meanwhile."""
    journal.lock(session)
    account = accounts.found(session, uid)
    if account.password_hash is None or account.disabled_at is not None:
        raise NotSignedIn(WRONG)
    return _session(session, account, who, terms)


def use_code(account: Account, code: str) -> bool:
    """Whether a code is the account's second factor of now, and was not used before; it is used up
    then. An account without a second factor needs no code."""
    if account.totp_secret is None:
        return True
    found = second_factor.step(account.totp_secret, code, clock.now())
    if found is None or found <= (account.totp_step or 0):
        return False
    account.totp_step = found
    return True


def _session(session: Session, account: Account, who: Visitor, terms: Terms) -> str:
    """A new session of an account; gives the value for the cookie. Ended ones are cleared away."""
    now = clock.now()
    ended = (AccountSession.ends_at <= now) | (AccountSession.seen_at <= now - terms.idle)
    session.execute(delete(AccountSession).where(ended))
    value = passwords.random_value()
    session.add(
        AccountSession(
            digest=passwords.digest(value),
            account_id=account.id,
            made_at=now,
            seen_at=now,
            ends_at=now + terms.whole,
            address=who.address,
            agent=(who.agent or "")[:200] or None,
        )
    )
    return value


def _renew_hash(store: Store, account: Row[*tuple[Any, ...]], password: str) -> None:
    """Hash anew what was hashed with weaker parameters than today's."""
    if passwords.is_outdated(account.password_hash):
        fresh = passwords.hashed(password)
        old = (Account.id == account.id) & (Account.password_hash == account.password_hash)
        with store.writing() as session:
            session.execute(update(Account).where(old).values(password_hash=fresh))


def holder(session: Session, value: str, terms: Terms) -> Holder | None:
    """Who holds this cookie; None when the session has ended or the account is disabled."""
    now = clock.now()
    found = session.execute(
        select(AccountSession, Account)
        .join(Account, Account.id == AccountSession.account_id)
        .where(
            AccountSession.digest == passwords.digest(value),
            AccountSession.ends_at > now,
            AccountSession.seen_at > now - terms.idle,
            Account.disabled_at.is_(None),
            Account.erased_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        return None
    sign_in, account = found
    return Holder(
        uid=account.uid,
        username=account.username or "",
        display_name=account.display_name or "",
        role=account.role,
        office=account.office,
        must_change=account.must_change,
        has_totp=account.totp_secret is not None,
        session_id=sign_in.id,
        seen_at=sign_in.seen_at,
    )


def is_due(seen_at: dt.datetime | None) -> bool:
    """Whether a use should be marked again, of a session or of a token."""
    return seen_at is None or clock.now() - seen_at >= SEEN_EVERY


def seen(session: Session, found: Holder) -> None:
    """Mark a session as used now."""
    session.execute(
        update(AccountSession)
        .where(AccountSession.id == found.session_id)
        .values(seen_at=clock.now())
    )


def leave(session: Session, value: str) -> None:
    """End the session of a cookie: a copy of it is worth nothing either."""
    session.execute(delete(AccountSession).where(AccountSession.digest == passwords.digest(value)))


@dataclass(frozen=True)
class OpenSession:
    """A session of an account that is still open."""

    made_at: dt.datetime
    seen_at: dt.datetime
    address: str
    agent: str
    is_own: bool
    """Whether it is the one that asks."""


def sessions(session: Session, found: Holder, terms: Terms) -> list[OpenSession]:
    """The open sessions of who is signed in, the last used first."""
    now = clock.now()
    rows = session.scalars(
        select(AccountSession)
        .join(Account, Account.id == AccountSession.account_id)
        .where(
            Account.uid == found.uid,
            AccountSession.ends_at > now,
            AccountSession.seen_at > now - terms.idle,
        )
        .order_by(AccountSession.seen_at.desc(), AccountSession.id.desc())
    )
    return [
        OpenSession(
            row.made_at, row.seen_at, row.address or "", row.agent or "", row.id == found.session_id
        )
        for row in rows
    ]


def leave_elsewhere(session: Session, found: Holder) -> None:
    """End the other sessions of who is signed in."""
    own = select(Account.id).where(Account.uid == found.uid).scalar_subquery()
    others = (AccountSession.account_id == own) & (AccountSession.id != found.session_id)
    session.execute(delete(AccountSession).where(others))
