"""How much of a feature lies in which atom: integer weights, and exact splitting by them.

The atoms (the smallest units) tile the ground of every generation, so amounts that are split over
atoms add up to the same total in any generation.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

CITY_GRID = "EPSG:5897"
"""VN-2000 / TM-3 zone 482, the grid of Đồng Tháp; lengths and areas are measured in it."""


@lru_cache(maxsize=1)
def _to_grid() -> Transformer:
    return Transformer.from_crs("EPSG:4326", CITY_GRID, always_xy=True)


@lru_cache(maxsize=1)
def from_grid() -> Transformer:
    """Metres of EPSG:5897 to lon/lat; making one takes 50 ms."""
    return Transformer.from_crs(CITY_GRID, "EPSG:4326", always_xy=True)


def on_grid(geometry: BaseGeometry) -> BaseGeometry:
    """A lon/lat geometry in metres of EPSG:5897."""
    # The stubs know of `interleaved=True` alone, where one array holds both coordinates.
    return shapely.transform(geometry, _to_grid().transform, interleaved=False)  # type: ignore[arg-type]


@lru_cache(maxsize=128)
def _atom_on_grid(wkb: bytes) -> BaseGeometry:
    atom = on_grid(shapely.from_wkb(wkb))
    shapely.prepare(atom)
    return atom


def weigh(geometry: BaseGeometry, atoms: Mapping[str, BaseGeometry]) -> dict[str, int]:
    """Weights of a lon/lat geometry over atoms: dm² of an area, cm of a line, points counted.

    What lies outside every atom is left out; {} when all of it does. A feature shorter or smaller
    than the unit of weight still weighs 1 where it lies. A point on a shared line goes to the
    first atom that covers it.
    """
    shape = on_grid(geometry)
    dimension = shapely.get_dimensions(shape)
    if dimension == 0:
        return _weigh_points(shape, atoms)
    measure, scale = (shapely.length, 100) if dimension == 1 else (shapely.area, 100)
    weights = {}
    for uid, atom in atoms.items():
        there = measure(shapely.intersection(shape, _atom_on_grid(shapely.to_wkb(atom))))
        if there > 0:
            weights[uid] = max(1, round(there * scale))
    return weights


def _weigh_points(shape: BaseGeometry, atoms: Mapping[str, BaseGeometry]) -> dict[str, int]:
    weights: dict[str, int] = {}
    for point in shapely.get_parts(shape):
        for uid, atom in atoms.items():
            if shapely.covers(_atom_on_grid(shapely.to_wkb(atom)), point):
                weights[uid] = weights.get(uid, 0) + 1
                break
    return weights


def split(amount: int, weights: Mapping[str, int]) -> dict[str, int]:
    """An integer amount over weights by largest remainder; the parts add up to it exactly.

    Ties go to the key that comes first in the alphabet, so that the parts never depend on the
    order of rows. Weights must be positive; no weight gives {}.
    """
    total = sum(weights.values())
    if not total:
        return {}
    sign = -1 if amount < 0 else 1
    size = abs(amount)
    parts = {key: size * weight // total for key, weight in weights.items()}
    rest = size - sum(parts.values())
    by_remainder = sorted(weights, key=lambda key: (-(size * weights[key] % total), key))
    for key in by_remainder[:rest]:
        parts[key] += 1
    return {key: sign * part for key, part in parts.items()}


def even(keys: Iterable[str]) -> dict[str, int]:
    """Equal weights."""
    return dict.fromkeys(keys, 1)
