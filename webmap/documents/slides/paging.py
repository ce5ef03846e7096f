"""Slides with long tables go on on further slides, so that everything can be read."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from webmap.documents.content import Cell, Column, Slide, Table

LETTER, BOLD = 0.53, 0.58
"""Width of a letter, as a part of its height, on average."""


@dataclass(frozen=True)
class Sheet:
    """The room for a table: width and height in inches, size of letters in points. A table up
    to `beside` inches high leaves room for a chart on the same slide. `words`: size of letters of
    running text; `padding`: inches left and right of a cell's text, in all."""

    width: float
    height: float
    size: int
    beside: float = 2.9
    words: int = 24
    padding: float = 0.12


def letters_in(table: Table, column: Column, sheet: Sheet, letter: float = LETTER) -> int:
    """How many letters stand in one line of a column."""
    whole = sum(each.width for each in table.columns)
    room = sheet.width * column.width / whole - sheet.padding
    return max(1, int(room * 72 / (sheet.size * letter)))


def lines_of(table: Table, row: Sequence[Cell], sheet: Sheet) -> int:
    """How many lines the tallest cell of a row takes."""
    return max(
        lines_in(table.text(cell, place), letters_in(table, column, sheet))
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True))
    )


def lines_above(table: Table, sheet: Sheet) -> int:
    """How many lines the heading of a table takes."""
    return max(
        lines_in(column.title, letters_in(table, column, sheet, BOLD)) for column in table.columns
    )


def height_of(table: Table, sheet: Sheet) -> float:
    """The height in inches of a whole table with its heading and totals."""
    line = sheet.size * 1.25 / 72
    closing = any(column.total for column in table.columns)
    lines = lines_above(table, sheet) + closing
    lines += sum(lines_of(table, row, sheet) for row in table.rows)
    return lines * line + 0.1 * (len(table.rows) + 1 + closing)


def lines_in(text: str, letters: int) -> int:
    """How many lines of so many letters a text takes; it has line breaks of its own."""
    return sum(max(1, len(textwrap.wrap(line, letters))) for line in text.split("\n"))


def pages(slide: Slide, sheet: Sheet) -> list[Slide]:
    """A slide in as many as it takes; totals stand on the last, `extra["totals"]` gives them."""
    if slide.kind == "words":
        return _worded(slide, sheet)
    if slide.kind != "table":
        return [slide]
    table = slide.tables[0]
    if slide.charts and height_of(table, sheet) > sheet.beside:
        more = replace(slide, kind="chart", tables=(), notes="", title=_following(slide))
        return [*pages(replace(slide, charts=()), sheet), more]
    parts = _parts(table, sheet)
    if len(parts) < 2:
        return [slide]
    found = []
    for place, part in enumerate(parts):
        first, last = place == 0, place == len(parts) - 1
        found.append(
            replace(
                slide,
                tables=[part],
                notes=slide.notes if first else "",
                title=slide.title if first else _following(slide),
                extra={**slide.extra, "totals": table.totals() if last else None},
            )
        )
    return found


def _worded(slide: Slide, sheet: Sheet) -> list[Slide]:
    """Running text in as many slides as it takes; a paragraph parts between words."""
    letters = max(1, int(sheet.width * 72 / (sheet.words * LETTER)))
    room = int(sheet.height * 72 / (sheet.words * 1.25))
    parts: list[list[str]] = [[]]
    used = 0
    for word in slide.words:
        for paragraph in word.split("\n"):
            for piece in textwrap.wrap(paragraph, letters * max(1, room - 1)):
                high = lines_in(piece, letters) + 1
                if parts[-1] and used + high > room + 1:
                    parts.append([])
                    used = 0
                parts[-1].append(piece)
                used += high
    return [
        replace(
            slide,
            words=part,
            notes="" if place else slide.notes,
            title=_following(slide) if place else slide.title,
        )
        for place, part in enumerate(parts)
    ]


def _following(slide: Slide) -> str:
    return _("%(title)s (tiếp)", title=slide.title)


def _lowered(table: Table, sheet: Sheet, most: int) -> Table:
    """A table without a row of more lines than a slide has: longer texts are shortened, the whole
    is in the report."""

    def fitted(cell: Cell, column: Column) -> Cell:
        if not isinstance(cell, str):
            return cell
        letters = letters_in(table, column, sheet)
        if lines_in(cell, letters) <= most:
            return cell
        return textwrap.shorten(cell, letters * most - letters // 2, placeholder="…")

    rows = [
        [fitted(cell, column) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    return replace(table, rows=rows)


def _parts(table: Table, sheet: Sheet) -> list[Table]:
    """A table in parts that each fit a slide, with its heading and the line of totals."""
    line = sheet.size * 1.25 / 72
    heading = lines_above(table, sheet)
    closing = any(column.total for column in table.columns)
    room = sheet.height - (heading + closing) * line - 0.3
    table = _lowered(table, sheet, int((room - 0.1) / line))
    parts: list[list[int]] = [[]]
    used = 0.0
    for place, row in enumerate(table.rows):
        high = 0.1 + lines_of(table, row, sheet) * line
        if parts[-1] and used + high > room:
            parts.append([])
            used = 0.0
        parts[-1].append(place)
        used += high
    return [
        replace(
            table,
            decimals=table.least,
            rows=[table.rows[place] for place in part],
            ids=[table.ids[place] for place in part] if table.ids else (),
        )
        for part in parts
    ]
