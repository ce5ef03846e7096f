"""Still maps as PNG: the units' outlines, projects by status, what is late, legend, date, source.

matplotlib is imported when the first picture is asked for, not when the application starts. One
picture is drawn at a time: its fonts and caches are the process's.
"""

import io
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING, Protocol

from shapely.geometry.base import BaseGeometry

from geodata.queries import ContributionState
from layers.project_symbols import Placed, draw_project, draw_symbol, paths_of
from layers.styles import GIVEN, GIVEN_AREA, INK, LATE, PAPER

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
            draw_project(ground, project)
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


def _units(axes: "Axes", subject: Subject, words: Words) -> None:
    from matplotlib.patheffects import withStroke

    for unit in subject.units:
        for path in paths_of(unit.geometry):
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
        draw_symbol(panel, 0.09, y, status, size=12)
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
