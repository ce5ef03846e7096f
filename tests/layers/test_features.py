"""Rows to GeoJSON: geometry as RFC 7946 wants it, values as the interface promises."""

import datetime as dt
import itertools
from decimal import Decimal

import pytest
from shapely import LineString, MultiPolygon, Point, Polygon, box

from geodata.queries import ContributionState, Moment, UnitState
from layers import features

MOMENT = Moment(dt.date(2024, 12, 31), dt.date(2026, 11, 23), None, 7, 9)


def unit(**changes):
    values = {
        "id": "29905@2013",
        "code": "29905",
        "name": "Phường 1",
        "name_en": "Ward 1",
        "kind": "phường",
        "in_campaign": True,
        "valid_from": dt.date(2013, 10, 14),
        "valid_to": dt.date(2025, 7, 1),
        "successors": ("29905@2025",),
        "predecessors": (),
        "area_ha": Decimal("210.7"),
        "population": None,
        "source": "nguồn",
        "geometry": box(105.7, 10.2, 105.8, 10.3),
    }
    return UnitState(**values | changes)


def contribution(**changes):
    values = {
        "id": 1,
        "code": "DG-1",
        "kind": "land",
        "quantity": Decimal("12.5"),
        "unit_of_measure": "m²",
        "value": 5,
        "value_basis": None,
        "unit": "29905@2013",
        "project": None,
        "sector": None,
        "agency": None,
        "date": dt.date(2024, 1, 2),
        "giver_kind": "household",
        "givers": 3,
        "households": 3,
        "hamlet": "Khóm 1",
        "mobilised_by": None,
        "stage": "minuted",
        "shares": {},
        "criteria": ("1.4.b.2",),
        "awards": ("GK-1", "GK-2"),
        "illustrative": ("value",),
        "source": None,
        "note": None,
        "geometry": None,
    }
    return ContributionState(**values | changes)


def turned(ring):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring))


def test_geometry_is_rounded_to_seven_decimals():
    found = features.geometry_object(Point(105.123456789, 10.987654321))
    assert found == {"type": "Point", "coordinates": (105.1234568, 10.9876543)}


@pytest.mark.parametrize(
    "ring", [[(0, 0), (4, 0), (4, 4), (0, 4)], [(0, 0), (0, 4), (4, 4), (4, 0)]]
)
def test_geometry_rings_are_wound_as_rfc_7946_wants(ring):
    hole = [(1, 1), (1, 2), (2, 2), (2, 1)]
    for holes in ([hole], [hole[::-1]]):
        outer, inner = features.geometry_object(Polygon(ring, holes))["coordinates"]
        assert turned(outer) > 0 > turned(inner)
    many = features.geometry_object(MultiPolygon([Polygon(ring)]))
    assert turned(many["coordinates"][0][0]) > 0


def test_geometry_has_no_height():
    found = features.geometry_object(LineString([(105, 10, 3), (106, 11, 4)]))
    assert found["coordinates"] == ((105.0, 10.0), (106.0, 11.0))


@pytest.mark.parametrize("nothing", [None, Point(), Polygon()])
def test_geometry_of_no_place_is_null(nothing):
    assert features.geometry_object(nothing) is None


def test_collection_counts_and_says_when():
    assert features.collection(MOMENT, []) == {
        "type": "FeatureCollection",
        "numberMatched": 0,
        "numberReturned": 0,
        "as_of": dt.date(2024, 12, 31),
        "basis": "measured",
        "rev": 7,
        "features": [],
    }


def test_unit_is_known_by_code_and_year():
    feature = features.unit_feature(unit(), "vi")
    assert feature["id"] == "29905@2013"
    assert feature["geometry"]["type"] == "Polygon"
    assert feature["properties"] == {
        "id": "29905@2013",
        "code": "29905",
        "name": "Phường 1",
        "kind": "phường",
        "in_campaign": True,
        "valid_from": dt.date(2013, 10, 14),
        "valid_to": dt.date(2025, 7, 1),
        "successors": ["29905@2025"],
        "predecessors": [],
        "area_ha": Decimal("210.7"),
        "population": None,
        "source": "nguồn",
    }


def test_unit_name_in_english_falls_back():
    assert features.unit_properties(unit(), "en")["name"] == "Ward 1"
    assert features.unit_properties(unit(name_en=""), "en")["name"] == "Phường 1"


def test_contribution_is_told_in_its_native_unit():
    feature = features.contribution_feature(contribution())
    assert (feature["id"], feature["geometry"]) == ("DG-1", None)
    told = feature["properties"]
    assert (told["id"], told["quantity"], told["unit_of_measure"]) == (
        "DG-1",
        Decimal("12.5"),
        "m²",
    )
    assert (told["awards"], told["criteria"], told["illustrative"]) == (2, ["1.4.b.2"], ["value"])
    assert "mobilised_by" not in told
