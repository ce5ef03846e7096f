"""What a frozen review draws: features and units with their places (EPSG:4326)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Placed:
    """A feature as `layers.pictures` draws it: code, status, late, place (EPSG:4326)."""

    code: str
    name: str
    status: str
    late: bool
    geometry: BaseGeometry | None
    basis: str = "measured"


@dataclass(frozen=True)
class Ground:
    """A unit as `layers.pictures` draws it."""

    id: str
    name: str
    geometry: BaseGeometry


def geometry(place: Mapping[str, Any] | None) -> BaseGeometry | None:
    """A place of the figures, in EPSG:4326."""
    return None if place is None else shape(dict(place))
