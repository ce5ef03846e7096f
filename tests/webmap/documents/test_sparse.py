"""What one thing without data, or of an unusual kind, must not break: every file still comes."""

import datetime as dt
import io

import openpyxl
import pytest
from docx import Document
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from geodata.evidence import photos
from tests import factories
from tests.geodata.evidence.test_photos import picture
from tests.geodata.reviews.frozen_reviews import ABOUT
from tests.webmap.documents.sparse import review_of, told_in_vietnamese
from webmap.documents import fact_sheet
from webmap.documents.annexes import xlsx
from webmap.documents.content import Chart, Column, Number, Series, Table
from webmap.documents.context import Context, silent
from webmap.documents.report import docx, report
from webmap.documents.slides import deck, pptx, slides

ADDRESS = "https://map.example/reviews/annual-2024-11-30"
LONG = "Báo cáo tổng kết năm 2024 " * 12


@pytest.fixture
def store(templates):
    with told_in_vietnamese(templates) as made:
        yield made


def context(store):
    return Context(ADDRESS, store.media)


def deck_of(store, frozen):
    return Presentation(io.BytesIO(pptx.make(frozen, None, context(store), silent)))


def keys_of(frozen):
    return [slide.key for slide in slides.slides(frozen)]


def test_a_campaign_without_anything_still_has_its_slides(store):
    frozen = review_of(store, ABOUT)
    assert keys_of(frozen) == ["title", "figures", "map"]
    assert len(deck_of(store, frozen).slides) == 3


def test_a_key_project_without_data_breaks_no_file(store):
    with store.writing() as session:
        factories.a_project(
            session, is_key=True, total_investment=None, planned_start=None, planned_finish=None
        )
    frozen = review_of(store, ABOUT)
    made = {slide.key: slide for slide in slides.slides(frozen)}
    assert list(made) == ["title", "figures", "map", "project-DUONG-THU", "by-unit", "by-sector"]
    assert made["by-unit"].charts == made["by-sector"].charts == []
    assert made["project-DUONG-THU"].numbers == []
    pages = deck_of(store, frozen).slides
    assert len(pages) == len(made)
    assert [shape.name for page in pages for shape in page.shapes if shape.has_chart] == []
    for maker in (docx, xlsx):
        assert maker.make(frozen, None, context(store), silent)
    assert fact_sheet.make(frozen, "DUONG-THU", context(store)).startswith(b"%PDF")


def test_a_photo_kept_as_webp_stands_in_the_deck_and_on_the_sheet(store):
    with store.writing() as session:
        factories.a_project(session, is_key=True)
        about = {
            "effective_on": dt.date(2024, 6, 1), "stage": "during",
            "caption": "Bản vẽ", "illustrative": [],
        }  # fmt: skip
        photos.add(session, factories.OWNER, "DUONG-THU", picture((800, 600)), about)
    frozen = review_of(store, ABOUT)
    assert frozen.projects[0]["photos"][0]["media_type"] == "image/webp"
    (page,) = [page for page in deck_of(store, frozen).slides if page.name == "project-DUONG-THU"]
    (photo,) = [s for s in page.shapes if s.shape_type == 13 and _words(s) == "Bản vẽ"]
    assert photo.image.content_type == "image/jpeg"
    assert Image.open(io.BytesIO(photo.image.blob)).size == (800, 600)
    read = PdfReader(io.BytesIO(fact_sheet.make(frozen, "DUONG-THU", context(store))))
    assert len(read.pages[0].images) == 3  # QR code, map, photo


def test_what_no_row_states_is_left_out_or_a_dash(store):
    with store.writing() as session:
        factories.a_project(session, total_investment=None)
        idea = {"kind": "idea", "quantity": None, "unit_of_measure": None, "value": None}
        factories.a_contribution(session, project="DUONG-THU", **idea)
    frozen = review_of(store, ABOUT)
    made = {slide.key: slide for slide in slides.slides(frozen)}
    assert [item.title for item in made["figures"].numbers] == [
        "Dự án, công trình", "Chậm tiến độ", "Quyết định khen thưởng",
    ]  # fmt: skip
    (row,) = made["gifts"].tables[0].rows
    assert [cell if isinstance(cell, str) else cell.text for cell in row] == [
        "Hiến kế", "1", "–", "–",
    ]  # fmt: skip
    told = [text for section in report.report(frozen).sections for text in section.paragraphs]
    assert "Đến ngày 30/11/2024 có 1 dự án, công trình; đề xuất chủ trương: 1." in told
    assert "Lũy kế từ đầu Phong trào: 1 lượt đóng góp." in told
    assert not [text for text in told if "đồng" in text and "0 đồng" in text]
    read = PdfReader(io.BytesIO(fact_sheet.make(frozen, "DUONG-THU", context(store))))
    said = " ".join(read.pages[0].extract_text().split())
    assert "1 lượt" in said
    assert "trị giá" not in said


def test_figures_since_the_beginning_are_told_apart_from_those_of_the_year(store):
    with store.writing() as session:
        factories.a_project(session)
        factories.a_payment(session)
        factories.a_contribution(session)
    made = {slide.key: slide for slide in slides.slides(review_of(store, ABOUT))}
    notes = {item.title: item.note for item in made["figures"].numbers}
    assert notes["Giải ngân 2024"] == ""
    for name in ("Đất Nhân dân hiến", "Trị giá đóng góp", "Quyết định khen thưởng"):
        assert notes[name] == "lũy kế từ đầu Phong trào"
    assert made["gifts"].title == "Đóng góp của Nhân dân, lũy kế từ đầu Phong trào"
    assert [column.title for column in made["by-unit"].tables[0].columns][3:] == [
        "Kế hoạch vốn 2024, phần của đơn vị (triệu đồng)",
        "Giải ngân 2024, phần của đơn vị (triệu đồng)", "Tỷ lệ",
        "Đóng góp lũy kế (triệu đồng)", "Khen thưởng lũy kế",
    ]  # fmt: skip


def _words(shape):
    return shape._element.xpath(".//p:cNvPr")[0].get("descr")


def test_a_long_name_is_cut_in_the_properties_only(store):
    frozen = review_of(store, ABOUT)
    frozen.data["review"]["name"] = LONG  # as an older release took it
    assert len(LONG) > 300
    made = deck_of(store, frozen)
    assert made.core_properties.title == LONG[:255]
    assert made.slides[0].shapes.title.text_frame.text == LONG
    word = Document(io.BytesIO(docx.make(frozen, None, context(store), silent)))
    assert word.core_properties.title == LONG[:255]
    book = openpyxl.load_workbook(io.BytesIO(xlsx.make(frozen, None, context(store), silent)))
    assert book.properties.title == LONG[:255]


@pytest.mark.parametrize(
    ("kind", "values", "wanted"),
    [
        ("money_m", (1_500_000_000, None), ("1.500", "–")),
        ("money_m", (1_500_250_000, 3_000_000), ("1.500,25", "3,00")),
        ("money_m", (3_000_040, 2_000_000), ("3", "2")),
        ("area", (120, 120.5), ("120,0", "120,5")), ("percent", (40.0, 62.5), ("40,0%", "62,5%")),
        ("count", (7, 1000), ("7", "1.000")), ("number", (None, 0), ("–", "0")),
    ],
)  # fmt: skip
def test_numbers_of_a_column_have_as_many_decimals(store, kind, values, wanted):
    rows = [[Number(value, kind)] for value in values]
    table = Table("t", "T", [Column("c", "C", kind)], rows)
    assert tuple(table.text(row[0], 0) for row in rows) == wanted


def test_the_workbook_shows_the_numbers_of_a_column_alike(store):
    with store.writing() as session:
        factories.a_project(session, total_investment=1_000_000_000)
        factories.a_project(session, "DUONG-HAI", total_investment=2_500_500)
    frozen = review_of(store, ABOUT)
    book = openpyxl.load_workbook(io.BytesIO(xlsx.make(frozen, None, context(store), silent)))
    page = book["Phụ lục 1"]
    titles = [cell.value for cell in page[4]]
    place = titles.index("Tổng mức đầu tư") + 1
    shown = {page.cell(n, place).value: page.cell(n, place).number_format for n in (5, 6)}
    assert shown == {1000: "#,##0.000", 2.5005: "#,##0.000"}
    assert page.cell(7, place).number_format == "#,##0.000"
    # Nobody stated what was paid: a dash, also in the sum.
    paid = titles.index("Lũy kế vốn đã giải ngân") + 1
    assert [page.cell(n, paid).value for n in (5, 6, 7)] == ["–"] * 3


@pytest.mark.parametrize(
    ("values", "wanted"),
    [([1500.0, None, 20.0], "#,##0"), ([1500.0, 20.5], "#,##0.00"), ([None], "#,##0")],
)
def test_a_chart_of_whole_numbers_shows_no_bare_separator(values, wanted):
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    names = [str(n) for n in range(len(values))]
    deck.chart(slide, deck.Box(1, 1, 5, 3), Chart("c", "C", "bar", names, [Series("a", values)]))
    (definition,) = [shape for shape in slide.shapes if shape.has_chart]
    codes = definition.chart._chartSpace.xpath(".//c:numRef//c:formatCode")
    assert {code.text for code in codes} == {wanted}
