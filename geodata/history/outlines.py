"""How two outlines of one thing differ, in metres: what a map shows, for who reads."""

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.shares import on_grid

MOST_PAIRS = 4_000_000
"""Pairs of corners that are compared for the widest gap; of larger outlines it is not told."""


@dataclass(frozen=True)
class OutlineChange:
    """From one outline to another, on the city's grid (EPSG:5897). `moved`: metres between their
    middles; `widest`: metres from a corner of either to the other, at most; `before`, `after`:
    length in metres or area in square metres, where both are lines or both areas (`dimension`)."""

    dimension: int | None
    moved: float
    widest: float | None
    before: float
    after: float


def outline_change(old: BaseGeometry, new: BaseGeometry) -> OutlineChange:
    """What became of an outline, both in lon, lat."""
    here, there = on_grid(old), on_grid(new)
    dimension = int(shapely.get_dimensions(here))
    same = dimension == int(shapely.get_dimensions(there))
    sizes = {1: (here.length, there.length), 2: (here.area, there.area)}
    before, after = sizes.get(dimension, (0.0, 0.0)) if same else (0.0, 0.0)
    pairs = shapely.get_num_coordinates(here) * shapely.get_num_coordinates(there)
    return OutlineChange(
        dimension if same else None,
        float(shapely.distance(here.centroid, there.centroid)),
        float(shapely.hausdorff_distance(here, there)) if pairs <= MOST_PAIRS else None,
        before,
        after,
    )
