"""The report as .pdf: tagged, fonts embedded, in the form of Nghị định 30/2020/NĐ-CP."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from webmap.documents.content import Number, Table
from webmap.documents.context import Context, Progress
from webmap.documents.frozen import Frozen
from webmap.documents.numbers import illustrative_words
from webmap.documents.report.report import OPEN, Section, report
from webmap.documents.typesetting import pdf, qr
from webmap.language import formats


def make(frozen: Frozen, _earlier: Frozen | None, context: Context, progress: Progress) -> bytes:
    """The bytes of the file."""
    progress(_("Soạn báo cáo"), 0, 2)
    made = report(frozen)
    content = {
        "issuer": made.issuer or OPEN,
        "place": made.place,
        "year": frozen.as_of.year,
        "title": made.title,
        "subject": made.subject,
        "opening": made.opening,
        "sections": [_section(section) for section in made.sections],
        "recipients": list(made.recipients),
        "annexes": [table_data(table) for table in made.annexes],
        "proof": proof(frozen, context),
    }
    progress(_("Dàn trang"), 1, 2)
    body = pdf("report", content, {"qr.png": qr(context.address)}, frozen.as_of)
    progress(_("Xong"), 2, 2)
    return body


def proof(frozen: Frozen, context: Context) -> dict[str, Any]:
    """What stands on the last sheet, outside the body: date, digest, and where to check them."""
    lines = [
        _("Số liệu chốt ngày %(day)s.", day=formats.day(frozen.as_of)),
        _("Kiểm tra tại: %(address)s", address=context.address),
    ]
    if frozen.illustrative:
        lines.append(illustrative_words(frozen))
    return {
        "title": _("Kiểm tra số liệu"),
        "address": context.address,
        "digest": frozen.digest,
        "lines": lines,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "level": section.level,
        "paragraphs": list(section.paragraphs),
        "tables": [table_data(table) for table in section.tables],
    }


def table_data(table: Table) -> Mapping[str, Any]:
    """A table as templates read it: texts, which columns stand right, totals or none."""
    numeric = {
        place
        for place in range(len(table.columns))
        if any(isinstance(row[place], Number) for row in table.rows)
    }
    totals = table.totals()
    told = None
    if any(total is not None for total in totals):
        told = [table.text(total, place) for place, total in enumerate(totals)]
        told[1 if table.columns[0].key == "stt" else 0] = _("Cộng")
    return {
        "title": table.title,
        "note": table.note,
        "columns": [
            {"title": column.title, "width": column.width, "right": place in numeric}
            for place, column in enumerate(table.columns)
        ],
        "rows": [[table.text(cell, place) for place, cell in enumerate(row)] for row in table.rows],
        "totals": told,
    }
