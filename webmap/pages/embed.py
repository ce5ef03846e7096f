"""`/embed/…`: pages without the site's header, for the sites that the operator allows.

Only these addresses may be framed, and only by those hosts; without any host they do not exist.
"""

from collections.abc import Callable
from functools import wraps

from flask import Flask, abort, current_app, g
from flask.typing import ResponseReturnValue, RouteCallable

from webmap.http import application

PAGES = (
    "map.index", "projects.index", "projects.show", "units.index", "units.show",
    "criteria.index", "criteria.show", "contributions.index", "awards.index",
    "agencies.index", "agencies.show", "campaign.show", "compare.show",
)  # fmt: skip
"""Endpoints that can be embedded."""


def init_app(app: Flask) -> None:
    """A second address under /embed for each page that this application has.

    After all blueprints: the rules are copied from theirs.
    """
    for rule in list(app.url_map.iter_rules()):
        if rule.endpoint in PAGES:
            view = _embedded(app.view_functions[rule.endpoint])
            app.add_url_rule(f"/embed{rule.rule}", f"embed.{rule.endpoint}", view, methods=["GET"])


def _embedded(view: RouteCallable) -> Callable[..., ResponseReturnValue]:
    @wraps(view)
    def show(**values: str) -> ResponseReturnValue:
        hosts = application.settings().embed_hosts
        if not hosts:
            abort(404)
        g.embedded = hosts
        shown: ResponseReturnValue = current_app.ensure_sync(view)(**values)
        return shown

    return show
