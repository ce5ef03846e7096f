"""Report and annexes read back: the form of Nghị định 30, every number, formulas, tagged PDF."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from geodata.errors import BadInput, NotFound
from tests.webmap.documents.reviews import opened, texts
from webmap.documents import fact_sheet, typesetting
from webmap.documents.annexes import tables, xlsx
from webmap.documents.context import Context, silent
from webmap.documents.report import docx, pdf
from webmap.documents.report.report import report
from webmap.documents.typesetting import NotSet

pytestmark = pytest.mark.usefixtures("vietnamese")
ADDRESS = "https://map.example/reviews/annual-2025-11-30"
OUTLINE = [
    "I. Công tác chỉ đạo, triển khai", "II. Kết quả thực hiện", "III. Đánh giá chung",
    "IV. Phương hướng, nhiệm vụ", "V. Kiến nghị, đề xuất",
]  # fmt: skip
EVERY_LETTER = "ăâđêôơưĂÂĐÊÔƠƯấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữựỳỷỹỵ"


@pytest.fixture
def frozen(review_store):
    return opened(review_store, "annual-2025-11-30")


@pytest.fixture
def context(review_store):
    return Context(ADDRESS, review_store.media)


@pytest.fixture
def word(frozen, context):
    return Document(io.BytesIO(docx.make(frozen, None, context, silent)))


def words_of(document):
    found = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        found += [cell.text for row in table.rows for cell in row.cells]
    return found


def test_the_page_is_that_of_the_decree(word):
    section = word.sections[0]
    sides = (section.page_width.mm, section.page_height.mm)
    assert sides == pytest.approx((210, 297), abs=0.1)
    for side, least, most in (
        ("top", 20, 25), ("bottom", 20, 25), ("left", 30, 35), ("right", 15, 20),
    ):  # fmt: skip
        margin = getattr(section, f"{side}_margin").mm
        assert least - 0.1 <= margin <= most + 0.1, side
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    normal = word.styles["Normal"].font
    assert (normal.name, normal.size.pt) == ("Times New Roman", 14)


def test_the_outline_stands_in_order(word):
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings[:5] == OUTLINE
    assert [text[:9] for text in headings[5:8]] == ["Phụ lục 1", "Phụ lục 2", "Phụ lục 4"]


def test_number_day_and_signature_are_left_open(word):
    said = "\n".join(words_of(word))
    assert "Số:          /BC-" in said
    assert "ngày       tháng       năm 2025" in said
    assert "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ" in said
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "{{" not in said
    assert "[[" not in said


def test_what_was_written_stands_in_its_place(word):
    said = [p.text for p in word.paragraphs]
    at = said.index("5. Kết quả khác")
    assert said[at + 1] == "Đạt."


def test_every_number_of_the_report_stands_in_it(word, frozen):
    said = words_of(word)
    whole = "\n".join(said)
    for section in report(frozen).sections:
        assert all(number.text in whole for number in section.numbers)
        for table in section.tables:
            assert all(text in said for text in texts(table))
    for table in report(frozen).annexes:
        assert all(text in said for text in texts(table))


def test_digest_and_address_stand_outside_the_body(word, frozen):
    said = [p.text for p in word.paragraphs]
    last_part = said[said.index("Kiểm tra số liệu") :]
    assert f"SHA-256: {frozen.digest}" in last_part
    assert any(ADDRESS in text for text in last_part)
    assert all(frozen.digest not in text for text in said[: -len(last_part)])


def test_an_offices_own_template_is_used(frozen, context, tmp_path):
    own = Document()
    own.add_paragraph("{{ subject }} của chúng tôi")
    own.save(tmp_path / "own.docx")
    mine = Context(ADDRESS, context.media, template=tmp_path / "own.docx")
    made = Document(io.BytesIO(docx.make(frozen, None, mine, silent)))
    assert made.paragraphs[0].text == "Báo cáo năm 2025 của chúng tôi"


def test_a_template_cannot_reach_beyond_its_words(frozen, context, tmp_path):
    from jinja2.exceptions import SecurityError

    own = Document()
    own.add_paragraph("{{ subject.__class__.__mro__ }}")
    own.save(tmp_path / "own.docx")
    mine = Context(ADDRESS, context.media, template=tmp_path / "own.docx")
    with pytest.raises(BadInput, match=r"own\.docx") as refused:
        docx.make(frozen, None, mine, silent)
    assert isinstance(refused.value.__cause__, SecurityError)


def test_the_workbook_holds_every_number_and_sums_by_formula(frozen, context):
    body = xlsx.make(frozen, None, context, silent)
    plain = openpyxl.load_workbook(io.BytesIO(body))
    values = openpyxl.load_workbook(io.BytesIO(body), data_only=True)
    assert plain.sheetnames == ["Phụ lục 1", "Phụ lục 2", "Phụ lục 4", "Thông tin"]
    for table, name in zip(tables.annexes(frozen), plain.sheetnames, strict=False):
        page = values[name]
        for line, row in enumerate(table.rows, 5):
            for place, cell in enumerate(row, 1):
                found = page.cell(line, place).value
                if hasattr(cell, "kind"):
                    wanted = xlsx.plain(cell)
                    assert found == ("–" if wanted is None else pytest.approx(wanted, abs=1e-9))
        closing = 5 + len(table.rows)
        for place, total in enumerate(table.totals(), 1):
            if total is not None:
                formula = plain[name].cell(closing, place).value
                beginning = "=ROUND(" if total.kind == "percent" else "=SUM("
                assert formula.startswith("–" if total.value is None else beginning)
                wanted = "–" if total.value is None else pytest.approx(xlsx.plain(total), abs=1e-6)
                assert page.cell(closing, place).value == wanted
    proof = {row[0]: row[1] for row in plain["Thông tin"].iter_rows(values_only=True)}
    assert proof["SHA-256"] == frozen.digest
    assert proof["Kiểm tra tại"] == ADDRESS


def test_the_pdf_is_tagged_with_fonts_inside_and_the_same_words(frozen, context):
    body = pdf.make(frozen, None, context, silent)
    assert body == pdf.make(frozen, None, context, silent)
    read = PdfReader(io.BytesIO(body))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower().startswith("vi")
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    fonts = _fonts(read)
    assert fonts
    assert all(embedded for embedded in fonts.values()), fonts
    assert all("Tinos" in name for name in fonts)
    said = "".join("".join(page.extract_text() for page in read.pages).split())
    for section in report(frozen).sections:
        assert "".join(section.heading.split()) in said
        assert all("".join(n.text.split()) in said for n in section.numbers)
    assert frozen.digest in said
    assert read.pages[0].mediabox.width == pytest.approx(595.3, abs=0.5)


def test_a_page_that_cannot_be_set_says_why():
    with pytest.raises(NotSet, match="issuer"):
        typesetting.pdf("report", {"title": "", "subject": ""}, {}, dt.date(2025, 11, 30))


def _fonts(read):
    """Font name to whether its file is inside."""
    found = {}
    for page in read.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            for below in font.get_object().get("/DescendantFonts", []):
                told = below.get_object()["/FontDescriptor"]
                found[told["/FontName"]] = any(f"/FontFile{n}" in told for n in ("", "2", "3"))
    return found


def test_every_vietnamese_letter_has_a_glyph():
    from fontTools.ttLib import TTFont

    from webmap.documents.typesetting import FONTS

    for file in sorted([*FONTS.glob("Tinos*.ttf"), *FONTS.glob("BeVietnamPro*.ttf")]):
        known = TTFont(file).getBestCmap()
        letters = EVERY_LETTER + EVERY_LETTER.upper()
        assert [letter for letter in letters if ord(letter) not in known] == [], file.name


def test_a_fact_sheet_is_one_page_with_its_pictures(frozen, context):
    read = PdfReader(io.BytesIO(fact_sheet.make(frozen, "RACH-NGA-AM", context)))
    assert len(read.pages) == 1
    said = read.pages[0].extract_text()
    assert "Đường Rạch Ngã Am" in said
    assert "2,4 tỷ đồng" in said
    assert "minh họa" in said
    assert len(read.pages[0].images) == 5  # QR code, map, chart, two photos


def test_a_fact_sheet_of_an_unknown_project_is_not_found(frozen, context):
    with pytest.raises(NotFound):
        fact_sheet.make(frozen, "KHONG-CO", context)


def test_word_files_are_whole(frozen, context):
    with zipfile.ZipFile(io.BytesIO(docx.make(frozen, None, context, silent))) as archive:
        assert archive.testzip() is None
