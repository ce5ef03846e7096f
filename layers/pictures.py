"""Still maps as PNG: the units' outlines, projects by status, what is late, legend, date, source.

matplotlib is imported when the first picture is asked for, not when the application starts. One
picture is drawn at a time: its fonts and caches are the process's.
"""

import io
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING, Any, Protocol

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.queries import ContributionState
from layers.styles import GIVEN, GIVEN_AREA, INK, LATE, PAPER, STATUS, StatusStyle

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DPI = 100
SIZES = {"map": (1600, 1130), "og": (1200, 630)}
"""Pixels, by name: a map for a report (A4, lying), a picture for a link that is shared."""
GROUND = "#EEF1EC"
QUIET = "#52616B"
ASIDE = 0.27
"""Part of the width that the legend takes."""
SHARPEST = 3000
"""A picture of one thing shows at least so many metres around it."""
METRES_PER_DEGREE = 111_320
MARKERS: Mapping[str, tuple[str, str]] = {
    "identification": ("o", "none"),
    "preparation": ("o", "right"),
    "implementation": ("o", "bottom"),
    "completion": ("o", "full"),
    "maintenance": ("o", "full"),
    "suspended": ("s", "full"),
    "cancelled": ("X", "full"),
}
"""matplotlib's marker and its filling, by status; the shapes of `styles.STATUS`."""

_drawing = threading.Lock()


@dataclass(frozen=True)
class Words:
    """The words of a picture, in the reader's language. `notes` are the lines at the foot;
    `statuses` and `counts` are by status; None leaves the late ones or the contributions out."""

    title: str
    subtitle: str
    statuses: Mapping[str, str]
    counts: Mapping[str, int]
    late: str | None
    contributions: str | None
    notes: Sequence[str]
    names: Mapping[str, str]
    """Units' names by id."""
    empty: str


class Ground(Protocol):
    """A unit as it is drawn."""

    @property
    def id(self) -> str:
        """Its id, by which its name is told."""

    @property
    def name(self) -> str:
        """Its name where none is told."""

    @property
    def geometry(self) -> BaseGeometry:
        """Its outline, in EPSG:4326."""


class Placed(Protocol):
    """A project as it is drawn."""

    @property
    def status(self) -> str:
        """Its status, which tells line and symbol."""

    @property
    def late(self) -> bool:
        """Whether it is late."""

    @property
    def geometry(self) -> BaseGeometry | None:
        """Its place, in EPSG:4326."""


@dataclass(frozen=True)
class Subject:
    """What is drawn, and the box in degrees that is shown (minx, miny, maxx, maxy)."""

    units: Sequence[Ground]
    projects: Sequence[Placed]
    contributions: Sequence[ContributionState]
    box: tuple[float, float, float, float]


def around(shapes: Iterable[BaseGeometry]) -> tuple[float, float, float, float] | None:
    """The box of some shapes with room around them, in degrees; None when there are none."""
    bounds = [shape.bounds for shape in shapes if shape is not None and not shape.is_empty]
    if not bounds:
        return None
    west, south = min(b[0] for b in bounds), min(b[1] for b in bounds)
    east, north = max(b[2] for b in bounds), max(b[3] for b in bounds)
    least = SHARPEST / METRES_PER_DEGREE
    wide, high = max(east - west, least) * 1.08, max(north - south, least) * 1.08
    x, y = (west + east) / 2, (south + north) / 2
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def draw(subject: Subject, words: Words, size: str) -> bytes:
    """The picture as PNG bytes; `size` is a key of SIZES."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    width, height = SIZES[size]
    with _drawing:
        figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
        FigureCanvasAgg(figure)
        ground = figure.add_axes((0, 0, 1 - ASIDE, 1))
        _ground(ground, subject.box, (width * (1 - ASIDE)) / height)
        _units(ground, subject, words)
        _contributions(ground, subject.contributions)
        for project in reversed(subject.projects):
            _project(ground, project)
        if not subject.projects and not subject.contributions:
            box = {"facecolor": PAPER, "edgecolor": QUIET}
            ground.text(0.5, 0.5, words.empty, transform=ground.transAxes, ha="center",
                        fontsize=15, color=INK, bbox=box)  # fmt: skip
        _scale(ground, subject.box)
        _aside(figure, words, height)
        target = io.BytesIO()
        figure.savefig(target, format="png", dpi=DPI, metadata={"Software": None})
    return target.getvalue()


def _ground(axes: "Axes", box: tuple[float, float, float, float], ratio: float) -> None:
    """The box, widened so that it fills the axes without stretching the land."""
    west, south, east, north = box
    squeeze = cos(radians((south + north) / 2))
    wide, high = (east - west) * squeeze, north - south
    if wide / high < ratio:
        wide = high * ratio
    else:
        high = wide / ratio
    x, y = (west + east) / 2, (south + north) / 2
    axes.set_xlim(x - wide / squeeze / 2, x + wide / squeeze / 2)
    axes.set_ylim(y - high / 2, y + high / 2)
    axes.set_aspect("auto")
    axes.set_facecolor(GROUND)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


def _paths(shape: BaseGeometry) -> list[Any]:
    """The lines and rings of a shape as arrays of coordinates."""
    parts = shapely.get_parts(shape)
    found = []
    for part in parts:
        if part.geom_type == "Polygon":
            found += [shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors)]
        elif part.geom_type == "LineString":
            found.append(shapely.get_coordinates(part))
    return found


def _units(axes: "Axes", subject: Subject, words: Words) -> None:
    from matplotlib.patheffects import withStroke

    for unit in subject.units:
        for path in _paths(unit.geometry):
            axes.fill(*path.T, facecolor="#F8F9F6", edgecolor=INK, linewidth=1.3, zorder=1)
    for unit in subject.units:
        place = unit.geometry.representative_point()
        axes.text(
            place.x, place.y, words.names.get(unit.id, unit.name), ha="center", va="center",
            fontsize=10, color=QUIET, zorder=9, clip_on=True,
            path_effects=[withStroke(linewidth=3, foreground=PAPER)],
        )  # fmt: skip


def _contributions(axes: "Axes", contributions: Sequence[ContributionState]) -> None:
    places = [
        contribution.geometry.representative_point()
        for contribution in contributions
        if contribution.geometry
    ]
    axes.plot(
        [p.x for p in places], [p.y for p in places], "o", markersize=4.5,
        markerfacecolor=GIVEN_AREA, markeredgecolor=GIVEN, markeredgewidth=0.8, zorder=6,
    )  # fmt: skip


def _dash(style: StatusStyle) -> Any:
    if not style.dash:
        return "solid"
    pattern = [float(part) / style.weight for part in style.dash.split()]
    return (0, [max(length, 0.4) for length in pattern])


def _project(axes: "Axes", project: Placed) -> None:
    shape = project.geometry
    if shape is None:
        return
    style = STATUS[project.status]
    for path in _paths(shape):
        area = "Polygon" in shape.geom_type
        x, y = path.T
        if project.late:
            axes.plot(x, y, color=LATE, linewidth=style.weight + 5, alpha=0.9, zorder=5)
        axes.plot(x, y, color=INK, linewidth=style.weight + 1.6, zorder=5)
        axes.plot(
            x, y, color=style.colour, linewidth=style.weight, linestyle=_dash(style), zorder=5
        )
        if area and style.fill != "none":
            hatch = "///" if style.fill == "hatch" else None
            axes.fill(x, y, facecolor=style.colour, alpha=style.fill_opacity * 0.6, hatch=hatch,
                      edgecolor=INK, linewidth=0, zorder=4)  # fmt: skip
    place = _place(shape)
    _symbol(axes, place.x, place.y, project.status, late=project.late)


def _place(shape: BaseGeometry) -> shapely.Point:
    if "LineString" in shape.geom_type:
        longest: shapely.LineString = max(shapely.get_parts(shape), key=lambda part: part.length)
        return longest.interpolate(0.5, normalized=True)
    return shape.representative_point()


def _symbol(
    axes: "Axes", x: float, y: float, status: str, *, late: bool = False, size: float = 11
) -> None:
    """A project's point: the marker of its status, with a ring when it is late."""
    style, (marker, filling) = STATUS[status], MARKERS[status]
    if late:
        axes.plot([x], [y], "o", markersize=size + 8, markerfacecolor="none",
                  markeredgecolor=LATE, markeredgewidth=3, zorder=6)  # fmt: skip
    hollow = filling == "none"
    axes.plot(
        [x], [y], marker=marker, markersize=size, linestyle="none", zorder=7,
        fillstyle="full" if hollow else filling,
        markerfacecolor=PAPER if hollow else style.colour, markerfacecoloralt=PAPER,
        markeredgecolor=style.colour if hollow else INK, markeredgewidth=2.4 if hollow else 0.9,
    )  # fmt: skip
    if status == "completion":
        axes.plot([x], [y], marker=(3, 0, 0), markersize=size * 0.45, linestyle="none",
                  markerfacecolor=PAPER, markeredgecolor=PAPER, zorder=8)  # fmt: skip


def _scale(axes: "Axes", box: tuple[float, float, float, float]) -> None:
    """A bar of a round length in the lower left corner."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    metres = METRES_PER_DEGREE * cos(radians((box[1] + box[3]) / 2))
    length = max(
        n for n in (200, 500, 1000, 2000, 5000) if n <= (east - west) * metres / 4 or n == 200
    )
    x, y = west + (east - west) * 0.03, south + (north - south) * 0.035
    axes.plot([x, x + length / metres], [y, y], color=INK, linewidth=3, solid_capstyle="butt")
    text = f"{length / 1000:g} km" if length >= 1000 else f"{length} m"
    axes.text(x, y + (north - south) * 0.01, text, fontsize=10, color=INK)


def _aside(figure: "Figure", words: Words, height: int) -> None:
    """Title, date, legend and notes, beside the map."""
    panel = figure.add_axes((1 - ASIDE, 0, ASIDE, 1))
    panel.set_xlim(0, 1)
    panel.set_ylim(height, 0)
    panel.axis("off")
    y = _lines(panel, words.title, 46, 19, INK, weight="bold")
    y = _lines(panel, words.subtitle, y + 6, 11.5, QUIET) + 20
    step = 36 if height > 700 else 28
    for status, name in words.statuses.items():
        _symbol(panel, 0.09, y, status, size=12)
        panel.text(0.17, y, name, va="center", fontsize=11.5, color=INK)
        panel.text(0.94, y, str(words.counts.get(status, 0)), va="center", ha="right",
                   fontsize=11.5, fontweight="bold", color=INK)  # fmt: skip
        y += step
    if words.late:
        panel.plot([0.09], [y], "o", markersize=17, markerfacecolor="none", markeredgecolor=LATE,
                   markeredgewidth=3)  # fmt: skip
        panel.text(0.17, y, words.late, va="center", fontsize=11.5, color=INK)
        y += step
    if words.contributions:
        panel.plot(
            [0.09], [y], "o", markersize=6, markerfacecolor=GIVEN_AREA, markeredgecolor=GIVEN
        )
        panel.text(0.17, y, words.contributions, va="center", fontsize=11.5, color=INK)
        y += step
    y += 6
    for note in words.notes:
        y = _lines(panel, note, y, 9.5, QUIET) + 5


def _lines(
    panel: "Axes", text: str, y: float, size: float, colour: str, weight: str = "normal"
) -> float:
    """Write a text in lines that fit the panel; gives where the next line stands."""
    from textwrap import wrap

    letter = size * DPI / 72 * (0.68 if weight == "bold" else 0.58)
    figure = panel.get_figure(root=True)
    assert figure is not None
    room = figure.get_figwidth() * DPI * ASIDE * 0.92
    for line in wrap(text, max(8, int(room / letter))):
        # A dollar sign would begin a formula.
        panel.text(0.05, y, line.replace("$", r"\$"), va="center", fontsize=size,
                   fontweight=weight, color=colour)  # fmt: skip
        y += size * 1.75
    return y
