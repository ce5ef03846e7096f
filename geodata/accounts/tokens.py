"""The door of tokens: what programs sign their requests with, scoped to a role in an office."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from geodata import clock, permissions
from geodata.accounts import passwords
from geodata.accounts.accounts import LONGEST_NAME, allowed
from geodata.checks.row_checks import one_line
from geodata.errors import BadInput, InvalidChange, NotFound
from geodata.journal import Officer, record
from geodata.models.accounts import ApiToken
from geodata.vocabulary import N_, ROLES, codes

PREFIX = "sadec_"
"""Before the random part: who finds a token in a file knows what it is."""
TOKEN_ROLES = tuple(role for role in codes(ROLES) if role != "administrator")
"""Accounts and tokens are managed by persons alone."""


@dataclass(frozen=True)
class ListedToken:
    """A token, without its value, which nobody can see again."""

    uid: str
    name: str
    role: str
    office: str
    made_at: dt.datetime
    seen_at: dt.datetime | None
    revoked_at: dt.datetime | None


def make(
    session: Session, officer: Officer, name: str, role: str, office: str, *, today: dt.date
) -> str:
    """Make a token for a role in an office and give its value, which is nowhere else.

    Raises InvalidChange with what is wrong of each field, Forbidden.
    """
    definition = allowed(session, officer, "tokens.manage")
    problems = []
    try:
        name = one_line("name", name, 1, LONGEST_NAME)
    except BadInput as problem:
        problems.append(problem)
    if role == "administrator":
        sentence = N_("Phần mềm không làm quản trị được: chọn chức danh khác.")
        problems.append(BadInput(sentence, pointer="role", allowed=TOKEN_ROLES))
    try:
        permissions.role_fits(definition, role, office, today)
    except BadInput as problem:
        problems.append(problem)
    if problems:
        raise InvalidChange(problems)
    uid, value = f"t-{uuid.uuid4().hex}", PREFIX + passwords.random_value()
    detail = {"role": role, "office": office}
    record(session, officer, "token.make", "token", uid, detail=detail)
    session.add(
        ApiToken(
            uid=uid,
            digest=passwords.digest(value),
            name=name,
            role=role,
            office=office,
            made_by=officer.account,
            made_at=clock.now(),
        )
    )
    session.flush()
    return value


def revoke(session: Session, officer: Officer, uid: str) -> None:
    """End a token at once. Raises NotFound, Forbidden."""
    allowed(session, officer, "tokens.manage")
    token = session.scalars(select(ApiToken).where(ApiToken.uid == uid)).one_or_none()
    if token is None:
        raise NotFound(N_("Không có mã truy cập này."), pointer="uid")
    if token.revoked_at is None:
        record(session, officer, "token.revoke", "token", uid)
        token.revoked_at = clock.now()


def listed(session: Session) -> list[ListedToken]:
    """Every token, the newest first."""
    return [_listed(row) for row in session.scalars(select(ApiToken).order_by(ApiToken.id.desc()))]


def token(session: Session, value: str) -> ListedToken | None:
    """The token of a value; None when there is none or it was revoked."""
    row = session.scalars(
        select(ApiToken).where(
            ApiToken.digest == passwords.digest(value), ApiToken.revoked_at.is_(None)
        )
    ).one_or_none()
    return None if row is None else _listed(row)


def _listed(row: ApiToken) -> ListedToken:
    names = ("uid", "name", "role", "office", "made_at", "seen_at", "revoked_at")
    return ListedToken(**{name: getattr(row, name) for name in names})


def seen(session: Session, uid: str) -> None:
    """Mark a token as used now."""
    session.execute(update(ApiToken).where(ApiToken.uid == uid).values(seen_at=clock.now()))
