"""Which slides a review has, in the order that was chosen; moved up and down."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from geodata import reviews
from geodata.reviews import freezing, publishing
from geodata.reviews.states import ReviewState
from webmap.documents.content import Slide
from webmap.documents.frozen import Frozen
from webmap.documents.slides.slides import slides
from webmap.http.release import VERSION


@dataclass(frozen=True)
class Choice:
    """A slide, and whether it is shown."""

    key: str
    title: str
    shown: bool


def slides_of(session: Session, state: ReviewState, today: dt.date) -> list[Slide]:
    """The slides by the frozen figures; before, by those that freezing today would keep.

    Raises BadInput while the closing day is still to come.
    """
    return slides(_figures(session, state, today), _earlier(session, state))


def _figures(session: Session, state: ReviewState, today: dt.date) -> Frozen:
    body = reviews.frozen_body(session, state.id)
    if body is not None and state.digest is not None:
        return Frozen(body, state.digest)
    ready = freezing.composed(session, state.code, VERSION, today)
    return Frozen(ready.body, ready.digest)


def _earlier(session: Session, state: ReviewState) -> Frozen | None:
    before = publishing.compared_with(session, state)
    body = reviews.frozen_body(session, before.id) if before else None
    if before is None or before.digest is None or body is None:
        return None
    return Frozen(body, before.digest)


def choices(found: Sequence[Slide], plan: Sequence[Mapping[str, Any]]) -> list[Choice]:
    """Every slide in the chosen order, also those that are not shown; new ones come last."""
    by_key = {slide.key: slide for slide in found}
    shown = {item["key"]: item["shown"] for item in plan if item["key"] in by_key}
    order = [*shown, *(key for key in by_key if key not in shown)]
    return [Choice(key, by_key[key].title, shown.get(key, True)) for key in order]


def moved(order: Sequence[str], move: str | None) -> list[str]:
    """The order after `up KEY` or `down KEY`; anything else leaves it as it is."""
    keys = list(order)
    way, _blank, key = (move or "").partition(" ")
    if way not in ("up", "down") or key not in keys:
        return keys
    place = keys.index(key)
    other = place - 1 if way == "up" else place + 1
    if 0 <= other < len(keys):
        keys[place], keys[other] = keys[other], keys[place]
    return keys
