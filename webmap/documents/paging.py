"""Slides with long tables go on on further slides, so that everything can be read."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from webmap.documents.content import Cell, Number, Slide, Table
from webmap.formats import day as day_text

LETTER = 0.5
"""Width of a letter, as a part of its height, on average."""


@dataclass(frozen=True)
class Sheet:
    """The room for a table: width and height in inches, size of letters in points; up to `beside`
    rows leave room for a chart on the same slide."""

    width: float
    height: float
    size: int
    beside: int = 5


def cell_text(cell: Cell) -> str:
    """A cell of a content table, as people read it."""
    if cell is None:
        return ""
    if isinstance(cell, Number):
        return cell.text
    return cell if isinstance(cell, str) else day_text(cell)


def lines_of(table: Table, row: Sequence[Cell], sheet: Sheet) -> int:
    """How many lines the tallest cell of a row takes."""
    whole = sum(column.width for column in table.columns)
    found = 1
    for column, cell in zip(table.columns, row, strict=True):
        room = (sheet.width * column.width / whole - 0.12) * 72
        letters = max(1, int(room / (sheet.size * LETTER)))
        found = max(found, math.ceil(len(cell_text(cell)) / letters))
    return found


def pages(slide: Slide, sheet: Sheet) -> list[Slide]:
    """A slide in as many as it takes; totals stand on the last, `extra["totals"]` gives them."""
    if slide.kind != "table":
        return [slide]
    table = slide.tables[0]
    if slide.charts and len(table.rows) > sheet.beside:
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


def _following(slide: Slide) -> str:
    return _("%(title)s (tiếp)", title=slide.title)


def _parts(table: Table, sheet: Sheet) -> list[Table]:
    """A table in parts that each fit a slide, with its heading and the line of totals."""
    line = sheet.size * 1.25 / 72
    heading = lines_of(table, [column.title for column in table.columns], sheet)
    closing = any(column.total for column in table.columns)
    room = sheet.height - (heading + closing) * line - 0.3
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
            rows=[table.rows[place] for place in part],
            ids=[table.ids[place] for place in part] if table.ids else (),
        )
        for part in parts
    ]
