"""What the running application holds, for views: the store, the settings, what day it is."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import current_app

from geodata.store import Store
from webmap.bodies import Bodies
from webmap.config import Settings

EXTENSION = "campaign_map"


@dataclass(frozen=True)
class Holdings:
    """One application's store, settings, clock, and the answers that it remembers."""

    store: Store
    settings: Settings
    today: Callable[[], dt.date]
    bodies: Bodies = field(default_factory=Bodies)


def holdings() -> Holdings:
    """The holdings of the application that answers this request."""
    return current_app.extensions[EXTENSION]


def store() -> Store:
    """The store of this application."""
    return holdings().store


def settings() -> Settings:
    """The settings of this application."""
    return holdings().settings


def today() -> dt.date:
    """Today in the city."""
    return holdings().today()
