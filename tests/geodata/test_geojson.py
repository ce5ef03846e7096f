"""Shapes as they are pasted: what geojson.io, QGIS and PostGIS give is read; a refusal says why and
where, in words."""

import json
from decimal import Decimal

import pytest
import shapely

from geodata import geojson
from geodata.checks import fields, place_faults
from geodata.errors import BadInput

EXTENT = (105.6, 10.2, 105.9, 10.4)
POINT = {"type": "Point", "coordinates": [105.75, 10.29]}
FEATURE = {"type": "Feature", "id": 7, "properties": {"name": "Đường"}, "geometry": POINT}
CRS84 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
EPSG = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4326"}}
COLLECTION = {"type": "FeatureCollection", "name": "lop", "crs": CRS84, "features": [FEATURE]}


@pytest.mark.parametrize(
    "pasted",
    [
        POINT,
        POINT | {"bbox": [105.7, 10.2, 105.8, 10.3], "crs": EPSG},
        POINT | {"coordinates": [Decimal("105.75"), Decimal("10.29"), 4], "crs": None},
        POINT | {"crs": "EPSG:4326"},
        FEATURE,
        COLLECTION,
        json.dumps(COLLECTION),
        "POINT (105.75 10.29)",
        " point z(105.75 10.29 4)\n",
        "SRID=4326;POINT(105.75 10.29)",
        "srid = 4326 ; POINT (105.75 10.29)",
        "105.75, 10.29",
        "105.75 10.29",
        "105,75; 10,29",
        "105.75,10.29",
    ],
    ids=str,
)
def test_pasted_point_is_the_point(pasted):
    made = geojson.shape(pasted)
    assert made.equals_exact(shapely.Point(105.75, 10.29))
    assert not made.has_z


LINE = {"type": "LineString", "coordinates": [[582345, 1137654], [582900, 1138000]]}
RING = [[105.7, 10.2], [105.8, 10.2], [105.8, 10.3]]


@pytest.mark.parametrize(
    ("pasted", "said", "allowed"),
    [
        (LINE, "582345, 1137654 là tọa độ phẳng VN-2000, mét", "POINT (105.76 10.29)"),
        ("POINT (1137654 582345)", "tọa độ phẳng VN-2000, mét", "POINT (105.76 10.29)"),
        ("582345.5 1137654.25", "tọa độ phẳng VN-2000, mét", "POINT (105.76 10.29)"),
        ("10.29, 105.75", "vĩ độ đứng trước.*105.75 10.29", "POINT (105.75 10.29)"),
        ("POINT (10.29 105.75)", "vĩ độ đứng trước.*105.75 10.29", "POINT (105.75 10.29)"),
        ("20.5 10.25", "20.5 và 10.25: số nào là kinh độ", "POINT (10.25 20.5)"),
        ("POINT (200 10)", "200, 10 không phải kinh độ, vĩ độ", "POINT (105.76 10.29)"),
        ("SRID=9210;POINT (105.75 10.29)", "hệ tọa độ EPSG:9210", "EPSG:4326"),
        (POINT | {"crs": "EPSG:14326"}, "hệ tọa độ EPSG:14326", "EPSG:4326"),
        (POINT | {"crs": {"properties": {"name": "EPSG:4756"}}}, "hệ tọa độ EPSG:4756", None),
        (POINT | {"crs": {}}, r"hệ tọa độ \?", "EPSG:4326"),
        (COLLECTION | {"features": [FEATURE] * 2}, "tập có 2 hình; dán đúng một", None),
        (COLLECTION | {"features": 5}, "tập có 0 hình", None),
        (FEATURE | {"geometry": None}, "Feature này không có hình", "POINT (105.76 10.29)"),
        (FEATURE | {"geometry": FEATURE}, "Feature này không có hình", "POINT (105.76 10.29)"),
        ({"type": "GeometryCollection", "geometries": []}, "loại “GeometryCollection”", "Polygon"),
        ({"type": ["Point"], "coordinates": [1, 2]}, r"loại “\?”", "Polygon"),
        ("CIRCULARSTRING (105 10, 105 11, 106 10)", "loại “CIRCULARSTRING”", "Polygon"),
        ({"type": "Polygon", "coordinates": [RING]}, "105.7, vĩ độ 10.2 chưa khép", None),
        ("POLYGON ((105.7 10.2, 105.8 10.2, 105.8 10.3))", "vòng của vùng chưa khép", None),
        ({"type": "LineString", "coordinates": [[105.7, 10.2]]}, "ít điểm quá", None),
        ("LINESTRING (105.7 10.2)", "ít điểm quá", None),
        ("POINT EMPTY", "hình rỗng", "POINT (105.76 10.29)"),
        ({"type": "Point", "coordinates": []}, "hình rỗng", "POINT (105.76 10.29)"),
        ({"type": "Point", "coordinates": ["105", 10]}, "phải là hai số", None),
        ({"type": "Point", "coordinates": [105]}, "phải là hai số", None),
        ({"type": "Point", "coordinates": [105, float("nan")]}, "phải là hai số", None),
        ({"type": "Point", "coordinates": [Decimal("1e90"), 10**400]}, "phải là hai số", None),
        ({"type": "Point", "coordinates": [[[[[[[105]]]]]]]}, "phải là hai số", None),
        ("POINT (105.7", "không đọc được hình này", "POINT (105.76 10.29)"),
        ('{"type": "Point",', "không đọc được hình này", "POINT (105.76 10.29)"),
        ("[" * 9999, "không đọc được hình này", "POINT (105.76 10.29)"),
        (None, "không đọc được hình này", "POINT (105.76 10.29)"),
    ],
)  # fmt: skip
def test_refusal_says_why_and_what_would_do(pasted, said, allowed):
    with pytest.raises(BadInput, match=said) as caught:
        geojson.shape(pasted)
    assert allowed is None or allowed in caught.value.allowed
    assert "Decimal" not in str(caught.value)


BOW = "POLYGON ((105.75 10.29, 105.76 10.3, 105.76 10.29, 105.75 10.3, 105.75 10.29))"


@pytest.mark.parametrize(
    ("wkt", "said"),
    [
        (BOW, "hình tự cắt tại kinh độ 105.755, vĩ độ 10.295"),
        (
            "POLYGON ((105.7 10.2, 105.71 10.2, 105.71 10.21, 105.7 10.2),"
            " (105.8 10.3, 105.81 10.3, 105.81 10.31, 105.8 10.3))",
            "lỗ nằm ngoài vùng tại kinh độ 105.8, vĩ độ 10.3",
        ),
        ("LINESTRING (105.7 10.3, 105.7 10.3)", "ít điểm khác nhau quá tại kinh độ 105.7"),
        ("POINT (107.1 10.3)", "ngoài vùng phong trào .kinh độ 105.6–105.9, vĩ độ 10.2–10.4"),
        ("POINT EMPTY", "rỗng"),
    ],
)
def test_fault_of_a_shape_says_where(wkt, said):
    with pytest.raises(BadInput, match=said):
        raise place_faults.fault(shapely.from_wkt(wkt), EXTENT)


def test_swapped_shape_is_told_from_one_that_lies_elsewhere():
    wrong = place_faults.fault(shapely.Point(10.3, 105.7), EXTENT)
    assert str(wrong) == "vĩ độ đứng trước; viết kinh độ trước: 105.7 10.3"
    assert wrong.allowed == ("POINT (105.7 10.3)",)
    assert place_faults.fault(shapely.Point(105.7, 10.3), EXTENT) is None


def test_value_is_shown_as_it_was_sent():
    sent = {"lon": Decimal("105.6300000"), "near": True, "of": [None, "Đường"]}
    assert fields.shown(sent) == '{"lon": 105.63, "near": true, "of": [null, "Đường"]}'
    assert fields.shown(shapely.Point(1, 2)) == "POINT (1 2)"
