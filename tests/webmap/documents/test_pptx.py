"""The deck read back: native charts and tables, every number of the figures, notes, alt texts."""

import io

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Inches

from geodata import reviews
from tests.webmap.documents.reviews import SECRETARY, TODAY, frozen_review, opened
from tests.webmap.documents.reviews import texts as numbers_of
from webmap.documents import making
from webmap.documents.context import Context
from webmap.documents.slides import slides
from webmap.documents.slides.pptx import make

pytestmark = pytest.mark.usefixtures("vietnamese")
ADDRESS = "https://map.example/reviews/annual-2025-11-30"


@pytest.fixture(scope="module")
def both(review_store):
    return opened(review_store, "annual-2025-11-30"), opened(review_store, "annual-2024-11-30")


def built(both, store, **context):
    steps = []
    body = make(*both, Context(ADDRESS, store.media, **context), lambda *step: steps.append(step))
    return Presentation(io.BytesIO(body)), steps


@pytest.fixture
def deck(both, review_store):
    return built(both, review_store)[0]


def texts(page):
    for shape in page.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if getattr(shape, "has_table", False) and shape.has_table:
            for row in shape.table.rows:
                yield from (cell.text for cell in row.cells)


def pages_of(deck, title):
    return [
        page
        for page in deck.slides
        if page.shapes.title.text_frame.text in (title, f"{title} (tiếp)")
    ]


def test_every_slide_has_its_page_in_order(deck, both):
    titles = [page.shapes.title.text_frame.text for page in deck.slides]
    wanted = [slide.title for slide in slides.slides(*both)]
    assert [title for title in titles if not title.endswith("(tiếp)")] == wanted
    assert deck.slide_width == Inches(13.333)
    assert deck.slide_height == Inches(7.5)


def test_every_number_of_the_slides_stands_on_its_page(deck, both):
    for slide in slides.slides(*both):
        said = [text for page in pages_of(deck, slide.title) for text in texts(page)]
        for item in slide.numbers:
            assert item.number.text in said, (slide.key, item.title)
        for table in slide.tables:
            for text in numbers_of(table):
                assert text in said, (slide.key, text)


def test_tables_are_native_and_close_with_their_totals(deck):
    (page,) = pages_of(deck, "Theo đơn vị")
    (table,) = [shape.table for shape in page.shapes if shape.has_table]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][:3] == ["Theo đơn vị", "Dự án", "Chậm"]
    assert rows[1][0] == "Phường Sa Đéc"
    assert rows[-1][0] == "Cộng"
    assert rows[-2][0] == "Liên đơn vị (trừ đếm trùng)"
    assert rows[-1][3] == "561.552,000"


def test_charts_hold_their_numbers_in_a_sheet_that_opens(deck, both):
    made = {c.key: c for slide in slides.slides(*both) for c in slide.charts}
    found = {}
    for page in deck.slides:
        for shape in page.shapes:
            if shape.has_chart:
                found[shape.name] = shape.chart
    assert found.keys() == made.keys()
    for key, chart in found.items():
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        rows = list(book.active.iter_rows(values_only=True))
        assert list(rows[0][1:]) == [series.name for series in made[key].series]
        assert [row[0] for row in rows[1:]] == list(made[key].categories)
        for place, series in enumerate(made[key].series, 1):
            assert [row[place] for row in rows[1:]] == list(series.values)
        for drawn, series in zip(chart.plots[0].series, made[key].series, strict=True):
            assert list(drawn.values) == list(series.values)


def test_pictures_and_charts_have_words(deck):
    for page in deck.slides:
        for shape in page.shapes:
            if shape.shape_type == 13 or shape.has_chart:  # a picture
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")


def test_the_cover_tells_digest_and_address(deck, both):
    said = "\n".join(texts(deck.slides[0]))
    assert both[0].digest in said
    assert ADDRESS in said
    assert "30/11/2025" in said


def test_progress_ends_with_everything_done(both, review_store):
    _deck, steps = built(both, review_store)
    assert steps[0][1] == 0
    assert steps[-1][1] == steps[-1][2] == len(steps) - 1


def test_arranged_slides_and_decisions_are_kept(both, review_store):
    plan = [{"key": "map", "shown": True}, {"key": "figures", "shown": False}]
    decided = [{"slide": "map", "text": "Xong trước Tết", "office": None, "due_on": None}]
    deck, _steps = built(both, review_store, plan=plan, decisions=decided)
    titles = [page.shapes.title.text_frame.text for page in deck.slides]
    assert titles[0] == "Bản đồ tình trạng"
    assert "Phong trào qua các con số" not in titles
    assert "Kết luận: Xong trước Tết" in deck.slides[0].notes_slide.notes_text_frame.text


def test_a_frozen_review_exports_the_same_after_later_changes(templates):
    from geodata import corrections
    from geodata.models import Disbursement
    from tests import factories
    from tests.stores import copy_of

    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as store:
        frozen = frozen_review(store)
        before = built((frozen, None), store)[0]
        with store.writing() as session:
            row = session.query(Disbursement).filter_by(budget_year=2025).first()
            corrections.correct(session, SECRETARY, row, {"amount": 1}, "Ghi nhầm")
            factories.an_update(session, "DUONG-N7", on=TODAY.replace(year=2025), percent=99)
        again = opened(store, frozen.code)
        assert again.digest == frozen.digest == reviews.digest_of(again.body)
        after = built((again, None), store)[0]
    told = [[list(texts(page)) for page in deck.slides] for deck in (before, after)]
    assert told[0] == told[1]


def test_formats_are_known_by_their_makers():
    from importlib import import_module

    for form in making.FORMATS.values():
        assert callable(import_module(f"webmap.documents.{form.module}").make)
