"""Bodies as forms: read as people write; what is wrong is told by field."""

import datetime as dt
from decimal import Decimal

import pytest
import shapely
from werkzeug.datastructures import MultiDict

from geodata.errors import InvalidChange
from tests.webmap.forms.bodies_sent import DESCRIBED, UUID, problems
from webmap.forms import bodies, project_bodies, reading


@pytest.fixture
def app(make_app, sqlite):
    return make_app(sqlite.new())


def typed(app, model, pairs, language="vi", **options):
    with app.test_request_context(f"/?lang={language}"):
        return reading.from_form(model, MultiDict(pairs), **options)


TYPED = [
    ("client_uuid", UUID),
    ("base_version", "3"),
    ("status", "implementation"),
    ("observed_on", "20/11/2026"),
]


def test_a_form_is_read_as_people_write(app):
    made = typed(
        app,
        bodies.SiteReport,
        [
            *TYPED,
            ("csrf_token", "x"),
            ("step", "4"),
            ("physical_percent", "45,5 %"),
            ("forecast_finish", ""),
            ("obstacles", "weather"),
            ("obstacles", "capital"),
            ("position.lon", "105,7581"),
            ("position.lat", "10.3"),
            ("position.accuracy", ""),
        ],
        also=("step",),
    )
    assert made.physical_percent == Decimal("45.5")
    assert made.forecast_finish is None
    assert made.obstacles == ["capital", "weather"]
    assert made.observed_on == dt.date(2026, 11, 20)
    assert made.position.model_dump() == {
        "lon": Decimal("105.7581"), "lat": Decimal("10.3"), "accuracy": None,
    }  # fmt: skip


def test_empty_parts_are_no_part(app):
    blank = [("position.lon", ""), ("position.lat", " ")]
    assert typed(app, bodies.SiteReport, [*TYPED, *blank]).position is None


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("1.250.000.000", "vi", 1_250_000_000),
        ("1,250,000,000", "en", 1_250_000_000),
        ("1250000000", "vi", 1_250_000_000),
        ("1 250 000 000 đồng", "vi", 1_250_000_000),
        ("1\u00a0250\u00a0000\u00a0000", "vi", 1_250_000_000),
        ("1.234,0", "vi", 1234),
        ("850,000", "vi", 850_000),
        ("850.000", "en", 850_000),
        ("1.500 triệu", "vi", 1_500_000_000),
    ],
)
def test_amounts_are_read_as_people_write_them(app, text, language, amount):
    row = [
        ("client_uuid", UUID), ("effective_on", "31/10/2026"), ("budget_year", "2026"),
        ("month", "10/2026"), ("kind", "payment"), ("amount", text),
    ]  # fmt: skip
    made = typed(app, project_bodies.Disbursement, row, language)
    assert made.amount == amount
    assert made.month == dt.date(2026, 10, 1)


GIFT = [
    ("client_uuid", UUID), ("kind", "money"), ("given_on", "5/11/26"), ("givers", "1.500"),
    ("giver_kind", "household"),
]  # fmt: skip


def test_a_unit_is_chosen_beside_an_amount_and_beside_no_other_field(app):
    row = [*GIFT, ("value", "1,5"), ("value_unit", "million")]
    made = typed(app, bodies.Contribution, row)
    assert (made.value, made.givers, made.given_on) == (1_500_000, 1500, dt.date(2026, 11, 5))
    assert made.values()["quantity"] == 1_500_000
    for row, field in (
        ([*GIFT, ("value", "1,5 tỷ"), ("value_unit", "million")], "value"),
        ([*GIFT, ("value", "5"), ("value_unit", "pound")], "value"),
        ([*GIFT, ("givers_unit", "million")], "givers_unit"),
    ):
        with pytest.raises(InvalidChange) as caught:
            typed(app, bodies.Contribution, row)
        assert [problem.pointer for problem in caught.value.problems] == [field]


def test_the_quantity_of_a_gift_of_money_is_an_amount(app):
    made = typed(app, bodies.Contribution, [*GIFT, ("quantity", "850,000 đồng")])
    assert made.values()["value"] == 850_000
    land = [("kind", "land") if name == "kind" else (name, value) for name, value in GIFT]
    assert typed(app, bodies.Contribution, [*land, ("quantity", "12,500")]).quantity == Decimal(
        "12.5"
    )


def test_an_amount_beyond_the_limit_is_told_the_limit(app):
    for text in ("1.000.000 tỷ", "9" * 50):
        with pytest.raises(InvalidChange) as caught:
            typed(app, bodies.Contribution, [*GIFT, ("value", text)])
        assert "phải từ 0 đến 999999999999999" in str(caught.value)


@pytest.mark.parametrize("text", ["1.23.456", "1,2,3", "nhiều", "1e5", "--1", "١٢", "1.234.", "∞"])
def test_what_is_no_number_on_a_form(app, text):
    with pytest.raises(InvalidChange) as caught:
        typed(app, bodies.SiteReport, [*TYPED, ("physical_percent", text)])
    assert [p.pointer for p in caught.value.problems] == ["physical_percent"]
    assert str(caught.value.problems[0]) == "không phải số"


def test_a_form_refuses_what_is_not_its_own(app):
    with pytest.raises(InvalidChange) as caught:
        typed(app, bodies.SiteReport, [*TYPED, ("unit", "29908@2025"), ("state", "")])
    assert {p.pointer for p in caught.value.problems} == {"unit", "state"}


def test_a_form_refuses_a_second_value(app):
    with pytest.raises(InvalidChange) as caught:
        typed(app, bodies.SiteReport, [*TYPED, ("status", "completion")])
    assert [p.pointer for p in caught.value.problems] == ["status"]


def test_a_form_tells_its_day_in_its_own_form(app):
    with app.test_request_context("/?lang=en"):
        with pytest.raises(InvalidChange) as caught:
            reading.from_form(bodies.SiteReport, MultiDict([*TYPED[:3], ("observed_on", "soon")]))
        assert reading.by_field(caught.value) == {
            "observed_on": ["not a date as day/month/year, such as 23/11/2026"]
        }


def test_a_place_is_geojson_or_wkt(app):
    point = {"type": "Point", "coordinates": [Decimal("105.758"), Decimal("10.3")]}
    for sent in (point, {"type": "Feature", "geometry": point}, "SRID=4326;POINT (105.758 10.3)"):
        made = reading.from_json(project_bodies.Revision, DESCRIBED | {"place": sent})
        assert made.values()["place"].equals(shapely.Point(105.758, 10.3))
    row = [(name, str(value)) for name, value in DESCRIBED.items() if name != "effective_on"]
    row += [("effective_on", "20/11/2026"), ("is_key", "on")]
    for text in ('{"type":"Point","coordinates":[105.758,10.3]}', "POINT (105.758 10.3)"):
        described = typed(app, project_bodies.Revision, [*row, ("place", text)])
        assert described.place.equals(shapely.Point(105.758, 10.3))
        assert described.is_key is True


@pytest.mark.parametrize(
    "place",
    [
        "POINT (105 10",
        {},
        {"type": "Point"},
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": ["105", "10"]},
        {"type": "Point", "coordinates": [Decimal("1e90"), 10**39]},
        {"type": "Circle", "coordinates": [105, 10]},
        {"type": "Polygon", "coordinates": [[[105, 10], [106, 10]]]},
        {"type": "GeometryCollection", "geometries": []},
        {"type": "Point", "coordinates": [105, 10], "crs": {}},
        {"type": "Point", "coordinates": [[[[[[[105]]]]]]]},
        5,
    ],
)
def test_what_is_no_place(place):
    assert set(problems(project_bodies.Revision, DESCRIBED | {"place": place})) == {"place"}


@pytest.mark.parametrize(
    "text",
    [
        "GEOMETRYCOLLECTION (POINT (105.758 10.3))",
        "GEOMETRYCOLLECTION EMPTY",
        "LINEARRING (105.758 10.3, 105.759 10.3, 105.759 10.301, 105.758 10.3)",
        "CIRCULARSTRING (105.758 10.3, 105.759 10.301, 105.76 10.3)",
        "COMPOUNDCURVE ((105.758 10.3, 105.759 10.3))",
        "CURVEPOLYGON ((105.758 10.3, 105.759 10.3, 105.759 10.301, 105.758 10.3))",
        "MULTICURVE ((105.758 10.3, 105.759 10.3))",
        "MULTISURFACE (((105.758 10.3, 105.759 10.3, 105.759 10.301, 105.758 10.3)))",
        "TIN (((105.758 10.3, 105.759 10.3, 105.759 10.301, 105.758 10.3)))",
        '{"type": "Point", "coordinates": [1e9999999999999999999, 10.3]}',
        '{"type": "GeometryCollection", "coordinates": [[105.758, 10.3]]}',
    ],
)
def test_what_is_typed_and_cannot_be_drawn_is_no_place(app, text):
    row = [(name, str(value)) for name, value in DESCRIBED.items() if name != "effective_on"]
    with pytest.raises(InvalidChange) as caught:
        typed(app, project_bodies.Revision, [*row, ("effective_on", "20/11/2026"), ("place", text)])
    assert [problem.pointer for problem in caught.value.problems] == ["place"]


def test_the_six_kinds_of_a_place_can_be_typed(app):
    row = [(name, str(value)) for name, value in DESCRIBED.items() if name != "effective_on"]
    ring = "(105.758 10.3, 105.759 10.3, 105.759 10.301, 105.758 10.3)"
    texts = {
        "Point": "POINT (105.758 10.3)",
        "MultiPoint": "MULTIPOINT ((105.758 10.3))",
        "LineString": "LINESTRING (105.758 10.3, 105.759 10.3)",
        "MultiLineString": "MULTILINESTRING ((105.758 10.3, 105.759 10.3))",
        "Polygon": f"POLYGON ({ring})",
        "MultiPolygon": f"MULTIPOLYGON (({ring}))",
    }
    for kind, text in texts.items():
        sent = [*row, ("effective_on", "20/11/2026"), ("place", text)]
        assert typed(app, project_bodies.Revision, sent).place.geom_type == kind


@pytest.mark.parametrize(
    ("model", "pairs", "field"),
    [
        ("SiteReport", [("obstacles", "weather"), ("obstacles.x", "1")], "obstacles.x"),
        ("SiteReport", [("obstacles.x", "1"), ("obstacles", "weather")], "obstacles.x"),
        ("SiteReport", [("note.x", "1")], "note.x"),
        ("SiteReport", [("physical_percent.x", "1")], "physical_percent.x"),
        ("SiteReport", [("observed_on.", "1")], "observed_on."),
        ("SiteReport", [("position", "1"), ("position.lon", "1")], "position"),
        ("Disbursement", [("month.x", "1")], "month.x"),
        ("Disbursement", [("month.x", "")], "month.x"),
    ],
)
def test_a_dotted_name_is_a_field_of_a_part_alone(app, model, pairs, field):
    with pytest.raises(InvalidChange) as caught:
        typed(app, getattr(bodies, model), pairs)
    assert field in {problem.pointer for problem in caught.value.problems}


def test_a_planned_curve(app):
    plan = [["2026-01-31", Decimal("12.5")], ["2026-12-31", 100]]
    made = reading.from_json(project_bodies.Revision, DESCRIBED | {"progress_plan": plan})
    assert made.progress_plan == [["2026-01-31", 12.5], ["2026-12-31", 100.0]]
    row = [(name, str(value)) for name, value in DESCRIBED.items()]
    lines = "31/01/2026 12,5%\r\n\r\n31/12/2026 100"
    assert typed(app, project_bodies.Revision, [*row, ("progress_plan", lines)]).progress_plan == [
        ["2026-01-31", 12.5], ["2026-12-31", 100.0],
    ]  # fmt: skip
    for wrong in ("x", [["2026-01-31"]], [[1, 2]], [["2026-01-31", 101]], [["2026-01-31", True]]):
        found = problems(project_bodies.Revision, DESCRIBED | {"progress_plan": wrong})
        assert set(found) == {"progress_plan"}


def test_a_correction_tells_what_was_wrong_and_nothing_else(app):
    said = {"client_uuid": UUID, "reason": "nhầm", "note": None, "physical_percent": 40}
    assert reading.from_json(bodies.CORRECTIONS["update"], said).values() == {
        "reason": "nhầm", "note": None, "physical_percent": Decimal(40),
    }  # fmt: skip
    row = [
        ("client_uuid", UUID), ("reason", "nhầm"), ("note", ""), ("obstacles", ""),
        ("position.lon", ""), ("position.lat", ""),
    ]  # fmt: skip
    assert typed(app, bodies.CORRECTIONS["update"], row).values() == {
        "reason": "nhầm", "note": None, "obstacles": [], "position": None,
    }  # fmt: skip
    assert set(problems(bodies.CORRECTIONS["update"], said | {"status": None})) == {"status"}
