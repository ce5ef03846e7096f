"""What the running application holds, for views: the store, the settings, what day it is."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import current_app
from sqlalchemy.orm import Session

from geodata.queries.definition import Definition, definition_at, definition_rev
from geodata.store import Store
from webmap.config import Settings
from webmap.http.response_cache import Bodies

EXTENSION = "campaign_map"


@dataclass(frozen=True)
class Holdings:
    """One application's store, settings, clock, and the answers that it remembers."""

    store: Store
    settings: Settings
    today: Callable[[], dt.date]
    bodies: Bodies = field(default_factory=Bodies)
    definitions: dict[int, Definition] = field(default_factory=dict)
    """The newest definition, by its rev."""


def holdings() -> Holdings:
    """The holdings of the application that answers this request."""
    found: Holdings = current_app.extensions[EXTENSION]
    return found


def store() -> Store:
    """The store of this application."""
    return holdings().store


def secret() -> str:
    """The key of this application's cookies, and of what is counted without names."""
    key = current_app.secret_key
    assert isinstance(key, str)  # as `create_app` sets it
    return key


def settings() -> Settings:
    """The settings of this application."""
    return holdings().settings


def today() -> dt.date:
    """Today in the city."""
    return holdings().today()


def definition(session: Session) -> Definition:
    """The newest definition, read once for as long as no other is loaded.

    Raises NotFound when no campaign is loaded.
    """
    kept = holdings().definitions
    rev = definition_rev(session, _ANY_REV)
    if rev not in kept:
        made = definition_at(session, rev)
        kept.clear()
        kept[rev] = made
        return made
    return kept[rev]


_ANY_REV = 2**31 - 1
