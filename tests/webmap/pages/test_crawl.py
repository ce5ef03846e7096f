"""A crawl: internal links answer 200. Every one, in both languages, on two days: `make soak`; one
walk that reads some pages of each kind: `make test`."""

import datetime as dt
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest

from geodata import queries
from tests.webmap.pages.reading import read
from webmap.http.application import EXTENSION
from webmap.pages.links import PUBLIC_PAGES

KEPT = {"as_of", "lang", "known_at"}
"""Pages whose address has nothing else are read for further links; the others only answer."""
SAMPLED = {"sort", "page", "format", "since", "selected"}
DOWNLOADS = ("csv", "xlsx")
EACH = 3
"""Narrowed addresses of one shape that are asked for."""
PAGES = 4
"""Pages of one kind (a project, a unit) that are read on a short walk."""
EVERY_PAGE = 10**6
STARTS = [
    ("vi", "2024-12-31"),
    ("vi", "2026-11-23"),
    ("en", "2024-12-31"),
    ("en", "2026-11-23"),
]


def shape(address):
    """What makes an address another kind of request: its kind of page and what it narrows by."""
    parts = urlsplit(address)
    kind = parts.path.split("/")[1:2], parts.path.count("/")
    return str(kind), tuple(sorted({name for name, _ in parse_qsl(parts.query)} - KEPT))


class Visitor:
    """Asks each address once: the walks from the start pages meet on most of their way."""

    def __init__(self, client):
        self.client = client
        self.answers = {}

    def answer(self, address):
        """The status of an address, and the links of a page that is read further."""
        if address not in self.answers:
            found = self.client.get(address)
            page = found.mimetype == "text/html" and found.status_code == 200
            links = read(found.text).links if page and not narrowed(address) else []
            self.answers[address] = found.status_code, links
        return self.answers[address]


@pytest.fixture(scope="module")
def visitor(file_client):
    return Visitor(file_client)


def narrowed(address):
    """Whether an address asks for more than a page at a moment in a language."""
    return bool({name for name, _ in parse_qsl(urlsplit(address).query)} - KEPT)


def crawl(visitor, start, pages=EVERY_PAGE):
    """Addresses reachable from the start page: those asked with their status, and all that were
    met. `pages` of each kind are asked."""
    seen: dict[str, int] = {}
    met: set[str] = set()
    shapes: dict[tuple, int] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop()
        bare = address.split("#")[0]
        if bare in met:
            continue
        met.add(bare)
        shapes[shape(bare)] = shapes.get(shape(bare), 0) + 1
        if shapes[shape(bare)] > (EACH if narrowed(bare) else pages):
            continue
        seen[bare], links = visitor.answer(bare)
        for link in links:
            target = urljoin(f"http://localhost{bare}", link)
            if urlsplit(target).netloc == "localhost" and urlsplit(target).scheme == "http":
                waiting.append(target.removeprefix("http://localhost"))
    return seen, met


# The first walk asks nearly every address there is; the others meet most of them answered.
@pytest.mark.soak
@pytest.mark.timeout(500)
@pytest.mark.parametrize(("language", "day"), STARTS)
def test_every_internal_link_answers(visitor, language, day):
    seen, met = crawl(visitor, f"/?lang={language}&as_of={day}")
    assert {address: status for address, status in seen.items() if status != 200} == {}
    everything_is_linked(visitor.client, language, day, met)


def test_links_of_some_pages_of_each_kind_answer(visitor):
    seen, met = crawl(visitor, "/?lang=vi&as_of=2024-12-31", PAGES)
    assert {address: status for address, status in seen.items() if status != 200} == {}
    assert len(seen) > 100
    everything_is_linked(visitor.client, "vi", "2024-12-31", met)


def everything_is_linked(client, language, day, addresses):
    """Every project, unit, criterion, agency, award and public page is met on the way."""
    paths = {urlsplit(address).path for address in addresses}
    with client.application.extensions[EXTENSION].store.reading() as session:
        found = queries.snapshot(session, queries.moment(session, as_of=dt.date.fromisoformat(day)))
    assert {f"/projects/{state.code}" for state in found.projects} <= paths
    assert {f"/units/{uid}" for uid in found.definition.units} <= paths
    assert {f"/criteria/{code}" for code in found.definition.criteria} <= paths
    assert {f"/agencies/{uid}" for uid in found.definition.agencies} <= paths
    rules = [r for r in client.application.url_map.iter_rules() if r.endpoint in PUBLIC_PAGES]
    assert {rule.rule for rule in rules if not rule.arguments} <= paths
    anchors = _award_ids(client, language, day)
    assert {award.code for award in found.awards} <= anchors


def _award_ids(client, language, day):
    return read(client.get(f"/awards?lang={language}&as_of={day}").text).ids
