"""contributions.csv as an officer keeps it: one contribution a row, lists separated by `;`."""

import csv
import io
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import BrokenFile
from geodata.importers.checking import parsed
from geodata.importers.data_files import ContributionEntry
from geodata.importers.yaml_lines import MAX_BYTES, Document, Loc
from geodata.vocabulary import N_

_LISTS = ("criteria", "illustrative")
_NUMBERS = ("quantity", "value", "givers", "households", "lon", "lat")
_PLACE = ("lon", "lat", "wkt")
COLUMNS = tuple(name for name in ContributionEntry.model_fields if name != "place") + _PLACE


def read(path: Path) -> list[tuple[Document, Loc, ContributionEntry]]:
    """Rows of the file, each with where it stands. Raises BrokenFile with line and reason.

    `place` is either `lon` and `lat` or `wkt`, in EPSG:4326.
    """
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenFile(path.name, None, N_("không đọc được hoặc không phải UTF-8")) from error
    if len(raw) > MAX_BYTES:
        raise BrokenFile(path.name, None, N_("tệp lớn hơn 5 MB"))
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        unknown = set(reader.fieldnames or ()) - set(COLUMNS)
        if unknown or "code" not in (reader.fieldnames or ()):
            raise BrokenFile(
                path.name,
                1,
                N_("cột không biết: %(columns)s"),
                columns=", ".join(sorted(unknown)) or "code?",
            )
        return [_row(path.name, reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise BrokenFile(
            path.name, reader.line_num, N_("sai cú pháp CSV (%(problem)s)"), problem=error
        ) from error


def _row(name: str, line: int, row: dict[str, Any]) -> tuple[Document, Loc, ContributionEntry]:
    document = Document(name, None, {(): line})
    if None in row or None in row.values():
        raise document.broken((), N_("số cột của dòng khác dòng tiêu đề"))
    values: dict[str, Any] = {}
    for column, text in row.items():
        text = text.strip()
        if column in _LISTS:
            values[column] = [part.strip() for part in text.split(";") if part.strip()]
        elif text:
            values[column] = _number(document, column, text) if column in _NUMBERS else text
    values["place"] = _place(document, values)
    if values.get("verified_at") == "null":
        values["verified_at"] = None
    return document, (), parsed(ContributionEntry, document, values)


def _number(document: Document, column: str, text: str) -> int | Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise document.broken(
            (), N_("%(column)s: “%(text)s” không phải số"), column=column, text=text
        )
    return int(number) if number == number.to_integral_value() else number


def _place(document: Document, values: dict[str, Any]) -> BaseGeometry | None:
    lon, lat, wkt = (values.pop(name, None) for name in _PLACE)
    if wkt is not None:
        try:
            place: BaseGeometry = shapely.from_wkt(wkt)
            return place
        except shapely.errors.ShapelyError as error:
            raise document.broken((), N_("wkt không đọc được")) from error
    if (lon is None) != (lat is None):
        raise document.broken((), N_("lon và lat phải đi cùng nhau"))
    return None if lon is None else shapely.Point(float(lon), float(lat))
