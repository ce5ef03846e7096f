"""Reviews that are being prepared: what they are, what offices send, who may."""

import datetime as dt

import pytest

from geodata import reviews
from geodata.errors import BadInput, Forbidden, NotFound
from geodata.permissions import Actor
from geodata.reviews import preparing, register, states
from tests.geodata.reviews.frozen_reviews import (
    ABOUT,
    SECRETARIAT,
    SECRETARY,
    TODAY,
    WARD,
    prepared,
)


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
    with store.writing() as session, pytest.raises(BadInput) as refused:
        preparing.set_up(session, SECRETARY, ABOUT | changes)
    assert refused.value.pointer == field


@pytest.mark.parametrize(
    "changes",
    [{"name": "ạ" * 200}, {"as_of": dt.date(2024, 1, 1)}, {"as_of": dt.date(2025, 3, 1)}],
)
def test_the_longest_name_and_the_outermost_closing_days_are_taken(store, changes):
    with store.writing() as session:
        state = preparing.set_up(session, SECRETARY, ABOUT | changes)
        assert {name: getattr(state, name) for name in changes} == changes


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
