"""Making the documents of a frozen review: which formats there are, and what each is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from flask_babel import force_locale
from sqlalchemy.orm import Session

from geodata import reviews
from geodata.errors import BadInput, Conflict, NotFound
from geodata.reviews import states
from geodata.store import Store
from geodata.vocabulary import N_
from webmap.documents.context import Context, Progress, silent
from webmap.documents.frozen import Frozen


@dataclass(frozen=True)
class Format:
    """A kind of file: its module in this package (with `make`), media type, and name (msgid)."""

    module: str
    media_type: str
    name: str


FORMATS: Mapping[str, Format] = {
    "pptx": Format(
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        N_("Trình chiếu (PowerPoint)"),
    ),
    "docx": Format(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        N_("Báo cáo (Word)"),
    ),
    "pdf": Format("pdf", "application/pdf", N_("Báo cáo (PDF)")),
    "xlsx": Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        N_("Phụ lục (Excel)"),
    ),
    "html": Format("stick", "text/html; charset=utf-8", N_("Bản đồ mang đi (một tệp HTML)")),
}
"""Ending of the file to what makes it."""


@dataclass(frozen=True)
class Material:
    """A frozen review made ready for its makers; `earlier` is the one that it is compared with."""

    frozen: Frozen
    earlier: Frozen | None
    context: Context


def material(session: Session, store: Store, code: str, address: str) -> Material:
    """Read a frozen review with its slides and decisions. Raises NotFound, Conflict before it is
    frozen."""
    state = states.review(session, code)
    frozen = _opened(session, code)
    earlier = None
    if state.against:
        try:
            earlier = _opened(session, state.against)
        except (NotFound, Conflict):
            earlier = None  # what was never frozen cannot be compared with
    decisions = [
        {"slide": row.slide, "text": row.text, "office": row.office, "due_on": row.due_on}
        for row in states.decisions(session, state.id)
    ]
    context = Context(address, store.media, states.slides(session, state.id), decisions)
    return Material(frozen, earlier, context)


def _opened(session: Session, code: str) -> Frozen:
    state = reviews.review(session, code)
    body = reviews.frozen_body(session, state.id)
    if body is None or state.digest is None:
        raise Conflict(N_("Kỳ này chưa chốt số liệu."))
    return Frozen(body, state.digest)


def make(ready: Material, ending: str, progress: Progress = silent) -> bytes:
    """The bytes of a document, in Vietnamese. Raises BadInput for another format."""
    if ending not in FORMATS:
        raise BadInput(
            N_("Không có dạng tệp “%(value)s”; dùng một trong: %(choices)s."),
            pointer="format",
            allowed=tuple(FORMATS),
            value=ending,
            choices=", ".join(FORMATS),
        )
    maker = import_module(f"webmap.documents.{FORMATS[ending].module}")
    with force_locale("vi"):
        return maker.make(ready.frozen, ready.earlier, ready.context, progress)
