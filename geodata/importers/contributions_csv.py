"""contributions.csv as an officer keeps it: one contribution a row, lists separated by `;`.

How the file itself may look: `csv_rows`.
"""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.checks.written import (
    written_amount,
    written_count,
    written_degrees,
    written_quantity,
)
from geodata.errors import BadInput
from geodata.geojson import shape
from geodata.importers import csv_rows
from geodata.importers.checking import parsed
from geodata.importers.data_files import ContributionEntry
from geodata.importers.yaml_lines import Document, Loc
from geodata.vocabulary import N_

_LISTS = ("criteria", "illustrative")
_WRITTEN: dict[str, Callable[[str, str | None], Decimal | int]] = {
    "quantity": written_quantity,
    "value": written_amount,
    "givers": written_count,
    "households": written_count,
    "lon": lambda text, _language: written_degrees(text),
    "lat": lambda text, _language: written_degrees(text),
}
"""How the numbers of a column are read; the file has no language."""
_PLACE = ("lon", "lat", "wkt")
COLUMNS = tuple(name for name in ContributionEntry.model_fields if name != "place") + _PLACE


def read(path: Path) -> list[tuple[Document, Loc, ContributionEntry]]:
    """Rows of the file, each with where it stands. Raises BrokenFile with line and reason.

    `place` is either `lon` and `lat` or `wkt`, in EPSG:4326.
    """
    return [_row(path.name, line, row) for line, row in csv_rows.read(path, COLUMNS, "code")]


def _row(name: str, line: int, row: dict[str, str]) -> tuple[Document, Loc, ContributionEntry]:
    document = Document(name, None, {(): line})
    values: dict[str, Any] = {}
    for column, text in row.items():
        if column in _LISTS:
            values[column] = [part.strip() for part in text.split(";") if part.strip()]
        elif text:
            values[column] = text
    money = values.get("kind") == "money"  # its quantity is an amount in đồng too
    for column, read_number in _WRITTEN.items():
        if column in values:
            reader = written_amount if money and column == "quantity" else read_number
            values[column] = _number(document, column, values[column], reader)
    values["place"] = _place(document, values)
    if values.get("verified_at") == "null":
        values["verified_at"] = None
    return document, (), parsed(ContributionEntry, document, values)


def _number(
    document: Document,
    column: str,
    text: str,
    reader: Callable[[str, str | None], Decimal | int],
) -> int | Decimal:
    try:
        number = reader(text, None)
    except BadInput as error:
        raise document.broken(
            (),
            N_("%(column)s: “%(text)s”: %(why)s"),
            column=column,
            text=text,
            why=str(error),
        ) from None
    return int(number) if number == int(number) else number


def _place(document: Document, values: dict[str, Any]) -> BaseGeometry | None:
    lon, lat, wkt = (values.pop(name, None) for name in _PLACE)
    if wkt is not None:
        try:
            return shape(wkt)
        except BadInput as error:
            raise document.broken((), error.template, **error.params) from error
    if (lon is None) != (lat is None):
        raise document.broken((), N_("lon và lat phải đi cùng nhau"))
    return None if lon is None else shapely.Point(float(lon), float(lat))
