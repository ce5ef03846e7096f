"""What an owner, a finance office and the secretariat keep of a project."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest
import shapely

from geodata import geojson, permissions, queries
from geodata.checks import row_checks, submissions
from geodata.errors import (
    BadInput,
    Conflict,
    Forbidden,
    InvalidChange,
    NotFound,
    ReusedKey,
    StaleDescription,
)
from geodata.models import (
    CapitalPlan,
    Clearance,
    Disbursement,
    JournalEntry,
    Milestone,
    Package,
    ProjectDecision,
    ProjectRevision,
    ResponsibleUnit,
    SetAside,
)
from geodata.projects import description_rules, records
from geodata.verification import deciding, entries
from tests.conftest import KINDS
from tests.factories import WARD_1, a_payment, a_project
from tests.geodata.officers import (
    ADMINISTRATOR,
    ELSEWHERE,
    FINANCE,
    LEADER,
    OTHER_OWNER,
    OWNED,
    OWNED_B,
    SECRETARIAT,
    TODAY,
    WARD,
    rows,
    with_site,
)
from tests.stores import copy_of

DAY = dt.date(2026, 11, 20)
RING = shapely.LinearRing([(105.758, 10.3), (105.759, 10.3), (105.759, 10.301)])
ROWS = {
    "disbursement": {
        "budget_year": 2026,
        "month": dt.date(2026, 10, 1),
        "kind": "payment",
        "amount": 100_000_000,
    },
    "capital_plan": {
        "budget_year": 2026,
        "capital_source": "city_budget",
        "kind": "assigned",
        "amount": 500_000_000,
        "decision_number": "12/QĐ-UBND",
    },
    "clearance": {
        "households_total": 10,
        "households_done": 4,
        "area_m2": Decimal("120.5"),
        "paid": 5_000_000,
        "stuck": "Còn 6 hộ",
    },
    "milestone": {"key": "start", "name": "Khởi công", "actual_on": dt.date(2026, 11, 2)},
    "decision": {"kind": "extension", "number": "9/QĐ", "finish_on": dt.date(2027, 3, 31)},
    "package": {"key": "xl-01", "name": "Xây lắp", "package_price": 9, "winning_price": 8},
    "responsible_unit": {"unit": "30214@2025"},
}
MODELS = {
    "disbursement": Disbursement,
    "capital_plan": CapitalPlan,
    "clearance": Clearance,
    "milestone": Milestone,
    "decision": ProjectDecision,
    "package": Package,
    "responsible_unit": ResponsibleUnit,
}


@pytest.fixture
def site(defined_store):
    return with_site(defined_store)


@pytest.fixture(scope="module", params=KINDS)
def still_site(request, templates):
    """A site that nothing is written of: for what is refused."""
    chosen = templates(request.param)
    with copy_of(chosen.stores, chosen.defined()) as made:
        yield with_site(made)


def append(store, kind, actor=None, /, *, code="DUONG-THU", uuid=None, **values):
    actor = actor or (SECRETARIAT if kind == "responsible_unit" else OWNED)
    return submissions.send(
        store,
        records.append,
        actor,
        kind,
        code,
        {"effective_on": DAY} | ROWS[kind] | values,
        client_uuid=uuid or str(uuid4()),
        today=TODAY,
    )


def correct(store, kind, row_id, values, reason="Gõ nhầm", *, actor=OWNED, uuid=None):
    return submissions.send(
        store,
        records.correct,
        actor,
        kind,
        row_id,
        values,
        reason,
        client_uuid=uuid or str(uuid4()),
        today=TODAY,
    )


def pointers(caught):
    return {problem.pointer for problem in caught.value.problems}


def wrong(store, kind, /, **values):
    with pytest.raises(InvalidChange) as caught:
        append(store, kind, **values)
    return pointers(caught)


def state(store, code="DUONG-THU"):
    with store.reading() as session:
        moment = queries.moment(session, today=TODAY)
        return queries.snapshot(session, moment).project_by_code.get(code)


@pytest.mark.parametrize("kind", sorted(ROWS))
def test_row_is_kept_as_sent_once_and_counts_at_once(site, kind):
    uuid = str(uuid4())
    sent = append(site, kind, uuid=uuid, source="Bảng kho bạc")
    again = append(site, kind, uuid=uuid, source="Bảng kho bạc")
    row = rows(site, MODELS[kind])[-1]
    assert (sent.id, sent.version, sent.state, sent.created) == (row.id, row.rev, "recorded", True)
    assert (again.id, again.version, again.state, again.created) == (
        row.id,
        row.rev,
        "recorded",
        False,
    )
    for name, value in ROWS[kind].items():
        assert getattr(row, name) == value
    assert (row.effective_on, row.source, row.illustrative) == (DAY, "Bảng kho bạc", [])
    with pytest.raises(ReusedKey):
        append(site, kind, uuid=uuid, source="khác")


WHO = {
    "disbursement": {OWNED, FINANCE},
    "capital_plan": {OWNED, FINANCE},
    "clearance": {OWNED},
    "milestone": {OWNED},
    "decision": {OWNED},
    "package": {OWNED},
    "responsible_unit": {SECRETARIAT},
}


@pytest.mark.parametrize("kind", sorted(WHO))
def test_others_may_not_add_or_correct(still_site, kind):
    everybody = {OWNED, OTHER_OWNER, FINANCE, SECRETARIAT, WARD, ELSEWHERE, LEADER, ADMINISTRATOR}
    for actor in sorted(everybody - WHO[kind], key=lambda actor: actor.account):
        with pytest.raises(Forbidden):
            append(still_site, kind, actor)


def test_finance_office_enters_of_its_units_sites(site):
    assert append(site, "disbursement", FINANCE).created
    elsewhere = permissions.Actor("f", "phong-kt-30214@2025", role="finance")
    with pytest.raises(Forbidden):
        append(site, "disbursement", elsewhere)
    with pytest.raises(NotFound):
        append(site, "disbursement", code="KHONG-CO")
    with pytest.raises(NotFound), site.writing() as session:
        records.append(
            session, OWNED, "gold", "DUONG-THU", {}, client_uuid=str(uuid4()), today=TODAY
        )


@pytest.mark.parametrize(
    ("kind", "values", "fields"),
    [
        ("disbursement", {"amount": 0}, {"amount"}),
        ("disbursement", {"amount": None}, {"amount"}),
        ("disbursement", {"amount": Decimal(5)}, {"amount"}),
        ("disbursement", {"kind": "gift"}, {"kind"}),
        ("disbursement", {"month": dt.date(2026, 12, 1)}, {"month"}),
        ("disbursement", {"month": dt.date(2026, 10, 2)}, {"month"}),
        ("disbursement", {"month": dt.date(2025, 12, 1)}, {"month"}),
        ("disbursement", {"month": dt.date(2026, 2, 1), "budget_year": 2025}, {"month"}),
        ("disbursement", {"budget_year": 1999}, {"budget_year"}),
        ("disbursement", {"effective_on": dt.date(2026, 9, 30)}, {"effective_on"}),
        ("disbursement", {"effective_on": dt.date(2026, 11, 24)}, {"effective_on"}),
        ("disbursement", {"effective_on": None, "amount": -1}, {"effective_on", "amount"}),
        ("disbursement", {"kind": "recovery", "amount": 1}, {"amount"}),
        ("disbursement", {"project_id": 5, "rev": 1}, {"project_id", "rev"}),
        ("capital_plan", {"capital_source": "bank"}, {"capital_source"}),
        ("capital_plan", {"amount": -1}, {"amount"}),
        ("capital_plan", {"kind": "adjusted"}, {"kind"}),
        ("clearance", {"households_done": 11}, {"households_done"}),
        ("clearance", {"households_total": None}, {"households_total"}),
        ("clearance", {"stuck": "a\x00"}, {"stuck"}),
        ("milestone", {"key": "Khởi công"}, {"key"}),
        ("milestone", {"actual_on": dt.date(2026, 11, 24)}, {"actual_on"}),
        ("milestone", {"actual_on": None}, {"planned_on"}),
        (
            "milestone",
            {"planned_on": DAY, "extended_on": DAY},
            {"extended_on"},
        ),
        ("decision", {"number": None}, {"number"}),
        ("decision", {"finish_on": None}, {"finish_on"}),
        ("decision", {"finish_on": dt.date(2024, 12, 31)}, {"finish_on"}),
        ("decision", {"kind": "approval", "finish_on": dt.date(2023, 12, 31)}, {"finish_on"}),
        ("decision", {"kind": "gift"}, {"kind"}),
        ("package", {"winning_price": 10}, {"winning_price"}),
        ("package", {"key": None}, {"key"}),
        ("responsible_unit", {"unit": "29905@2013"}, {"unit"}),
        ("responsible_unit", {"unit": "outside@2013"}, {"unit"}),
        ("responsible_unit", {"ends_on": DAY}, {"ends_on"}),
        ("responsible_unit", {"effective_on": dt.date(2028, 1, 1)}, {"effective_on"}),
        ("responsible_unit", {"confirmed": False}, {"confirmed"}),
    ],
)
def test_wrong_fields_are_told(still_site, kind, values, fields):
    before = len(rows(still_site, JournalEntry))
    assert wrong(still_site, kind, **values) == fields
    assert len(rows(still_site, JournalEntry)) == before


@pytest.mark.parametrize(
    ("month", "year"), [(dt.date(2026, 1, 1), 2025), (dt.date(2026, 1, 1), 2026)]
)
def test_budget_year_is_disbursed_until_january(site, month, year):
    append(site, "disbursement", month=month, budget_year=year)
    assert state(site).disbursed_year == (100_000_000 if year == 2026 else 0)


def test_no_more_is_recovered_than_was_advanced(site):
    advance = append(site, "disbursement", kind="advance", amount=100)
    assert wrong(site, "disbursement", kind="recovery", amount=101) == {"amount"}
    append(site, "disbursement", kind="recovery", amount=60)
    assert wrong(site, "disbursement", kind="recovery", amount=41) == {"amount"}
    assert state(site).disbursed_total == 40
    with pytest.raises(InvalidChange) as caught:
        correct(site, "disbursement", advance.id, {"amount": 59})
    assert pointers(caught) == {"amount"}
    with pytest.raises(InvalidChange):
        correct(site, "disbursement", advance.id, None)
    correct(site, "disbursement", advance.id, {"amount": 60})
    assert state(site).disbursed_total == 0


def test_over_budget_is_a_warning_as_of_when_it_came(site):
    uuid = str(uuid4())
    append(site, "capital_plan", amount=150)
    assert append(site, "disbursement", amount=150).warnings == ()
    assert append(site, "disbursement", amount=1, uuid=uuid).warnings == ("over_budget",)
    append(site, "capital_plan", kind="adjusted", amount=151)
    assert append(site, "disbursement", amount=1, uuid=uuid).warnings == ("over_budget",)
    assert state(site).disbursed_year == 151


def test_disbursement_over_the_total_investment_warns(site):
    with site.writing() as session:
        a_payment(session, amount=1_000_000_001)
    assert append(site, "disbursement", amount=1).warnings == ("over_budget",)


def test_capital_is_assigned_once_then_adjusted(site):
    append(site, "capital_plan")
    assert wrong(site, "capital_plan") == {"kind"}
    append(site, "capital_plan", capital_source="lottery", amount=1)
    append(site, "capital_plan", kind="adjusted", amount=400)
    append(site, "capital_plan", kind="carried_over", amount=7)
    assert state(site).plan_year == 408
    details = [
        row.detail for row in rows(site, JournalEntry) if row.action == "project.capital_plan"
    ]
    assert [detail["before"].get("amount") for detail in details] == [None, None, 500_000_000, None]
    assert details[2] == {
        "on": "2026-11-20",
        "before": {
            "budget_year": 2026,
            "capital_source": "city_budget",
            "kind": "assigned",
            "amount": 500_000_000,
        },
        "after": {
            "budget_year": 2026,
            "capital_source": "city_budget",
            "kind": "adjusted",
            "amount": 400,
        },
    }


def test_extension_moves_the_finish_by_which_lateness_is_judged(site):
    assert state(site).late_reason == "overdue"
    append(site, "decision")
    assert state(site).approved_finish == dt.date(2027, 3, 31)
    assert state(site).late_reason != "overdue"
    assert wrong(site, "decision", finish_on=dt.date(2027, 3, 31)) == {"finish_on"}
    append(site, "decision", finish_on=dt.date(2027, 4, 1), number="10/QĐ")
    assert state(site).approved_finish == dt.date(2027, 4, 1)


def test_journal_keeps_texts_of_rows_to_itself(site):
    append(site, "clearance")
    append(site, "package", contractor="Doanh nghiệp tư nhân Nguyễn Văn X")
    sent = append(site, "clearance", households_done=5, stuck="Hộ ông X")
    correct(site, "clearance", sent.id, {"households_done": 6, "stuck": "Hộ bà Y"}, "Hộ bà Y")
    told = [row.detail for row in rows(site, JournalEntry)[-4:]]
    assert "X" not in str(told)
    assert "Y" not in str(told)
    assert told[2]["before"]["households_done"] == 4
    assert told[3] == {
        "of": "DUONG-THU",
        "before": {"households_done": 5},
        "after": {"households_done": 6},
    }


def test_row_is_corrected_once_with_a_reason(site):
    sent, uuid = append(site, "disbursement"), str(uuid4())
    for actor in (WARD, ELSEWHERE, OTHER_OWNER, SECRETARIAT):
        with pytest.raises(Forbidden):
            correct(site, "disbursement", sent.id, {"amount": 7}, actor=actor)
    with pytest.raises(InvalidChange) as caught:
        correct(site, "disbursement", sent.id, {"amount": 0}, " ")
    assert pointers(caught) == {"amount", "reason"}
    first = correct(site, "disbursement", sent.id, {"amount": 7}, uuid=uuid)
    again = correct(site, "disbursement", sent.id, {"amount": 7}, uuid=uuid)
    assert (again.id, again.created) == (first.id, False)
    assert (state(site).disbursed_total, first.row.reason) == (7, "Gõ nhầm")
    with pytest.raises(Conflict):
        correct(site, "disbursement", sent.id, {"amount": 8}, actor=OWNED_B)
    with pytest.raises(NotFound):
        correct(site, "disbursement", 999, {"amount": 8})


def test_row_is_taken_back_once(site):
    sent = append(site, "disbursement")
    void = correct(site, "disbursement", sent.id, None, "Nhập trùng")
    assert state(site).disbursed_total is None
    with pytest.raises(Conflict):
        correct(site, "disbursement", void.id, None, "Nhập trùng")
    with pytest.raises(Conflict):
        correct(site, "disbursement", sent.id, {"amount": 1})


def test_responsibility_is_ended_by_a_correction(site):
    row = rows(site, ResponsibleUnit)[0]
    correct(site, "responsible_unit", row.id, {"ends_on": dt.date(2026, 11, 1)}, actor=SECRETARIAT)
    append(site, "responsible_unit", effective_on=dt.date(2026, 11, 1))
    with site.reading() as session:
        standing = queries.project_standing(session, "DUONG-THU", TODAY)
        before = queries.project_standing(session, "DUONG-THU", dt.date(2026, 10, 31))
    assert standing.responsible == {"30214@2025"}
    assert before.responsible == {"29905@2025"}


# ── Descriptions ──────────────────────────────────────────────────────────────────────────────

ROAD = {
    "effective_on": DAY,
    "name": "Đường mới",
    "sector": "transport",
    "agency": "ban-qlda@2013",
    "is_key": True,
    "project_group": "C",
    "total_investment": 2_000_000_000,
    "planned_start": dt.date(2026, 12, 1),
    "planned_finish": dt.date(2027, 12, 1),
    "progress_plan": [["2026-12-01", 0], ["2027-12-01", 100.0]],
    "place": shapely.LineString([(105.757, 10.3), (105.759, 10.301)]),
    "reason": "Theo tờ trình",
}


def described_as(store, code="DUONG-MOI"):
    with store.reading() as session:
        return description_rules.version(session, code)


def revise(store, actor=OWNED, code="DUONG-MOI", *, uuid=None, new=False, base=None, **values):
    return submissions.send(
        store,
        records.revise,
        actor,
        code,
        ROAD | values,
        client_uuid=uuid or str(uuid4()),
        today=TODAY,
        new=new,
        base_version=described_as(store, code) if base is None else base,
    )


def verify(store, row_id, actor=SECRETARIAT):
    with store.writing() as session:
        deciding.decide(session, actor, "revision", row_id, "verified", today=TODAY)


def test_new_project_is_public_once_the_secretariat_verified_it(site):
    uuid = str(uuid4())
    sent = revise(site, uuid=uuid, new=True)
    again = revise(site, uuid=uuid)
    assert (sent.state, sent.created, again.id, again.created) == (
        "waiting",
        True,
        sent.id,
        False,
    )
    assert state(site, "DUONG-MOI") is None
    verify(site, sent.id)
    made = state(site, "DUONG-MOI")
    assert (made.name, made.key, made.total_investment) == ("Đường mới", True, 2_000_000_000)
    assert made.units == ("29905@2025",)
    row = rows(site, ProjectRevision)[-1]
    assert row.progress_plan == [["2026-12-01", 0.0], ["2027-12-01", 100.0]]
    assert row.reason == "Theo tờ trình"
    entry = next(one for one in rows(site, JournalEntry) if one.rev == row.rev)
    assert (entry.action, entry.subject) == ("project.register", "DUONG-MOI")
    assert entry.detail["before"] == {}
    assert entry.detail["after"]["total_investment"] == 2_000_000_000


def test_project_without_a_place_belongs_to_declared_units(site):
    sent = revise(site, place=None, units=["29905@2025"])
    verify(site, sent.id)
    assert state(site, "DUONG-MOI").shares == {"29905@2025": 1}


@pytest.mark.parametrize("actor", [WARD, FINANCE, LEADER, ADMINISTRATOR, OTHER_OWNER])
def test_others_register_nothing_for_this_owner(still_site, actor):
    with pytest.raises(Forbidden):
        revise(still_site, actor)


def test_code_that_is_taken_is_refused_where_a_new_one_is_meant(site):
    with site.writing() as session:
        a_project(session, "CUA-TOI", verified=False)
    for code, actor, named in (
        ("DUONG-THU", OWNED, {"new": True}),
        ("CUA-TOI", OTHER_OWNER, {"agency": OTHER_OWNER.office}),
        ("duong-thu", OWNED, {}),
    ):
        with pytest.raises(InvalidChange) as caught:
            revise(site, actor, code, **named)
        assert pointers(caught) == {"code"}
    assert revise(site, SECRETARIAT, "CUA-TOI").created


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"name": None}, {"name"}),
        ({"name": "a" * 201}, {"name"}),
        ({"sector": "gold"}, {"sector"}),
        ({"project_group": "D"}, {"project_group"}),
        ({"total_investment": -1}, {"total_investment"}),
        ({"planned_finish": dt.date(2026, 11, 30)}, {"planned_finish"}),
        ({"effective_on": dt.date(2026, 11, 24)}, {"effective_on"}),
        ({"progress_plan": [["2026-12-01", 5], ["2026-12-02", 4]]}, {"progress_plan"}),
        ({"progress_plan": [["2026-12-01", 5], ["2026-12-01", 6]]}, {"progress_plan"}),
        ({"progress_plan": [["2026-12-01", 101]]}, {"progress_plan"}),
        ({"progress_plan": [["x", 5]]}, {"progress_plan"}),
        ({"progress_plan": [["2026-12-01", float("nan")]]}, {"progress_plan"}),
        ({"progress_plan": [["2026-12-01"]]}, {"progress_plan"}),
        ({"progress_plan": {}}, {"progress_plan"}),
        ({"place": shapely.Point(21, 105)}, {"place"}),
        ({"place": shapely.Point()}, {"place"}),
        ({"place": shapely.Point(105.758, 10.3, 5)}, {"place"}),
        ({"place": shapely.Point(float("nan"), 10)}, {"place"}),
        ({"place": "POINT(1 1)"}, {"place"}),
        ({"place": shapely.GeometryCollection([WARD_1])}, {"place"}),
        ({"place": RING}, {"place"}),
        ({"units": ["nowhere"]}, {"units"}),
        ({"published": True, "rev": 4}, {"published", "rev"}),
    ],
)
def test_wrong_description_is_refused(still_site, values, fields):
    with pytest.raises(InvalidChange) as caught:
        revise(still_site, **values)
    assert pointers(caught) == fields


@pytest.mark.parametrize("place", [shapely.GeometryCollection([WARD_1]), RING])
def test_no_door_takes_a_place_that_the_map_cannot_draw(still_site, place):
    with pytest.raises(BadInput) as caught, still_site.writing() as session:
        a_project(session, "DUONG-VONG", place=place)
    assert (caught.value.pointer, caught.value.allowed) == ("place", geojson.GEOMETRIES)
    assert len(rows(still_site, ProjectRevision)) == 1


def test_who_describes_from_an_older_state_is_told_both(site):
    """A description replaces the whole: the second would take back what the first said."""
    base, count = described_as(site, "DUONG-THU"), len(rows(site, ProjectRevision))
    first = revise(site, code="DUONG-THU", base=base, name="Đường của người trước", reason="Một")
    uuid = str(uuid4())
    journal = len(rows(site, JournalEntry))
    with pytest.raises(StaleDescription) as caught:
        revise(site, OWNED_B, "DUONG-THU", base=base, uuid=uuid, name="Đường của người sau")
    assert (caught.value.mine["name"], caught.value.mine["base_version"]) == (
        "Đường của người sau", base,
    )  # fmt: skip
    theirs = caught.value.theirs
    assert (theirs["name"], theirs["reason"]) == ("Đường của người trước", "Một")
    assert (theirs["id"], theirs["version"], theirs["state"], theirs["office"]) == (
        first.id, first.version, "waiting", OWNED.office,
    )  # fmt: skip
    assert len(rows(site, ProjectRevision)) == count + 1
    assert len(rows(site, JournalEntry)) == journal
    assert rows(site, SetAside) == []
    sent = revise(site, OWNED_B, "DUONG-THU", base=first.version, uuid=uuid, name="Đường chung")
    assert sent.created
    assert (
        revise(site, OWNED_B, "DUONG-THU", base=base, uuid=uuid, name="Đường chung").id == sent.id
    )


def test_description_waits_and_is_compared(site):
    sent = revise(site, code="DUONG-THU", agency="ban-qlda@2013")
    assert state(site).name == "Đường thử"
    with site.reading() as session:
        definition = row_checks.definition_of(session)
        (one,) = entries.waiting(session, SECRETARIAT, definition, TODAY, to_decide=True)
    assert (one.kind, one.id, one.title) == ("revision", sent.id, "Đường mới")
    with pytest.raises(Forbidden):
        verify(site, sent.id, OWNED_B)
    verify(site, sent.id)
    assert state(site).name == "Đường mới"


def test_correcting_a_decision_leaves_its_note(site):
    sent = append(site, "decision", note="Theo tờ trình 12")
    fixed = correct(site, "decision", sent.id, {"number": "10/QĐ"}, "Gõ nhầm số")
    old, new = rows(site, ProjectDecision)
    assert (old.note, old.reason) == ("Theo tờ trình 12", None)
    assert (new.id, new.number, new.note, new.reason) == (
        fixed.id, "10/QĐ", "Theo tờ trình 12", "Gõ nhầm số",
    )  # fmt: skip
    correct(site, "decision", new.id, {"note": "Theo tờ trình 13"}, "Nhầm tờ trình")
    last = rows(site, ProjectDecision)[-1]
    assert (last.note, last.reason) == ("Theo tờ trình 13", "Nhầm tờ trình")
    correct(site, "decision", last.id, {"note": None}, "Không có tờ trình")
    assert rows(site, ProjectDecision)[-1].note is None


def test_verified_description_is_corrected(site):
    old = rows(site, ProjectRevision)[0].id

    def send(actor=OWNED, **values):
        return submissions.send(
            site,
            records.correct_revision,
            actor,
            old,
            values,
            client_uuid=str(uuid4()),
            today=TODAY,
        )

    with pytest.raises(InvalidChange) as caught:
        send(total_investment=7)
    assert pointers(caught) == {"reason"}
    with pytest.raises(Forbidden):
        send(OTHER_OWNER, total_investment=7, reason="Sai")
    sent = send(total_investment=7, reason="Sai")
    with pytest.raises(Conflict):
        send(total_investment=8, reason="Sai")
    assert state(site).total_investment == 1_000_000_001
    verify(site, sent.id)
    assert (state(site).total_investment, state(site).name) == (7, "Đường thử")
    entry = next(one for one in rows(site, JournalEntry) if one.rev == sent.version)
    assert entry.action == "project.correct"
    assert (entry.detail["before"]["total_investment"], entry.detail["after"]) == (
        1_000_000_001,
        entry.detail["before"] | {"total_investment": 7},
    )
