"""Bodies as models of JSON: read strictly; what is wrong is told by field."""

import datetime as dt
from decimal import Decimal

import pytest

from geodata.errors import BadInput, InvalidChange
from geodata.vocabulary import OBSTACLES, codes
from tests.webmap.forms.bodies_sent import REPORT, UUID, problems
from webmap.forms import bodies, project_bodies, reading


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


UNPRINTABLE = (
    "có ký tự không in được (thường do dán từ tệp khác): mã %s, đứng thứ 2, sau “a”; "
    "xóa ký tự ấy rồi gửi lại"
)


@pytest.mark.parametrize(
    "name",
    ["unit", "state", "role", "verifier", "reported_by", "rev", "verified", "account", "office",
     "recorded_at", "illustrative", "voided", "supersedes_id", "id", "__class__"],
)  # fmt: skip
@pytest.mark.parametrize(
    "model", [bodies.SiteReport, bodies.Contribution, project_bodies.Disbursement]
)
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
        ("note", "a\x07", UNPRINTABLE % "U+0007"),
        ("note", "a\u202eb", UNPRINTABLE % "U+202E"),
        ("note", 5, "phải là chữ"),
        ("position", [105, 10], "phải là một đối tượng {…}"),
        ("document_number", "hai\ndòng", "chỉ viết trên một dòng"),
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


def test_money_is_one_figure():
    given = {
        "client_uuid": UUID, "kind": "money", "given_on": "2026-11-20", "giver_kind": "household",
        "givers": 2, "value": 5_000_000,
    }  # fmt: skip
    said = reading.from_json(bodies.Contribution, given).values()
    assert (said["quantity"], said["value"], said["unit_of_measure"]) == (
        5_000_000, 5_000_000, "đồng",
    )  # fmt: skip


def test_an_amount_may_be_a_text_of_one_reading():
    row = {
        "client_uuid": UUID, "effective_on": "2026-11-20", "budget_year": 2026, "month": "2026-11",
        "kind": "payment",
    }  # fmt: skip
    for text in ("850.000", "850,000", "850000 đồng", 850_000):
        made = reading.from_json(project_bodies.Disbursement, row | {"amount": text})
        assert made.amount == 850_000
    for text, why in (
        ("1.500 triệu", "1 500 000 hoặc 1 500 000 000"), ("", "chưa đọc được"),
        (True, "không phải"), (Decimal("850.5"), "số nguyên"), ("-5", "phải từ 0"),
    ):  # fmt: skip
        found = problems(project_bodies.Disbursement, row | {"amount": text})
        assert list(found) == ["amount"]
        assert why in str(found["amount"])


def test_a_doors_refusal_of_a_value_is_one_of_its_field():
    with pytest.raises(InvalidChange) as caught, reading.as_fields():
        raise BadInput("Sai %(value)s", pointer="month", value="x")
    assert caught.value.problems[0].pointer == "month"


def test_what_is_wrong_is_shown_short_and_clean():
    found = problems(bodies.SiteReport, REPORT | {"status": "\ud800\0" + "x" * 5000})
    assert found["status"].params["value"] == "?\ufffd" + "x" * 198
