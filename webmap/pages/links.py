"""Addresses of things: the page of a thing that was found, and which pages there are."""

from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import gettext, pgettext

CARRIED = ("as_of", "known_at", "lang")
"""What a link to another page takes along: the moment and the language."""
PAGES = {
    "project": ("projects.show", "code"),
    "unit": ("units.show", "uid"),
    "criterion": ("criteria.show", "code"),
    "agency": ("agencies.show", "uid"),
    "contribution": ("contributions.index", "q"),
    "award": ("awards.index", "q"),
}
"""A kind of thing to the endpoint of its page and the argument that takes its key."""


def carried() -> dict[str, Any]:
    """The moment and the language of this request's address, as `url_for` takes them."""
    return {name: request.args[name] for name in CARRIED if request.args.get(name)}


def exists(endpoint: str) -> bool:
    """Whether this application has such a page."""
    return endpoint in current_app.view_functions


def to(endpoint: str, **values: Any) -> str:
    """A page's address at the same moment, in the same language."""
    return url_for(endpoint, **(carried() | values))


def thing(kind: str, key: str, **values: Any) -> str:
    """The address of a thing's page; what has no page of its own is looked up in its list."""
    endpoint, argument = PAGES[kind]
    if exists(endpoint):
        return to(endpoint, **({argument: key} | values))
    return to("map.index", q=key, **values)


NAVIGATION = (
    "map.index", "projects.index", "units.index", "criteria.index", "contributions.index",
    "awards.index", "campaign.show", "compare.show",
)  # fmt: skip
"""The pages of the header, in order."""
PUBLIC_PAGES = frozenset(
    {
        *NAVIGATION,
        *(endpoint for endpoint, _argument in PAGES.values()),
        "agencies.index", "search.index",
    }
)  # fmt: skip
"""Pages with an address of their own."""


def _names() -> dict[str, str]:
    return {
        "map.index": gettext("Bản đồ"),
        "projects.index": pgettext("menu", "Dự án"),
        "units.index": pgettext("menu", "Đơn vị"),
        "criteria.index": pgettext("menu", "Tiêu chí"),
        "contributions.index": pgettext("menu", "Đóng góp"),
        "awards.index": pgettext("menu", "Khen thưởng"),
        "campaign.show": gettext("Phong trào"),
        "compare.show": gettext("So sánh"),
    }


def navigation() -> list[tuple[str, str, bool]]:
    """The header's links: name, address, whether the visitor is among those pages."""
    here = (request.endpoint or "").removeprefix("embed.").partition(".")[0]
    names = _names()
    return [
        (names[endpoint], to(endpoint), endpoint.partition(".")[0] == here)
        for endpoint in NAVIGATION
        if exists(endpoint)
    ]


def init_app(app: Flask) -> None:
    """What templates ask of addresses."""
    app.jinja_env.globals.update(
        endpoint_exists=exists, navigation=navigation, carried=carried, to=to
    )
