"""For programs that follow the site: `/feed.atom`, `/sitemap.xml`, `/robots.txt`."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from geodata.clock import CITY_ZONE
from geodata.history.feed import Change, changes
from geodata.queries import Snapshot
from geodata.queries.states import AwardState, ContributionState, ProjectState
from webmap.http import application, conditional, query
from webmap.language.formats import day as day_text
from webmap.language.formats import percent
from webmap.language.i18n import DEFAULT, label, local
from webmap.pages import links
from webmap.public.feeds import atom

bp = Blueprint("feeds", __name__)

NEWEST = 100
"""Entries of a feed."""
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@bp.get("/feed.atom", endpoint="changes")
def feed() -> Response:
    """Confirmed changes: of all, of some units, of some projects."""
    names = ("unit", "project", *query.MOMENT, "lang")
    settings = application.settings()
    named = (request.host_url, settings.feed_authority, settings.public_url)
    return conditional.data(names, _feed, "application/atom+xml", *named)


def _feed(found: Snapshot, question: query.Question, language: str) -> bytes:
    conditional.selected(found, question)  # refuses what does not exist
    title = _("Thay đổi đã xác nhận")
    of = [found.project_by_code[code].name for code in question.filter.project]
    of += [local(found.definition.units[uid], "name") for uid in question.filter.unit]
    if of:
        title += f": {', '.join(of)}"
    with application.store().reading() as session:
        listed = changes(session, found.moment, NEWEST, _wanted(found, question))
    feed = atom.Feed(
        id=_tag(found, f"feed{request.full_path.rstrip('?')}"),
        title=title,
        subtitle=local(found.definition.campaign, "title"),
        author=local(found.definition.campaign, "short"),
        language=language,
        own_url=request.url,
        page_url=_page(question, language),
        updated=dt.datetime.combine(
            found.definition.campaign.starts_on, dt.time(), tzinfo=CITY_ZONE
        ),
    )
    return atom.write(feed, (_entry(found, change, language) for change in listed))


def _page(question: query.Question, language: str) -> str:
    more: dict[str, Any] = {"lang": language} if language != DEFAULT else {}
    if len(question.filter.project) == 1:
        return url_for("projects.show", code=question.filter.project[0], _external=True, **more)
    asked: dict[str, Any] = {"unit": ",".join(question.filter.unit)} if question.filter.unit else {}
    return url_for("map.index", _external=True, **asked, **more)


def _wanted(found: Snapshot, question: query.Question) -> Callable[[Change], bool]:
    """Whether a change is of what was asked for."""
    definition = found.definition

    def inside(change: Change) -> bool:
        state = _state(found, change)
        if state is None:
            return False
        return any(
            definition.within(place, uid)
            for place in _places(state)
            for uid in question.filter.unit
        )

    def of_project(change: Change) -> bool:
        state = _state(found, change)
        if state is None:
            return False
        own = getattr(state, "projects", None) or (getattr(state, "project", None),)
        return any(code in (*own, change.subject) for code in question.filter.project)

    return lambda change: (
        (not question.filter.unit or inside(change))
        and (not question.filter.project or of_project(change))
    )


State = ProjectState | ContributionState | AwardState


def _state(found: Snapshot, change: Change) -> State | None:
    if change.kind == "award":
        return found.award_by_code.get(change.subject)
    if change.kind == "contribution":
        return found.contribution_by_code.get(change.subject)
    return found.project_by_code.get(change.subject)


def _places(state: State) -> Collection[str]:
    """Units by which a state is found: those of its shares, else the one that it names."""
    if isinstance(state, AwardState):
        return (state.unit,) if state.unit else ()
    if isinstance(state, ContributionState) and not state.shares:
        return (state.unit,)
    return state.shares


def _tag(found: Snapshot, name: str) -> str:
    """A tag URI (RFC 4151) of this site: it stays the same wherever the site moves, and whatever
    it is called by who asks."""
    settings = application.settings()
    authority = (
        settings.feed_authority
        or urlsplit(settings.public_url).hostname
        or f"{found.definition.campaign.code}.invalid"
    )
    return f"tag:{authority},2023-05-30:{name}"


def _entry(found: Snapshot, change: Change, language: str) -> atom.FeedEntry:
    title, summary, url = _entry_texts(found, change)
    notes = [summary, _("Ngày: %(day)s", day=day_text(change.day))]
    if change.illustrative:
        notes.append(_("Có số liệu minh họa."))
    more: dict[str, Any] = {"lang": language} if language != DEFAULT else {}
    endpoint, values = url
    return atom.FeedEntry(
        id=_tag(found, f"change/{change.rev}"),
        title=title,
        updated=change.recorded_at,
        author=_office(found, change.office),
        url=url_for(endpoint, _external=True, **values, **more),
        summary=" · ".join(filter(None, notes)),
        category=change.kind,
    )


def _office(found: Snapshot, office: str | None) -> str:
    for known in (found.definition.agencies, found.definition.units):
        if office is not None and office in known:
            return local(known[office], "name")
    return local(found.definition.campaign, "short")


def _entry_texts(found: Snapshot, change: Change) -> tuple[str, str, tuple[str, dict[str, str]]]:
    """Title, summary and the page of a change."""
    if change.kind == "contribution":
        given = found.contribution_by_code.get(change.subject)
        kind = label(given.kind, "CONTRIBUTION_KINDS") if given else change.subject
        place = local(found.definition.units[given.unit], "name") if given else ""
        return _("Đóng góp được xác nhận: %(kind)s", kind=kind), place, _thing(change)
    if change.kind == "award":
        award = found.award_by_code.get(change.subject)
        recipient = award.recipient if award else change.subject
        said = award.achievement if award else ""
        return _("Khen thưởng: %(recipient)s", recipient=recipient), said, _thing(change)
    project = found.project_by_code.get(change.subject)
    name = project.name if project else change.subject
    if change.kind == "project":
        return _("Dự án được mô tả: %(name)s", name=name), change.subject, _thing(change)
    said = label(change.status, "STATUSES")
    if change.percent is not None:
        said = f"{said}, {percent(change.percent)}"
    return f"{name}: {said}", change.subject, _thing(change)


def _thing(change: Change) -> tuple[str, dict[str, str]]:
    kind = "project" if change.kind == "report" else change.kind
    endpoint, argument = links.PAGES[kind]
    if not links.exists(endpoint):
        return "map.index", {"q": change.subject}
    return endpoint, {argument: change.subject}


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page worth finding: lists, projects, units of every generation, criteria, agencies."""
    return conditional.data((), _sitemap, "application/xml", request.host_url)


def _sitemap(found: Snapshot, _question: query.Question, _language: str) -> bytes:
    register_namespace("", SITEMAP)
    root = Element(f"{{{SITEMAP}}}urlset")
    for url in _addresses(found):
        SubElement(SubElement(root, f"{{{SITEMAP}}}url"), f"{{{SITEMAP}}}loc").text = url
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _addresses(found: Snapshot) -> Iterator[str]:
    definition = found.definition
    for endpoint in (*links.NAVIGATION, "agencies.index"):
        if links.exists(endpoint):
            yield url_for(endpoint, _external=True)
    things = {
        "project": [project.code for project in found.projects],
        "unit": [uid for uid, unit in definition.units.items() if unit.in_campaign],
        "criterion": list(definition.criteria),
        "agency": list(definition.agencies),
    }
    for kind, keys in things.items():
        endpoint, argument = links.PAGES[kind]
        if links.exists(endpoint):
            yield from (url_for(endpoint, _external=True, **{argument: key}) for key in keys)


@bp.get("/robots.txt")
def robots() -> Response:
    """What crawlers may read: all pages, not every filter's fragment, nor the officers' pages."""
    lines = (
        "User-agent: *",
        "Disallow: /panel",
        "Disallow: /search",
        "Disallow: /embed/",
        *(f"Disallow: /{name}" for name in ("login", "account", "admin", "work", "api")),
        f"Sitemap: {url_for('feeds.sitemap', _external=True)}",
    )
    response = Response("\n".join(lines) + "\n", mimetype="text/plain")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
