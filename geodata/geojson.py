"""Shapes as programs of maps give them, GeoJSON and WKT: read strictly, refused with why and where.

What is passed over says nothing that is not known: `bbox`, a Feature's properties, and a reference
system that is ours already.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import BadInput
from geodata.vocabulary import N_

GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
"""What a place may be: what has coordinates. A collection has none, a ring is no GeoJSON."""

EXAMPLES = ('{"type": "Point", "coordinates": [105.76, 10.29]}', "POINT (105.76 10.29)")
_UNREADABLE = N_("không đọc được hình này; dán WKT, hoặc GeoJSON: một hình, hay một Feature")
_POSITION = N_("vị trí trong hình phải là hai số: kinh độ, vĩ độ")
_OURS = re.compile(r"(?:(?:urn:ogc:def:crs:)?OGC:.*CRS84|(?:.*[:/])?4326)", re.IGNORECASE)
_PAIR = re.compile(
    r"\(?\s*([-+]?\d{1,9}(?:[.,]\d{1,20})?)\s*(?:[;\s]|,\s)\s*([-+]?\d{1,9}(?:[.,]\d{1,20})?)\s*\)?"
    r"|([-+]?\d{1,9}(?:\.\d{1,20})?),([-+]?\d{1,9}(?:\.\d{1,20})?)",
    re.ASCII,
)
_SRID = re.compile(r"SRID\s*=\s*([0-9]{1,9})\s*;\s*", re.IGNORECASE)
_EASTINGS, _NORTHINGS = (100_000, 900_000), (800_000, 2_700_000)
"""Metres of Vietnam's plane grids: what a pair of VN-2000 looks like."""


def drawable(made: BaseGeometry) -> bool:
    """Whether the map knows how to draw such a geometry."""
    return made.geom_type in GEOMETRIES


def shape(value: Any) -> BaseGeometry:
    """What was given of a place as shapely (lon, lat in EPSG:4326, without heights).

    `value`: a GeoJSON geometry, a Feature, a collection of one; or a text: the same, WKT, EWKT,
    or two numbers, longitude first. Raises BadInput that says why and where: another reference
    system, metres, swapped coordinates, a ring that is not closed. Whether the shape is valid and
    lies in the campaign's surroundings: `checks.place_faults`.
    """
    made = _typed(value.strip()) if isinstance(value, str) else _told(value)
    if not drawable(made):
        raise no_kind(made.geom_type)
    made = shapely.force_2d(made)
    if made.is_empty:
        raise BadInput(N_("hình rỗng: không có tọa độ nào"), allowed=EXAMPLES)
    _check_degrees(made)
    return made


# ── A text ────────────────────────────────────────────────────────────────────────────────────


def _typed(text: str) -> BaseGeometry:
    if text.startswith("{"):
        try:
            return _told(json.loads(text))
        except (ValueError, RecursionError):
            raise BadInput(_UNREADABLE, allowed=EXAMPLES) from None
    pair = _PAIR.fullmatch(text)
    if pair is not None:
        return _pair(*(part.replace(",", ".") for part in pair.groups() if part is not None))
    srid = _SRID.match(text)
    if srid is not None:
        _check_crs(f"EPSG:{int(srid[1])}")
        text = text[srid.end() :]
    try:
        return shapely.from_wkt(text)
    except NotImplementedError:  # the curves that GEOS reads and shapely does not know
        raise no_kind(text.split("(", 1)[0].strip()[:40]) from None
    except shapely.errors.ShapelyError as error:
        raise _unbuilt(str(error)) from None


def _pair(first: str, second: str) -> BaseGeometry:
    """Two numbers: longitude first, unless both could be a latitude: then that is asked."""
    x, y = float(first), float(second)
    if abs(x) <= 90 and abs(y) <= 90:
        raise BadInput(
            N_("%(first)s và %(second)s: số nào là kinh độ? Viết POINT (kinh độ vĩ độ)"),
            allowed=(f"POINT ({first} {second})", f"POINT ({second} {first})"),
            first=first,
            second=second,
        )
    return shapely.Point(x, y)


def _unbuilt(said: str) -> BadInput:
    """Why GEOS made no geometry of the coordinates, in words."""
    if "closed" in said:
        return BadInput(N_("vòng của vùng chưa khép: điểm cuối phải trùng điểm đầu"))
    if "number of points" in said or "must contain" in said:
        return BadInput(N_("ít điểm quá: đường cần ít nhất 2 điểm, vòng của vùng ít nhất 4"))
    return BadInput(_UNREADABLE, allowed=EXAMPLES)


# ── GeoJSON ───────────────────────────────────────────────────────────────────────────────────


def _told(value: Any) -> BaseGeometry:
    """The geometry in a GeoJSON object, which may be a Feature, or a collection of one."""
    if not isinstance(value, Mapping):
        raise BadInput(_UNREADABLE, allowed=EXAMPLES)
    if value.get("crs") is not None:
        _check_crs(_crs_name(value["crs"]))
    kind = value.get("type")
    if kind == "FeatureCollection":
        features = value.get("features")
        if not isinstance(features, list) or len(features) != 1:
            count = len(features) if isinstance(features, list) else 0
            raise BadInput(N_("tập có %(count)s hình; dán đúng một hình"), count=count)
        if not isinstance(features[0], Mapping) or features[0].get("type") != "Feature":
            raise BadInput(_UNREADABLE, allowed=EXAMPLES)
        return _told(features[0])
    if kind == "Feature":
        geometry = value.get("geometry")
        if not isinstance(geometry, Mapping) or geometry.get("type") in ("Feature", kind):
            raise BadInput(N_("Feature này không có hình (geometry)"), allowed=EXAMPLES)
        return _told(geometry)
    if kind not in GEOMETRIES:
        raise no_kind(kind)
    if set(value) - {"bbox", "crs"} != {"type", "coordinates"}:
        raise BadInput(_UNREADABLE, allowed=EXAMPLES)
    _check_positions(value["coordinates"])
    return _made({"type": kind, "coordinates": value["coordinates"]})


def _made(value: Mapping[str, Any]) -> BaseGeometry:
    if value["type"] in ("Polygon", "MultiPolygon"):
        for ring in _rings(value["coordinates"]):
            _check_ring(ring)
    try:
        return shapely.from_geojson(json.dumps(value, default=float), on_invalid="raise")
    except shapely.errors.ShapelyError as error:
        raise _unbuilt(str(error)) from None
    except (ValueError, OverflowError):
        raise BadInput(_POSITION) from None


def _check_positions(coordinates: Any, depth: int = 0) -> None:
    if not isinstance(coordinates, Sequence) or isinstance(coordinates, str) or depth > 4:
        raise BadInput(_POSITION)
    for part in coordinates:
        if isinstance(part, (list, tuple)):
            _check_positions(part, depth + 1)
        elif not _number(part) or len(coordinates) < 2:
            raise BadInput(_POSITION)


def _number(part: Any) -> bool:
    """Whether it is a number that can be a coordinate: of any grid, if it is metres."""
    if not isinstance(part, (int, Decimal, float)) or isinstance(part, bool):
        return False
    return -(10**9) < part < 10**9  # false for NaN


def _rings(coordinates: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The rings of a polygon, or of several: lists of positions."""
    for part in coordinates:
        if part and isinstance(part[0], (list, tuple)) and part[0]:
            if isinstance(part[0][0], (list, tuple)):
                yield from _rings(part)
            else:
                yield part


def _check_ring(ring: Sequence[Any]) -> None:
    if len(ring) > 1 and list(ring[0][:2]) != list(ring[-1][:2]) and len(ring[0]) > 1:
        raise BadInput(
            N_("vòng bắt đầu ở kinh độ %(lon)s, vĩ độ %(lat)s chưa khép: điểm cuối phải trùng"),
            lon=degrees(float(ring[0][0])),
            lat=degrees(float(ring[0][1])),
        )


def _crs_name(crs: Any) -> str:
    """The name of a reference system: a text, or `properties.name` as GeoJSON of 2008 has it."""
    if isinstance(crs, Mapping):
        told = crs.get("properties")
        crs = told.get("name") if isinstance(told, Mapping) else None
    return crs if isinstance(crs, str) else "?"


def _check_crs(name: str) -> None:
    if _OURS.fullmatch(name.strip()) is None:
        raise BadInput(
            N_("hệ tọa độ %(crs)s: cần kinh độ, vĩ độ WGS 84 (EPSG:4326); chuyển rồi dán lại"),
            allowed=("EPSG:4326", "OGC:CRS84"),
            crs=name[:80],
        )


def no_kind(kind: Any) -> BadInput:
    """The refusal of a geometry of a kind that is not in GEOMETRIES."""
    return BadInput(
        N_("không vẽ được hình loại “%(kind)s”"),
        allowed=GEOMETRIES,
        kind=kind[:40] if isinstance(kind, str) else "?",
    )


# ── Where it lies ─────────────────────────────────────────────────────────────────────────────


def _check_degrees(made: BaseGeometry) -> None:
    west, south, east, north = made.bounds
    if -180 <= west <= east <= 180 and -90 <= south <= north <= 90:
        return
    x, y = shapely.get_coordinates(made)[0]
    if _metres(x, y) or _metres(y, x):
        raise BadInput(
            N_(
                "%(x)s, %(y)s là tọa độ phẳng VN-2000, mét; "
                "chuyển sang kinh độ, vĩ độ WGS 84 (EPSG:4326) rồi dán lại"
            ),
            allowed=EXAMPLES,
            x=f"{x:.0f}",
            y=f"{y:.0f}",
        )
    if -180 <= south <= north <= 180 and -90 <= west <= east <= 90:
        raise latitude_first(made)
    raise BadInput(
        N_("%(x)s, %(y)s không phải kinh độ, vĩ độ"),
        allowed=EXAMPLES,
        x=f"{x:.10g}",
        y=f"{y:.10g}",
    )


def latitude_first(made: BaseGeometry) -> BadInput:
    """The refusal of a shape that would be one if latitude and longitude were exchanged."""
    y, x = shapely.get_coordinates(made)[0]
    return BadInput(
        N_("vĩ độ đứng trước; viết kinh độ trước: %(lon)s %(lat)s"),
        allowed=(shapely.to_wkt(swapped(made), rounding_precision=7)[:200],),
        lon=degrees(x),
        lat=degrees(y),
    )


def _metres(east: float, north: float) -> bool:
    return _EASTINGS[0] < east < _EASTINGS[1] and _NORTHINGS[0] < north < _NORTHINGS[1]


def swapped(made: BaseGeometry) -> BaseGeometry:
    """The shape with latitude and longitude exchanged."""
    return shapely.transform(made, lambda xy: xy[:, ::-1])


def degrees(number: float) -> str:
    """A longitude or latitude as it is said: at most six decimals (a hand's breadth)."""
    return f"{number:.6f}".rstrip("0").rstrip(".")
