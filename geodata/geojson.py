"""GeoJSON geometries read strictly: from files and from forms."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
"""What a place may be: what has coordinates. A collection has none, a ring is no GeoJSON."""


def drawable(made: BaseGeometry) -> bool:
    """Whether the map knows how to draw such a geometry."""
    return made.geom_type in GEOMETRIES


def shape(value: Any) -> BaseGeometry:
    """A GeoJSON geometry (lon, lat in EPSG:4326, at most 7 decimals) as shapely.

    Raises ValueError for anything else.
    """
    if not isinstance(value, dict) or set(value) != {"type", "coordinates"}:
        raise ValueError(value)
    if value["type"] not in GEOMETRIES:
        raise ValueError(value["type"])
    _check_positions(value["coordinates"], 0)
    try:
        made = shapely.from_geojson(_as_json(value), on_invalid="raise")
    except shapely.errors.ShapelyError as error:
        raise ValueError(str(error)) from error
    return shapely.force_2d(made)


def _check_positions(coordinates: Any, depth: int) -> None:
    if not isinstance(coordinates, Sequence) or isinstance(coordinates, str) or depth > 4:
        raise ValueError(coordinates)
    for part in coordinates:
        if isinstance(part, (list, tuple)):
            _check_positions(part, depth + 1)
        elif not isinstance(part, (int, Decimal, float)) or isinstance(part, bool):
            raise ValueError(part)


def _as_json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, default=float)
