"""Lists as CSV and as a workbook, with date, filter, source and what is illustrative."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from flask import Response
from flask_babel import gettext as _

from geodata.spelling import tellable
from webmap.language.formats import day as day_text
from webmap.pages.tables import NUMERIC, Column, Table

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = {"money": "#,##0", "number": "#,##0.###", "percent": '0.0"%"', "day": "dd/mm/yyyy"}


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
    formats = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.heading, bold)
        sheet.set_column(place, place, 34 if column.kind in ("text", "marks") else 18)
    for line, row in enumerate(table.ordered, start=1):
        for place, column in enumerate(table.columns):
            _write(sheet, line, place, column, column.value(row), formats)
    if table.totals and table.rows:
        _write_totals(book, sheet, table)
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
    sheet: Any, line: int, place: int, column: Column, value: Any, formats: dict[str, Any]
) -> None:
    if value is None or value == "":
        return
    if column.kind == "marks":
        sheet.write_string(line, place, tellable("; ".join(value)))
    elif column.kind == "day":
        sheet.write_datetime(line, place, dt.datetime.combine(value, dt.time()), formats["day"])
    elif column.kind in NUMERIC:
        number = float(value) if isinstance(value, Decimal) else value
        sheet.write_number(line, place, number, formats[column.kind])
    else:
        sheet.write_string(line, place, tellable(str(value)))


def _write_totals(book: Any, sheet: Any, table: Table) -> None:
    last = len(table.rows)
    bold = {
        kind: book.add_format({"num_format": code, "bold": True, "top": 1})
        for kind, code in _FORMATS.items()
    }
    sheet.write_string(last + 1, 0, _("Cộng"), book.add_format({"bold": True, "top": 1}))
    for place, column in enumerate(table.columns):
        if column.key in table.totals and place:
            letter = xlsxwriter.utility.xl_col_to_name(place)
            total = table.totals[column.key]
            sheet.write_formula(
                last + 1,
                place,
                f"=SUM({letter}2:{letter}{last + 1})",
                bold[column.kind],
                float(total) if isinstance(total, Decimal) else total,
            )


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
