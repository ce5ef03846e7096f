"""`/reviews/CODE/present`: the slides of a frozen review in the browser, and who presents' notes.

Everything that the slides show is in the page: they all come when the network is gone.
"""

import base64
from functools import partial

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from geodata.reviews import ReviewState
from layers import styles
from webmap.access import identity
from webmap.documents import drawings, maps
from webmap.documents.content import Chart, MapBlock, Picture, Slide
from webmap.documents.making import Material
from webmap.documents.originals import photo_bytes
from webmap.documents.slides.paging import Sheet, pages
from webmap.documents.slides.slides import arranged, slides
from webmap.http import application
from webmap.reviews.desk import may_manage
from webmap.reviews.figure_links import rows_address
from webmap.reviews.present_maps import compare_config
from webmap.reviews.views import opened, reader, seen_earlier

SHEET = Sheet(width=13.4, height=5.5, size=21, beside=2.0, padding=0.21)
"""1286 × 528 px at 96 px an inch; 28 px are 21 points."""

bp = Blueprint("presenting", __name__, url_prefix="/reviews")


def _data(kind: str, body: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(body).decode()}"


def _shown(ready: Material) -> list[Slide]:
    """The arranged slides, long tables in several."""
    chosen = arranged(slides(ready.frozen, ready.earlier), ready.context.plan)
    return [page for slide in chosen for page in pages(slide, SHEET)]


class _Pictures:
    """The pictures of the slides as data inside the page."""

    def __init__(self, ready: Material) -> None:
        self._ready = ready

    def map(self, block: MapBlock) -> str:
        """A still map."""
        return _data("image/png", maps.picture(self._ready.frozen, block))

    def chart(self, chart: Chart) -> str:
        """A chart, large enough for a projector."""
        return _data("image/png", drawings.png(chart, 8, 4, 160, 15))

    def photo(self, photo: Picture) -> str | None:
        """A photo; None when its file is gone."""
        body = photo_bytes(self._ready.context, photo)
        return _data(photo.media_type, body) if body else None


@bp.get("/<code>/present", endpoint="show")
def show(code: str) -> ResponseReturnValue:
    """The slides, full screen; keys, clicker, touch."""
    state, ready = opened(code)
    made = _shown(ready)
    return render_template(
        "reviews/present.html",
        state=state,
        frozen=ready.frozen,
        slides=made,
        pictures=_Pictures(ready),
        address=partial(rows_address, earlier=seen_earlier(ready)),
        decisions=ready.context.decisions,
        sprite=styles.sprite(),
        presents=reader(),
        maps=compare_config(ready.frozen, ready.earlier) if ready.earlier else None,
    )


@bp.get("/<code>/present/notes", endpoint="notes")
def notes(code: str) -> ResponseReturnValue:
    """The second window: the slide that is shown, its notes, what follows, the time."""
    state, ready = opened(code)
    made = _shown(ready)
    return render_template(
        "reviews/present_notes.html",
        state=state,
        slides=made,
        decisions=ready.context.decisions,
        may_decide=_may_decide(state),
    )


def _may_decide(state: ReviewState) -> bool:
    """Whether who asks keeps this review, so that they note what the meeting decides."""
    actor = identity.current()
    if actor is None:
        return False
    with application.store().reading() as session:
        return may_manage(application.definition(session), actor, state.office)
