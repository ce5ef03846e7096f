"""Reads pages as a visitor's program would: links, figures, totals."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Figure:
    """A figure on a page that says where its rows are."""

    name: str
    value: str
    href: str


@dataclass
class Page(HTMLParser):
    """What of a page the tests look at."""

    links: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    totals: dict[str, list[str]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self._rows: str | None = None
        self._total: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what the attributes say."""
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.add(found["id"])
        if tag in ("a", "area") and "href" in found:
            self.links.append(found["href"])
            self._rows = found["href"] if "data-rows" in found else self._rows
        if tag in ("table", "div", "p", "section") and found.get("data-count", "").isdigit():
            self.counts.append(int(found["data-count"]))
        if "data-total" in found:
            self._total = found["data-total"]
        if tag == "data" and self._total:
            self.totals.setdefault(self._total, []).append(found["value"])
        if tag == "data" and "data-figure" in found:
            if self._rows is None:
                self.loose.append(found["data-figure"])
            else:
                self.figures.append(Figure(found["data-figure"], found["value"], self._rows))

    def handle_endtag(self, tag: str) -> None:
        """A link or a total ends."""
        if tag == "a":
            self._rows = None
        if tag == "b":
            self._total = None


def read(html: str) -> Page:
    """A page's links, figures and totals."""
    page = Page()
    page.feed(html)
    page.close()
    return page
