"""Frozen reviews: the same bytes for ever, and afterwards what moved, by which rows and why."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from geodata import corrections, reviews
from geodata.errors import BadInput, Conflict, Forbidden, NotFound
from geodata.journal import Officer
from geodata.models import APPEND_ONLY
from geodata.permissions import Actor
from geodata.reviews import freezing, preparing, register, states
from geodata.reviews.differences import leaves, rows_behind
from geodata.verification import deciding
from tests import factories

SECRETARY = Officer("account-secretary", "phong-vhxh-29905@2025")
TODAY = dt.date(2026, 11, 23)
ABOUT = {
    "name": "Báo cáo năm 2024",
    "kind": "annual",
    "office": None,
    "period_from": dt.date(2024, 1, 1),
    "period_to": dt.date(2024, 12, 31),
    "as_of": dt.date(2024, 11, 30),
    "against": None,
}


def prepared(store, **changes):
    with store.writing() as session:
        factories.define(session)
        factories.a_project(session)
        factories.an_update(session)
        factories.a_payment(session)
        factories.a_contribution(session)
        return preparing.set_up(session, SECRETARY, ABOUT | changes).code


def body_of(store, code):
    with store.reading() as session:
        return reviews.frozen_body(session, reviews.review(session, code).id)


def difference_of(store, code):
    body = body_of(store, code)
    with store.reading() as session:
        return reviews.difference(session, body, TODAY)


def test_a_frozen_review_keeps_its_bytes_and_proves_them(store):
    code = prepared(store)
    digest = reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    body = body_of(store, code)
    assert code == "annual-2024-11-30"
    assert reviews.digest_of(body) == digest
    told = json.loads(body)
    assert body == reviews.canonical(told)
    assert told["figures"]["total"]["disbursed_year"] == 100_000_000
    assert told["figures"]["total"]["contributions"]["kinds"]["land"]["quantities"] == {"m²": 120}
    assert told["figures"]["total"]["rows"] == {
        "projects": ["DUONG-THU"], "contributions": ["DG-THU"], "awards": []
    }  # fmt: skip
    assert told["projects"][0]["reports"][0]["physical_percent"] == 50
    with store.writing() as session:
        factories.an_update(session, on=dt.date(2024, 11, 1), percent=80)
    assert body_of(store, code) == body


def test_figures_leave_out_ids_of_rows_and_who_acted(store):
    code = prepared(store)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    told = json.loads(body_of(store, code))
    assert "id" not in told["projects"][0]
    assert "account" not in body_of(store, code).decode()


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


def test_a_review_is_frozen_once(store):
    code = prepared(store)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    with pytest.raises(Conflict, match="đã chốt"):
        reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    with store.writing() as session, pytest.raises(Conflict):
        preparing.write(session, SECRETARY, code, None, "results", "Muộn rồi")
    with store.writing() as session, pytest.raises(Conflict):
        preparing.set_up(session, SECRETARY, ABOUT, code)


def test_a_closing_day_to_come_is_refused(store):
    code = prepared(store, as_of=dt.date(2026, 11, 30), period_to=dt.date(2026, 12, 31))
    with pytest.raises(BadInput, match="30/11/2026"):
        reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)


def test_only_what_is_frozen_can_be_published(store):
    code = prepared(store)
    with store.writing() as session, pytest.raises(Conflict):
        reviews.publish(session, SECRETARY, code, True)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    with store.writing() as session:
        reviews.publish(session, SECRETARY, code, True)
        assert reviews.review(session, code).published
        reviews.publish(session, SECRETARY, code, False)
        assert not reviews.review(session, code).published


def test_an_unknown_review_is_not_found(store):
    with store.reading() as session, pytest.raises(NotFound, match="annual-1999"):
        reviews.review(session, "annual-1999")


def test_two_reviews_of_a_day_have_names_of_their_own(store):
    assert prepared(store) == "annual-2024-11-30"
    with store.writing() as session:
        assert preparing.set_up(session, SECRETARY, ABOUT).code == "annual-2024-11-30-2"
        assert [state.code for state in reviews.reviews(session)] == [
            "annual-2024-11-30-2", "annual-2024-11-30"
        ]  # fmt: skip


def test_the_newest_request_report_and_text_count(store):
    code = prepared(store)
    due = dt.date(2024, 12, 5)
    with store.writing() as session:
        preparing.ask(session, SECRETARY, code, ["29905@2013", "29911@2013"], due)
        preparing.ask(session, SECRETARY, code, ["29905@2013", "ban-qlda@2013"], due)
        sent = {"office": "29905@2013", "number": "12/BC-UBND", "dated": dt.date(2024, 12, 2),
                "received_on": dt.date(2024, 12, 3)}  # fmt: skip
        preparing.report(session, SECRETARY, code, sent)
        preparing.write(session, SECRETARY, code, None, "results", "Bản đầu")
        preparing.write(session, SECRETARY, code, None, "results", "Bản sửa")
        preparing.write(session, SECRETARY, code, "29905@2013", "lessons", "Bỏ")
        preparing.write(session, SECRETARY, code, "29905@2013", "lessons", "")
        identity = reviews.review(session, code).id
        offices = {
            item.office: (item.report.number if item.report else None)
            for item in states.reporting(session, identity)
        }
        assert offices == {"29905@2013": "12/BC-UBND", "ban-qlda@2013": None}
        assert states.texts(session, identity) == {(None, "results"): "Bản sửa"}
        silent = next(i for i in states.reporting(session, identity) if i.report is None)
        assert silent.overdue(dt.date(2024, 12, 6))
        assert not silent.overdue(due)


def test_petitions_stand_as_of_a_day(store):
    prepared(store)
    raised = {
        "kind": "petition", "raised_by": "29905@2013", "raised_on": dt.date(2024, 6, 1),
        "effective_on": dt.date(2024, 6, 1), "text": "Bố trí vốn đối ứng", "project": "DUONG-THU",
        "addressed_to": "phong-tckh@2013", "due_on": dt.date(2024, 9, 1),
    }  # fmt: skip
    with store.writing() as session:
        code = register.petition(session, SECRETARY, raised)
        answered = raised | {
            "effective_on": dt.date(2024, 8, 1), "answer": "Đã bố trí", "answered_on":
            dt.date(2024, 8, 1), "done_on": dt.date(2024, 8, 1),
        }  # fmt: skip
        register.petition(session, SECRETARY, answered, code)
        (july,) = reviews.petitions(session, dt.date(2024, 7, 1))
        (august,) = reviews.petitions(session, dt.date(2024, 8, 1))
    assert code == "KN-0001"
    assert (july.open, july.answer) == (True, None)
    assert (august.open, august.answer) == (False, "Đã bố trí")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "weekly"}, "kind"),
        ({"office": "29905"}, "office"),
        ({"name": "  "}, "name"),
        ({"name": "ạ" * 201}, "name"),
        ({"period_to": dt.date(2023, 1, 1)}, "period_to"),
        ({"as_of": dt.date(2023, 12, 31)}, "as_of"),
        ({"as_of": dt.date(2025, 3, 2)}, "as_of"),
    ],
)
def test_a_wrong_review_is_refused_with_its_field(store, changes, field):
    with store.writing() as session:
        factories.define(session)
        with pytest.raises(BadInput) as refused:
            preparing.set_up(session, SECRETARY, ABOUT | changes)
    assert refused.value.pointer == field


@pytest.mark.parametrize(
    "changes",
    [{"name": "ạ" * 200}, {"as_of": dt.date(2024, 1, 1)}, {"as_of": dt.date(2025, 3, 1)}],
)
def test_the_longest_name_and_the_outermost_closing_days_are_taken(store, changes):
    with store.writing() as session:
        factories.define(session)
        state = preparing.set_up(session, SECRETARY, ABOUT | changes)
        assert {name: getattr(state, name) for name in changes} == changes


def test_estimates_stand_beside_the_figures(store):
    code = prepared(store)
    with store.writing() as session:
        preparing.estimate(session, SECRETARY, code, "DUONG-THU", 200_000_000, Decimal(70))
        with pytest.raises(BadInput):
            preparing.estimate(session, SECRETARY, code, "DUONG-THU", -1, None)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    told = json.loads(body_of(store, code))
    assert told["estimates"] == {
        "DUONG-THU": {"disbursed_year": 200_000_000, "physical_percent": 70}
    }


def test_totals_agree_in_both_generations(sample_store):
    with sample_store.reading() as session:
        when = freezing.moment_at(session, dt.date(2025, 11, 30), 2**31 - 1, TODAY)
        from geodata.queries import snapshot
        from geodata.reviews.figures import compose, plain

        told = plain(compose(session, snapshot(session, when), None, {}))
    total = told["figures"]["total"]
    days = [generation["units_on"] for generation in told["figures"]["by_unit"]]
    assert days == ["2025-11-30", "2013-10-14"]
    for generation in told["figures"]["by_unit"]:
        for name in ("total_investment", "plan_year", "disbursed_year", "disbursed_total"):
            assert sum(group[name] or 0 for group in generation["groups"]) == total[name] > 0
        values = [group["contributions"]["value"] or 0 for group in generation["groups"]]
        assert sum(values) == total["contributions"]["value"] > 0


def test_what_no_row_states_is_null_and_not_nothing(store):
    with store.writing() as session:
        factories.define(session)
        factories.a_project(session, total_investment=None)
        factories.a_project(session, "DUONG-HAI", sector="energy", total_investment=70)
        factories.a_plan(session, "DUONG-HAI", budget_year=2023, amount=30)
        factories.a_payment(session, "DUONG-HAI", budget_year=2023, month=dt.date(2023, 12, 1),
                            effective_on=dt.date(2023, 12, 31), amount=20)  # fmt: skip
        factories.a_contribution(
            session, kind="idea", quantity=None, unit_of_measure=None, value=None
        )
        code = preparing.set_up(session, SECRETARY, ABOUT).code
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    told = json.loads(body_of(store, code))["figures"]
    amounts = ("total_investment", "plan_year", "disbursed_year", "disbursed_total")
    groups = {group["key"]: group for group in told["by_sector"]}
    assert [told["total"][name] for name in amounts] == [70, None, 0, 20]
    assert [groups["transport"][name] for name in amounts] == [None] * 4
    assert [groups["energy"][name] for name in amounts] == [70, None, 0, 20]
    contributions = told["total"]["contributions"]
    assert (contributions["count"], contributions["value"]) == (1, None)
    assert {kind["value"] for kind in contributions["kinds"].values()} == {None}
    with store.writing() as session:
        factories.a_contribution(session, "DG-DAT", value=0)
        again = preparing.set_up(session, SECRETARY, ABOUT).code
    reviews.freeze(store, SECRETARY, again, "0.1.0", TODAY)
    contributions = json.loads(body_of(store, again))["figures"]["total"]["contributions"]
    assert contributions["value"] == contributions["kinds"]["land"]["value"] == 0
    assert contributions["kinds"]["idea"]["value"] is None


def test_every_figure_has_rows_behind_it(sample_store):
    with sample_store.reading() as session:
        when = freezing.moment_at(session, dt.date(2025, 11, 30), 2**31 - 1, TODAY)
        from geodata.queries import snapshot
        from geodata.reviews.figures import compose, plain

        tree = plain(compose(session, snapshot(session, when), None, {}))["figures"]
    told = dict(leaves(tree))
    assert len(told) > 1000
    for path, value in told.items():
        assert not value or rows_behind(tree, path), path


def test_frozen_rows_cannot_be_changed(store):
    code = prepared(store)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    assert "frozen_reviews" in APPEND_ONLY
    for statement in ("UPDATE frozen_reviews SET body = ''", "DELETE FROM frozen_reviews"):
        with pytest.raises(DBAPIError), store.writing() as session:
            session.execute(text(statement))


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


WARD = Actor("account-ward", "29905@2025", "ward")
SECRETARIAT = Actor("account-secretary", "phong-vhxh-29905@2025", "secretariat")
LEADER = Actor("account-leader", "ubnd-29905@2025", "leader")


def test_the_campaigns_review_is_the_secretariats(store):
    code = prepared(store)
    for officer in (WARD, LEADER):
        with store.writing() as session, pytest.raises(Forbidden):
            preparing.set_up(session, officer, ABOUT)
        with pytest.raises(Forbidden):
            reviews.freeze(store, officer, code, "0.1.0", TODAY)
    with store.writing() as session:
        assert preparing.set_up(session, SECRETARIAT, ABOUT).code == "annual-2024-11-30-2"
    assert reviews.freeze(store, SECRETARIAT, code, "0.1.0", TODAY)


def test_an_office_writes_and_reviews_its_own_only(store):
    code = prepared(store)
    own = ABOUT | {"kind": "own", "office": "29905@2025"}
    with store.writing() as session:
        preparing.write(session, WARD, code, "29905@2025", "results", "Đã làm")
        with pytest.raises(Forbidden):
            preparing.write(session, WARD, code, "30214@2025", "results", "Của xã khác")
        with pytest.raises(Forbidden):
            preparing.write(session, WARD, code, None, "results", "Của cả phong trào")
        assert preparing.set_up(session, WARD, own).code == "own-2024-11-30"
        with pytest.raises(Forbidden):
            preparing.set_up(session, WARD, own | {"office": "30214@2025"})
