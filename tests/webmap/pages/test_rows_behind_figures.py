"""Each figure of a page leads to the rows behind it, and these add up to it, to the đồng."""

import csv
import io
import re
from decimal import Decimal

import pytest

from tests.webmap.pages.reading import read

PAGES = [
    "/",
    "/?as_of=2024-12-31",
    "/?unit=29914@2013&as_of=2024-12-31",
    "/?sector=transport&late=true",
    "/?unit=30214@2025&q=duong",
    "/units",
    "/units?units_on=2024-12-31",
    "/units/29919@2013",
    "/units/29905@2025?as_of=2026-11-23",
    "/criteria",
    "/criteria/1.4.b.2",
    "/criteria/1.1",
    "/agencies",
    "/agencies/ban-qlda@2013",
    "/campaign",
    "/contributions",
    "/awards",
    "/projects",
    "/compare?a=2024-12-31&b=2026-11-23",
    "/compare?a=29905@2025&b=30214@2025",
]


class Visitor:
    """Asks each address once: what is behind a figure is behind others too."""

    def __init__(self, client):
        self.client = client
        self.seen = {}

    def text(self, address):
        if address not in self.seen:
            answer = self.client.get(address)
            assert answer.status_code == 200, address
            self.seen[address] = answer.text
        return self.seen[address]

    def rows(self, address):
        """Rows of a list as its CSV gives them, headings to texts."""
        bare = address.split("#")[0]
        joint = "&" if "?" in bare else "?"
        text = self.text(f"{bare}{joint}format=csv").removeprefix("\ufeff")
        lines = [line for line in text.splitlines() if not line.lstrip('"').startswith("# ")]
        return list(csv.DictReader(io.StringIO("\n".join(lines))))


@pytest.fixture(scope="module")
def visitor(file_client):
    return Visitor(file_client)


def number(text):
    """The number in a cell, or None for a text."""
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def sums(rows):
    """Sums of each column of numbers: of all rows, and of those that share a unit of measure (or
    any other of few values), since a quantity of m² and one of bags do not add up."""
    found = {Decimal(0)} if not rows else set()
    columns = list(rows[0]) if rows else []
    few = [c for c in columns if len({row[c] for row in rows}) <= 12]
    for column in columns:
        numbers = [number(row[column]) for row in rows]
        found.add(sum((n for n in numbers if n is not None), start=Decimal(0)))
        for group in few:
            for value in {row[group] for row in rows}:
                some = [n for n, row in zip(numbers, rows, strict=True) if row[group] == value]
                found.add(sum((n for n in some if n is not None), start=Decimal(0)))
    return found


@pytest.mark.parametrize("path", PAGES)
def test_figures_are_the_sum_of_their_rows(visitor, path):
    page = read(visitor.text(path))
    assert page.loose == []
    if path.split("?")[0] in ("/", "/units", "/criteria", "/agencies", "/compare"):
        assert page.figures
    for figure in page.figures:
        value = Decimal(figure.value)
        here = figure.href.startswith("#")
        assert not here or figure.href[1:] in page.ids
        there = page if here else read(visitor.text(figure.href))
        # A unit's list shows whole amounts and the unit's part of them; a page speaks of either.
        shown = (*there.totals.get(figure.name, ()), *there.totals.get(f"part_{figure.name}", ()))
        if shown and not here:
            assert value in map(Decimal, shown), figure
        elif value not in there.counts and value not in map(Decimal, shown):
            assert value in sums(visitor.rows(figure.href)), figure


@pytest.mark.parametrize(
    ("href", "heading", "total"),
    [
        ("/projects?unit=29914@2013", "disbursed_year", "disbursed_year"),
        ("/contributions?kind=money", "value", "value"),
    ],
)
def test_totals_are_the_sum_of_the_downloaded_rows(visitor, href, heading, total):
    page = read(visitor.text(href))
    (shown,) = {Decimal(value) for value in page.totals[total]}
    rows = visitor.rows(href)
    assert shown in sums(rows), heading
