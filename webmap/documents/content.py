"""What documents are made of, whatever their format: numbers, tables, charts, slides.

A number carries where it comes from in the frozen figures, so that the screen opens the rows
behind it and a test can compare every file with the figures.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from webmap.language import formats

Kind = Literal["count", "number", "money", "money_m", "percent", "area", "day", "text"]
"""`money` in đồng told short (2,4 tỷ đồng); `money_m` in triệu đồng, as the annexes have it."""


@dataclass(frozen=True)
class Number:
    """A value and its source. `path`: of a figure (`Frozen.figure`), or `("projects", CODE, NAME)`,
    `("contributions", CODE, NAME)`, … for what a feature says; empty for what is worked out of
    the numbers beside it (`of` names those). `listed` names the page of rows of a sum of many."""

    value: int | float | Decimal | None
    kind: Kind = "number"
    path: tuple[str, ...] = ()
    of: tuple[tuple[str, ...], ...] = ()
    unit: str = ""
    listed: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """As people read it, in the language of the document; a dash for what is not known."""
        return self.told()

    def told(self, least: int = 0) -> str:
        """The same with at least so many decimals, as the other numbers of its column have."""
        if self.value is None:
            return formats.NOTHING
        places = PLACES.get(self.kind, 0)
        tellers: dict[str, Callable[[Any], str]] = {
            "money": formats.money,
            "money_m": lambda v: formats.number(millions(v), places, least),
            "percent": lambda v: formats.percent(v, least),
            "text": str,
        }
        tell = tellers.get(self.kind, lambda v: formats.number(v, places, least))
        told = tell(self.value)
        return f"{told} {self.unit}" if self.unit else told


PLACES = {"count": 0, "number": 3, "area": 1, "money_m": 3, "percent": 1}
"""Digits after the point that a number of a kind may show."""

Cell = Number | dt.date | str | None


def millions(dong: float | Decimal | None) -> Decimal | None:
    """Triệu đồng, exact."""
    return None if dong is None else Decimal(dong) / 1_000_000


@dataclass(frozen=True)
class Column:
    """A column of a table: `key`, title, kind of its cells; `total` asks for their sum below.
    `width` is a share of the page's width. `ratio`: of percentages, keys of the columns whose sums
    are divided for the one below."""

    key: str
    title: str
    kind: Kind = "text"
    total: bool = False
    width: float = 1.0
    ratio: tuple[str, str] | None = None


@dataclass(frozen=True)
class Table:
    """Rows of cells in the order of the columns. `ids`: what each row is of (a code), for links."""

    key: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    ids: Sequence[str] = ()
    note: str = ""
    decimals: Sequence[int] | None = None
    """Of a part of a table: how many decimals the columns of the whole have."""

    def totals(self) -> list[Number | None]:
        """The sum of each column that asks for one, of the values that are known; of percentages
        that of the sums."""
        sums = {
            column.key: _sum(row[place] for row in self.rows)
            for place, column in enumerate(self.columns)
            if column.total
        }
        for column in self.columns:
            if column.ratio:
                share = formats.share(*(sums[key] for key in column.ratio))
                sums[column.key] = None if share is None else round(share, 1)
        return [
            Number(sums[column.key], column.kind) if column.key in sums else None
            for column in self.columns
        ]

    @cached_property
    def least(self) -> Sequence[int]:
        """How many decimals the numbers of each column are told with: as many as the one that needs
        the most. 0 where a column holds numbers of several kinds."""
        if self.decimals is not None:
            return self.decimals
        return [self._decimals(place, total) for place, total in enumerate(self.totals())]

    def _decimals(self, place: int, total: Number | None) -> int:
        told = [row[place] for row in self.rows] + [total]
        numbers = [cell for cell in told if isinstance(cell, Number)]
        kinds = {number.kind for number in numbers}
        if len(kinds) != 1 or not kinds <= PLACES.keys():
            return 0
        (kind,) = kinds
        values = [millions(n.value) if kind == "money_m" else n.value for n in numbers]
        return formats.decimals(values, PLACES[kind])

    def text(self, cell: Cell, place: int) -> str:
        """A cell of a column as people read it."""
        if cell is None:
            return ""
        if isinstance(cell, Number):
            return cell.told(self.least[place])
        return cell if isinstance(cell, str) else formats.day(cell)


SHARED = "shared"
"""The id of the row that takes back what more than one row counts."""


def _sum(cells: Any) -> Any:
    known = [cell.value for cell in cells if isinstance(cell, Number) and cell.value is not None]
    return sum(known) if known else None


@dataclass(frozen=True)
class Series:
    """Values of a chart, one a category; None leaves a gap."""

    name: str
    values: Sequence[float | None]
    colour: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart with the numbers that it draws; `kind`: `bar`, `stacked`, `line`."""

    key: str
    title: str
    kind: Literal["bar", "stacked", "line"]
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class MapBlock:
    """A map: `codes` of the projects that are shown strong (None: all), `late_only` the late."""

    title: str
    codes: tuple[str, ...] | None = None
    around: tuple[str, ...] = ()
    """Codes of what the picture is centred on; empty: the whole city."""


@dataclass(frozen=True)
class Picture:
    """A photo of a site: digest and media type name the file; `stage` before, during, after."""

    digest: str
    media_type: str
    caption: str
    stage: str
    illustrative: bool = False


@dataclass(frozen=True)
class KeyNumber:
    """A number in large letters with its words."""

    title: str
    number: Number
    note: str = ""


@dataclass(frozen=True)
class Slide:
    """One slide. `words` are its sentences (few beside a picture), `notes` for who presents.
    What is empty is left out; `asks` is what has to be decided."""

    key: str
    title: str
    kind: str
    words: Sequence[str] = ()
    numbers: Sequence[KeyNumber] = ()
    tables: Sequence[Table] = ()
    charts: Sequence[Chart] = ()
    map: MapBlock | None = None
    compare: tuple[MapBlock, MapBlock] | None = None
    photos: Sequence[Picture] = ()
    asks: str = ""
    notes: str = ""
    badge: str = ""
    """A short mark beside the title (CHẬM 2 THÁNG)."""
    project: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
