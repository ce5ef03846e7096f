"""How a page presents itself to others: canonical address, languages, picture, feed."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import gettext

from webmap.http import application, query
from webmap.language.i18n import LANGUAGES, language
from webmap.pages import links

SUBJECTS = {
    "projects.show": ("project", "code"),
    "units.show": ("unit", "uid"),
    "criteria.show": ("criterion", "code"),
}
"""Pages of one thing: the filter that means it, and the argument of the address with its key."""


def _endpoint() -> str:
    return (request.endpoint or "").removeprefix("embed.")


def _subject() -> dict[str, str]:
    """The filter that asks for what this page is about; empty for a page about everything."""
    subject = SUBJECTS.get(_endpoint())
    if subject is None:
        return {}
    name, argument = subject
    return {name: (request.view_args or {})[argument]}


def _filters() -> dict[str, list[str]]:
    """The filters in this page's address that are well formed as far as a picture cares."""
    return {n: v for n, v in request.args.lists() if n in query.FILTERS and any(v)}


def canonical(code: str | None = None) -> str | None:
    """The one address of this page (in a language); None for a page that is no address."""
    if _endpoint() not in links.PUBLIC_PAGES or not links.exists(_endpoint()):
        return None
    chosen = code or language()
    args: dict[str, Any] = {
        name: request.args[name] for name in ("as_of", "known_at") if request.args.get(name)
    }
    if _endpoint() in ("compare.show", "search.index"):
        args |= {n: request.args[n] for n in ("a", "b", "q") if request.args.get(n)}
    if chosen != "vi":
        args["lang"] = chosen
    return url_for(_endpoint(), _external=True, **(request.view_args or {}), **args)


def alternates() -> list[tuple[str, str]]:
    """This page in each language."""
    found = [(code, canonical(code)) for code in LANGUAGES]
    return [(code, url) for code, url in found if url]


def picture() -> str | None:
    """The address of a small map that stands for this page."""
    if not links.exists("pictures.map"):
        return None
    asked = _subject() or (_filters() if _endpoint() in links.PUBLIC_PAGES else {})
    moment = {n: v for n, v in links.carried().items() if n != "lang"}
    more = {"lang": "en"} if language() == "en" else {}
    return url_for("pictures.map", size="og", _external=True, **asked, **moment, **more)


def feed() -> str | None:
    """The feed of changes of what this page is about."""
    if not links.exists("feeds.changes"):
        return None
    asked: dict[str, Any] = {n: v for n, v in _subject().items() if n in ("unit", "project")}
    asked |= {"lang": "en"} if language() == "en" else {}
    return url_for("feeds.changes", **asked)


@dataclass(frozen=True)
class Share:
    """What a visitor can take along: files as (name, address, file name or None), the address to
    put in a frame (None: not allowed), its title."""

    files: tuple[tuple[str, str, str | None], ...]
    definition: str | None
    title: str


def share(title: str, asked: dict[str, Any] | None = None) -> Share:
    """What can be taken along of this page; of the map page with the filters `asked`."""
    files: list[tuple[str, str, str | None]] = []
    if asked is not None:
        kept = {name: value for name, value in asked.items() if name != "lang"}
        kept["lang"] = language()
        layer = url_for("layers.layer", name="projects", **kept)
        files.append(("GeoJSON", layer, "du-an.geojson"))
        if links.exists("pictures.map"):
            files.append(("PNG", url_for("pictures.map", **kept), "ban-do.png"))
    changes = feed()
    if changes:
        files.append((gettext("Tin thay đổi (Atom)"), changes, None))
    endpoint = _endpoint() if asked is None else "map.index"
    definition = None
    if application.settings().embed_hosts and links.exists(f"embed.{endpoint}"):
        given: dict[str, Any] = request.args.to_dict(flat=False) if asked is None else asked
        values = {n: v for n, v in given.items() if n in (*query.LIST, "a", "b")}
        arguments = (request.view_args or {}) if asked is None else {}
        definition = url_for(f"embed.{endpoint}", _external=True, **arguments, **values)
    return Share(tuple(files), definition, title)


def embedded() -> bool:
    """Whether this page is shown inside another site's page."""
    return bool(g.get("embedded"))


def init_app(app: Flask) -> None:
    """What the base template asks."""
    app.jinja_env.globals.update(
        canonical=canonical, alternates=alternates, og_picture=picture, feed=feed,
        embedded=embedded, make_share=share,
    )  # fmt: skip
