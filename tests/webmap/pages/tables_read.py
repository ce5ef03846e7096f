"""Reads the tables of a page as a visitor sees them: headings, rows, what stands below."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Read:
    """A table: texts of its headings, of its rows and of its foot; `values` are what cells say to
    programs (`data-value` of a cell, `value` of a `data`), None where they say nothing."""

    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    foot: list[list[str]] = field(default_factory=list)
    values: list[list[list[str]]] = field(default_factory=list)
    foot_values: list[list[list[str]]] = field(default_factory=list)
    measures: dict[int, list[str]] = field(default_factory=dict)
    """Units of measure of the sums below a column, by its place."""
    count: int | None = None


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Read] = []
        self._part = ""
        self._cell: list[str] | None = None
        self._values: list[str] = []
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            told = given.get("data-count", "")
            self.found.append(Read(count=int(told) if told else None))
        elif tag in ("thead", "tbody", "tfoot"):
            self._part = tag
        elif tag == "tr" and self._part in ("tbody", "tfoot") and self.found:
            rows, values = self._rows()
            rows.append([])
            values.append([])
        elif tag in ("td", "th") and self._part:
            self._span = int(given.get("colspan", "1"))
            self._cell, self._values = [], [given["data-value"]] if given.get("data-value") else []
        elif tag == "b" and "data-measure" in given:
            place = len(self.found[-1].foot[-1])
            self.found[-1].measures.setdefault(place, []).append(given["data-measure"])
        elif tag == "data" and self._cell is not None:
            self._values.append(given["value"])
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            text = " ".join("".join(self._cell).split())
            if self._part == "thead":
                self.found[-1].heads.append(text)
            else:
                rows, values = self._rows()
                rows[-1] += [text] + [""] * (self._span - 1)
                values[-1] += [self._values] + [[]] * (self._span - 1)
            self._cell = None
        elif tag == "table":
            self._part = ""

    def _rows(self) -> tuple[list[list[str]], list[list[list[str]]]]:
        table = self.found[-1]
        if self._part == "tfoot":
            return table.foot, table.foot_values
        return table.rows, table.values


def tables(html: str) -> list[Read]:
    """The tables of a page, in their order."""
    parser = _Tables()
    parser.feed(html)
    parser.close()
    return parser.found
