"""Erasing a person's data everywhere (Luật 91/2025/QH15): givers, recipients, officers' accounts.

Figures, validators, the journal and frozen reviews stay byte for byte as they were: they hold
opaque ids and counts. That it was done is a row of `erasures`, which takes no rev.
"""

from dataclasses import dataclass

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from geodata import clock
from geodata.accounts import accounts
from geodata.errors import Forbidden, NotFound
from geodata.journal import Officer
from geodata.models import ApiToken, ConflictingChange, Reminder, SignInAttempt
from geodata.models.accounts import Account
from geodata.models.people import AwardRecipient, Consent, ContributionGiver, Erasure, Person
from geodata.people import people
from geodata.spelling import fold
from geodata.store import Store
from geodata.vocabulary import N_

ERASABLE = (
    "people", "consents", "contribution_givers", "award_recipients", "accounts", "sign_ins",
    "sign_in_attempts", "one_time_links", "api_tokens", "set_aside", "reminders",
)  # fmt: skip
"""The tables that hold personal data; all others hold none."""


@dataclass(frozen=True)
class Erased:
    """What was done. `scrubbed`: whether no byte is left in the store's files either; if not,
    erase again when fewer are at work. `tokens`: names of the account's tokens that stay, for a
    person to judge."""

    uid: str
    scrubbed: bool
    tokens: tuple[str, ...] = ()


def person(store: Store, officer: Officer, uid: str) -> Erased:
    """Erase a giver or a recipient. Doing it again only scrubs the files again.

    Raises NotFound, Forbidden.
    """
    with store.writing() as session:
        people.allowed(session, officer)
        found = session.scalars(select(Person).where(Person.uid == uid)).one_or_none()
        if found is None:
            raise NotFound(N_("Không có người mang mã %(uid)s."), pointer="uid", uid=uid)
        if found.erased_at is None:
            for table in (Consent, ContributionGiver, AwardRecipient):
                session.execute(delete(table).where(table.person_id == found.id))
            found.name = found.contact = found.address = None
            found.erased_at = clock.now()
            _remember(session, officer, "person", uid)
    return Erased(uid, store.scrub(ERASABLE))


def account(store: Store, officer: Officer, name: str) -> Erased:
    """Erase what is kept of an officer, by user name or uid: names, contact, password, second
    factor, sessions, links, conflicting changes. The account is disabled for good; its uid stays,
    for the journal knows it. Doing it again (by uid) only scrubs the files again.

    Raises NotFound, Forbidden for one's own account.
    """
    with store.writing() as session:
        people.allowed(session, officer)
        found = _account(session, name)
        if found.uid == officer.account:
            raise Forbidden(N_("Không tự xóa tài khoản của mình được: nhờ quản trị viên khác."))
        uid = found.uid
        tokens: tuple[str, ...] = ()
        if found.erased_at is None:
            tokens = _rename_tokens(session, found)
            _empty(session, found)
            _remember(session, officer, "account", uid)
    return Erased(uid, store.scrub(ERASABLE), tokens)


def _account(session: Session, name: str) -> Account:
    wanted = or_(Account.username == accounts.username_of(name), Account.uid == name)
    found = session.scalars(select(Account).where(wanted)).one_or_none()
    if found is None:
        raise NotFound(N_("Không có tài khoản “%(name)s”."), pointer="username", name=name)
    return found


def _empty(session: Session, found: Account) -> None:
    accounts.end_sessions(session, found)
    session.execute(delete(ConflictingChange).where(ConflictingChange.account == found.uid))
    session.execute(delete(Reminder).where(Reminder.account == found.uid))
    # Keyed digests of user names and addresses; they count for a quarter of an hour only.
    session.execute(delete(SignInAttempt))
    found.username = found.display_name = found.contact = None
    found.password_hash = found.totp_secret = found.totp_step = None
    found.erased_at = clock.now()
    found.disabled_at = found.disabled_at or found.erased_at


def _rename_tokens(session: Session, found: Account) -> tuple[str, ...]:
    """End the tokens that the account made, as disabling it does, and take the officer's names out
    of the names of all tokens; gives the names of the account's own that are kept."""
    own = (ApiToken.made_by == found.uid) & ApiToken.revoked_at.is_(None)
    session.execute(update(ApiToken).where(own).values(revoked_at=clock.now()))
    names = [fold(text) for text in (found.username, found.display_name, found.contact) if text]
    kept = []
    for token in session.scalars(select(ApiToken).order_by(ApiToken.id)):
        if any(name in fold(token.name) for name in names):
            token.name = token.uid
        elif token.made_by == found.uid:
            kept.append(token.name)
    return tuple(kept)


def _remember(session: Session, officer: Officer, kind: str, uid: str) -> None:
    session.add(
        Erasure(subject_kind=kind, subject=uid, made_by=officer.account, made_at=clock.now())
    )
