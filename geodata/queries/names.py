"""Names of persons, read from the tables that can be erased; whoever asks has to be allowed to."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from geodata.models.accounts import Account, ApiToken
from geodata.models.awards import Award
from geodata.models.base import Query
from geodata.models.contributions import Contribution
from geodata.models.people import AwardRecipient, Consent, ContributionGiver, Person
from geodata.models.reminders import Reminder
from geodata.models.submissions import ConflictingChange
from geodata.queries.public_places import PARCEL

AT_ONCE = 500


def of_accounts(session: Session, uids: Collection[str]) -> dict[str, str]:
    """Display names of accounts and names of programs' tokens, by uid; nothing of erased ones."""
    found: dict[str, str] = {}
    wanted = sorted(uids)
    for first in range(0, len(wanted), AT_ONCE):
        some = wanted[first : first + AT_ONCE]
        accounts = select(Account.uid, Account.display_name).where(
            Account.uid.in_(some), Account.display_name.is_not(None)
        )
        tokens = select(ApiToken.uid, ApiToken.name).where(ApiToken.uid.in_(some))
        for query in (accounts, tokens):
            found |= {uid: name for uid, name in session.execute(query) if name is not None}
    return found


@dataclass(frozen=True)
class AccountData:
    """What is kept of an account beside what its page shows anyway."""

    contact: str | None
    made_at: dt.datetime
    conflicts: int
    reminders: int


def account_data(session: Session, uid: str) -> AccountData:
    """What is kept of an account, for its holder."""
    account = session.scalars(select(Account).where(Account.uid == uid)).one()
    counts = [
        session.scalar(select(func.count()).select_from(table).where(table.account == uid)) or 0
        for table in (ConflictingChange, Reminder)
    ]
    return AccountData(account.contact, account.made_at, *counts)


def of_givers(session: Session) -> dict[str, tuple[str, ...]]:
    """Names of givers that may be public today, by the contribution's code."""
    query = (
        select(Contribution.code, Person.name)
        .join(ContributionGiver, ContributionGiver.contribution_id == Contribution.id)
        .join(Person, Person.id == ContributionGiver.person_id)
    )
    return _public(session, query)


def of_recipients(session: Session) -> dict[str, tuple[str, ...]]:
    """Names of recipients that may be public today, by the award's code."""
    query = (
        select(Award.code, Person.name)
        .join(AwardRecipient, AwardRecipient.award_id == Award.id)
        .join(Person, Person.id == AwardRecipient.person_id)
    )
    return _public(session, query)


def _public(session: Session, query: Query) -> dict[str, tuple[str, ...]]:
    """By today's consent, whatever the day that is shown."""
    agreed = exists().where(
        Consent.person_id == Person.id,
        Consent.level.in_(("public", PARCEL)),
        Consent.withdrawn_at.is_(None),
    )
    found: dict[str, list[str]] = {}
    for code, name in session.execute(query.where(agreed).order_by(Person.id)):
        if name:
            found.setdefault(code, []).append(name)
    return {code: tuple(names) for code, names in found.items()}
