"""How a project is drawn on a still map: its lines and areas, and the symbol of its status."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

import shapely
from shapely.geometry.base import BaseGeometry

from layers.styles import INK, LATE, PAPER, STATUS, StatusStyle

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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


class Placed(Protocol):
    """A project as it is drawn."""

    @property
    def status(self) -> str:
        """Its status, which tells line and symbol."""

    @property
    def late(self) -> bool:
        """Whether it is late."""

    @property
    def basis(self) -> str:
        """`measured`, or `planned`: then it is drawn hollow."""

    @property
    def geometry(self) -> BaseGeometry | None:
        """Its place, in EPSG:4326."""


def paths_of(shape: BaseGeometry) -> list[Any]:
    """The lines and rings of a shape as arrays of coordinates."""
    parts = shapely.get_parts(shape)
    found = []
    for part in parts:
        if part.geom_type == "Polygon":
            found += [shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors)]
        elif part.geom_type == "LineString":
            found.append(shapely.get_coordinates(part))
    return found


def _dash(style: StatusStyle) -> Any:
    if not style.dash:
        return "solid"
    pattern = [float(part) / style.weight for part in style.dash.split()]
    return (0, [max(length, 0.4) for length in pattern])


def draw_project(axes: "Axes", project: Placed) -> None:
    """A project's lines and areas by its status, and its point."""
    shape = project.geometry
    if shape is None:
        return
    style = STATUS[project.status]
    for path in paths_of(shape):
        area = "Polygon" in shape.geom_type
        x, y = path.T
        if project.late:
            axes.plot(x, y, color=LATE, linewidth=style.weight + 5, alpha=0.9, zorder=5)
        axes.plot(x, y, color=INK, linewidth=style.weight + 1.6, zorder=5)
        axes.plot(
            x, y, color=style.colour, linewidth=style.weight, linestyle=_dash(style), zorder=5
        )
        if project.basis == "planned":
            axes.plot(x, y, color=PAPER, linewidth=max(style.weight - 2, 1), zorder=5)
        if area and style.fill != "none":
            hatch = "///" if style.fill == "hatch" else None
            axes.fill(x, y, facecolor=style.colour, alpha=style.fill_opacity * 0.6, hatch=hatch,
                      edgecolor=INK, linewidth=0, zorder=4)  # fmt: skip
    place = _place(shape)
    draw_symbol(axes, place.x, place.y, project.status, late=project.late,
                planned=project.basis == "planned")  # fmt: skip


def _place(shape: BaseGeometry) -> shapely.Point:
    if "LineString" in shape.geom_type:
        longest: shapely.LineString = max(shapely.get_parts(shape), key=lambda part: part.length)
        return longest.interpolate(0.5, normalized=True)
    return shape.representative_point()


def draw_symbol(
    axes: "Axes",
    x: float,
    y: float,
    status: str,
    *,
    late: bool = False,
    size: float = 11,
    planned: bool = False,
) -> None:
    """A project's point: the marker of its status, with a ring when it is late, hollow when
    it is the plan."""
    style, (marker, filling) = STATUS[status], MARKERS[status]
    if late:
        axes.plot([x], [y], "o", markersize=size + 8, markerfacecolor="none",
                  markeredgecolor=LATE, markeredgewidth=3, zorder=6)  # fmt: skip
    hollow = planned or filling == "none"
    axes.plot(
        [x], [y], marker=marker, markersize=size, linestyle="none", zorder=7,
        fillstyle="full" if hollow else filling,
        markerfacecolor=PAPER if hollow else style.colour, markerfacecoloralt=PAPER,
        markeredgecolor=style.colour if hollow else INK, markeredgewidth=2.4 if hollow else 0.9,
    )  # fmt: skip
    if status == "completion" and not planned:
        axes.plot([x], [y], marker=(3, 0, 0), markersize=size * 0.45, linestyle="none",
                  markerfacecolor=PAPER, markeredgecolor=PAPER, zorder=8)  # fmt: skip
