"""How things look on the map: colours, line patterns, symbols, classes.

The one source of these: the templates draw the symbols from `sprite()`, the browser's scripts
read `as_config()`, the legend and the layer catalogue read the tables. Statuses are told apart
without colour vision: by hue and lightness, by the pattern of the line and by the point's shape
(Okabe and Ito's palette, whose hues stay distinct for all common kinds of colour blindness).
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from math import ceil, floor, log10

from geodata.vocabulary import N_

INK = "#1B2A33"
PAPER = "#FFFFFF"
LATE = "#D55E00"
STAR = "#F2B705"
CHANGED = "#0B5A6F"
GIVEN = "#3F6212"
GIVEN_AREA = "#7CB342"


@dataclass(frozen=True)
class StatusStyle:
    """How a status is drawn. `weight` in pixels; `dash` as SVG's stroke-dasharray, None = solid.

    `fill` is the pattern of an area: none, hatch or solid. `crossed` lines bear small ticks.
    `icon` is the colour of the sector's icon inside the point, None where there is no room.
    """

    colour: str
    weight: float
    dash: str | None
    fill: str
    fill_opacity: float
    icon: str | None
    crossed: bool = False


STATUS = {
    "identification": StatusStyle("#8A8F98", 3, "0.1 8", "none", 0, INK),
    "preparation": StatusStyle("#56B4E9", 4, "10 7", "hatch", 1, INK),
    "implementation": StatusStyle("#E69F00", 4, None, "solid", 0.45, INK),
    "completion": StatusStyle("#009E73", 4, None, "solid", 0.5, PAPER),
    "maintenance": StatusStyle("#0072B2", 2, None, "solid", 0.4, PAPER),
    "suspended": StatusStyle("#CC79A7", 4, "16 8", "solid", 0.3, INK),
    "cancelled": StatusStyle("#6B7280", 1.5, None, "none", 0, None, crossed=True),
}
"""Styles by status, in the vocabulary's order."""

KIND_ICONS = {
    "land": "bounding-box",
    "labour": "hammer",
    "money": "cash-coin",
    "material": "bricks",
    "equipment": "tools",
    "idea": "chat-square-text",
    "clearance": "house-check",
}
"""The small icon above the hand, by kind of contribution (bootstrap-icons)."""

KIND_COLOURS = {
    "land": "#3F6212",
    "labour": "#E69F00",
    "money": "#0072B2",
    "material": "#B45309",
    "equipment": "#CC79A7",
    "idea": "#8A8F98",
    "clearance": "#56B4E9",
}
"""Colours of the kinds in charts; their tables and legends say the same in words."""

CONTROL_ICONS = (
    "arrow-clockwise",
    "calendar3",
    "chevron-down",
    "chevron-up",
    "clock",
    "crosshair",
    "exclamation-triangle",
    "funnel",
    "geo-alt",
    "inbox",
    "info-circle",
    "layers",
    "list-ul",
    "moon-stars",
    "pause-fill",
    "play-fill",
    "search",
    "star-fill",
    "wifi-off",
    "x-lg",
)
"""Icons of the page's own controls (bootstrap-icons)."""

CHOROPLETH_COLOURS = ("#E3EEF1", "#A9CDD6", "#6BA5B4", "#2F7F94", "#0B5A6F")
"""Classes from nothing to most: one hue, lightness falling, so that grey print keeps the order."""


@dataclass(frozen=True)
class Choropleth:
    """A measure per unit: `kind` of contribution, what is summed and in which unit of measure."""

    code: str
    kind: str | None
    label: str
    unit_of_measure: str


CHOROPLETHS = (
    Choropleth("land", "land", N_("Đất hiến (m²)"), "m²"),
    Choropleth("labour", "labour", N_("Ngày công"), "ngày"),
    Choropleth("money", "money", N_("Tiền đóng góp (đồng)"), "đồng"),
    Choropleth("value", None, N_("Trị giá mọi đóng góp (đồng)"), "đồng"),
)

_SHAPES = {
    "identification": '<circle cx="20" cy="20" r="12" fill="{paper}" stroke="{ink}"/>'
    '<circle cx="20" cy="20" r="10" fill="none" stroke="{colour}" stroke-width="3"/>',
    "preparation": '<circle cx="20" cy="20" r="12" fill="{paper}"/>'
    '<path d="M20 20V8a12 12 0 0 1 12 12z" fill="{colour}"/>'
    '<circle cx="20" cy="20" r="10.5" fill="none" stroke="{colour}" stroke-width="2"/>'
    '<circle cx="20" cy="20" r="12" fill="none" stroke="{ink}"/>',
    "implementation": '<circle cx="20" cy="20" r="12" fill="{paper}"/>'
    '<path d="M8 20a12 12 0 0 0 24 0z" fill="{colour}"/>'
    '<circle cx="20" cy="20" r="10.5" fill="none" stroke="{colour}" stroke-width="2"/>'
    '<circle cx="20" cy="20" r="12" fill="none" stroke="{ink}"/>',
    "completion": '<circle cx="20" cy="20" r="12" fill="{colour}" stroke="{ink}"/>'
    '<circle cx="30" cy="30" r="6.5" fill="{paper}" stroke="{ink}"/>'
    '<path d="M26.8 30.2l2.3 2.4 4-4.6" fill="none" stroke="{colour}" stroke-width="2.4"/>',
    "maintenance": '<circle cx="20" cy="20" r="12" fill="{colour}" stroke="{ink}"/>',
    "suspended": '<rect x="9" y="9" width="22" height="22" rx="2" fill="{colour}" stroke="{ink}"/>',
    "cancelled": '<path d="M11 11l18 18M29 11L11 29" stroke="{ink}" stroke-width="8"/>'
    '<path d="M11 11l18 18M29 11L11 29" stroke="{paper}" stroke-width="6"/>'
    '<path d="M11 11l18 18M29 11L11 29" stroke="{colour}" stroke-width="5"/>',
}
_BADGES = {
    "late-halo": '<circle cx="20" cy="20" r="15.5" fill="none" stroke="{late}" stroke-width="4"/>'
    '<circle cx="20" cy="20" r="17.8" fill="none" stroke="{ink}" stroke-width=".8"/>',
    "late-clock": '<circle cx="32" cy="8" r="7" fill="{paper}" stroke="{late}" stroke-width="2"/>'
    '<path d="M32 3.8V8l2.8 1.8" fill="none" stroke="{ink}" stroke-width="1.6"/>',
    "award-star": '<path d="M8 .8l2.2 4.6 5 .7-3.6 3.5.9 5L8 12.2l-4.5 2.4.9-5L.8 6.1l5-.7z" '
    'fill="{star}" stroke="{ink}" stroke-linejoin="round"/>',
    "changed-dot": '<circle cx="8" cy="32" r="6" fill="{changed}" stroke="{paper}" '
    'stroke-width="2"/>'
    '<circle cx="8" cy="32" r="7" fill="none" stroke="{ink}" stroke-width=".8"/>',
    "hand": '<rect x="3" y="3" width="34" height="34" rx="10" fill="{paper}" stroke="{ink}"/>'
    '<path d="M7 28.5c3.4-3.2 7-3.4 10-1h5.2c2.6 0 2.6 3.4 0 3.4H17.5M23.6 29l6.6-3.4c2.5-1.2 '
    '4 1.6 2 3L24.8 34H7z" fill="none" stroke="{given}" stroke-width="2" '
    'stroke-linejoin="round" stroke-linecap="round"/>',
}


def sprite() -> str:
    """SVG that a page carries once: a `<symbol>` per status and badge, a hatch per status.

    Symbols are named `st-STATUS`, `late-halo`, `late-clock`, `award-star`, `changed-dot`, `hand`,
    all in a box of 40 by 40 with the point at (20, 20); patterns are `hatch-STATUS`.
    """
    paints = {"ink": INK, "paper": PAPER, "late": LATE, "star": STAR, "given": GIVEN}
    paints["changed"] = CHANGED
    symbols = [
        f'<symbol id="st-{code}" viewBox="0 0 40 40">'
        f"{shape.format(colour=STATUS[code].colour, **paints)}</symbol>"
        for code, shape in _SHAPES.items()
    ]
    symbols += [
        f'<symbol id="{name}" viewBox="0 0 40 40">{shape.format(**paints)}</symbol>'
        for name, shape in _BADGES.items()
    ]
    hatches = [
        f'<pattern id="hatch-{code}" width="8" height="8" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="8" height="8" fill="{style.colour}" '
        f'fill-opacity=".15"/><path d="M0 0V8" stroke="{style.colour}" stroke-width="3"/></pattern>'
        for code, style in STATUS.items()
        if style.fill == "hatch"
    ]
    return (
        '<svg class="sprite" aria-hidden="true" focusable="false" width="0" height="0">'
        f"<defs>{''.join(hatches)}</defs>{''.join(symbols)}</svg>"
    )


def as_config() -> dict[str, object]:
    """What the browser's scripts need to draw, as plain JSON values."""
    return {
        "ink": INK,
        "paper": PAPER,
        "late": LATE,
        "given": GIVEN,
        "givenArea": GIVEN_AREA,
        "status": {code: asdict(style) for code, style in STATUS.items()},
        "kindIcons": KIND_ICONS,
        "choropleth": list(CHOROPLETH_COLOURS),
    }


def class_breaks(values: Iterable[int | Decimal]) -> tuple[int, ...]:
    """Upper limits of the classes above zero, rising, the last one at or above the largest value.

    Equal steps of a round width (1, 2, 2.5 or 5 times a power of ten), at most as many as there
    are colours beside the one for nothing. Empty when there is nothing above zero.
    """
    top = max((value for value in values), default=0)
    if top <= 0:
        return ()
    steps = len(CHOROPLETH_COLOURS) - 1
    least = max(float(top) / steps, 1)
    power = 10 ** floor(log10(least))
    widths = (round(m * power) for m in (1, 2, 2.5, 5, 10) if m * power == round(m * power))
    width = next(w for w in widths if w >= least * (1 - 1e-9))
    return tuple(width * n for n in range(1, ceil(float(top) / width - 1e-9) + 1))


def class_of(value: int | Decimal, breaks: tuple[int, ...]) -> int:
    """Index into `CHOROPLETH_COLOURS`: 0 for nothing, else 1 + the first limit not below it."""
    if value <= 0:
        return 0
    return next((n for n, limit in enumerate(breaks, 1) if value <= limit), len(breaks))
