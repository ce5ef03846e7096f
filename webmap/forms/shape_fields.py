"""Two fields with a shape of their own: a project's place and its planned curve."""

from decimal import Decimal
from typing import Annotated, Any

import shapely
from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema
from shapely.geometry.base import BaseGeometry

from geodata.checks.written import written_percent
from geodata.geojson import GEOMETRIES, drawable, shape
from geodata.vocabulary import N_
from webmap.forms.field_values import as_value, form_language, read_day, wrong
from webmap.http import json_body

MOST_POINTS = 200
MOST_POSITIONS = 20_000


def _place(value: Any, info: ValidationInfo) -> BaseGeometry:
    """GeoJSON, on a form also WKT, as shapely (EPSG:4326, longitude first)."""
    if isinstance(value, BaseGeometry):
        return value
    reason = N_("không phải hình học GeoJSON (kinh độ trước, EPSG:4326)")
    try:
        if form_language(info) and isinstance(value, str):
            return _typed_place(value.strip())
        return _on_earth(shape(value))
    except (ValueError, TypeError, OverflowError, shapely.errors.ShapelyError):
        raise wrong(reason, ('{"type": "Point", "coordinates": [105.76, 10.29]}',)) from None


def _on_earth(made: BaseGeometry) -> BaseGeometry:
    """What has a place, in degrees. Raises ValueError, or the refusal of too many points."""
    if shapely.get_num_coordinates(made) > MOST_POSITIONS:
        raise wrong(N_("nhiều điểm quá"), (f"≤ {MOST_POSITIONS}",))
    west, south, east, north = made.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # NaN of what is empty
        raise ValueError(made)
    return made


def _typed_place(text: str) -> BaseGeometry:
    try:
        return (
            _on_earth(shape(json_body.read(text.encode()))) if text.startswith("{") else _wkt(text)
        )
    except json_body.BadBody as error:
        raise ValueError(text) from error


def _wkt(text: str) -> BaseGeometry:
    try:
        made = shapely.from_wkt(text)
    except NotImplementedError as error:  # the curves that GEOS reads and shapely does not know
        raise ValueError(text) from error
    if not drawable(made):
        raise ValueError(made.geom_type)
    return _on_earth(shapely.force_2d(made))


Place = Annotated[
    Any,
    BeforeValidator(_place),
    WithJsonSchema(
        {
            "type": "object",
            "required": ["type", "coordinates"],
            "additionalProperties": False,
            "properties": {
                "type": {"enum": list(GEOMETRIES)},
                "coordinates": {"type": "array"},
            },
            "description": "A GeoJSON geometry: longitude first, EPSG:4326.",
        }
    ),
]


def _plan(value: Any, info: ValidationInfo) -> list[list[Any]]:
    """[[ISO date, percent], …] as the store keeps it; on a form one point a line."""
    if form_language(info) and isinstance(value, str):
        value = [line.split(None, 1) for line in value.splitlines() if line.strip()]
    if not isinstance(value, list):
        raise wrong(N_("phải là danh sách"))
    if len(value) > MOST_POINTS:
        raise wrong(N_("nhiều giá trị quá"), (f"≤ {MOST_POINTS}",))
    return [_point(point, info) for point in value]


def _point(point: Any, info: ValidationInfo) -> list[Any]:
    if not isinstance(point, list) or len(point) != 2:
        raise wrong(N_("mỗi điểm gồm một ngày và một số phần trăm"))
    day, percent = point
    if form_language(info) and isinstance(percent, str):
        percent = as_value(written_percent, percent, form_language(info))
    if isinstance(percent, bool) or not isinstance(percent, int | Decimal):
        raise wrong(N_("không phải số"))
    if not 0 <= percent <= 100:
        raise wrong(N_("phải từ %(low)s đến %(high)s"), low=0, high=100)
    return [read_day(day, info).isoformat(), float(percent)]


ProgressPlan = Annotated[
    # No `list[…]`: a form repeats the field of a list (`reading`); this one is a text of lines.
    Any,
    BeforeValidator(_plan),
    WithJsonSchema(
        {
            "type": "array",
            "maxItems": MOST_POINTS,
            "description": "The planned curve, rising: [[date, percent], …].",
            "items": {
                "type": "array",
                "prefixItems": [
                    {"type": "string", "format": "date"},
                    {"type": "number", "minimum": 0, "maximum": 100},
                ],
                "minItems": 2,
                "maxItems": 2,
            },
        }
    ),
]
