"""What an owner, a finance office and the secretariat keep of a project: who may, what is refused,
what is corrected."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest

from geodata import permissions, queries
from geodata.errors import Conflict, Forbidden, InvalidChange, NotFound, ReusedKey
from geodata.models import (
    CapitalPlan,
    Clearance,
    Disbursement,
    JournalEntry,
    Milestone,
    Package,
    ProjectDecision,
    ResponsibleUnit,
)
from geodata.projects import records
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
)
from tests.geodata.projects.records_sent import DAY, ROWS, append, correct, pointers, state, wrong

MODELS = {
    "disbursement": Disbursement,
    "capital_plan": CapitalPlan,
    "clearance": Clearance,
    "milestone": Milestone,
    "decision": ProjectDecision,
    "package": Package,
    "responsible_unit": ResponsibleUnit,
}


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
    sent = append(site, "clearance", households_done=5, stuck="Hộ ông X", let=("personal",))
    values = {"households_done": 6, "stuck": "Hộ bà Y"}
    correct(site, "clearance", sent.id, values, "Hộ bà Y", let=("personal",))
    told = [row.detail for row in rows(site, JournalEntry)[-4:]]
    assert "X" not in str(told)
    assert "Y" not in str(told)
    assert told[2]["before"]["households_done"] == 4
    assert told[3] == {
        "of": "DUONG-THU",
        "before": {"households_done": 5},
        "after": {"households_done": 6},
        "let_through": ["personal"],
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
