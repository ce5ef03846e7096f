"""Lists as CSV and as a workbook, with date, filter, source and what is illustrative."""

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from flask import Response
from flask_babel import gettext as _

from geodata.spelling import tellable
from webmap.language import formats
from webmap.language.formats import day as day_text
from webmap.pages.tables import NUMERIC, Column, Table

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = {"money": "#,##0", "percent": '0.0"%"', "day": "dd/mm/yyyy"}


@dataclass(frozen=True)
class Provenance:
    """Where a list comes from: lines of (name, text), in the visitor's language."""

    lines: Sequence[tuple[str, str]]


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula, and that XML can hold."""
    text = tellable(text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def as_csv(table: Table, provenance: Provenance) -> Response:
    """UTF-8 with a byte order mark, for Excel: lines of provenance begin with `#`, then the header
    and all rows. Numbers are plain, dates ISO 8601."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for name, value in provenance.lines:
        writer.writerow([f"# {name}: {value}"])
    writer.writerow([column.heading for column in table.columns])
    for row in table.ordered:
        writer.writerow([_csv_cell(column, row) for column in table.columns])
    return _file(
        text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"{table.name}.csv"
    )


def _csv_cell(column: Column, row: Any) -> object:
    value = column.value(row)
    if value is None:
        return ""
    if column.kind == "marks":
        return safe("; ".join(value))
    if column.kind == "day":
        return value.isoformat()
    if column.kind in NUMERIC:
        return value
    return safe(str(value))


def as_xlsx(table: Table, provenance: Provenance) -> Response:
    """A workbook: the rows with totals as formulas, and a second sheet with the provenance."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(_("Dữ liệu"))
    looks = {k: book.add_format({"num_format": f}) for k, f in number_formats(table).items()}
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.heading, bold)
        sheet.set_column(place, place, 34 if column.kind in ("text", "marks") else 18)
    for line, row in enumerate(table.ordered, start=1):
        for place, column in enumerate(table.columns):
            _write(sheet, line, place, column, column.value(row), looks)
    if table.rows:
        _Foot(book, sheet, table).write()
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    about = book.add_worksheet(_("Thông tin"))
    about.set_column(0, 0, 28)
    about.set_column(1, 1, 90)
    for line, (name, value) in enumerate(provenance.lines):
        about.write_string(line, 0, name, bold)
        about.write_string(line, 1, tellable(value))
    book.close()
    return _file(data.getvalue(), _XLSX, f"{table.name}.xlsx")


def _write(
    sheet: Any, line: int, place: int, column: Column, value: Any, looks: dict[str, Any]
) -> None:
    if value is None or value == "":
        return
    if column.kind == "marks":
        sheet.write_string(line, place, tellable("; ".join(value)))
    elif column.kind == "day":
        sheet.write_datetime(line, place, dt.datetime.combine(value, dt.time()), looks[column.key])
    elif column.kind in NUMERIC:
        sheet.write_number(line, place, _plain(value), looks[column.key])
    else:
        sheet.write_string(line, place, tellable(str(value)))


class _Foot:
    """What stands below the rows: what several rows count, the sums, the sums by unit of measure.
    Sums are formulas that hold their values."""

    def __init__(self, book: Any, sheet: Any, table: Table) -> None:
        self._sheet, self._table = sheet, table
        self._line = len(table.rows) + 1
        self._bold = {
            kind: book.add_format({"num_format": code, "bold": True, "top": 1})
            for kind, code in number_formats(table).items()
        }
        self._name = book.add_format({"bold": True, "top": 1})

    def write(self) -> None:
        """Write its lines."""
        table = self._table
        last = len(table.rows) + 1
        if table.overlaps:
            self._row(table.overlap, table.overlaps, "")
            last += 1
        known = {key: total for key, total in table.totals.items() if total is not None}
        if known:
            self._row(_("Cộng"), known, f"=SUM({{column}}2:{{column}}{last})")
        measures = sorted({unit for sums in table.subtotals.values() for unit in sums})
        units = {c.key: c.measured_in for c in table.columns if c.measured_in}
        places = {column.key: place for place, column in enumerate(table.columns)}
        for unit in measures:
            sums = {k: found[unit] for k, found in table.subtotals.items() if unit in found}
            own = {_letter(places[units[key]]) for key in sums}
            rows = f"{{column}}2:{{column}}{len(table.rows) + 1}"
            among = f"{min(own)}2:{min(own)}{len(table.rows) + 1}"
            quoted = unit.replace('"', '""')
            self._row(_("Cộng (%(unit)s)", unit=unit), sums, f'=SUMIF({among},"{quoted}",{rows})')

    def _row(self, name: str, sums: Mapping[str, int | Decimal], formula: str) -> None:
        self._sheet.write_string(self._line, 0, name, self._name)
        for place, column in enumerate(self._table.columns):
            if column.key not in sums or not place:
                continue
            value, look = _plain(sums[column.key]), self._bold[column.key]
            if formula:
                told = formula.replace("{column}", _letter(place))
                self._sheet.write_formula(self._line, place, told, look, value)
            else:
                self._sheet.write_number(self._line, place, value, look)
        self._line += 1


def _plain(value: int | Decimal) -> int | float:
    return float(value) if isinstance(value, Decimal) else value


def _letter(place: int) -> str:
    letter: str = xlsxwriter.utility.xl_col_to_name(place)
    return letter


def number_formats(table: Table) -> dict[str, str]:
    """How Excel shows the numbers of each column: all of a column with as many decimals, as many
    as the one that needs the most."""
    found = {}
    for column in table.columns:
        if column.kind == "number":
            values = [column.value(row) for row in table.rows]
            places = formats.decimals([*values, *table.subtotals.get(column.key, {}).values()], 3)
            found[column.key] = "#,##0." + "0" * places if places else "#,##0"
        elif column.kind in NUMERIC or column.kind == "day":
            found[column.key] = _FORMATS[column.kind]
    return found


def _file(data: bytes, mimetype: str, name: str) -> Response:
    response = Response(data, content_type=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def provenance(
    title: str,
    as_of: dt.date,
    known_at: dt.datetime | None,
    filters: str,
    address: str,
    rows: int,
) -> Provenance:
    """The lines that every download carries."""
    lines = [
        (_("Danh sách"), title),
        (_("Số liệu đến ngày"), day_text(as_of)),
        *([(_("Theo những gì đã ghi nhận đến"), known_at.isoformat())] if known_at else []),
        (_("Bộ lọc"), filters or _("không lọc")),
        (_("Số dòng"), str(rows)),
        (_("Nguồn"), address),
        (
            _("Minh họa"),
            _("Cột “Minh họa” nêu những gì của dòng chỉ là minh họa, không phải số liệu thật."),
        ),
    ]
    return Provenance(lines)
