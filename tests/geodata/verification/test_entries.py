"""What waits, for whom, with its difference, its odd marks and its rivals."""

import datetime as dt
from decimal import Decimal

import pytest
import shapely
import time_machine

from geodata.checks import row_checks
from geodata.errors import Forbidden, NotFound
from geodata.projects import describing
from geodata.verification import deciding, entries
from tests.factories import OWNER, a_contribution, a_payment, a_project
from tests.factories import WARD as OLD_WARD
from tests.geodata.officers import (
    ADMINISTRATOR,
    ELSEWHERE,
    FINANCE,
    LEADER,
    OTHER_OWNER,
    OWNED,
    SECRETARIAT,
    TODAY,
    WARD,
    WARD_B,
    answers_for,
    report,
    version,
    with_site,
)


@pytest.fixture
def site(defined_store):
    return with_site(defined_store)


def waiting(store, actor=OWNED, **named):
    with store.reading() as session:
        definition = row_checks.definition_of(session)
        return entries.waiting(session, actor, definition, TODAY, **named)


def entry(store, row_id, actor=OWNED, kind="update"):
    with store.reading() as session:
        return entries.entry(session, actor, row_checks.definition_of(session), kind, row_id, TODAY)


def mine(store, actor):
    with store.reading() as session:
        return entries.mine(session, actor, row_checks.definition_of(session), TODAY)


def odd_of(store, **values):
    return entry(store, report(store, **values).id).odd


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
    assert (one.observed_on, one.days_waiting, one.odd, one.rivals) == (TODAY, 0, (), ())
    assert (one.may_decide, one.may_withdraw, one.correction_of) == (True, False, None)


@pytest.mark.parametrize(
    ("actor", "sees", "decides", "withdraws"),
    [
        (OWNED, True, True, False),
        (SECRETARIAT, True, True, False),
        (LEADER, True, False, False),
        (FINANCE, True, False, False),
        (WARD, True, False, True),
        (WARD_B, True, False, True),
        (ELSEWHERE, False, False, False),
        (OTHER_OWNER, False, False, False),
        (ADMINISTRATOR, False, False, False),
    ],
)
def test_queue_is_of_those_whom_it_concerns(site, actor, sees, decides, withdraws):
    sent = report(site)
    found = waiting(site, actor)
    assert [one.id for one in found] == ([sent.id] if sees else [])
    assert [one.id for one in waiting(site, actor, to_decide=True)] == (
        [sent.id] if decides else []
    )
    if sees:
        assert (found[0].may_decide, found[0].may_withdraw) == (decides, withdraws)
    else:
        with pytest.raises(Forbidden):
            entry(site, sent.id, actor)


def test_own_entry_is_seen_but_not_decided(site):
    report(site, OWNED)
    (one,) = waiting(site)
    assert not one.may_decide
    assert waiting(site, to_decide=True) == []


def test_unpublished_entry_is_not_found_by_others(site):
    with site.writing() as session:
        row_id = a_project(session, "MOI", verified=False).id
    assert entry(site, row_id, SECRETARIAT, "revision").published is False
    with pytest.raises(NotFound):
        entry(site, row_id, ELSEWHERE, "revision")
    with pytest.raises(NotFound):
        entry(site, 999)
    with pytest.raises(NotFound):
        entry(site, row_id, SECRETARIAT, "nothing")


def test_rivals_stand_side_by_side(site):
    ward = report(site)
    owner = report(site, OWNED, physical_percent=55)
    assert entry(site, ward.id).rivals == (owner.id,)
    assert entry(site, owner.id).rivals == (ward.id,)


@pytest.mark.parametrize(
    ("values", "odd"),
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
            ("outdated", "backdated"),
        ),
    ],
)
def test_what_looks_odd_is_marked(site, values, odd):
    assert odd_of(site, **values) == odd


def test_first_report_is_judged_against_the_proposal(site):
    with site.writing() as session:
        a_project(session, "MOI")
        answers_for(session, "MOI")
    values = {"code": "MOI", "status": "preparation", "physical_percent": 41, "base": 0}
    assert odd_of(site, **values) == ("progress_jumped",)
    skipped = report(site, code="MOI", base=version(site, "MOI"), physical_percent=20)
    assert entry(site, skipped.id).odd == ("status_skipped",)


@pytest.mark.parametrize(("amount", "odd"), [(900_000_001, ()), (900_000_002, ("over_budget",))])
def test_disbursement_over_the_total_is_marked(site, amount, odd):
    with site.writing() as session:
        a_payment(session, amount=100_000_000)
        a_payment(session, amount=amount)
    assert odd_of(site) == odd


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
    assert odd_of(site) == ("over_budget",)


def test_queue_is_sorted_by_age_unit_and_size(site):
    with site.writing() as session:
        a_project(session, "CAU")
        answers_for(session, "CAU", "30214@2025")
        small = a_contribution(session, "DG-1", verified=False, value=5).id
        large = a_contribution(session, "DG-2", verified=False, value=7, unit="29923@2013").id
    one = report(site, physical_percent=59).id
    two = report(
        site, ELSEWHERE, "CAU", base=0, status="identification", physical_percent=None,
        forecast_finish=None,
    ).id  # fmt: skip
    assert [(e.kind, e.id) for e in waiting(site, SECRETARIAT)] == [
        ("contribution", small),
        ("contribution", large),
        ("update", one),
        ("update", two),
    ]
    assert [(e.kind, e.id) for e in waiting(site, SECRETARIAT, sort="size")] == [
        ("update", two),
        ("update", one),
        ("contribution", large),
        ("contribution", small),
    ]
    by_unit = [e.units for e in waiting(site, SECRETARIAT, sort="unit")]
    assert by_unit == [
        ("29905@2013", "29905@2025"),
        ("29905@2025",),
        ("29923@2013", "30214@2025"),
        ("30214@2025",),
    ]
    of_unit = waiting(site, SECRETARIAT, unit="30214@2025")
    assert {(e.kind, e.id) for e in of_unit} == {("contribution", large), ("update", two)}
    assert [e.id for e in waiting(site, SECRETARIAT, kind="update")] == [one, two]


def test_days_waiting_are_counted_in_the_city(site):
    report(site)
    with time_machine.travel(dt.datetime(2026, 11, 23, 17, 30, tzinfo=dt.UTC)):
        report(site, WARD_B)
    with site.reading() as session:
        definition = row_checks.definition_of(session)
        found = entries.waiting(session, OWNED, definition, dt.date(2026, 11, 29))
    assert [one.days_waiting for one in found] == [6, 5]


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


def test_asked_entry_stays_in_the_queue(site):
    sent = report(site)
    with site.writing() as session:
        asked = deciding.decide(
            session, OWNED, "update", sent.id, "asked", "Đoạn nào?", today=TODAY
        )
    (one,) = waiting(site)
    assert (one.state, one.reason, one.version) == ("asked", "Đoạn nào?", asked.version)


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
    assert one.odd == ("duplicate", "backdated")
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
    assert (one.size, one.odd, one.published) == (Decimal(999_999_999), (), True)
