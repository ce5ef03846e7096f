"""Whose figures a review holds: the campaign's, a unit's, an owner's; and what waits for awards."""

import datetime as dt
import json

import pytest

from geodata import reviews
from geodata.errors import Conflict
from geodata.permissions import Actor
from geodata.reviews import freezing, preparing, register
from tests import factories
from tests.geodata.reviews.frozen_reviews import (
    ABOUT,
    SECRETARY,
    TODAY,
    body_of,
    difference_of,
    propose,
)

ELSEWHERE = ("29902@2013",)
"""Phường 3, which Phường 1 does not touch."""
WARD = Actor("account-ward", "29905@2013", "ward")


def two_wards(session):
    """A project and a contribution in Phường 1, of the city's owner; others in Phường 3."""
    factories.a_project(session)
    factories.a_payment(session)
    factories.a_contribution(session)
    factories.a_project(
        session, "HEM-P3", place=None, declared_units=ELSEWHERE, agency="ubnd-29902@2013",
        total_investment=5_000_000,
    )  # fmt: skip
    factories.a_contribution(session, "DG-P3", unit="29902@2013", project="HEM-P3", value=1_000_000)


def frozen_of(store, office, **changes):
    with store.writing() as session:
        about = ABOUT | {"office": office} | changes
        code = preparing.set_up(session, SECRETARY, about).code
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    return code, json.loads(body_of(store, code))


def codes_of(told):
    return {kind: [item["code"] for item in told[kind]] for kind in ("projects", "contributions")}


@pytest.mark.parametrize(
    ("office", "projects", "contributions"),
    [
        (None, ["DUONG-THU", "HEM-P3"], ["DG-THU", "DG-P3"]),
        ("29905@2013", ["DUONG-THU"], ["DG-THU"]),
        ("29902@2013", ["HEM-P3"], ["DG-P3"]),
        ("mttq-29902@2013", ["HEM-P3"], ["DG-P3"]),
        ("ubnd-29902@2013", ["HEM-P3"], ["DG-P3"]),
        ("ban-qlda@2013", ["DUONG-THU"], []),
        ("mttq-tp@2013", ["DUONG-THU", "HEM-P3"], ["DG-THU", "DG-P3"]),
    ],
)
def test_an_own_review_holds_what_is_the_offices(store, office, projects, contributions):
    with store.writing() as session:
        two_wards(session)
    _code, told = frozen_of(store, office)
    found = codes_of(told)
    assert sorted(found["projects"]) == sorted(projects)
    assert sorted(found["contributions"]) == sorted(contributions)
    total = told["figures"]["total"]
    assert total["projects"] == len(projects)
    assert total["contributions"]["count"] == len(contributions)
    assert sorted(total["rows"]["projects"]) == sorted(projects)


def test_changes_elsewhere_do_not_move_an_own_review(store):
    with store.writing() as session:
        two_wards(session)
    code, _told = frozen_of(store, "29905@2013")
    with store.writing() as session:
        factories.a_contribution(session, "DG-P3-SAU", unit="29902@2013", value=2_000_000)
    assert difference_of(store, code) == reviews.Difference((), ())
    with store.writing() as session:
        factories.a_contribution(session, "DG-P1-SAU", value=2_000_000)
    assert [row.code for row in difference_of(store, code).rows] == ["DG-P1-SAU"]


def test_an_own_review_tells_its_own_estimates_and_petitions(store):
    with store.writing() as session:
        two_wards(session)
        code = preparing.set_up(session, SECRETARY, ABOUT | {"office": "29905@2013"}).code
        for project in ("DUONG-THU", "HEM-P3"):
            preparing.estimate(session, SECRETARY, code, project, 1_000, None)
        for who, project in (("29905@2013", None), ("29902@2013", None), ("29902@2013", "HEM-P3")):
            register.petition(session, SECRETARY, _asked(who, project))
        register.petition(session, SECRETARY, _asked("29902@2013", "DUONG-THU"))
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    told = json.loads(body_of(store, code))
    assert list(told["estimates"]) == ["DUONG-THU"]
    assert [item["code"] for item in told["petitions"]] == ["KN-0001", "KN-0004"]


def _asked(who, project):
    return {
        "effective_on": dt.date(2024, 6, 1), "kind": "petition", "raised_by": who,
        "raised_on": dt.date(2024, 6, 1), "project": project, "text": "Xin thêm vốn",
        "addressed_to": None, "due_on": None,
    }  # fmt: skip


def test_awards_that_wait_for_a_decision_are_told_without_who_and_for_what(store):
    october, november = dt.date(2024, 10, 2), dt.date(2024, 11, 2)
    with store.writing() as session:
        two_wards(session)
        propose(session, "KT-CHO", steps=[("proposed", october), ("council", november)])
        propose(session, "KT-MOI")
        propose(session, "KT-XONG", steps=[("proposed", october), ("decided", november)])
        propose(session, "KT-KHONG", steps=[("proposed", october), ("declined", november)])
        propose(session, "KT-SAU", steps=[("proposed", october)], unit="29902@2013")
        propose(session, "KT-SAU-NGAY", steps=[("decided", dt.date(2024, 12, 5))])
    _code, told = frozen_of(store, None)
    assert [(item["code"], item["step"], item["step_on"]) for item in told["proposals"]] == [
        ("KT-MOI", "proposed", "2024-10-01"),
        ("KT-SAU-NGAY", "proposed", "2024-10-01"),
        ("KT-SAU", "proposed", "2024-10-02"),
        ("KT-CHO", "council", "2024-11-02"),
    ]
    assert told["proposals"][0]["recipients"] == 3
    assert not {"recipient", "achievement"} & told["proposals"][0].keys()
    _code, own = frozen_of(store, "29902@2013")
    assert [item["code"] for item in own["proposals"]] == ["KT-SAU"]


def test_what_is_written_while_figures_are_made_is_not_lost(store):
    with store.writing() as session:
        two_wards(session)
        code = preparing.set_up(session, SECRETARY, ABOUT).code
    with store.reading() as session:
        ready = freezing.composed(session, code, "0.1.0", TODAY)
    with store.writing() as session:
        preparing.write(session, SECRETARY, code, None, "direction", "Đã chỉ đạo")
    with pytest.raises(Conflict, match="Vừa có người sửa"), store.writing() as session:
        freezing.keep(session, SECRETARY, ready, "0.1.0")
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    assert json.loads(body_of(store, code))["texts"][0]["text"] == "Đã chỉ đạo"


def test_other_writes_do_not_stop_a_freeze(store):
    with store.writing() as session:
        two_wards(session)
        code = preparing.set_up(session, SECRETARY, ABOUT).code
    with store.reading() as session:
        ready = freezing.composed(session, code, "0.1.0", TODAY)
    with store.writing() as session:
        factories.a_contribution(session, "DG-LUC-DO")
        preparing.note(session, SECRETARY, code, {"slide": "map", "text": "Họp lại"})
    with store.writing() as session:
        freezing.keep(session, SECRETARY, ready, "0.1.0")
    assert "DG-LUC-DO" not in body_of(store, code).decode()


def test_a_ward_freezes_its_own_review(store):
    with store.writing() as session:
        two_wards(session)
        own = preparing.set_up(session, WARD, ABOUT | {"office": "29905@2013"}).code
    reviews.freeze(store, WARD, own, "0.1.0", TODAY)
    assert codes_of(json.loads(body_of(store, own)))["projects"] == ["DUONG-THU"]
