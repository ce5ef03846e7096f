"""The report as .docx, from a template that the office edits; annex tables lie on pages behind.

What stands in double braces in the template is filled in: `issuer`, `place`, `year`, `title`,
`subject`, `opening`, `recipients`, and `sections` (heading, level, paragraphs, marks: where a mark
stands, its table is put).
"""

import datetime as dt
import io
from pathlib import Path
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate
from flask_babel import gettext as _
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from geodata.errors import BadInput
from geodata.vocabulary import N_
from webmap.documents.content import Table
from webmap.documents.context import LONGEST_PROPERTY, Context, Progress
from webmap.documents.frozen import Frozen
from webmap.documents.report.pdf import proof, table_data
from webmap.documents.report.report import OPEN, ReportText, report
from webmap.documents.typesetting import TEMPLATES, qr

STANDARD = TEMPLATES / "report.docx"
"""The template that comes with the software."""
STYLES = ("Heading 1", "Table Grid")
"""Styles that what is put into the template is set in."""
BODY_WIDTH, LYING_WIDTH = 162, 262
"""Widths in millimetres that text takes on a standing and a lying page."""


def make(frozen: Frozen, _earlier: Frozen | None, context: Context, progress: Progress) -> bytes:
    """The bytes of the file."""
    made = report(frozen)
    steps = len(made.annexes) + 2
    progress(_("Soạn báo cáo"), 0, steps)
    document, marks = filled(made, frozen, context.template or STANDARD)
    _put_tables(document, marks)
    for number, table in enumerate(made.annexes, 1):
        progress(table.title, number, steps)
        _annex(document, table, first=number == 1)
    _proof(document, frozen, context)
    about = document.core_properties
    about.title, about.author = made.subject[:LONGEST_PROPERTY], ""
    about.subject = frozen.code
    about.identifier, about.language = frozen.digest, "vi-VN"
    about.created = about.modified = dt.datetime.combine(frozen.as_of, dt.time(), tzinfo=dt.UTC)
    target = io.BytesIO()
    document.save(target)
    progress(_("Xong"), steps, steps)
    return target.getvalue()


def filled(made: ReportText, frozen: Frozen, template: Path) -> tuple[Any, dict[str, Table]]:
    """The template with its words filled in, and the tables by the marks that stand for them.

    Raises BadInput for a template that asks for a word that is not there, is not well written, or
    lacks a style that tables and annexes are set in.
    """
    marks: dict[str, Table] = {}
    sections = []
    for section in made.sections:
        own = []
        for table in section.tables:
            mark = f"[[{table.key}-{len(marks)}]]"
            marks[mark] = table
            own.append(mark)
        sections.append(
            {
                "heading": section.heading,
                "level": section.level,
                "paragraphs": list(section.paragraphs),
                "marks": own,
            }
        )
    document = DocxTemplate(template)
    words = {
        "issuer": (made.issuer or OPEN).upper(),
        "place": made.place,
        "year": frozen.as_of.year,
        "title": made.title,
        "subject": made.subject,
        "opening": made.opening,
        "sections": sections,
        "recipients": list(made.recipients),
    }
    # The office's template is not trusted with more than these words.
    bound = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        document.render(words, bound, autoescape=True)
        if not document.docx.sections:
            raise ValueError("a brace that is not closed has swallowed the end of the document")
    except Exception as error:  # whatever the library stumbles over in a template of others
        raise BadInput(
            N_("Mẫu báo cáo %(file)s chưa đúng ở phần trong ngoặc nhọn kép: %(why)s."),
            pointer="REPORT_TEMPLATE",
            file=template.name,
            why=str(error).rstrip("."),
        ) from error
    missing = [name for name in STYLES if name not in {s.name for s in document.docx.styles}]
    if missing:
        raise BadInput(
            N_("Mẫu báo cáo %(file)s thiếu kiểu chữ: %(which)s."),
            pointer="REPORT_TEMPLATE",
            file=template.name,
            which=", ".join(missing),
        )
    return document.docx, marks


def _put_tables(document: Any, marks: dict[str, Table]) -> None:
    for paragraph in list(document.paragraphs):
        table = marks.get(paragraph.text.strip())
        if table is not None:
            made = _table(document, table, BODY_WIDTH, 11)
            paragraph._p.addnext(made._tbl)
            paragraph._p.getparent().remove(paragraph._p)


def _annex(document: Any, table: Table, *, first: bool) -> None:
    """A table on lying pages of its own."""
    if first:
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin, section.right_margin = Mm(20), Mm(15)
        section.different_first_page_header_footer = False
    else:
        document.add_page_break()
    document.add_paragraph(table.title, style="Heading 1")
    if table.note:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(table.note)
        run.italic, run.font.size = True, Pt(11)
    _table(document, table, LYING_WIDTH, 8)


def _table(document: Any, table: Table, width: float, size: int) -> Any:
    """A table whose heading repeats on every page. Cells are written as XML: python-docx looks a
    cell up by walking over all before it, which takes minutes for thousands of rows."""
    told = table_data(table)
    whole = sum(column["width"] for column in told["columns"])
    widths = [Mm(width * column["width"] / whole) for column in told["columns"]]
    made = document.add_table(rows=0, cols=len(widths))
    made.style = "Table Grid"
    made.autofit = False
    _narrow_margins(made)
    for column, wide in zip(made.columns, widths, strict=True):
        column.width = wide
    rights = [column["right"] for column in told["columns"]]
    heads = [column["title"] for column in told["columns"]]
    _row(made, heads, widths, [None] * len(widths), size, bold=True, heading=True)
    for row in told["rows"]:
        _row(made, row, widths, rights, size)
    if told["totals"]:
        _row(made, told["totals"], widths, rights, size, bold=True)
    return made


def _narrow_margins(made: Any) -> None:
    """A millimetre beside the text of a cell, so that large amounts stand on one line."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        node = OxmlElement(f"w:{side}")
        node.set(qn("w:w"), str(int(Mm(1).twips)))
        node.set(qn("w:type"), "dxa")
        margins.append(node)
    properties = made._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)


def _row(
    made: Any, texts: list[str], widths: list[Any], rights: list[Any], size: int, *,
    bold: bool = False, heading: bool = False,
) -> None:  # fmt: skip
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for text, wide, right in zip(texts, widths, rights, strict=True):
        align = "center" if right is None else "right" if right else "left"
        row.append(_cell(text, int(wide.twips), align, size, bold=bold))
    made._tbl.append(row)


def _cell(text: str, twips: int, align: str, size: int, *, bold: bool) -> Any:
    cell, properties, wide = (OxmlElement(tag) for tag in ("w:tc", "w:tcPr", "w:tcW"))
    wide.set(qn("w:w"), str(twips))
    wide.set(qn("w:type"), "dxa")
    properties.append(wide)
    cell.append(properties)
    paragraph, look = OxmlElement("w:p"), OxmlElement("w:pPr")
    for tag, values in (
        ("w:spacing", {"w:before": "20", "w:after": "20", "w:line": "240", "w:lineRule": "auto"}),
        ("w:ind", {"w:firstLine": "0"}),
        ("w:jc", {"w:val": align}),
    ):
        node = OxmlElement(tag)
        for name, value in values.items():
            node.set(qn(name), value)
        look.append(node)
    paragraph.append(look)
    run, style = OxmlElement("w:r"), OxmlElement("w:rPr")
    if bold:
        style.append(OxmlElement("w:b"))
    for tag in ("w:sz", "w:szCs"):
        node = OxmlElement(tag)
        node.set(qn("w:val"), str(size * 2))
        style.append(node)
    words = OxmlElement("w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(style)
    run.append(words)
    paragraph.append(run)
    cell.append(paragraph)
    return cell


def _proof(document: Any, frozen: Frozen, context: Context) -> None:
    """The last sheet, outside the body: closing day, digest, QR code."""
    document.add_page_break()
    told = proof(frozen, context)
    document.add_paragraph(told["title"], style="Heading 1")
    picture = document.add_paragraph()
    picture.paragraph_format.first_line_indent = Mm(0)
    shape = picture.add_run().add_picture(io.BytesIO(qr(context.address)), width=Mm(35))
    shape._inline.docPr.set("descr", context.address)
    for line in (*told["lines"], f"SHA-256: {told['digest']}"):
        paragraph = document.add_paragraph(line)
        paragraph.paragraph_format.first_line_indent = Mm(0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
