"""Weights over atoms, and splitting without losing a đồng."""

import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata import shares
from geodata.importers.definition_file import read_definition
from tests.factories import CAMPAIGN, WARD_1

UNITS = {unit.id: unit for unit in read_definition(CAMPAIGN).units}
ATOMS = {uid: unit.outline for uid, unit in UNITS.items() if uid.endswith("@2013")}
WEIGHTS = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 10**12), min_size=1)


@given(st.integers(-(10**15), 10**15), WEIGHTS)
def test_parts_add_up_and_are_fair(amount, weights):
    parts = shares.split(amount, weights)
    assert sum(parts.values()) == amount
    total = sum(weights.values())
    for key, part in parts.items():
        assert abs(part * total - amount * weights[key]) < total


def test_largest_remainder_takes_the_rest():
    assert shares.split(100, {"a": 1, "b": 1, "c": 1}) == {"a": 34, "b": 33, "c": 33}
    assert shares.split(10, {"a": 1, "b": 5}) == {"a": 2, "b": 8}
    assert shares.split(-5, {"b": 1, "a": 1}) == {"a": -3, "b": -2}
    assert shares.split(7, {}) == {}


def test_point_weighs_in_the_one_ward_that_holds_it():
    assert shares.weigh(WARD_1, ATOMS) == {"29905@2013": 1}


def test_line_across_two_wards_weighs_its_length_in_centimetres():
    line = shapely.LineString([(105.7580, 10.3000), (105.7660, 10.3070)])
    weights = shares.weigh(line, ATOMS)
    assert set(weights) == {"29905@2013", "29902@2013"}
    assert abs(sum(weights.values()) - round(shares.on_grid(line).length * 100)) <= 2


def test_area_weighs_what_the_grid_measures():
    unit = UNITS["29908@2013"]
    weights = shares.weigh(unit.outline, ATOMS)
    assert max(weights, key=weights.get) == "29908@2013"
    assert round(weights["29908@2013"] / 100 / 10_000, 1) == float(unit.area_ha)


def test_what_lies_outside_every_unit_weighs_nothing():
    assert shares.weigh(shapely.Point(105.60, 10.20), ATOMS) == {}


def test_grid_is_that_of_dong_thap():
    """Check value of VN-2000 / TM-3 zone 482, with the datum shift of some 225 m."""
    point = shares.on_grid(shapely.Point(105.76, 10.29))
    assert round(point.x, 1) == 583048.3
    assert round(point.y, 1) == 1138027.8
