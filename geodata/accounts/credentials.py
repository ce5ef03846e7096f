"""The door of what an account is proved by: its password, a link to choose one, a second factor."""

import datetime as dt

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from geodata import clock, journal
from geodata.accounts import passwords, second_factor, throttling
from geodata.accounts.accounts import allowed, end_sessions, found
from geodata.checks.row_checks import definition_of
from geodata.errors import BadInput, NotFound
from geodata.journal import Officer, record
from geodata.models.accounts import Account, OneTimeLink
from geodata.store import Store
from geodata.vocabulary import N_

NOT_RIGHT = N_("Mật khẩu hiện tại chưa đúng.")
LINK_LASTS = dt.timedelta(hours=24)


def verify(store: Store, key: str, uid: str, password: str, address: str | None) -> str:
    """Check the password of who is signed in, counted as signing in is; gives the hash kept.

    Raises BadInput with the field `current`, Throttled.
    """
    with store.writing() as session:
        account = found(session, uid)
        attempt = throttling.take(session, key, account.username or uid, address)
        kept = account.password_hash
    if not passwords.verify(kept, password) or kept is None:
        raise BadInput(NOT_RIGHT, pointer="current")
    with store.writing() as session:
        throttling.forgive(session, attempt)
    return kept


def change_password(
    store: Store, key: str, uid: str, current: str, chosen: str, address: str | None = None
) -> None:
    """Change one's own password; every session of the account ends.

    Takes the store, for hashing takes a while and must not hold up other writers.
    Raises BadInput with the field `current` or `password`, Throttled.
    """
    kept = verify(store, key, uid, current, address)
    with store.reading() as session:
        words = _own_words(session, found(session, uid))
    checked = passwords.check(chosen, words)
    if passwords.verify(kept, checked):
        raise BadInput(N_("Mật khẩu mới phải khác mật khẩu cũ."), pointer="password")
    fresh = passwords.hashed(checked)
    with store.writing() as session:
        journal.lock(session)
        account = found(session, uid)
        if account.password_hash != kept or account.disabled_at is not None:
            raise BadInput(NOT_RIGHT, pointer="current")  # it was reset meanwhile
        _choose(session, account, fresh, "account.change_password")


def _choose(session: Session, account: Account, fresh: str, action: str) -> None:
    record(session, Officer(account.uid, account.office), action, "account", account.uid)
    account.password_hash, account.must_change = fresh, False
    end_sessions(session, account)


def _own_words(session: Session, account: Account) -> list[str]:
    """What of an account must not be its password."""
    definition = definition_of(session)
    office = definition.units.get(account.office) or definition.agencies.get(account.office)
    name = getattr(office, "name", None) or getattr(office, "name_vi", None)
    return [
        text for text in (account.username, account.display_name, account.contact, name) if text
    ]


# ── A link to choose a password ───────────────────────────────────────────────────────────────


def reset(session: Session, officer: Officer, uid: str, *, totp: bool = False) -> str:
    """Make a link with which its holder chooses a password, once, within 24 hours; gives its value,
    which is nowhere else. The old password, the sessions and earlier links end at once; with `totp`
    also the second factor.

    Raises NotFound, Forbidden.
    """
    allowed(session, officer)
    account = found(session, uid)
    record(session, officer, "account.reset", "account", uid, detail={"totp": totp})
    end_sessions(session, account)
    account.password_hash = None
    if totp:
        account.totp_secret = account.totp_step = None
    now = clock.now()
    session.execute(delete(OneTimeLink).where(OneTimeLink.ends_at <= now))
    value = passwords.random_value()
    session.add(
        OneTimeLink(
            digest=passwords.digest(value),
            account_id=account.id,
            made_at=now,
            ends_at=now + LINK_LASTS,
        )
    )
    return value


def link_account(session: Session, value: str) -> Account:
    """The account of a link that still works; looking does not use it up. Raises NotFound."""
    account = session.scalars(
        select(Account)
        .join(OneTimeLink, OneTimeLink.account_id == Account.id)
        .where(
            OneTimeLink.digest == passwords.digest(value),
            OneTimeLink.ends_at > clock.now(),
            OneTimeLink.used_at.is_(None),
            Account.disabled_at.is_(None),
            Account.erased_at.is_(None),
        )
    ).one_or_none()
    if account is None:
        raise NotFound(
            N_("Đường dẫn này đã dùng hoặc đã hết hạn. Nhờ người quản trị gửi đường dẫn mới.")
        )
    return account


def redeem(store: Store, value: str, chosen: str) -> None:
    """Choose a password by a link, which is used up then. Raises NotFound, BadInput."""
    with store.reading() as session:
        words = _own_words(session, link_account(session, value))
    fresh = passwords.hashed(passwords.check(chosen, words))
    with store.writing() as session:
        account = link_account(session, value)
        used = session.execute(
            update(OneTimeLink)
            .where(OneTimeLink.digest == passwords.digest(value), OneTimeLink.used_at.is_(None))
            .values(used_at=clock.now())
        )
        assert isinstance(used, CursorResult)
        if used.rowcount != 1:
            raise NotFound(N_("Đường dẫn này đã dùng hoặc đã hết hạn."))
        _choose(session, account, fresh, "account.choose_password")


# ── The second factor ─────────────────────────────────────────────────────────────────────────


def turn_on_totp(session: Session, uid: str, secret: str, code: str) -> None:
    """Turn the second factor on, once a code shows that the phone knows the secret; that code is
    used up. An account that has one keeps it: only the administrator takes it off.

    Raises BadInput with the field `code`.
    """
    account = found(session, uid)
    if account.totp_secret is not None:
        raise BadInput(N_("Tài khoản này đã bật mã xác thực rồi."), pointer="code")
    step = second_factor.step(secret, code, clock.now())
    if step is None:
        raise BadInput(
            N_("Mã chưa đúng. Xem lại giờ của điện thoại rồi nhập mã đang hiện."), pointer="code"
        )
    record(session, Officer(uid, account.office), "account.totp_on", "account", uid)
    account.totp_secret, account.totp_step = secret, step


def reset_totp(session: Session, officer: Officer, uid: str) -> None:
    """Take the second factor off an account whose holder lost the phone; its sessions end.

    Raises NotFound, Forbidden.
    """
    allowed(session, officer)
    account = found(session, uid)
    if account.totp_secret is not None:
        record(session, officer, "account.totp_reset", "account", uid)
        account.totp_secret = account.totp_step = None
    end_sessions(session, account)
