"""An entry that waits: its difference, its odd marks, its rivals and twins, what came back."""

import datetime as dt
from decimal import Decimal

import pytest
import shapely

from geodata.checks import row_checks
from geodata.projects import describing
from geodata.verification import deciding, entries
from tests.factories import OWNER, a_contribution, a_payment, a_project, an_update
from tests.factories import WARD as OLD_WARD
from tests.geodata.officers import (
    ELSEWHERE,
    OWNED,
    SECRETARIAT,
    TODAY,
    WARD,
    WARD_B,
    answers_for,
    report,
    version,
)
from tests.geodata.verification.entries_seen import entry, waiting


def mine(store, actor):
    with store.reading() as session:
        return entries.mine(session, actor, row_checks.definition_of(session), TODAY)


def warnings_of(store, **values):
    return entry(store, report(store, **values).id).warnings


def changes_of(one):
    return [(change.name, change.kind, change.old, change.new) for change in one.changes]


def test_entry_tells_the_difference_to_the_last_verified_state(site):
    sent = report(site)
    (one,) = waiting(site)
    assert changes_of(one) == [
        ("Tiến độ thực hiện", "percent", Decimal(50), Decimal(60)),
        ("Dự kiến hoàn thành", "day", None, dt.date(2026, 12, 20)),
        ("Khó khăn, vướng mắc", "OBSTACLES", [], ["weather"]),
        ("Ghi chú", "lines", None, "Mưa nhiều"),
    ]
    assert (one.kind, one.id, one.code, one.title) == ("update", sent.id, "DUONG-THU", "Đường thử")
    assert (one.office, one.author, one.units) == ("29905@2025", "ward-a", ("29905@2025",))
    assert (one.state, one.reason, one.version) == ("waiting", None, sent.version)
    assert (one.observed_on, one.days_waiting, one.warnings, one.rivals) == (TODAY, 0, (), ())
    assert (one.may_decide, one.may_withdraw, one.correction_of) == (True, False, None)


def test_rivals_stand_side_by_side(site):
    ward = report(site)
    owner = report(site, OWNED, physical_percent=55)
    assert entry(site, ward.id).rivals == (owner.id,)
    assert entry(site, owner.id).rivals == (ward.id,)


@pytest.mark.parametrize(
    ("values", "warnings"),
    [
        ({"physical_percent": Decimal("49.999")}, ("progress_fell",)),
        ({"physical_percent": 50}, ()),
        ({"physical_percent": 90}, ()),
        ({"physical_percent": Decimal("90.001")}, ("progress_jumped",)),
        ({"position": {"lon": 105.7, "lat": 10.3}}, ("far_from_site",)),
        ({"position": {"lon": 105.7629, "lat": 10.3}}, ("far_from_site",)),
        ({"position": {"lon": 105.7629, "lat": 10.3, "accuracy": 60}}, ()),
        ({"position": None}, ()),
        ({"observed_on": dt.date(2026, 10, 24)}, ()),
        ({"observed_on": dt.date(2026, 10, 23)}, ("backdated",)),
        (
            {
                "observed_on": dt.date(2024, 6, 30),
                "status": "preparation",
                "physical_percent": 40,
            },
            ("progress_before_start", "outdated", "backdated"),
        ),
    ],
)
def test_what_looks_odd_is_marked(site, values, warnings):
    assert warnings_of(site, **values) == warnings


def test_first_report_is_judged_against_the_proposal(site):
    with site.writing() as session:
        a_project(session, "MOI")
        answers_for(session, "MOI")
    values = {"code": "MOI", "status": "preparation", "physical_percent": 41, "base": 0}
    assert warnings_of(site, **values) == ("progress_jumped", "progress_before_start")
    skipped = report(site, code="MOI", base=version(site, "MOI"), physical_percent=20)
    assert entry(site, skipped.id).warnings == ("status_skipped",)


@pytest.mark.parametrize(
    ("status", "percent", "marked"),
    [
        ("identification", Decimal("93.5"), True),
        ("preparation", Decimal("0.5"), True),
        ("identification", 0, False),
        ("identification", None, False),
        ("suspended", Decimal("93.5"), False),
    ],
)
def test_progress_before_anything_is_built_is_marked(site, status, percent, marked):
    with site.writing() as session:
        a_project(session, "MOI")
        answers_for(session, "MOI")
        row_id = an_update(
            session, "MOI", verified=False, status=status, physical_percent=percent
        ).id
    assert ("progress_before_start" in entry(site, row_id).warnings) is marked


@pytest.mark.parametrize(
    ("kind", "value", "marked"),
    [
        ("money", 49_999, True),
        ("money", 20_000, True),
        ("money", 50_000, False),
        ("labour", 20_000, False),
        ("labour", None, False),
    ],
)
def test_money_that_lost_its_thousands_is_marked(site, kind, value, marked):
    with site.writing() as session:
        measure = {"money": "đồng", "labour": "ngày"}[kind]
        row_id = a_contribution(
            session, "DG-7", verified=False, kind=kind, value=value,
            quantity=value or 1, unit_of_measure=measure,
        ).id  # fmt: skip
    assert ("small_money" in entry(site, row_id, SECRETARIAT, "contribution").warnings) is marked


@pytest.mark.parametrize(
    ("amount", "warnings"), [(900_000_001, ()), (900_000_002, ("over_budget",))]
)
def test_disbursement_over_the_total_is_marked(site, amount, warnings):
    with site.writing() as session:
        a_payment(session, amount=100_000_000)
        a_payment(session, amount=amount)
    assert warnings_of(site) == warnings


def test_disbursement_over_the_plan_of_the_year_is_marked(site):
    plan = {
        "effective_on": dt.date(2026, 1, 15),
        "budget_year": 2026,
        "capital_source": "city_budget",
        "kind": "assigned",
        "amount": 99,
        "illustrative": [],
    }
    paid = {"effective_on": dt.date(2026, 3, 31), "budget_year": 2026, "month": dt.date(2026, 3, 1)}
    with site.writing() as session:
        describing.append(session, OWNER, "capital_plan", "DUONG-THU", plan)
        a_payment(session, amount=100, **paid)
    assert warnings_of(site) == ("over_budget",)


def test_sender_sees_what_came_back_and_why(site):
    first = report(site)
    with site.writing() as session:
        deciding.decide(session, OWNED, "update", first.id, "returned", "Thiếu ảnh", today=TODAY)
    second = report(site, WARD_B)
    assert [(one.id, one.state, one.reason) for one in mine(site, WARD)] == [
        (second.id, "waiting", None),
        (first.id, "returned", "Thiếu ảnh"),
    ]
    assert mine(site, WARD)[1].decided_by == "ban-qlda@2013"
    assert not mine(site, WARD)[1].may_withdraw
    assert mine(site, OWNED) != []
    assert mine(site, ELSEWHERE) == []
    assert [one.id for one in waiting(site)] == [second.id]


def test_contribution_is_told_in_full_and_its_twins_are_named(site):
    place = shapely.Point(105.758, 10.3)
    with site.writing() as session:
        a_contribution(session, "DG-1", project="DUONG-THU", quantity=100)
        a_contribution(session, "DG-2", project="DUONG-THU", quantity=100, kind="clearance")
        a_contribution(session, "DG-3", project=None, quantity=100)
        a_contribution(session, "DG-4", project="DUONG-THU", quantity=Decimal("94.9"))
        a_contribution(session, "DG-5", project="DUONG-THU", effective_on=dt.date(2024, 5, 9))
        row = a_contribution(
            session, "DG-6", verified=False, project="DUONG-THU", place=place,
            quantity=Decimal("105.263"), effective_on=dt.date(2024, 5, 8), hamlet="Khóm 1",
        )  # fmt: skip
        row_id = row.id
    one = entry(site, row_id, SECRETARIAT, "contribution")
    assert (one.code, one.title, one.twins) == ("DG-6", "Đường thử", ("DG-1",))
    assert one.warnings == ("duplicate", "backdated")
    assert changes_of(one) == [
        ("Loại", "CONTRIBUTION_KINDS", None, "land"),
        ("Ngày", "day", None, dt.date(2024, 5, 8)),
        ("Số lượng", "number", None, Decimal("105.263")),
        ("Đơn vị tính", "text", None, "m²"),
        ("Trị giá", "money", None, 36_000_000),
        ("Đơn vị", "office", None, "29905@2013"),
        ("Khóm, ấp", "text", None, "Khóm 1"),
        ("Dự án", "project", None, "DUONG-THU"),
        ("Bên đóng góp", "GIVER_KINDS", None, "household"),
        ("Số người, tập thể đóng góp", "number", None, 1),
        ("Vị trí", "place", None, place),
    ]
    assert one.author == OLD_WARD.account


def test_returned_contribution_is_no_twin(site):
    with site.writing() as session:
        first = a_contribution(session, "DG-1", verified=False)
        deciding.give(session, OWNER, first, "returned", reason="Sai")
        row_id = a_contribution(session, "DG-2", verified=False).id
    assert entry(site, row_id, SECRETARIAT, "contribution").twins == ()


def test_revision_is_compared_with_the_verified_one(site):
    with site.writing() as session:
        row_id = a_project(
            session, on=dt.date(2026, 11, 1), verified=False, total_investment=2_000_000_000
        ).id
    one = entry(site, row_id, SECRETARIAT, "revision")
    assert changes_of(one) == [
        ("Từ ngày", "day", dt.date(2024, 1, 1), dt.date(2026, 11, 1)),
        ("Tổng mức đầu tư", "money", 1_000_000_001, 2_000_000_000),
    ]
    assert (one.size, one.warnings, one.published) == (Decimal(999_999_999), (), True)
