"""The slides as .pptx, 16:9: native charts and tables that can be edited, maps, photos, notes."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

import segno
from flask_babel import gettext as _
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

from webmap.documents import maps
from webmap.documents.content import Slide, Table
from webmap.documents.context import LONGEST_PROPERTY, Context, Progress
from webmap.documents.frozen import Frozen
from webmap.documents.originals import office_bytes
from webmap.documents.slides import deck
from webmap.documents.slides.deck import Box
from webmap.documents.slides.paging import Sheet, pages
from webmap.documents.slides.slides import arranged, slides
from webmap.language import formats

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.5
BODY = Box(MARGIN, 1.3, WIDTH - 2 * MARGIN, 5.45)
SIZE, LINE = 13, 0.42
"""Points of a table's letters, and inches of one of its lines."""
SHEET = Sheet(BODY.w, BODY.h, SIZE)
TITLE_ONLY = 5
MAP_RATIO, WIDE_RATIO = 1600 / 1130, 1200 / 630


def make(frozen: Frozen, earlier: Frozen | None, context: Context, progress: Progress) -> bytes:
    """The deck: the arranged slides, each with its notes; date and digest at the foot."""
    chosen = laid_out(frozen, earlier, context.plan)
    deck_ = Presentation()
    deck_.slide_width, deck_.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _properties(deck_, frozen)
    for number, slide in enumerate(chosen, 1):
        progress(slide.title, number - 1, len(chosen))
        _slide(deck_, frozen, earlier, context, slide, number)
    progress(_("Xong"), len(chosen), len(chosen))
    target = io.BytesIO()
    deck_.save(target)
    return target.getvalue()


def laid_out(
    frozen: Frozen, earlier: Frozen | None, plan: Sequence[Mapping[str, Any]]
) -> list[Slide]:
    """The arranged slides, those that are too long in several."""
    chosen = arranged(slides(frozen, earlier), plan)
    return [page for slide in chosen for page in pages(slide, SHEET)]


def _properties(made: Any, frozen: Frozen) -> None:
    about = made.core_properties
    about.title, about.author = frozen.review["name"][:LONGEST_PROPERTY], ""
    about.subject, about.identifier = frozen.code, frozen.digest
    about.language = "vi-VN"
    closing = dt.datetime.combine(frozen.as_of, dt.time(), tzinfo=dt.UTC)
    about.created = about.modified = closing


def _slide(
    made: Any, frozen: Frozen, earlier: Frozen | None, context: Context, slide: Slide, number: int
) -> None:
    page = made.slides.add_slide(made.slide_layouts[TITLE_ONLY])
    page.name = slide.key
    if slide.kind == "title":
        _cover(page, frozen, context, slide)
    else:
        _heading(page, slide)
        _BODIES[slide.kind](page, frozen, earlier, context, slide)
        _foot(page, frozen, number)
    decided = [d["text"] for d in context.decisions if d["slide"] == slide.key]
    notes = "\n".join(
        part for part in (slide.notes, *(_("Kết luận: %(text)s", text=t) for t in decided)) if part
    )
    if notes:
        page.notes_slide.notes_text_frame.text = notes


def _title(page: Any, text: str, box: Box, size: int, ink: str) -> None:
    title = page.shapes.title
    title.left, title.top, title.width, title.height = box.inches()
    title.text_frame.word_wrap = True
    paragraph = title.text_frame.paragraphs[0]
    paragraph.alignment = 1
    deck.style(paragraph.add_run(), text, deck.fitting(text, box, size, 20), bold=True, ink=ink)


def _heading(page: Any, slide: Slide) -> None:
    room = WIDTH - 2 * MARGIN - (3.4 if slide.badge else 0)
    deck.write(page, Box(0, 0.35, 0.18, 0.75), "", 12, fill=deck.RIVER)
    _title(page, slide.title, Box(MARGIN, 0.3, room, 0.85), 30, deck.RIVER)
    if slide.badge:
        box = Box(WIDTH - MARGIN - 3.2, 0.42, 3.2, 0.6)
        deck.write(page, box, slide.badge, deck.fitting(slide.badge, box, 18, 11), bold=True,
                   ink="FFFFFF", fill=deck.LATE, middle=True, centre=True)  # fmt: skip


def _foot(page: Any, frozen: Frozen, number: int) -> None:
    text = _(
        "%(name)s · số liệu chốt ngày %(day)s · %(digest)s · %(number)s",
        name=frozen.review["name"], day=formats.day(frozen.as_of), digest=frozen.digest[:12],
        number=number,
    )  # fmt: skip
    if frozen.illustrative:
        text += " · " + _("có số liệu minh họa")
    deck.write(page, Box(MARGIN, 7.05, WIDTH - 2 * MARGIN, 0.35), text, 11, ink=deck.QUIET)


def _cover(page: Any, frozen: Frozen, context: Context, slide: Slide) -> None:
    deck.write(page, Box(0, 0, WIDTH, 0.45), "", 12, fill=deck.RIVER)
    _title(page, slide.title, Box(1, 1.6, 11.3, 1.3), 44, deck.RIVER)
    words = "\n".join(slide.words)
    box = Box(1, 3.1, 8.8, 2.6)
    deck.write(page, box, words, deck.fitting(words, box, 24, 16))
    code = io.BytesIO()
    segno.make(context.address, error="m").save(code, kind="png", scale=8, border=2)
    deck.image(page, Box(10.4, 3.4, 2, 2), code.getvalue(), context.address, 1)
    proof = _("Kiểm tra tại %(address)s\nSHA-256: %(digest)s", address=context.address,
              digest=frozen.digest)  # fmt: skip
    deck.write(page, Box(1, 6.3, 11.3, 0.8), proof, 12, ink=deck.QUIET)


def _numbers(page: Any, _frozen: Frozen, _earlier: Any, _context: Context, slide: Slide) -> None:
    deck.cards(page, BODY, slide.numbers, 4)


def _map(page: Any, frozen: Frozen, _earlier: Any, _context: Context, slide: Slide) -> None:
    left = Box(MARGIN, BODY.y, 8.2, BODY.h)
    if slide.map:
        deck.image(page, left, maps.picture(frozen, slide.map), slide.map.title, MAP_RATIO)
    deck.cards(page, Box(8.9, BODY.y, 3.95, 3.1), slide.numbers, 3)
    words = "\n".join(slide.words)
    box = Box(8.9, BODY.y + 3.3, 3.95, 2.1)
    deck.write(page, box, words, deck.fitting(words, box, 18, 11))


def _project(page: Any, frozen: Frozen, _earlier: Any, context: Context, slide: Slide) -> None:
    words = " · ".join(slide.words)
    deck.write(page, Box(MARGIN, 1.15, 12.3, 0.45), words, 18, ink=deck.QUIET)
    bottom = 6.9 if not slide.asks else 6.1
    has_photos = bool(slide.photos)
    high = (bottom - 1.7) * (0.55 if has_photos else 1)
    if slide.map:
        box = Box(MARGIN, 1.7, 6, high)
        deck.image(page, box, maps.picture(frozen, slide.map, "og"), slide.map.title, WIDE_RATIO)
    if has_photos:
        _photos(page, context, slide, Box(MARGIN, 1.75 + high, 6, bottom - 1.75 - high))
    deck.cards(page, Box(6.8, 1.7, 6.03, 1.7), slide.numbers, max(2, len(slide.numbers)))
    if slide.charts:
        deck.chart(page, Box(6.8, 3.5, 6.03, bottom - 3.5), slide.charts[0])
    if slide.asks:
        text = _("Cần quyết định: %(what)s", what=slide.asks)
        box = Box(MARGIN, 6.2, WIDTH - 2 * MARGIN, 0.75)
        deck.write(page, box, text, deck.fitting(text, box, 20, 12), bold=True, ink="FFFFFF",
                   fill=deck.MARIGOLD, middle=True)  # fmt: skip


def _photos(page: Any, context: Context, slide: Slide, box: Box) -> None:
    each = box.w / len(slide.photos)
    for place, photo in enumerate(slide.photos):
        data = office_bytes(context, photo)
        if data is None:
            continue
        own = Box(box.x + place * each, box.y, each - 0.1, box.h - 0.35)
        with Image.open(io.BytesIO(data)) as opened:
            ratio = opened.width / opened.height
        deck.image(page, own, data, photo.caption, ratio)
        caption = photo.caption + (f" ({_('minh họa')})" if photo.illustrative else "")
        below = Box(own.x, box.y + box.h - 0.35, own.w, 0.35)
        deck.write(page, below, caption, deck.fitting(caption, below, 12, 9), ink=deck.QUIET)


def _table(page: Any, _frozen: Frozen, _earlier: Any, _context: Context, slide: Slide) -> None:
    table = slide.tables[0]
    box = Box(BODY.x, BODY.y, BODY.w, min(BODY.h, LINE * (len(table.rows) + 2)))
    _one_table(page, slide, table, box)
    if slide.charts:
        top = box.y + box.h + 0.45
        deck.chart(page, Box(BODY.x, top, BODY.w, 6.9 - top), slide.charts[0])


def _one_table(page: Any, slide: Slide, table: Table, box: Box) -> None:
    split = "totals" in slide.extra
    deck.table(page, box, table, SIZE, with_totals=not split, totals=slide.extra.get("totals"))


def _chart(page: Any, _frozen: Frozen, _earlier: Any, _context: Context, slide: Slide) -> None:
    top = BODY.y
    if slide.numbers:
        box = Box(BODY.x, BODY.y, BODY.w, 1.6)
        deck.cards(page, box, slide.numbers, max(3, len(slide.numbers)))
        top += 1.8
    deck.chart(page, Box(BODY.x, top, BODY.w, BODY.y + BODY.h - top), slide.charts[0])


def _words(page: Any, _frozen: Frozen, _earlier: Any, _context: Context, slide: Slide) -> None:
    text = "\n\n".join(slide.words)
    deck.write(page, BODY, text, deck.fitting(text, BODY, 28, 14))


def _compare(
    page: Any, frozen: Frozen, earlier: Frozen | None, _context: Context, slide: Slide
) -> None:
    both = ((earlier, 0.0), (frozen, 6.25))
    for place, (review, x) in enumerate(both):
        if review is not None and slide.compare:
            block = slide.compare[place]
            box = Box(MARGIN + x, BODY.y, 6.05, 2.75)
            deck.image(page, box, maps.picture(review, block, "og"), block.title, WIDE_RATIO)
    _one_table(page, slide, slide.tables[0], Box(BODY.x, 4.2, BODY.w, 2.7))


_BODIES = {
    "numbers": _numbers,
    "map": _map,
    "project": _project,
    "table": _table,
    "chart": _chart,
    "words": _words,
    "compare": _compare,
}
