"""A small drawing of one unit with its projects, as numbers for an inline SVG."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.queries import ProjectState, UnitState

WIDTH = 640
TALLEST = 640
ROOM = 0.05
"""Free space around the unit, as a part of its size."""
FINEST = 0.6
"""Bends smaller than so many units of the drawing are left out."""


@dataclass(frozen=True)
class Spot:
    """A project: its symbol's place, and its line or area as an SVG path (or "")."""

    code: str
    status: str
    late: bool
    awarded: bool
    x: float
    y: float
    path: str
    area: bool


@dataclass(frozen=True)
class Outline:
    """The drawing: its size, the unit, what lies around it, projects, least urgent first."""

    width: int
    height: int
    unit: str
    around: tuple[str, ...]
    spots: tuple[Spot, ...]


def outline(
    unit: UnitState, around: Iterable[UnitState], projects: Iterable[ProjectState]
) -> Outline:
    """Draw a unit and, in it, the projects that have a place; `around` are other units of its
    generation. North is up; a degree of longitude is shortened as at the unit's latitude."""
    west, south, east, north = unit.geometry.bounds
    squeeze = cos(radians((south + north) / 2))
    wide, high = (east - west) * squeeze, north - south
    scale = min(WIDTH / (wide * (1 + 2 * ROOM)), TALLEST / (high * (1 + 2 * ROOM)))
    height = round(high * (1 + 2 * ROOM) * scale)
    left = (WIDTH - wide * scale) / 2
    top = high * ROOM * scale

    def drawn(geometry: BaseGeometry) -> BaseGeometry:
        def place(points: np.ndarray) -> np.ndarray:
            x = left + (points[:, 0] - west) * squeeze * scale
            y = top + (north - points[:, 1]) * scale
            return np.column_stack([x, y])

        return shapely.transform(shapely.force_2d(geometry), place)

    definition = shapely.box(0, 0, WIDTH, height)
    return Outline(
        WIDTH,
        height,
        _path(drawn(unit.geometry)),
        tuple(_path(drawn(other.geometry), definition) for other in around if other.id != unit.id),
        tuple(
            _spot(project, drawn(_within(project.geometry, unit)), drawn(project.geometry))
            for project in reversed(tuple(projects))
            if project.geometry is not None
        ),
    )


def _within(geometry: BaseGeometry, unit: UnitState) -> BaseGeometry:
    """The part of a project that lies in the unit; all of it when its place is elsewhere."""
    inside = shapely.intersection(geometry, unit.geometry)
    return geometry if inside.is_empty else inside


def _spot(project: ProjectState, inside: BaseGeometry, whole: BaseGeometry) -> Spot:
    middle = _middle(inside)
    dimension = shapely.get_dimensions(whole)
    return Spot(
        project.code,
        project.status,
        project.late,
        bool(project.awards),
        round(middle.x, 1),
        round(middle.y, 1),
        _path(whole) if dimension else "",
        dimension == 2,
    )


def _middle(geometry: BaseGeometry) -> shapely.Point:
    """A point of the geometry: for a line the one halfway along its longest part."""
    parts = shapely.get_parts(geometry)
    if shapely.get_dimensions(geometry) == 1:
        longest: shapely.LineString = max(parts, key=shapely.length)
        return shapely.line_interpolate_point(longest, 0.5, normalized=True)
    return shapely.point_on_surface(geometry)


def _path(geometry: BaseGeometry, definition: BaseGeometry | None = None) -> str:
    """Lines and rings as the `d` of an SVG path, to a tenth; cut to a frame if there is one."""
    simple = shapely.simplify(geometry, FINEST)
    if definition is not None:
        simple = shapely.intersection(simple, definition)
    if simple.is_empty:
        return ""
    found = []
    for part in shapely.get_parts(shapely.make_valid(simple)):
        rings = [part]
        if part.geom_type == "Polygon":
            rings = [part.exterior, *part.interiors]
        elif part.geom_type != "LineString":
            continue
        for ring in rings:
            if ring.is_empty:
                continue
            points = [f"{x:.1f} {y:.1f}" for x, y in shapely.get_coordinates(ring)]
            found.append("M" + "L".join(points) + ("Z" if part is not ring else ""))
    return "".join(found)
