"""The annexes as .xlsx: a sheet each, totals as formulas with their values, and what proves it."""

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from flask_babel import gettext as _
from xlsxwriter.utility import xl_col_to_name

from webmap.documents.annexes.tables import annexes
from webmap.documents.content import Number, Table, millions
from webmap.documents.context import LONGEST_PROPERTY, Context, Progress
from webmap.documents.frozen import Frozen
from webmap.documents.numbers import illustrative_words
from webmap.language import formats

HEAD = 3
"""The line of the headings (from 0): above them title, date and note."""
FONT = "Times New Roman"


def make(frozen: Frozen, _earlier: Frozen | None, context: Context, progress: Progress) -> bytes:
    """The workbook."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False,
                                      "strings_to_urls": False})  # fmt: skip
    closing = dt.datetime.combine(frozen.as_of, dt.time())
    title = frozen.review["name"][:LONGEST_PROPERTY]
    book.set_properties({"title": title, "created": closing})
    looks = _Looks(book)
    tables = annexes(frozen)
    for number, table in enumerate(tables):
        progress(table.title, number, len(tables) + 1)
        _sheet(book, looks, frozen, table)
    _about(book, looks, frozen, context)
    book.close()
    progress(_("Xong"), len(tables) + 1, len(tables) + 1)
    return data.getvalue()


class _Looks:
    """Formats of cells, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Any] = {}

    def __call__(self, **wanted: Any) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            base = {"font_name": FONT, "font_size": 11, "valign": "top"}
            self._made[key] = self._book.add_format(base | wanted)
        return self._made[key]


def _sheet(book: Any, looks: _Looks, frozen: Frozen, table: Table) -> None:
    sheet = book.add_worksheet(table.key.replace("annex-", _("Phụ lục") + " "))
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.set_footer(f"&L{frozen.digest[:16]}&C&P/&N&R{formats.day(frozen.as_of)}")
    sheet.write_string(0, 0, table.title, looks(bold=True, font_size=13))
    closed = _("Số liệu chốt ngày %(day)s", day=formats.day(frozen.as_of))
    sheet.write_string(1, 0, closed, looks(italic=True))
    if table.note:
        sheet.write_string(2, 0, table.note, looks(italic=True, font_color="#B45309"))
    heading = looks(bold=True, text_wrap=True, align="center", border=1, bg_color="#D9E6E9")
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, max(6, round(column.width * 14)))
        sheet.write_string(HEAD, place, column.title, heading)
    for line, row in enumerate(table.rows, HEAD + 1):
        for place, value in enumerate(row):
            _cell(sheet, looks, (line, place), value, number_format(table.least[place]))
    _totals(sheet, looks, table)
    sheet.freeze_panes(HEAD + 1, 2)


def _cell(sheet: Any, looks: _Looks, at: tuple[int, int], value: Any, shown: str) -> None:
    """Write a cell; `shown`: how Excel shows the numbers of its column. What nobody stated is a
    dash, which sums pass over."""
    line, place = at
    if isinstance(value, Number):
        number = plain(value)
        look = looks(border=1, num_format=shown, align="right")
        if number is None:
            sheet.write_string(line, place, value.text, look)
        else:
            sheet.write_number(line, place, number, look)
    elif isinstance(value, dt.date):
        day = dt.datetime.combine(value, dt.time())
        sheet.write_datetime(line, place, day, looks(border=1, num_format="dd/mm/yyyy"))
    else:
        sheet.write_string(line, place, value or "", looks(border=1, text_wrap=True))


def number_format(decimals: int) -> str:
    """How Excel shows the numbers of a column, all with as many decimals."""
    return "#,##0." + "0" * decimals if decimals else "#,##0"


def plain(number: Number) -> float | int | None:
    """A number as a cell holds it: `money_m` in triệu đồng."""
    value = millions(number.value) if number.kind == "money_m" else number.value
    return float(value) if isinstance(value, Decimal) else value


def _totals(sheet: Any, looks: _Looks, table: Table) -> None:
    totals: Sequence[Number | None] = table.totals()
    if not any(totals):
        return
    line = HEAD + 1 + len(table.rows)
    sheet.write_string(line, 1, _("Cộng"), looks(bold=True, border=1))
    for place, total in enumerate(totals):
        if total is None:
            continue
        shown = number_format(table.least[place])
        look = looks(bold=True, border=1, num_format=shown, align="right")
        value = plain(total)
        if value is None:
            sheet.write_string(line, place, total.text, look)
        else:
            sheet.write_formula(line, place, _formula(table, place, line), look, value)


def _formula(table: Table, place: int, line: int) -> str:
    """What a cell of the line of totals works out: a sum, or the percentage of two sums."""
    ratio = table.columns[place].ratio
    if not ratio:
        letter = xl_col_to_name(place)
        return f"=SUM({letter}{HEAD + 2}:{letter}{line})"
    keys = [column.key for column in table.columns]
    part, whole = (f"{xl_col_to_name(keys.index(key))}{line + 1}" for key in ratio)
    return f"=ROUND({part}*100/{whole},1)"


def _about(book: Any, looks: _Looks, frozen: Frozen, context: Context) -> None:
    """Where the figures come from, and how to check that they are those that were frozen."""
    sheet = book.add_worksheet(_("Thông tin"))
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    lines = [
        (_("Kỳ"), frozen.review["name"]),
        (_("Số liệu đến ngày"), formats.day(frozen.as_of)),
        (_("Kiểm tra tại"), context.address),
        ("SHA-256", frozen.digest),
        (_("Đơn vị tiền"), _("triệu đồng, trừ khi ghi khác")),
    ]
    if frozen.illustrative:
        lines.append((_("Minh họa"), illustrative_words(frozen)))
    for line, (name, value) in enumerate(lines):
        sheet.write_string(line, 0, name, looks(bold=True))
        sheet.write_string(line, 1, value, looks(text_wrap=True))
