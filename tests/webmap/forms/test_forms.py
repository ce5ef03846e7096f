"""Bodies as models: JSON strictly, forms as people write; what is wrong is told by field."""

import datetime as dt
from decimal import Decimal

import pytest
import shapely
from werkzeug.datastructures import MultiDict

from geodata.errors import BadInput, InvalidChange
from geodata.vocabulary import OBSTACLES, codes
from webmap.forms import bodies, reading

UUID = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"
REPORT = {
    "client_uuid": UUID,
    "base_version": 3,
    "status": "implementation",
    "physical_percent": Decimal("45.5"),
    "observed_on": "2026-11-20",
}
DESCRIBED = {
    "client_uuid": UUID,
    "base_version": 3,
    "effective_on": "2026-11-20",
    "name": "Đường thử",
    "sector": "transport",
    "agency": "ban-qlda@2013",
}


@pytest.fixture
def app(make_app, sqlite):
    return make_app(sqlite.new())


def problems(model, data):
    with pytest.raises(InvalidChange) as caught:
        reading.from_json(model, data)
    return {problem.pointer: problem for problem in caught.value.problems}


def typed(app, model, pairs, language="vi", **options):
    with app.test_request_context(f"/?lang={language}"):
        return reading.from_form(model, MultiDict(pairs), **options)


def test_a_report_gives_what_the_door_takes():
    position = {"lon": Decimal("105.758123456789"), "lat": 10, "accuracy": Decimal("12.34567")}
    said = {"obstacles": ["weather", "capital"], "note": " a\r\nb ", "position": position}
    made = reading.from_json(bodies.SiteReport, REPORT | said)
    assert made.values() == {
        "status": "implementation",
        "physical_percent": Decimal("45.500"),
        "forecast_finish": None,
        "obstacles": ["capital", "weather"],
        "note": "a\nb",
        "observed_on": dt.date(2026, 11, 20),
        "position": {
            "lon": Decimal("105.7581235"), "lat": Decimal(10), "accuracy": Decimal("12.346"),
        },
        "completed_on": None,
        "document_number": None,
    }  # fmt: skip
    assert (made.client_uuid, made.base_version) == (UUID, 3)


@pytest.mark.parametrize(
    "name",
    ["unit", "state", "role", "verifier", "reported_by", "rev", "verified", "account", "office",
     "recorded_at", "illustrative", "voided", "supersedes_id", "id", "__class__"],
)  # fmt: skip
@pytest.mark.parametrize("model", [bodies.SiteReport, bodies.Contribution, bodies.Disbursement])
def test_a_field_that_is_not_of_the_body_is_refused(model, name):
    assert problems(model, {name: "x"})[name].message == "không nhận trường này"


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("client_uuid", "6f9619ff8b864011b42d00cf4fc964ff", "không phải UUID"),
        ("client_uuid", None, "không phải UUID"),
        ("base_version", "3", "không phải số"),
        ("base_version", True, "không phải số"),
        ("base_version", -1, "phải từ 0 đến 2147483647"),
        ("base_version", Decimal("1e90"), "phải từ 0 đến 2147483647"),
        ("base_version", Decimal("3.5"), "phải là số nguyên"),
        ("status", "done", "không có giá trị này"),
        ("status", ["implementation"], "không có giá trị này"),
        ("physical_percent", "45", "không phải số"),
        ("physical_percent", Decimal("100.001"), "phải từ 0 đến 100"),
        ("physical_percent", -1, "phải từ 0 đến 100"),
        ("physical_percent", Decimal("45.1234"), "nhiều nhất 3 chữ số thập phân"),
        ("forecast_finish", "30/08/2026", "không phải ngày dạng năm-tháng-ngày"),
        ("forecast_finish", "2026-02-30", "không có ngày này trong lịch"),
        ("forecast_finish", "1999-12-31", "ngoài khoảng thời gian cho phép"),
        ("forecast_finish", 20261120, "không phải ngày dạng năm-tháng-ngày"),
        ("forecast_finish", "٢٠٢٦-١١-٢٠", "không phải ngày dạng năm-tháng-ngày"),
        ("obstacles", "capital", "phải là danh sách"),
        ("obstacles", ["capital", "volcano"], "không có giá trị này"),
        ("obstacles", ["capital", "capital"], "có giá trị lặp lại"),
        ("obstacles", ["capital"] * 8, "nhiều giá trị quá"),
        ("note", "x" * 1001, "dài quá 1000 ký tự"),
        ("note", "a\x07", "có ký tự điều khiển"),
        ("note", "a\u202eb", "có ký tự điều khiển"),
        ("note", 5, "phải là chữ"),
        ("position", [105, 10], "phải là một đối tượng {…}"),
        ("document_number", "hai\ndòng", "có ký tự điều khiển"),
    ],
)
def test_a_wrong_field_says_why(name, value, reason):
    found = problems(bodies.SiteReport, REPORT | {name: value})
    assert {pointer: str(problem) for pointer, problem in found.items()} == {name: reason}


def test_a_list_tells_the_value_and_what_would_do():
    error = problems(bodies.SiteReport, REPORT | {"obstacles": ["capital", "volcano"]})
    assert error["obstacles"].params["value"] == "volcano"
    assert error["obstacles"].allowed == codes(OBSTACLES)


def test_a_part_names_its_own_field():
    position = {"lon": Decimal("181"), "lat": 10, "zoom": 3}
    found = problems(bodies.SiteReport, REPORT | {"position": position})
    assert set(found) == {"position.lon", "position.zoom"}


def test_every_wrong_field_is_told_at_once():
    assert set(problems(bodies.SiteReport, {"x": 1})) == {
        "client_uuid", "base_version", "status", "x",
    }  # fmt: skip


def test_texts_are_composed():
    made = reading.from_json(bodies.SiteReport, REPORT | {"note": "e\u0302\u0301"})
    assert made.note == "\u1ebf"
    assert reading.from_json(bodies.SiteReport, REPORT | {"note": "  "}).note is None


# ── Forms ─────────────────────────────────────────────────────────────────────────────────────

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
        ("1,234.0", "en", 1234),
        ("1.234", "vi", 1234),
        ("1,234", "en", 1234),
    ],
)
def test_amounts_are_read_in_the_language_of_the_page(app, text, language, amount):
    row = [
        ("client_uuid", UUID), ("effective_on", "31/10/2026"), ("budget_year", "2026"),
        ("month", "10/2026"), ("kind", "payment"), ("amount", text),
    ]  # fmt: skip
    made = typed(app, bodies.Disbursement, row, language)
    assert made.amount == amount
    assert made.month == dt.date(2026, 10, 1)


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


def test_a_place_is_geojson_or_on_a_form_also_wkt(app):
    point = {"type": "Point", "coordinates": [Decimal("105.758"), Decimal("10.3")]}
    made = reading.from_json(bodies.Revision, DESCRIBED | {"place": point})
    assert made.values()["place"].equals(shapely.Point(105.758, 10.3))
    row = [(name, str(value)) for name, value in DESCRIBED.items() if name != "effective_on"]
    row += [("effective_on", "20/11/2026"), ("is_key", "on")]
    for text in ('{"type":"Point","coordinates":[105.758,10.3]}', "POINT (105.758 10.3)"):
        described = typed(app, bodies.Revision, [*row, ("place", text)])
        assert described.place.equals(shapely.Point(105.758, 10.3))
        assert described.is_key is True


@pytest.mark.parametrize(
    "place",
    [
        "POINT (105 10)",
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
    assert set(problems(bodies.Revision, DESCRIBED | {"place": place})) == {"place"}


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
        typed(app, bodies.Revision, [*row, ("effective_on", "20/11/2026"), ("place", text)])
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
        assert typed(app, bodies.Revision, sent).place.geom_type == kind


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
    made = reading.from_json(bodies.Revision, DESCRIBED | {"progress_plan": plan})
    assert made.progress_plan == [["2026-01-31", 12.5], ["2026-12-31", 100.0]]
    row = [(name, str(value)) for name, value in DESCRIBED.items()]
    lines = "31/01/2026 12,5%\r\n\r\n31/12/2026 100"
    assert typed(app, bodies.Revision, [*row, ("progress_plan", lines)]).progress_plan == [
        ["2026-01-31", 12.5], ["2026-12-31", 100.0],
    ]  # fmt: skip
    for wrong in ("x", [["2026-01-31"]], [[1, 2]], [["2026-01-31", 101]], [["2026-01-31", True]]):
        found = problems(bodies.Revision, DESCRIBED | {"progress_plan": wrong})
        assert set(found) == {"progress_plan"}


def test_money_is_one_figure():
    given = {
        "client_uuid": UUID, "kind": "money", "given_on": "2026-11-20", "giver_kind": "household",
        "givers": 2, "value": 5_000_000,
    }  # fmt: skip
    said = reading.from_json(bodies.Contribution, given).values()
    assert (said["quantity"], said["value"], said["unit_of_measure"]) == (
        5_000_000, 5_000_000, "đồng",
    )  # fmt: skip


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


def test_a_doors_refusal_of_a_value_is_one_of_its_field():
    with pytest.raises(InvalidChange) as caught, reading.as_fields():
        raise BadInput("Sai %(value)s", pointer="month", value="x")
    assert caught.value.problems[0].pointer == "month"


def test_what_is_wrong_is_shown_short_and_clean():
    found = problems(bodies.SiteReport, REPORT | {"status": "\ud800\0" + "x" * 5000})
    assert found["status"].params["value"] == "?\ufffd" + "x" * 198
