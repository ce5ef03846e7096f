"""An Atom feed (RFC 4287) from its entries."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from geodata.spelling import tellable

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
register_namespace("", ATOM)


@dataclass(frozen=True)
class FeedEntry:
    """An entry: a stable id, plain texts, the page that it leads to."""

    id: str
    title: str
    updated: dt.datetime
    author: str
    url: str
    summary: str
    category: str


@dataclass(frozen=True)
class Feed:
    """A feed's own words; `updated` is used when it has no entries."""

    id: str
    title: str
    subtitle: str
    author: str
    language: str
    own_url: str
    page_url: str
    updated: dt.datetime


def write(feed: Feed, entries: Iterable[FeedEntry]) -> bytes:
    """The feed as UTF-8 XML, with its declaration."""
    listed = list(entries)
    root = Element(f"{{{ATOM}}}feed", {f"{{{XML}}}lang": feed.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _instant(max((e.updated for e in listed), default=feed.updated)))
    _author(root, feed.author)
    _link(root, feed.own_url, "self", "application/atom+xml")
    _link(root, feed.page_url, "alternate", "text/html")
    for entry in listed:
        node = SubElement(root, f"{{{ATOM}}}entry")
        _text(node, "id", entry.id)
        _text(node, "title", entry.title)
        _text(node, "updated", _instant(entry.updated))
        _author(node, entry.author)
        _link(node, entry.url, "alternate", "text/html")
        SubElement(node, f"{{{ATOM}}}category", {"term": entry.category})
        _text(node, "summary", entry.summary)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{ATOM}}}{name}").text = tellable(text)


def _author(parent: Element, name: str) -> None:
    _text(SubElement(parent, f"{{{ATOM}}}author"), "name", name)


def _link(parent: Element, url: str, relation: str, kind: str) -> None:
    SubElement(parent, f"{{{ATOM}}}link", {"rel": relation, "type": kind, "href": url})


def _instant(value: dt.datetime) -> str:
    """RFC 3339 in UTC, to the millisecond."""
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.") + (
        f"{value.microsecond // 1000:03d}Z"
    )
