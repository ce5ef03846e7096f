"""Who is mailed about what is due, and that nobody is mailed the same list twice on a day."""

import datetime as dt
import re
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from geodata import clock
from geodata.models.accounts import Account
from geodata.models.reminders import Reminder
from geodata.store import Store

LISTS = ("sites", "waiting", "reports")
"""The lists of `geodata.deadlines.due.Due` that are mailed."""
ADDRESS = re.compile(r"[^@\s<>,;:\"]{1,64}@[^@\s<>,;:\"]{1,190}\.[^@\s<>,;:\"]{2,60}")
NOT_MAILED = ("leader", "administrator")
"""Roles that act on nothing that is due."""


@dataclass(frozen=True)
class Recipient:
    """An account of an office that gave a mail address as its contact."""

    account: str
    address: str


def recipients(session: Session, office: str) -> list[Recipient]:
    """Who is mailed for an office: active accounts whose contact is a mail address."""
    rows = session.execute(
        select(Account.uid, Account.contact)
        .where(
            Account.office == office,
            Account.role.not_in(NOT_MAILED),
            Account.disabled_at.is_(None),
            Account.erased_at.is_(None),
            Account.contact.is_not(None),
        )
        .order_by(Account.id)
    )
    found = [(uid, (contact or "").strip()) for uid, contact in rows]
    return [Recipient(uid, contact) for uid, contact in found if ADDRESS.fullmatch(contact)]


def claim(store: Store, account: str, subject: str, day: dt.date) -> bool:
    """Take the one reminder of a list that an account gets on a day; False when it was taken.

    Committed before the mail goes out: of two processes that send at once only one does, and one
    that dies in between has sent too little rather than twice.
    """
    try:
        with store.writing() as session:
            session.add(Reminder(account=account, subject=subject, day=day, sent_at=clock.now()))
    except IntegrityError:
        return False
    return True


def release(store: Store, account: str, subject: str, day: dt.date) -> None:
    """Give a reminder back that could not be sent."""
    mine = (Reminder.account == account) & (Reminder.subject == subject) & (Reminder.day == day)
    with store.writing() as session:
        session.execute(delete(Reminder).where(mine))
