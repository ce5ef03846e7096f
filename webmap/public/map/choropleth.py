"""The choropleth: contributions per administrative unit, in classes, with its legend."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from flask_babel import gettext as _

from geodata.vocabulary import N_
from layers import styles
from webmap.language.formats import NOTHING, decimals, money, money_full, number

UNIT_WORDS = (
    *(N_("ngày"), N_("ý kiến"), N_("đồng")),
    *(N_("bao"), N_("bộ"), N_("cái"), N_("cây"), N_("viên")),
)
"""Units of measure that have another word in English."""


@dataclass(frozen=True)
class ShadedUnit:
    """A unit in the choropleth: `index` is the class, 0 for nothing."""

    key: str
    label: str
    full: str
    short: str
    index: int
    colour: str


@dataclass(frozen=True)
class ShadeClass:
    """A row of the choropleth's legend."""

    colour: str
    text: str
    count: int


@dataclass(frozen=True)
class Shading:
    """The choropleth that was asked for: its measure, classes and units."""

    measure: styles.Choropleth
    classes: tuple[ShadeClass, ...]
    rows: tuple[ShadedUnit, ...]


def _measured(measure: styles.Choropleth, group: Mapping[str, Any]) -> Decimal | None:
    """What a group gave; None where nobody stated it."""
    given = group["contributions"]
    if measure.kind is None:
        found = given["value"]
    else:
        kind = given["kinds"].get(measure.kind, {})
        found = kind.get("quantities", {}).get(measure.unit_of_measure)
    return None if found is None else Decimal(str(found))


def _worded(measure: styles.Choropleth, value: Decimal | None, least: int = 0) -> tuple[str, str]:
    """In full and in short; quantities with at least so many decimals."""
    if value is None:
        return NOTHING, NOTHING
    if measure.unit_of_measure == "đồng":
        return money_full(int(value)), money(int(value))
    text = f"{number(value, 1, least)} {_(measure.unit_of_measure)}"
    return text, text


def shade(measure: styles.Choropleth, groups: Iterable[Mapping[str, Any]]) -> Shading:
    """The shading of groups by unit, as in `/figures.json?by=unit`; `none` stays unshaded."""
    values = {group["key"]: _measured(measure, group) for group in groups}
    names = {group["key"]: group["label"] for group in groups}
    breaks = styles.class_breaks(v or Decimal(0) for key, v in values.items() if key != "none")
    least = decimals(values.values(), 1)
    rows = []
    for key, value in values.items():
        if key == "none" and not value:
            continue
        index = 0 if key == "none" else styles.class_of(value or Decimal(0), breaks)
        colour = styles.CHOROPLETH_COLOURS[index]
        rows.append(ShadedUnit(key, names[key], *_worded(measure, value, least), index, colour))
    counted = [row.index for row in rows if row.key != "none"]
    classes = [ShadeClass(styles.CHOROPLETH_COLOURS[0], _("Không có"), counted.count(0))]
    for index, (low, high) in enumerate(pairwise((0, *breaks)), 1):
        text = f"{_worded(measure, Decimal(low))[1]} – {_worded(measure, Decimal(high))[1]}"
        classes.append(ShadeClass(styles.CHOROPLETH_COLOURS[index], text, counted.count(index)))
    return Shading(measure, tuple(classes), tuple(rows))
