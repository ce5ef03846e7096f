"""What keeps a shape from being a place of the campaign, said with why and where."""

import math
import re

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import geojson
from geodata.errors import BadInput
from geodata.vocabulary import N_

_FAULTS = (
    ("Self-intersection", N_("hình tự cắt tại kinh độ %(lon)s, vĩ độ %(lat)s")),
    ("Ring Self-intersection", N_("vòng tự chạm tại kinh độ %(lon)s, vĩ độ %(lat)s")),
    ("Hole lies outside", N_("lỗ nằm ngoài vùng tại kinh độ %(lon)s, vĩ độ %(lat)s")),
    ("Holes are nested", N_("lỗ nằm trong lỗ tại kinh độ %(lon)s, vĩ độ %(lat)s")),
    ("Nested shells", N_("hai vùng chồng nhau tại kinh độ %(lon)s, vĩ độ %(lat)s")),
    ("Duplicate Rings", N_("hai vòng trùng nhau tại kinh độ %(lon)s, vĩ độ %(lat)s")),
    ("Interior is disconnected", N_("lỗ cắt rời vùng tại kinh độ %(lon)s, vĩ độ %(lat)s")),
    ("Too few points", N_("ít điểm khác nhau quá tại kinh độ %(lon)s, vĩ độ %(lat)s")),
)
_REASON = re.compile(r"(?P<why>[^\[]*)\[(?P<x>\S+) (?P<y>[^\]\s]+)\]")


def fault(made: BaseGeometry, extent: tuple[float, float, float, float]) -> BadInput | None:
    """What keeps a shape in lon, lat from being a place of the campaign, or None: empty, broken
    (why and where), of a kind that the map cannot draw, outside `extent` (west, south, east,
    north)."""
    if made.is_empty or not math.isfinite(sum(shapely.get_coordinates(made).flat)):
        return BadInput(N_("Hình học rỗng hoặc có tọa độ không phải số."))
    if not geojson.drawable(made):
        return geojson.no_kind(made.geom_type)
    if not made.is_valid:
        return _broken(shapely.is_valid_reason(made))
    if shapely.within(made, shapely.box(*extent)):
        return None
    if shapely.within(geojson.swapped(made), shapely.box(*extent)):
        return geojson.latitude_first(made)
    west, south, east, north = (geojson.degrees(side) for side in extent)
    return BadInput(
        N_(
            "Vị trí nằm ngoài vùng phong trào (kinh độ %(west)s–%(east)s, vĩ độ %(south)s–"
            "%(north)s); kiểm tra thứ tự kinh độ, vĩ độ và hệ tọa độ."
        ),
        west=west,
        south=south,
        east=east,
        north=north,
    )


def _broken(reason: str) -> BadInput:
    """The refusal of a shape that GEOS calls not valid, for such a reason."""
    told = _REASON.fullmatch(reason)
    if told is not None:
        for why, template in _FAULTS:
            if told["why"].startswith(why):
                lon, lat = geojson.degrees(float(told["x"])), geojson.degrees(float(told["y"]))
                return BadInput(template, lon=lon, lat=lat)
    return BadInput(N_("Hình vẽ sai (cạnh cắt hoặc chồng nhau); vẽ lại rồi dán."))
