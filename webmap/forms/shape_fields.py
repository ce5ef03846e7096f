"""Two fields with a shape of their own: a project's place and its planned curve."""

from decimal import Decimal
from typing import Annotated, Any

import shapely
from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema
from shapely.geometry.base import BaseGeometry

from geodata.checks.written import written_percent
from geodata.errors import BadInput
from geodata.geojson import EXAMPLES, GEOMETRIES, shape
from geodata.vocabulary import N_
from webmap.forms.field_values import as_value, form_language, read_day, wrong
from webmap.http import json_body

MOST_POINTS = 200
MOST_POSITIONS = 20_000


def _place(value: Any) -> BaseGeometry:
    """GeoJSON or WKT as shapely (EPSG:4326, longitude first)."""
    if isinstance(value, BaseGeometry):
        return value
    try:
        if isinstance(value, str) and value.lstrip().startswith("{"):
            value = json_body.read(value.strip().encode("utf-8", "replace"))
        made = shape(value)
    except BadInput as error:
        raise wrong(error.template, error.allowed or EXAMPLES, **error.params) from None
    if shapely.get_num_coordinates(made) > MOST_POSITIONS:
        raise wrong(N_("nhiều điểm quá"), (f"≤ {MOST_POSITIONS}",))
    return made


Place = Annotated[
    Any,
    BeforeValidator(_place),
    WithJsonSchema(
        {
            "anyOf": [
                {
                    "type": "object",
                    "required": ["type"],
                    "properties": {
                        "type": {"enum": [*GEOMETRIES, "Feature", "FeatureCollection"]},
                        "coordinates": {"type": "array"},
                    },
                },
                {"type": "string"},
            ],
            "description": (
                "A GeoJSON geometry, a Feature or a FeatureCollection of one; or a text: WKT, EWKT "
                "(`SRID=4326;…`). Longitude first, EPSG:4326; `bbox` is passed over, a `crs` other "
                "than EPSG:4326 or CRS84 refused."
            ),
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
