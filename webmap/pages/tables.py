"""Tables: one description of the columns serves the page, the CSV and the workbook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from geodata.errors import BadInput
from geodata.spelling import sort_key
from geodata.vocabulary import N_
from webmap.language import formats

PER_PAGE = 50
PLACES = 3
"""Digits after the point of a quantity, at most."""
Kind = Literal["text", "number", "money", "percent", "day", "marks"]
NUMERIC = frozenset({"number", "money", "percent"})


@dataclass(frozen=True)
class Column:
    """A column: its key (also what `sort` names), its heading in the visitor's language, what it
    holds, and how to read it from a row.

    `value` gives text, a number, money in đồng, percent 0–100, a date, or for `marks` a tuple of
    texts (what of the row is illustrative). `link` gives the address that the cell leads to.
    `sums` says that the column's numbers add up to a figure.
    """

    key: str
    heading: str
    value: Callable[[Any], Any]
    kind: Kind = "text"
    link: Callable[[Any], str | None] | None = None
    sums: bool = False
    hidden: bool = False
    """Only in downloads."""
    figure: str | None = None
    """The figure that the cell is, when its link leads to the rows behind it."""
    order: Callable[[Any], Any] | None = None
    """What the column is sorted by where the value does not tell (a status, a badge)."""
    whole: int | None = None
    """Of counts whose things may stand in several rows: how many there are, each counted once."""
    measured_in: str = ""
    """Of quantities: key of the column with their unit of measure. They are added up by unit."""

    def sort_key(self, row: Any) -> Any:
        """What a row is sorted by: texts in the order of the Vietnamese alphabet."""
        found = (self.order or self.value)(row)
        return sort_key(found) if isinstance(found, str) else found


@dataclass(frozen=True)
class Table:
    """Rows of a list in one order, with what is needed to page, sum and download them."""

    name: str
    """Stem of the downloaded file, ASCII."""
    title: str
    columns: Sequence[Column]
    rows: Sequence[Any]
    number: int = 1
    sort: str | None = None
    per_page: int = PER_PAGE
    extra: Mapping[str, object] = field(default_factory=dict)
    """Parameters that tell this table from others of its page, in links to sort, page, download."""
    anchor: Callable[[Any], str] | None = None
    """The id of a row on the page, so that an address may name it."""
    overlap: str = ""
    """The name of the row that takes back what more than one row counts."""

    @cached_property
    def shown_columns(self) -> list[Column]:
        """The columns of the page."""
        return [column for column in self.columns if not column.hidden]

    @cached_property
    def ordered(self) -> Sequence[Any]:
        """All rows in the order asked for. Raises BadInput for a column that is not there."""
        if not self.sort:
            return self.rows
        key = self.sort.removeprefix("-")
        column = next((c for c in self.columns if c.key == key), None)
        if column is None:
            raise BadInput(
                N_("Không sắp xếp theo “%(value)s” được."),
                pointer="sort",
                allowed=[c.key for c in self.columns],
                value=key,
            )
        # What is not known comes last in either direction.
        known = [row for row in self.rows if column.value(row) not in (None, "", ())]
        blank = [row for row in self.rows if column.value(row) in (None, "", ())]
        known.sort(key=column.sort_key, reverse=self.sort.startswith("-"))
        return known + blank

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-len(self.rows) // self.per_page))

    @cached_property
    def shown(self) -> Sequence[Any]:
        """The rows of the page asked for; the last page when there are fewer."""
        first = (min(self.number, self.pages) - 1) * self.per_page
        return self.ordered[first : first + self.per_page]

    def _values(self, column: Column) -> list[Any]:
        return [value for row in self.rows if (value := column.value(row)) is not None]

    @cached_property
    def totals(self) -> dict[str, int | Decimal | None]:
        """Sums over all rows of the columns that add up, by key: None where no row states any. Of
        counts, each thing is counted once: the rows with `overlaps` come to it."""
        found: dict[str, int | Decimal | None] = {}
        for column in self.columns:
            if column.whole is not None:
                found[column.key] = column.whole
            elif column.sums:
                known = self._values(column)
                found[column.key] = sum(known, start=0) if known else None
        return found

    @cached_property
    def overlaps(self) -> dict[str, int]:
        """What more than one row counts, as a number below nothing, by key; {} when no row shares
        anything with another."""
        counted = [column for column in self.columns if column.whole is not None]
        found = {c.key: (c.whole or 0) - sum(self._values(c)) for c in counted}
        return found if any(found.values()) else {}

    @cached_property
    def subtotals(self) -> dict[str, dict[str, Decimal]]:
        """Sums of quantities by unit of measure, in its words, of each column that has one."""
        by_key = {column.key: column for column in self.columns}
        found: dict[str, dict[str, Decimal]] = {}
        for column in self.columns:
            if column.measured_in:
                sums = found.setdefault(column.key, {})
                for row in self.rows:
                    value, unit = column.value(row), by_key[column.measured_in].value(row)
                    if value is not None and unit:
                        sums[unit] = sums.get(unit, Decimal(0)) + Decimal(value)
        return found

    @cached_property
    def least(self) -> dict[str, int]:
        """How many decimals the numbers of a column are shown with, all alike, by key."""
        found = {}
        for column in self.shown_columns:
            if column.kind in NUMERIC:
                values = [column.value(row) for row in self.shown]
                values.append(self.totals.get(column.key))
                values += self.subtotals.get(column.key, {}).values()
                told = formats.money_decimals(values) if column.kind == "money" else None
                most = 1 if column.kind == "percent" else PLACES
                found[column.key] = formats.decimals(values, most) if told is None else told
        return found

    def next_sort(self, column: Column) -> str:
        """What `sort` becomes when the column's heading is chosen."""
        return f"-{column.key}" if self.sort == column.key else column.key
