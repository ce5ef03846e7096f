"""The door of accounts: made, disabled, enabled, handed over. Every change is one journal entry,
which knows an account by its uid alone and bears no personal data."""

import datetime as dt
import re
import uuid
from dataclasses import dataclass, replace

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from geodata import clock, journal, permissions
from geodata.accounts import passwords
from geodata.checks.row_checks import definition_of, one_line
from geodata.errors import BadInput, Forbidden, InvalidChange, NotFound
from geodata.journal import SYSTEM, Officer, record
from geodata.models.accounts import Account, AccountSession, ApiToken, OneTimeLink
from geodata.queries.definition import Definition
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
    contact: str = ""


@dataclass(frozen=True)
class HandedOut:
    """An account that was made, and its password, which is nowhere else."""

    uid: str
    username: str
    password: str


@dataclass(frozen=True)
class Listed:
    """An account, as the administrator sees it. `state`: `active`, `waiting` (the password that was
    handed out or the link is not used yet), `disabled`, `erased`."""

    uid: str
    username: str
    display_name: str
    contact: str
    role: str
    office: str
    state: str
    has_totp: bool
    made_at: dt.datetime
    seen_at: dt.datetime | None


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

    Raises InvalidChange with what is wrong of each field, Forbidden.
    """
    definition = allowed(session, officer)
    journal.lock(session)  # of two that come at once, the second finds the name taken
    new = _checked(session, definition, new, today)
    made = _add(session, new, must_change)
    detail = {"role": new.role, "office": new.office}
    record(session, officer, "account.create", "account", made.uid, detail=detail)
    return made


def _add(session: Session, new: NewAccount, must_change: bool) -> HandedOut:
    password = passwords.random_password()
    username = username_of(new.username)
    account = Account(
        uid=f"a-{uuid.uuid4().hex}",
        username=username,
        display_name=new.display_name,
        contact=new.contact or None,
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
    """Disable an account: its sessions, links and the tokens that it made end at once.

    Raises NotFound, Forbidden.
    """
    allowed(session, officer)
    if officer.account == uid:
        raise Forbidden(N_("Không tự khóa tài khoản của mình được: nhờ quản trị viên khác."))
    account = found(session, uid)
    if account.disabled_at is None:
        record(session, officer, "account.disable", "account", uid)
        account.disabled_at = clock.now()
    made_by = (ApiToken.made_by == uid) & ApiToken.revoked_at.is_(None)
    session.execute(update(ApiToken).where(made_by).values(revoked_at=clock.now()))
    end_sessions(session, account)


def enable(session: Session, officer: Officer, uid: str) -> None:
    """Let a disabled account sign in again. Raises NotFound, Forbidden."""
    allowed(session, officer)
    account = found(session, uid)
    if account.disabled_at is not None:
        record(session, officer, "account.enable", "account", uid)
        account.disabled_at = None


def hand_over(
    session: Session,
    officer: Officer,
    uid: str,
    *,
    office: str | None = None,
    person: NewAccount | None = None,
    today: dt.date,
) -> HandedOut | None:
    """Hand an account over: its role to another `office` (a ward's successor), or to another
    `person` (whose role and office are the account's, or that `office`), or both. With a person the
    old account is disabled and a new one made; what it signed stays its own. One journal entry.

    Raises NotFound, InvalidChange, BadInput when the role cannot be held there, Forbidden.
    """
    definition = allowed(session, officer)
    journal.lock(session)
    account = found(session, uid)
    target = office or account.office
    if person is None and target == account.office:
        raise BadInput(
            N_("Chọn cơ quan khác, hoặc ghi người nhận."), pointer="office", office=target
        )
    if person is None:
        permissions.role_fits(definition, account.role, target, today)
    else:
        person = NewAccount(
            person.username, person.display_name, account.role, target, person.contact
        )
        person = _checked(session, definition, person, today)
    made = None if person is None else _add(session, person, must_change=True)
    detail = {"role": account.role, "from": account.office, "office": target}
    if made is not None:
        detail["to"] = made.uid
    record(session, officer, "account.hand_over", "account", uid, detail=detail)
    if made is None:
        account.office = target
        return None
    account.disabled_at = account.disabled_at or clock.now()
    # Programs go on: who takes over answers for their tokens.
    tokens = update(ApiToken).where(ApiToken.made_by == uid)
    session.execute(tokens.values(made_by=made.uid))
    end_sessions(session, account)
    return made


def end_sessions(session: Session, account: Account) -> None:
    """End every session and link of an account."""
    for table in (AccountSession, OneTimeLink):
        session.execute(delete(table).where(table.account_id == account.id))


def listed(session: Session) -> list[Listed]:
    """Every account, those of one role together."""
    seen = select(func.max(AccountSession.seen_at)).where(AccountSession.account_id == Account.id)
    rows = session.execute(
        select(Account, seen.correlate(Account).scalar_subquery()).order_by(
            Account.role, Account.office, Account.username
        )
    )
    return [_listed(account, seen_at) for account, seen_at in rows]


def one(session: Session, uid: str) -> Listed:
    """One account, as the administrator sees it. Raises NotFound."""
    account = found(session, uid)
    seen = select(func.max(AccountSession.seen_at)).where(AccountSession.account_id == account.id)
    return _listed(account, session.scalar(seen))


def _listed(account: Account, seen_at: dt.datetime | None) -> Listed:
    return Listed(
        uid=account.uid,
        username=account.username or "",
        display_name=account.display_name or "",
        contact=account.contact or "",
        role=account.role,
        office=account.office,
        state=_state(account),
        has_totp=account.totp_secret is not None,
        made_at=account.made_at,
        seen_at=seen_at,
    )


def _state(account: Account) -> str:
    if account.erased_at is not None:
        return "erased"
    if account.disabled_at is not None:
        return "disabled"
    return "waiting" if account.must_change or account.password_hash is None else "active"


def allowed(session: Session, officer: Officer, action: str = "accounts.manage") -> Definition:
    """The definition, if the officer may manage accounts; the operator at the console may.

    Raises Forbidden.
    """
    definition = definition_of(session)
    if officer is SYSTEM:
        return definition
    if not isinstance(officer, permissions.Actor):
        raise Forbidden(N_("Chức danh của bạn không làm việc này."))
    permissions.require(definition, officer, action)
    return definition


def by_username(session: Session, text: str) -> Account:
    """The account of a user name. Raises NotFound."""
    name = username_of(text)
    account = session.scalars(select(Account).where(Account.username == name)).one_or_none()
    if account is None:
        raise NotFound(N_("Không có tài khoản “%(name)s”."), pointer="username", name=text)
    return account


def found(session: Session, uid: str) -> Account:
    """The account of a uid. Raises NotFound, also for one whose data was erased."""
    account = session.scalars(select(Account).where(Account.uid == uid)).one_or_none()
    if account is None or account.erased_at is not None:
        raise NotFound(N_("Không có tài khoản này."), pointer="uid")
    return account


def _checked(
    session: Session, definition: Definition, new: NewAccount, today: dt.date
) -> NewAccount:
    """A new account with its names as they are stored. Raises InvalidChange with what is wrong of
    each field."""
    problems = [*_username_problems(session, username_of(new.username))]
    for field, text, least in (("display_name", new.display_name, 1), ("contact", new.contact, 0)):
        try:
            new = replace(new, **{field: one_line(field, text, least, LONGEST_NAME)})
        except BadInput as problem:
            problems.append(problem)
    try:
        permissions.role_fits(definition, new.role, new.office, today)
    except BadInput as problem:
        problems.append(problem)
    if problems:
        raise InvalidChange(problems)
    return new


def _username_problems(session: Session, username: str) -> list[BadInput]:
    if not USERNAME.fullmatch(username):
        sentence = N_(
            "Tên đăng nhập gồm 3–40 chữ thường không dấu, chữ số, dấu chấm, gạch; "
            "ví dụ %(example)s."
        )
        return [BadInput(sentence, pointer="username", example="phuong.sadec")]
    if session.scalar(select(Account.id).where(Account.username == username)) is not None:
        return [BadInput(N_("Đã có tài khoản “%(name)s”."), pointer="username", name=username)]
    return []
