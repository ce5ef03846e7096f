"""What changed since a day, in words: values before and after as people read them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import shapely
from flask_babel import gettext as _
from shapely.geometry.base import BaseGeometry

from geodata import vocabulary
from geodata.history.changed_fields import FieldChange
from geodata.history.outlines import outline_change
from geodata.history.project_changes import ProjectChange
from geodata.vocabulary import N_
from webmap.language import formats
from webmap.language.i18n import label

ACTIONS = {
    "added": N_("ghi mới"),
    "corrected": N_("đính chính"),
    "withdrawn": N_("rút lại"),
}
PLACES = {
    0: N_("một điểm"),
    1: N_("một tuyến"),
    2: N_("một khu"),
}
"""What a place is, by its dimension; where it is, a map shows."""


def _place(place: BaseGeometry) -> str:
    middle = place.representative_point()
    kind = _(PLACES[int(shapely.get_dimensions(place))])
    return f"{kind} ({middle.x:.4f}, {middle.y:.4f})"


def place_moved(old: BaseGeometry, new: BaseGeometry) -> str:
    """How an outline differs from the one before, in metres."""
    change = outline_change(old, new)
    before, after = formats.number(change.before, 0), formats.number(change.after, 0)
    said = []
    if change.moved >= 1:
        said.append(_("dời %(metres)s m", metres=formats.number(change.moved, 0)))
    if change.widest is not None and change.widest >= 1 and change.dimension != 0:
        said.append(_("chỗ lệch nhất %(metres)s m", metres=formats.number(change.widest, 0)))
    if change.dimension == 1 and before != after:
        said.append(_("dài %(before)s m thành %(after)s m", before=before, after=after))
    if change.dimension == 2 and before != after:
        said.append(_("rộng %(before)s m² thành %(after)s m²", before=before, after=after))
    return ", ".join(said) or _("lệch dưới 1 m")


def _points(points: list[list[Any]]) -> str:
    return "; ".join(
        f"{formats.day(dt.date.fromisoformat(day))}: {formats.percent(percent)}"
        for day, percent in points
    )


_WRITERS: dict[str, Callable[[Any], str]] = {
    "money": formats.money_full,
    "percent": formats.percent,
    "number": formats.number,
    "day": formats.day,
    "month": lambda value: f"{value:%m/%Y}",
    "year": str,
    "text": str,
    "lines": str,
    "sector": str,
    "award_form": str,
    "project": str,
    "flag": lambda value: _("có") if value else _("không"),
    "place": _place,
    "points": _points,
}


def action(change: ProjectChange) -> str:
    """What was done, in a word."""
    return _(ACTIONS[change.action])


def written(field: FieldChange, value: object, who: Callable[[str], str]) -> str:
    """A value of a field as the page writes it; a dash for what is not known."""
    if value is None or value == []:
        return formats.NOTHING
    if field.kind == "office":
        return who(str(value))
    if isinstance(value, BaseGeometry) and value is field.new and field.old is not None:
        return f"{_place(value)}: {place_moved(field.old, value)}"
    if hasattr(vocabulary, field.kind):
        codes: list[Any] = value if isinstance(value, list) else [value]
        return ", ".join(label(code, field.kind) for code in codes)
    return _WRITERS[field.kind](value)


def suggestions(today: dt.date) -> list[tuple[str, dt.date]]:
    """Days to look back to: name and day."""
    return [
        (_("7 ngày qua"), today - dt.timedelta(days=7)),
        (_("30 ngày qua"), today - dt.timedelta(days=30)),
        (_("từ đầu năm"), dt.date(today.year - 1, 12, 31)),
    ]
