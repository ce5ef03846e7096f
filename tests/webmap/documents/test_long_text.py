"""Long Vietnamese text: it goes on on further slides or into the notes, and is never cut off."""

import datetime as dt
import json

import pytest

from geodata.reviews import canonical, digest_of
from tests.webmap.documents.reviews import opened
from webmap.documents import curves, maps
from webmap.documents.content import Column, MapBlock, Slide, Table
from webmap.documents.frozen import Frozen
from webmap.documents.slides import pptx, slides
from webmap.documents.slides.paging import Sheet, lines_in, lines_of, pages

pytestmark = pytest.mark.usefixtures("vietnamese")
SENTENCE = "Đề nghị Ủy ban nhân dân tỉnh xem xét bố trí thêm vốn cho công trình. "
LONG = SENTENCE * 30
SHEET = Sheet(12.3, 5.45, 13)


@pytest.fixture
def frozen(review_store):
    return opened(review_store, "annual-2025-11-30")


def changed(frozen, **parts):
    body = canonical(json.loads(frozen.body) | parts)
    return Frozen(body, digest_of(body))


def petition(kind, text, number):
    return {
        "code": f"KN-{number:04d}", "row": number, "kind": kind, "raised_by": "29905@2025",
        "raised_on": "2025-09-01", "project": "DUONG-N7", "text": text, "addressed_to": None,
        "due_on": None, "answer": None, "answer_number": None, "answered_on": None,
        "done_on": None,
    }  # fmt: skip


def test_what_is_asked_stands_in_few_words_and_whole_in_the_notes(frozen):
    raised = [petition("petition", LONG, 1), petition("difficulty", "Mưa nhiều", 2)]
    slide = slides.project(changed(frozen, petitions=raised), frozen.project_by_code["DUONG-N7"])
    shown = [*slide.words, slide.asks]
    assert sum(len(text.split()) for text in shown) <= slides.MOST_WORDS
    assert slide.asks.endswith("…")
    assert LONG.strip() in slide.notes
    assert "Mưa nhiều" not in slide.asks


def test_running_text_goes_on_on_further_slides(frozen):
    slide = Slide("examples", "Gương điển hình", "words", words=[LONG, "Ngắn.", LONG * 2])
    parts = pages(slide, SHEET)
    assert len(parts) > 2
    assert [part.title for part in parts[1:]] == ["Gương điển hình (tiếp)"] * (len(parts) - 1)
    words = " ".join(word for part in parts for word in part.words).split()
    assert words == f"{LONG} Ngắn. {LONG * 2}".split()
    letters = int(SHEET.width * 72 / (SHEET.words * 0.53))
    for part in parts:
        lines = sum(lines_in(word, letters) + 1 for word in part.words) - 1
        assert lines * SHEET.words * 1.25 / 72 <= SHEET.height


def test_short_text_stays_on_one_slide():
    slide = Slide("examples", "Gương điển hình", "words", words=["Khóm 1.", "Khóm 2."])
    assert [part.words for part in pages(slide, SHEET)] == [["Khóm 1.", "Khóm 2."]]


def test_the_campaigns_examples_stand_for_those_of_the_offices(frozen):
    told = [
        {"office": None, "part": "examples", "text": "Chung."},
        {"office": "29905@2025", "part": "examples", "text": "Riêng."},
    ]
    assert slides.examples(changed(frozen, texts=told)).words == ["Chung."]
    assert slides.examples(changed(frozen, texts=told[1:])).words == [
        f"{frozen.who('29905@2025')}: Riêng."
    ]


def test_a_row_taller_than_a_slide_is_shortened():
    columns = [Column("a", "STT"), Column("b", "Nội dung", width=3)]
    table = Table("t", "Bảng", columns, [["1", LONG * 4], ["2", "a\n" * 40], ["3", "Ngắn"]])
    parts = pages(Slide("t", "Bảng", "table", tables=[table]), SHEET)
    rows = [row for part in parts for row in part.tables[0].rows]
    assert [row[0] for row in rows] == ["1", "2", "3"]
    line = SHEET.size * 1.25 / 72
    for part in parts:
        high = sum(0.1 + lines_of(table, row, SHEET) * line for row in part.tables[0].rows)
        assert high <= SHEET.height
    assert rows[0][1].endswith("…")
    assert rows[2][1] == "Ngắn"


def test_the_deck_holds_long_text_inside_its_pages(frozen):
    raised = [petition("petition", LONG, number) for number in range(1, 5)]
    told = [{"office": None, "part": "examples", "text": LONG * 3}]
    made = pptx.laid_out(changed(frozen, petitions=raised, texts=told), None, ())
    keys = [slide.key for slide in made]
    assert keys.count("examples") > 1
    assert keys.count("petitions") > 1


def test_a_curve_has_equal_steps_of_time(frozen):
    project = frozen.project_by_code["DUONG-N7"]
    chart = curves.progress(project, frozen.as_of)
    seen = [r["effective_on"] for r in project["reports"] if r["physical_percent"] is not None]
    first = min([*seen, *(row[0] for row in project["planned_curve"])])[:7]
    year, month = map(int, first.split("-"))
    expected = []
    while (year, month) <= (2025, 11):
        expected.append(f"{month:02d}/{year}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    assert list(chart.categories) == expected
    plan, actual = (list(series.values) for series in chart.series)
    assert None not in plan
    last = [row["physical_percent"] for row in project["reports"]][-1]
    assert [value for value in actual if value is not None][-1] == last


def test_months_end_on_the_closing_day():
    assert curves.months_to(dt.date(2024, 12, 31), dt.date(2025, 2, 15)) == [
        dt.date(2024, 12, 31), dt.date(2025, 1, 31), dt.date(2025, 2, 15)
    ]  # fmt: skip


def test_a_map_is_kept_by_language(frozen, review_store):
    from flask_babel import force_locale

    block = MapBlock("Đường N7", ("DUONG-N7",), ("DUONG-N7",))
    with force_locale("en"):
        english = maps.picture(frozen, block, "og")
    vietnamese = maps.picture(frozen, block, "og")
    assert english != vietnamese
    with force_locale("en"):
        assert maps.picture(frozen, block, "og") == english
