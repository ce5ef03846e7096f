"""What changed since a day, in words: values before and after as people read them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import shapely
from flask_babel import gettext as _
from shapely.geometry.base import BaseGeometry

from geodata import vocabulary
from geodata.history.changed_fields import FieldChange
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
