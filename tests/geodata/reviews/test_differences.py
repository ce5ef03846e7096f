"""What moved since a review was frozen: which figures, by which rows, and why."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from geodata import corrections, reviews
from geodata.evidence import awards, criteria
from geodata.reviews import preparing
from geodata.verification import deciding
from tests import factories
from tests.geodata.reviews.frozen_reviews import (
    ABOUT,
    SECRETARY,
    TODAY,
    body_of,
    difference_of,
    prepared,
    propose,
)

PROPOSED, DECIDED = dt.date(2024, 10, 2), dt.date(2024, 11, 2)
LEAF = "1.1.a.1"


@pytest.fixture
def frozen(store):
    """A store with a frozen review of one project, contribution and decided award; its code."""
    with store.writing() as session:
        factories.a_project(session)
        factories.a_contribution(session)
        propose(session, "KT-CO", steps=[("proposed", PROPOSED), ("decided", DECIDED)])
        code = preparing.set_up(session, SECRETARY, ABOUT).code
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    return store, code


def step(session, code, name, on, **values):
    awards.step(
        session, SECRETARY, code, {"step": name, "effective_on": on, "illustrative": []} | values
    )


def told(found):
    """Kind, code, and of each change its day, action and what each field is."""
    return [
        (row.kind, row.code, [
            (change.effective_on, change.what, change.action,
             {field.name: (field.old, field.new) for field in change.fields})
            for change in row.changes
        ])
        for row in found.rows
    ]  # fmt: skip


def test_a_hamlet_spelled_anew_by_another_contribution_is_no_change_of_its_own(store):
    with store.writing() as session:
        for code, hamlet in (("DG-1", "KHÓM 3"), ("DG-2", "Khóm 3")):
            factories.a_contribution(session, code, hamlet=hamlet)
        code = preparing.set_up(session, SECRETARY, ABOUT).code
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    shown = [one["hamlet"] for one in json.loads(body_of(store, code))["contributions"]]
    assert shown == ["KHÓM 3", "KHÓM 3"]
    with store.writing() as session:
        factories.a_contribution(session, "DG-1", hamlet="Khóm 5")
    assert [(row.kind, row.code) for row in difference_of(store, code).rows] == [
        ("contribution", "DG-1")
    ]


def test_nothing_moved(frozen):
    assert difference_of(*frozen) == reviews.Difference((), ())


def test_a_revoked_award_is_named_with_its_day_number_and_reason(frozen):
    store, code = frozen
    day = dt.date(2024, 11, 20)
    with store.writing() as session:
        step(session, "KT-CO", "revoked", day, number="9/QĐ-UBND", note="Khai sai thành tích")
    found = difference_of(store, code)
    total = next(change for change in found.figures if change.path == ("total", "awards"))
    assert (total.then, total.now, total.rows) == (1, 0, ("KT-CO",))
    assert found.rows[0].changes[0].reason == "Khai sai thành tích"
    assert told(found) == [("award", "KT-CO", [
        (day, "Bước khen thưởng", "added",
         {"Bước": (None, "revoked"), "Số": (None, "9/QĐ-UBND")}),
    ])]  # fmt: skip


def test_a_late_award_is_named_without_who_and_what_the_council_said(frozen):
    store, code = frozen
    with store.writing() as session:
        propose(session, "KT-MUON", steps=[("proposed", PROPOSED)])
        step(session, "KT-MUON", "council", DECIDED, note="Ý kiến riêng")
        step(session, "KT-MUON", "decided", DECIDED, number="12/QĐ-UBND")
    found = difference_of(store, code)
    total = next(change for change in found.figures if change.path == ("total", "awards"))
    assert (total.then, total.now, total.rows) == (1, 2, ("KT-MUON",))
    assert told(found) == [("award", "KT-MUON", [
        (DECIDED, "Bước khen thưởng", "added",
         {"Bước": (None, "decided"), "Số": (None, "12/QĐ-UBND")}),
        (dt.date(2024, 10, 1), "Hồ sơ khen thưởng", "added",
         {"Hình thức": (None, "giay-khen-xa"), "Năm": (None, 2024),
          "Số tập thể, cá nhân, hộ": (None, 3), "Đơn vị": (None, "29905@2013")}),
    ])]  # fmt: skip
    assert "Ba hộ" not in repr(found.rows)


def test_an_award_for_a_contribution_is_told_by_the_award_alone(frozen):
    store, code = frozen
    about = {
        "effective_on": PROPOSED, "type": "thematic", "form": "giay-khen-xa", "year": 2024,
        "recipient_kind": "household", "recipients": 1, "recipient": "Một hộ",
        "unit": "29905@2013", "achievement": "Hiến đất", "illustrative": [],
    }  # fmt: skip
    with store.writing() as session:
        awards.propose(session, SECRETARY, "KT-DAT", about, contributions=["DG-THU"])
        step(session, "KT-DAT", "decided", DECIDED)
    found = difference_of(store, code)
    assert [(row.kind, row.code) for row in found.rows] == [("award", "KT-DAT")]
    changes = {change.what: change for change in found.rows[0].changes}
    (field,) = changes["Thành tích được khen"].fields
    assert (field.name, field.old, field.new) == ("Đóng góp", None, "DG-THU")


@pytest.mark.parametrize(
    ("kind", "code"), [("contribution", "DG-THU"), ("award", "KT-CO"), ("project", "DUONG-THU")]
)
def test_a_link_to_a_criterion_is_told_and_so_is_its_end(frozen, kind, code):
    store, review = frozen
    day = dt.date(2024, 11, 5)
    values = {"effective_on": day, "evidence": "Biên bản 3", "illustrative": []}
    with store.writing() as session:
        link = criteria.link(session, SECRETARY, LEAF, kind, code, values)
        model, identity = type(link), link.id
    found = difference_of(store, review)
    assert told(found) == [(kind, code, [
        (day, "Tiêu chí thi đua", "added",
         {"Tiêu chí": (None, LEAF), "Minh chứng": (None, "Biên bản 3")}),
    ])]  # fmt: skip
    assert any(change.path[:2] == ("by_criterion", LEAF) for change in found.figures)
    with store.writing() as session:
        second = preparing.set_up(session, SECRETARY, ABOUT).code
    reviews.freeze(store, SECRETARY, second, "0.1.0", TODAY)
    with store.writing() as session:
        row = session.get(model, identity)
        corrections.correct(session, SECRETARY, row, {"voided": True}, "Nhầm tiêu chí")
    assert difference_of(store, review) == reviews.Difference((), ())
    found = difference_of(store, second)
    assert told(found) == [(kind, code, [
        (day, "Tiêu chí thi đua", "withdrawn",
         {"Tiêu chí": (LEAF, None), "Minh chứng": ("Biên bản 3", None)}),
    ])]  # fmt: skip
    assert found.rows[0].changes[0].reason == "Nhầm tiêu chí"


def test_nothing_has_moved_right_after_freezing(store):
    code = prepared(store)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    assert difference_of(store, code) == reviews.Difference((), ())


def test_a_correction_is_named_with_its_row_and_reason(store):
    code = prepared(store)
    with store.writing() as session:
        paid = factories.a_payment(session, month=dt.date(2024, 4, 1), amount=5_000_000)
        row_id = paid.id
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    with store.writing() as session:
        row = session.get(type(paid), row_id)
        corrections.correct(session, factories.OWNER, row, {"amount": 7_000_000}, "Ghi nhầm số")
    found = difference_of(store, code)
    moved = {change.path: change for change in found.figures}
    total = moved["total", "disbursed_year"]
    assert (total.then, total.again, total.now) == (105_000_000, 105_000_000, 107_000_000)
    assert total.by_data
    assert not total.by_method
    assert total.rows == ("DUONG-THU",)
    assert ("by_sector", "transport", "disbursed_year") in moved
    assert ("by_unit", "2024-11-30", "groups", "29905@2013", "disbursed_year") in moved
    assert ("by_unit", "2025-07-01", "groups", "29905@2025", "disbursed_year") in moved
    (project,) = found.rows
    assert (project.kind, project.code) == ("project", "DUONG-THU")
    assert [change.reason for change in project.changes] == ["Ghi nhầm số"]
    assert project.changes[0].action == "corrected"


def test_a_late_update_of_an_earlier_day_is_named(store):
    code = prepared(store)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    with store.writing() as session:
        factories.an_update(session, on=dt.date(2024, 11, 20), percent=95)
    found = difference_of(store, code)
    assert [change.path for change in found.figures if change.path[0] == "total"] == [
        ("total", "stale")
    ]
    assert [row.code for row in found.rows] == ["DUONG-THU"]


def test_a_contribution_without_a_project_is_named_too(store):
    code = prepared(store)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    with store.writing() as session:
        factories.a_contribution(session, "DG-SAU", quantity=Decimal("12.5"), value=None)
    found = difference_of(store, code)
    moved = {change.path: change for change in found.figures}
    land = moved["total", "contributions", "kinds", "land", "quantities", "m²"]
    assert (land.then, land.now, land.rows) == (120, 132.5, ("DG-SAU",))
    assert [(row.kind, row.code) for row in found.rows] == [("contribution", "DG-SAU")]


def test_what_comes_after_the_closing_day_does_not_move_it(store):
    code = prepared(store)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    with store.writing() as session:
        factories.an_update(session, on=dt.date(2024, 12, 20), percent=95)
        factories.a_contribution(session, "DG-SAU", effective_on=dt.date(2024, 12, 1))
    assert difference_of(store, code) == reviews.Difference((), ())


def test_other_rules_are_told_apart_from_other_rows(store):
    code = prepared(store)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    body = json.loads(body_of(store, code))
    body["figures"]["total"]["late"] = 7  # as an older release might have counted
    with store.reading() as session:
        found = reviews.difference(session, reviews.canonical(body), TODAY)
    (change,) = found.figures
    assert (change.path, change.then, change.again, change.now) == (("total", "late"), 7, 0, 0)
    assert change.by_method
    assert not change.by_data
    assert found.rows == ()


def test_a_verdict_taken_back_is_named(store):
    code = prepared(store)
    with store.writing() as session:
        contribution = factories.a_contribution(session, "DG-RUT")
        kind, identity = type(contribution), contribution.id
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    with store.writing() as session:
        row = session.get(kind, identity)
        deciding.give(session, SECRETARY, row, "returned", reason="Thiếu biên bản")
    found = difference_of(store, code)
    assert [(row.kind, row.code) for row in found.rows] == [("contribution", "DG-RUT")]
    assert found.rows[0].changes[0].action == "withdrawn"
