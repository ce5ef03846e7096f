"""What the cards of an officer's home page are made from."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from geodata.checks import row_checks
from geodata.permissions import Actor
from geodata.queries.definition import Definition
from geodata.verification import entries
from geodata.verification.entries import Entry
from webmap.officers.entry_words import EntryWords


class Card:
    """A part of the home page. Cards of a subject subclass it; the template reads it as `card`."""

    template = ""


@dataclass(frozen=True)
class Home:
    """The open store, who asks, what day it is; `just_sent` names the entry that was taken just
    now, as KIND-ID, and `warned` holds the codes of WARNINGS that its sender is told."""

    session: Session
    actor: Actor
    today: dt.date
    just_sent: str = ""
    warned: tuple[str, ...] = ()

    @cached_property
    def definition(self) -> Definition:
        """The campaign's definition."""
        return row_checks.definition_of(self.session)

    @cached_property
    def entry_words(self) -> EntryWords:
        """Entries in words."""
        return EntryWords(self.definition)

    @cached_property
    def own(self) -> list[Entry]:
        """What the officer's office sent, newest first."""
        return entries.mine(self.session, self.actor, self.definition, self.today)
