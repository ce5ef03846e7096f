"""A small still map as SVG paths: for paper, and for visitors without JavaScript."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import cos, radians
from typing import TYPE_CHECKING

import shapely
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WIDTH, HEIGHT = 640, 400
"""The box of a sketch."""
LEAST_SPAN = 0.006
"""Degrees of latitude (about 660 m) that a sketch shows at least."""
MARGIN = 0.35
"""How much of the thing's own size is shown around it."""


@dataclass(frozen=True)
class Shape:
    """A drawn thing: `kind` is point, line or area; `path` is SVG in the sketch's box; `at` is
    where its symbol or name stands."""

    kind: str
    path: str
    at: tuple[float, float]
    name: str = ""


@dataclass(frozen=True)
class Sketch:
    """Outlines below, contributions, the things themselves, and a bar of `scale_m` metres."""

    outlines: tuple[Shape, ...]
    contributions: tuple[Shape, ...]
    things: tuple[Shape, ...]
    scale_m: int
    scale_width: float


def sketch(
    outlines: Iterable[tuple[str, BaseGeometry]],
    contributions: Iterable[BaseGeometry | None],
    things: Iterable[BaseGeometry | None],
) -> Sketch | None:
    """The surroundings of things (lon/lat, EPSG:4326); None when none has a place."""
    placed = [thing for thing in things if thing is not None]
    if not placed:
        return None
    minx, miny, maxx, maxy = shapely.union_all(placed).bounds
    middle = ((minx + maxx) / 2, (miny + maxy) / 2)
    squeeze = cos(radians(middle[1]))
    tall = max(maxy - miny, (maxx - minx) * squeeze * HEIGHT / WIDTH)
    tall = max(tall * (1 + 2 * MARGIN), LEAST_SPAN)
    scale = HEIGHT / tall
    half = (WIDTH / scale / squeeze / 2, tall / 2)
    window = shapely.box(
        middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1]
    )

    def project(lonlat: "NDArray[np.float64]") -> "NDArray[np.float64]":
        moved = lonlat - middle
        return moved * (scale * squeeze, -scale) + (WIDTH / 2, HEIGHT / 2)

    def drawn(geometry: BaseGeometry, name: str = "") -> Shape | None:
        cut = shapely.intersection(geometry, window)
        return None if cut.is_empty else _shape(shapely.transform(cut, project), name)

    marks = tuple(filter(None, map(drawn, placed)))
    metres = next(m for m in (5000, 2000, 1000, 500, 200, 100) if m / 111_320 * scale < WIDTH / 3)
    return Sketch(
        tuple(_clear(shape, marks) for shape in filter(None, (drawn(g, n) for n, g in outlines))),
        tuple(filter(None, (drawn(shape) for shape in contributions if shape is not None))),
        marks,
        metres,
        round(metres / 111_320 * scale, 1),
    )


def _clear(outline: Shape, marks: tuple[Shape, ...]) -> Shape:
    """An outline whose name does not lie under a symbol: then it goes to the upper rim."""
    x, y = outline.at
    covered = any(abs(x - m.at[0]) < WIDTH / 8 and abs(y - m.at[1]) < HEIGHT / 12 for m in marks)
    return replace(outline, at=(x, HEIGHT / 16)) if covered else outline


def _shape(geometry: BaseGeometry, name: str) -> Shape:
    kind = {0: "point", 1: "line"}.get(int(shapely.get_dimensions(geometry)), "area")
    stand = (
        geometry.interpolate(0.5, normalized=True)
        if geometry.geom_type == "LineString"
        else geometry.representative_point()
    )
    at = (round(stand.x, 1), round(stand.y, 1))
    return Shape(kind, "" if kind == "point" else _path(geometry), at, name)


def _path(geometry: BaseGeometry) -> str:
    if hasattr(geometry, "geoms"):
        return "".join(_path(part) for part in geometry.geoms)
    if isinstance(geometry, shapely.Polygon):
        return "".join(f"{_line(ring)}Z" for ring in (geometry.exterior, *geometry.interiors))
    return "" if geometry.geom_type == "Point" else _line(geometry)


def _line(line: BaseGeometry) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in shapely.get_coordinates(line))
