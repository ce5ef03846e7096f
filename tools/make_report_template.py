"""Make webmap/documents/templates/report.docx, the template that an office may then edit in Word.

    .venv/bin/python tools/make_report_template.py

The form is that of Nghị định 30/2020/NĐ-CP: A4, margins, Times New Roman, page number top centre
but on the first page. What stands in double braces is filled in by webmap/documents/report/docx.py.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TARGET = Path(__file__).resolve().parent.parent / "webmap/documents/templates/report.docx"
FONT = "Times New Roman"


def main() -> None:
    """Write the file."""
    document = Document()
    _page(document)
    _styles(document)
    _head(document)
    _line(document, "{{ title }}", bold=True, size=15, centre=True)
    _line(document, "{{ subject }}", bold=True, size=14, centre=True)
    document.add_paragraph("{{ opening }}")
    document.add_paragraph("{%p for section in sections %}")
    document.add_paragraph("{%p if section.level == 1 %}")
    document.add_paragraph("{{ section.heading }}", style="Heading 1")
    document.add_paragraph("{%p else %}")
    document.add_paragraph("{{ section.heading }}", style="Heading 2")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for paragraph in section.paragraphs %}")
    document.add_paragraph("{{ paragraph }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p for mark in section.marks %}")
    document.add_paragraph("{{ mark }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    _foot(document)
    document.save(str(TARGET))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(18)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(paragraph.add_run(), "PAGE")


def _field(run: Any, code: str) -> None:
    for kind, text in (("begin", None), (None, code), ("end", None)):
        if kind:
            node = OxmlElement("w:fldChar")
            node.set(qn("w:fldCharType"), kind)
        else:
            node = OxmlElement("w:instrText")
            node.set(qn("xml:space"), "preserve")
            node.text = text
        run._r.append(node)


def _styles(document: Any) -> None:
    for name, size, bold in (
        ("Normal", 14, False),
        ("Heading 1", 14, True),
        ("Heading 2", 14, True),
    ):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{attribute}"), None)
        if name != "Normal":
            style.font.color.rgb = None
            colour = style.element.rPr.find(qn("w:color"))
            if colour is not None:
                style.element.rPr.remove(colour)
        spacing = style.paragraph_format
        spacing.space_before, spacing.space_after = Pt(6), Pt(6)
        spacing.line_spacing = 1.15
        spacing.first_line_indent = Mm(0 if name == "Heading 1" else 10)
        if name == "Normal":
            spacing.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    document.styles["Normal"].element.rPr.append(_language())


def _language() -> Any:
    node = OxmlElement("w:lang")
    node.set(qn("w:val"), "vi-VN")
    return node


def _line(
    holder: Any, text: str, *, bold: bool = False, size: int = 14, centre: bool = False,
    italic: bool = False,
) -> Any:  # fmt: skip
    paragraph = holder.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Mm(0)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def _head(document: Any) -> None:
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    table.columns[0].width, table.columns[1].width = Mm(58), Mm(104)
    left, right = table.rows[0].cells
    left.width, right.width = Mm(58), Mm(104)
    _line(left, "{{ issuer }}", bold=True, size=13, centre=True)
    _line(left, "_______", size=8, centre=True)
    _line(left, "Số:          /BC-          ", size=13, centre=True)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12, centre=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", bold=True, size=13, centre=True)
    _line(right, "____________________", size=8, centre=True)
    _line(right, "{{ place }}, ngày       tháng       năm {{ year }}", italic=True, size=13,
          centre=True)  # fmt: skip
    for cell in (left, right):
        cell._tc.remove(cell.paragraphs[0]._p)


def _foot(document: Any) -> None:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = Mm(81), Mm(81)
    _line(left, "Nơi nhận:", bold=True, italic=True, size=12)
    _line(left, "{% for item in recipients %}- {{ item }}\n{% endfor %}", size=11)
    _line(right, "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", bold=True, size=14, centre=True)
    for _number in range(4):
        _line(right, "", centre=True)
    for cell in (left, right):
        cell._tc.remove(cell.paragraphs[0]._p)


if __name__ == "__main__":
    main()
