"""Making the documents of a frozen review: which formats there are, and what each is made of."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Lock

from flask_babel import force_locale
from sqlalchemy.orm import Session

from geodata import reviews
from geodata.errors import BadInput, Conflict
from geodata.reviews import publishing, states
from geodata.spelling import tellable
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
        "slides.pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        N_("Trình chiếu (PowerPoint)"),
    ),
    "docx": Format(
        "report.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        N_("Báo cáo (Word)"),
    ),
    "pdf": Format("report.pdf", "application/pdf", N_("Báo cáo (PDF)")),
    "xlsx": Format(
        "annexes.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        N_("Phụ lục (Excel)"),
    ),
    "html": Format("offline_map", "text/html; charset=utf-8", N_("Bản đồ mang đi (một tệp HTML)")),
}
"""Ending of the file to what makes it."""


@dataclass(frozen=True)
class Material:
    """A frozen review made ready for its makers; `earlier` is the one that it is compared with."""

    frozen: Frozen
    earlier: Frozen | None
    context: Context


def material(
    session: Session, store: Store, code: str, address: str, template: Path | None = None
) -> Material:
    """Read a frozen review with its slides and decisions; `template` as in Context. Raises
    NotFound, Conflict before it is frozen."""
    state = states.review(session, code)
    frozen = _opened(session, code)
    before = publishing.compared_with(session, state)
    earlier = _opened(session, before.code) if before else None
    decisions = [
        {"slide": row.slide, "text": tellable(row.text), "office": row.office, "due_on": row.due_on}
        for row in states.decisions(session, state.id)
    ]
    context = Context(address, store.media, states.slides(session, state.id), decisions, template)
    return Material(frozen, earlier, context)


KEPT = 2
"""Reviews that a process keeps as they were read: one and the one that it is compared with. The
bytes of a digest never change."""

_kept: OrderedDict[str, Frozen] = OrderedDict()
_lock = Lock()


def _opened(session: Session, code: str) -> Frozen:
    state = reviews.review(session, code)
    if state.digest is None:
        raise Conflict(N_("Kỳ này chưa chốt số liệu."))
    with _lock:
        if state.digest in _kept:
            _kept.move_to_end(state.digest)
            return _kept[state.digest]
    body = reviews.frozen_body(session, state.id)
    assert body is not None  # it has a digest
    made = Frozen(body, state.digest)
    with _lock:
        _kept[state.digest] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


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
        made: bytes = maker.make(ready.frozen, ready.earlier, ready.context, progress)
        return made
