"""Tables: one description of the columns serves the page, the CSV and the workbook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from geodata.errors import BadInput
from geodata.spelling import sort_key
from geodata.vocabulary import N_

PER_PAGE = 50
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

    @cached_property
    def totals(self) -> dict[str, int | Decimal]:
        """Sums over all rows of the columns that add up, by key."""
        return {
            column.key: sum((column.value(row) or 0 for row in self.rows), start=0)
            for column in self.columns
            if column.sums
        }

    def next_sort(self, column: Column) -> str:
        """What `sort` becomes when the column's heading is chosen."""
        return f"-{column.key}" if self.sort == column.key else column.key
