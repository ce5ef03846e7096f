"""The web room: HTTP only. `create_app` puts it together."""

import datetime as dt
import logging
from collections.abc import Callable

from flask import Flask

from geodata import clock
from geodata.store import open_store
from webmap import blueprints, cli, errors
from webmap.access import guard, identity
from webmap.config import PROJECT_ROOT, Settings, SettingsError, load_settings
from webmap.forms import limits
from webmap.http import assets, bundles, compression, security
from webmap.http.application import EXTENSION, Holdings
from webmap.language import formats, i18n
from webmap.officers import layout
from webmap.pages import links, sharing
from webmap.reviews import commands as review_commands
from webmap.signing import secret_key

__all__ = ["Settings", "SettingsError", "create_app"]

LARGEST_BODY = 1_000_000


def create_app(
    settings: Settings | None = None, *, today: Callable[[], dt.date] = clock.today
) -> Flask:
    """The application over the store of `settings` (by default: of the environment).

    The store is not touched yet: a page can say that it is out of reach. `today` is the city's
    calendar day. Raises SettingsError when a variable is wrong.
    """
    settings = settings or load_settings()
    app = errors.Application(__name__, static_folder=str(PROJECT_ROOT / "static"))
    app.config.update(
        SECRET_KEY=secret_key(settings),
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_PARTS=200,
    )
    logging.getLogger("webmap").setLevel(settings.log_level)
    app.extensions[EXTENSION] = Holdings(open_store(settings.database_url), settings, today)
    # The last to register an after_request works first: compression comes after all others.
    compression.init_app(app)
    security.init_app(app, settings)
    assets.init_app(app)
    bundles.init_app(app)
    i18n.init_app(app)
    identity.init_app(app)
    guard.init_app(app)
    formats.init_app(app)
    limits.init_app(app)
    errors.init_app(app)
    links.init_app(app)
    sharing.init_app(app)
    layout.init_app(app)
    blueprints.init_app(app)
    cli.init_app(app)
    review_commands.init_app(app)
    return app
