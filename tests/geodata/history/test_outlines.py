"""How two outlines differ, in metres."""

import pytest
import shapely

from geodata.history.outlines import outline_change
from geodata.shares import from_grid

METRES = shapely.Point(574_000, 1_139_000)


def placed(wkt):
    """A shape in metres around a point of the city, as lon, lat."""
    moved = shapely.affinity.translate(shapely.from_wkt(wkt), METRES.x, METRES.y)
    return shapely.transform(moved, from_grid().transform, interleaved=False)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("POINT (0 0)", "POINT (30 40)", (0, 50, 50, 0, 0)),
        ("LINESTRING (0 0, 100 0)", "LINESTRING (0 0, 160 0)", (1, 30, 60, 100, 160)),
        (
            "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))",
            "POLYGON ((0 0, 10 0, 10 20, 0 20, 0 0))",
            (2, 5, 10, 100, 200),
        ),
        ("POINT (0 0)", "LINESTRING (0 0, 6 8)", (None, 5, 10, 0, 0)),
    ],
)
def test_outline_is_told_in_metres(old, new, told):
    change = outline_change(placed(old), placed(new))
    assert change.dimension == told[0]
    found = (change.moved, change.widest, change.before, change.after)
    assert found == pytest.approx(told[1:], abs=0.01)


def test_widest_gap_of_huge_outlines_is_not_sought():
    circle = placed("POINT (0 0)").buffer(0.001, quad_segs=600)
    assert outline_change(circle, circle).widest is None
