"""Letters of every block of Unicode, and where they are told: the map, lists, feed, documents."""

import io
import unicodedata
import xml.etree.ElementTree as ET
from functools import cache

import openpyxl
from docx import Document
from flask_babel import force_locale
from fontTools.unicodedata import Blocks

from geodata.errors import BadInput
from geodata.spelling import clean
from tests import factories
from tests.application import application
from tests.webmap.documents import test_all_formats as formats
from tests.webmap.documents.reviews import frozen_review
from webmap.documents import making
from webmap.documents.lettering import Lettering
from webmap.documents.typesetting import FONTS

UNIT = "29905@2025"


def _whole_docx(body):
    return [*Document(io.BytesIO(body)).element.body.itertext()]


READERS = {**formats.READERS, "docx": _whole_docx}


@cache
def blocks():
    """Block of Unicode to its assigned letters: first, one of the middle, last."""
    found = {}
    ends = [*Blocks.RANGES[1:], 0x110000]
    for first, end, block in zip(Blocks.RANGES, ends, Blocks.VALUES, strict=True):
        near = (range(first, end), range((first + end) // 2, end), range(end - 1, first, -1))
        letters = [next(filter(_assigned, map(chr, places)), None) for places in near]
        if block != "No_Block" and any(letters):
            found[block] = [letter or letters[0] for letter in letters]
    return found


def _assigned(letter):
    return unicodedata.category(letter) != "Cn"


def cleaned(letters):
    """What is stored of letters, and those that are refused."""
    kept, refused = [], []
    for letter in letters:
        try:
            kept.append(clean(f"n{letter}n"))
        except BadInput as error:
            refused.append((letter, error.message))
    return kept, refused


def stored(store, name="", note="", narrative=""):
    """Store texts as the name of a project and of a hamlet, as a note, as a part of a review that
    is frozen then; gives its code. What stands between a door and a row is not asked: texts may be
    of before."""
    with store.writing() as session:
        factories.a_project(session, "CHU-LA", name=f"Chữ {name}", place_note=f"Ghi {note}")
        factories.a_contribution(
            session, "DG-CHU-LA", hamlet=f"Khóm {name}", note=f"Ghi {note}", unit=UNIT,
            effective_on=factories.dt.date(2025, 8, 1),
        )  # fmt: skip
    return frozen_review(store, results=narrative).code


def told(store, code):
    """What each kind of answer says, by name, as text; documents too."""
    with store.reading() as session:
        ready = making.material(session, store, code, "https://map.example/reviews/x")
    found = {}
    with application(store.url) as app, app.test_request_context("/"), force_locale("vi"):
        for ending in making.FORMATS:
            said = READERS[ending](making.make(ready, ending))
            found[ending] = "\n".join(texts_of(said))
        ask = app.test_client().get
        found["map"] = "\n".join(texts_of(ask("/layers/projects.geojson").json["features"]))
        for path in ("/projects", "/contributions"):
            found[f"html {path}"] = ask(f"{path}?q=chu-la").text
            found[f"csv {path}"] = ask(f"{path}?q=chu-la&format=csv").text
            book = openpyxl.load_workbook(io.BytesIO(ask(f"{path}?q=chu-la&format=xlsx").data))
            found[f"xlsx {path}"] = "\n".join(texts_of([*map(list, book.worksheets[0].values)]))
        feed = ET.fromstring(ask("/feed.atom?project=CHU-LA").data)
        found["feed"] = "\n".join(feed.itertext())
    return found


def texts_of(said):
    """All texts of what was read."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        for part in said.values():
            yield from texts_of(part)
    elif isinstance(said, (list, tuple)):
        for part in said:
            yield from texts_of(part)


def in_print(text):
    """A text as a PDF has it."""
    return Lettering(FONTS).text(text)


def missing_in(said, texts):
    """Which of some texts are not said, whatever the blanks and marks of direction."""
    squeezed = "".join(said.split())
    return [text for text in texts if "".join(text.split()) not in squeezed]
