"""The door of accounts: made, disabled, given a password. Every change is one journal entry, which
knows an account by its uid alone and bears no personal data."""

import datetime as dt
import re
import uuid
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from geodata import clock, passwords, permissions
from geodata.errors import BadInput, Conflict, Forbidden, NotFound
from geodata.features import frame_of
from geodata.journal import SYSTEM, Officer, record
from geodata.models.accounts import Account, OneTimeLink, SignIn
from geodata.queries.definition import Definition
from geodata.store import Store
from geodata.vocabulary import N_

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]")
LONGEST_NAME = 120


@dataclass(frozen=True)
class NewAccount:
    """Who gets an account: user name, name as shown, role, office (unit id of a ward officer,
    agency id of anybody else), how to reach them."""

    username: str
    display_name: str
    role: str
    office: str
    contact: str | None = None


@dataclass(frozen=True)
class HandedOut:
    """An account that was made, and its password, which is nowhere else."""

    uid: str
    username: str
    password: str


def username_of(text: str) -> str:
    """A user name as it is kept: without blanks around, in small letters."""
    return passwords.normal(text).strip().lower()


def create(
    session: Session,
    officer: Officer,
    new: NewAccount,
    *,
    today: dt.date,
    must_change: bool = True,
) -> HandedOut:
    """Make an account with a random password, which its holder changes at the first sign-in.

    Raises BadInput, Conflict when the user name is taken, Forbidden.
    """
    frame = allowed(session, officer)
    username = _checked(frame, new, today)
    _free(session, username)
    made = _add(session, new, username, must_change)
    detail = {"role": new.role, "office": new.office}
    record(session, officer, "account.create", "account", made.uid, detail=detail)
    return made


def _add(session: Session, new: NewAccount, username: str, must_change: bool) -> HandedOut:
    password = passwords.made_up()
    account = Account(
        uid=f"a-{uuid.uuid4().hex}",
        username=username,
        display_name=new.display_name.strip(),
        contact=(new.contact or "").strip() or None,
        role=new.role,
        office=new.office,
        password_hash=passwords.hashed(password),
        must_change=must_change,
        made_at=clock.now(),
    )
    session.add(account)
    session.flush()
    return HandedOut(account.uid, username, password)


def disable(session: Session, officer: Officer, uid: str) -> None:
    """Disable an account: its sessions and links end at once. Raises NotFound, Forbidden."""
    allowed(session, officer)
    if officer.account == uid:
        raise Forbidden(N_("Không tự khóa tài khoản của mình được: nhờ quản trị viên khác."))
    account = _found(session, uid)
    if account.disabled_at is None:
        record(session, officer, "account.disable", "account", uid)
        account.disabled_at = clock.now()
    end_sessions(session, account)


def enable(session: Session, officer: Officer, uid: str) -> None:
    """Let a disabled account sign in again. Raises NotFound, Forbidden."""
    allowed(session, officer)
    account = _found(session, uid)
    if account.disabled_at is not None:
        record(session, officer, "account.enable", "account", uid)
        account.disabled_at = None


def change_password(store: Store, uid: str, current: str, chosen: str) -> None:
    """Change one's own password; every session of the account ends.

    Takes the store, for hashing takes a while and must not hold up other writers.
    Raises BadInput with the field `current` or `password`.
    """
    with store.reading() as session:
        account = _found(session, uid)
        kept, words = account.password_hash, own_words(session, account)
    if not passwords.verify(kept, current):
        raise BadInput(N_("Mật khẩu hiện tại chưa đúng."), pointer="current")
    checked = passwords.check(chosen, words)
    if passwords.verify(kept, checked):
        raise BadInput(N_("Mật khẩu mới phải khác mật khẩu cũ."), pointer="password")
    fresh = passwords.hashed(checked)
    with store.writing() as session:
        account = _found(session, uid)
        holder = Officer(uid, account.office)
        record(session, holder, "account.change_password", "account", uid)
        account.password_hash, account.must_change = fresh, False
        end_sessions(session, account)


def own_words(session: Session, account: Account) -> list[str]:
    """What of an account must not be its password."""
    frame = frame_of(session)
    office = frame.units.get(account.office) or frame.agencies.get(account.office)
    name = getattr(office, "name", None) or getattr(office, "name_vi", "")
    return [
        text for text in (account.username, account.display_name, account.contact, name) if text
    ]


def end_sessions(session: Session, account: Account) -> None:
    """End every session and link of an account."""
    for table in (SignIn, OneTimeLink):
        session.execute(delete(table).where(table.account_id == account.id))


def allowed(session: Session, officer: Officer, action: str = "accounts.manage") -> Definition:
    """The definition, if the officer may manage accounts; the operator at the console may.

    Raises Forbidden.
    """
    frame = frame_of(session)
    if officer is SYSTEM:
        return frame
    if not isinstance(officer, permissions.Actor):
        raise Forbidden(N_("Chức danh của bạn không làm việc này."))
    permissions.require(frame, officer, action)
    return frame


def by_username(session: Session, text: str) -> Account:
    """The account of a user name. Raises NotFound."""
    name = username_of(text)
    account = session.scalars(select(Account).where(Account.username == name)).one_or_none()
    if account is None:
        raise NotFound(N_("Không có tài khoản “%(name)s”."), pointer="username", name=text)
    return account


def _found(session: Session, uid: str) -> Account:
    account = session.scalars(select(Account).where(Account.uid == uid)).one_or_none()
    if account is None or account.erased_at is not None:
        raise NotFound(N_("Không có tài khoản này."), pointer="uid")
    return account


def _checked(frame: Definition, new: NewAccount, today: dt.date) -> str:
    """The user name as it is kept. Raises BadInput for what is wrong with a new account."""
    username = username_of(new.username)
    if not USERNAME.fullmatch(username):
        raise BadInput(
            N_(
                "Tên đăng nhập gồm 3–40 chữ thường không dấu, chữ số, dấu chấm, gạch; "
                "ví dụ %(example)s."
            ),
            pointer="username",
            example="phuong.sadec",
        )
    for field, text, least in (
        ("display_name", new.display_name, 1),
        ("contact", new.contact or "", 0),
    ):
        if not least <= len(text.strip()) <= LONGEST_NAME or not text.isprintable():
            raise BadInput(
                N_("Cần từ %(least)s đến %(most)s ký tự, trên một dòng."),
                pointer=field,
                least=least,
                most=LONGEST_NAME,
            )
    permissions.role_fits(frame, new.role, new.office, today)
    return username


def _free(session: Session, username: str) -> None:
    if session.scalar(select(Account.id).where(Account.username == username)) is not None:
        raise Conflict(N_("Đã có tài khoản “%(name)s”."), pointer="username", name=username)
