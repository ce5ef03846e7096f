"""Every document of a frozen review says the same after the store has moved on."""

import io
import json
import re

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from flask_babel import force_locale
from pptx import Presentation
from pypdf import PdfReader

from geodata import corrections
from geodata.models import Disbursement
from tests import factories
from tests.application import application
from tests.stores import copy_of
from tests.webmap.documents import adding_up
from tests.webmap.documents.reviews import SECRETARY, TODAY, frozen_review
from webmap.documents import making


def words_of_pptx(body):
    return [
        [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]
        + [
            [[cell.text for cell in row.cells] for row in shape.table.rows]
            for shape in page.shapes
            if getattr(shape, "has_table", False) and shape.has_table
        ]
        for page in Presentation(io.BytesIO(body)).slides
    ]


def words_of_docx(body):
    document = Document(io.BytesIO(body))
    tables = [  # by XML: python-docx looks a cell up by walking over all before it
        [
            ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.tc_lst]
            for row in t.tr_lst
        ]
        for t in document.element.body.iter(qn("w:tbl"))
    ]
    return [p.text for p in document.paragraphs], tables


def words_of_pdf(body):
    return [page.extract_text() for page in PdfReader(io.BytesIO(body)).pages]


def words_of_xlsx(body):
    book = openpyxl.load_workbook(io.BytesIO(body))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


def words_of_html(body):
    return json.loads(re.search(r'id="data">(.*?)</script>', body.decode(), re.DOTALL)[1])


READERS = {
    "pptx": words_of_pptx, "docx": words_of_docx, "pdf": words_of_pdf, "xlsx": words_of_xlsx,
    "html": words_of_html,
}  # fmt: skip


def read_all(store, code):
    """The digest, and what each format says."""
    with store.reading() as session:
        ready = making.material(session, store, code, "https://map.example/reviews/x")
    files = {ending: making.make(ready, ending) for ending in making.FORMATS}
    return ready.frozen.digest, {ending: READERS[ending](body) for ending, body in files.items()}


@pytest.fixture(scope="module")
def both(templates):
    """Each format read back, before and after corrections and late updates; the digests."""
    chosen = templates("sqlite")
    with (
        copy_of(chosen.stores, chosen.sample()) as store,
        application(store.url) as app,
        app.test_request_context("/"),
        force_locale("vi"),
    ):
        code = frozen_review(store).code
        told = [read_all(store, code)]
        with store.writing() as session:
            row = session.query(Disbursement).filter_by(budget_year=2025).first()
            corrections.correct(session, SECRETARY, row, {"amount": 1}, "Ghi nhầm")
            factories.an_update(session, "DUONG-N7", on=TODAY.replace(year=2025), percent=99)
            factories.a_contribution(session, "DG-MUON")
        told.append(read_all(store, code))
        yield told


def test_every_format_has_a_reader():
    assert READERS.keys() == making.FORMATS.keys()


@pytest.mark.parametrize("ending", READERS)
def test_a_document_says_the_same_after_the_store_moved_on(both, ending):
    (digest, before), (digest_again, after) = both
    assert digest == digest_again
    assert before[ending]
    assert before[ending] == after[ending]


def tables_of(ending, said):
    """The tables of a document, those that go on joined."""
    if ending == "docx":
        return [table for table in said[1] if len(table) > 1]
    slides = [part for page in said for part in page if isinstance(part, list)]
    return adding_up.joined(slides)


@pytest.mark.parametrize(("ending", "least"), [("docx", 4), ("pptx", 5)])
def test_every_table_adds_up(both, ending, least):
    tables = tables_of(ending, both[0][1][ending])
    closed = [table for table in tables if adding_up.closing(table)]
    assert len(closed) >= least
    assert {tuple(t[0]): told for t in tables if (told := adding_up.faults(t))} == {}
    # What several units share is told in a row, with its number.
    (units,) = [t for t in closed if any(head.endswith("phần của đơn vị (triệu đồng)")
                                         for head in t[0])]  # fmt: skip
    assert units[-2][0].startswith("Liên đơn vị")
    assert sum(adding_up.number(row[1]) for row in units[1:-2]) == (
        adding_up.number(units[-1][1]) - adding_up.number(units[-2][1])
    )


def test_every_sum_of_the_workbook_is_of_all_rows(both):
    for name, rows in both[0][1]["xlsx"].items():
        closing = [(line, row) for line, row in enumerate(rows, 1) if "Cộng" in row[:2]]
        for line, row in closing:
            formulas = [value for value in row if str(value).startswith("=SUM")]
            assert formulas, name
            ranges = {re.sub(r"[A-Z]+", "", formula[4:]) for formula in formulas}
            assert ranges == {f"(5:{line - 1})"}, name
