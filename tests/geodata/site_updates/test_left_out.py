"""What a report or a correction leaves out stays as it was; what it sends as nothing is no more."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest

from geodata.checks import submissions
from geodata.errors import InvalidChange
from geodata.site_updates import reporting
from geodata.verification import deciding
from tests.geodata.officers import OWNED, TODAY, WARD, report, seen, version

FINISH = dt.date(2026, 12, 20)


def send(store, change, actor=WARD, uuid=None, base=None):
    return submissions.send(
        store, reporting.report, actor, "DUONG-THU", change,
        client_uuid=uuid or str(uuid4()), base_version=base or version(store), today=TODAY,
    )  # fmt: skip


def said(row):
    return row.physical_percent, row.forecast_finish, row.obstacles, row.note


def verify(store, sent, actor=OWNED):
    with store.writing() as session:
        deciding.decide(session, actor, "update", sent.id, "verified", today=TODAY)


@pytest.fixture
def told(site):
    """The site as verified: 60 %, a finish, rain, a note."""
    verify(site, report(site))
    return site


def test_left_out_of_a_report_stays_as_verified(told):
    sent = send(told, {"status": "suspended"})
    assert said(sent.row) == (60, FINISH, ["weather"], "Mưa nhiều")
    assert sent.row.seen_at is None  # where somebody stood is of that day


def test_nothing_is_no_more(told):
    change = {"status": "implementation", "physical_percent": 61}
    sent = send(told, change | {"forecast_finish": None, "obstacles": [], "note": None})
    assert said(sent.row) == (61, None, [], None)


def test_own_report_that_waits_is_what_stays(told):
    report(told, physical_percent=70, note="Đã đổ bê tông", obstacles=[])
    assert said(send(told, {"status": "implementation"}).row) == (70, FINISH, [], "Đã đổ bê tông")
    other = send(told, {"status": "implementation"}, OWNED)
    assert said(other.row) == (60, FINISH, ["weather"], "Mưa nhiều")


def test_sent_again_is_the_same_although_the_site_moved_on(told):
    uuid, base = str(uuid4()), version(told)
    first = send(told, {"status": "implementation"}, uuid=uuid, base=base)
    report(told, physical_percent=80)
    again = send(told, {"status": "implementation"}, uuid=uuid, base=base)
    assert (again.id, again.created) == (first.id, False)


def test_left_out_where_nothing_was_said_is_asked_for(site):
    with pytest.raises(InvalidChange) as caught:
        send(site, {"status": "implementation", "obstacles": ["other"]})
    assert [problem.pointer for problem in caught.value.problems] == ["note"]
    with pytest.raises(InvalidChange) as caught:
        send(site, {"status": "completion"})
    assert "physical_percent" in [problem.pointer for problem in caught.value.problems]


def test_correction_whose_fix_is_of_no_use_keeps_the_place(told):
    wrong = report(told, physical_percent=75)
    verify(told, wrong)
    change = {"physical_percent": 74, "position": {"lon": 107.5, "lat": 11, "accuracy": 9}}
    sent = submissions.send(
        told, reporting.correct, WARD, wrong.id, change, "Đọc nhầm",
        client_uuid=str(uuid4()), today=TODAY,
    )  # fmt: skip
    assert sent.warnings == ("position_left_out",)
    row = sent.row
    assert (row.physical_percent, row.note) == (74, seen()["note"])
    assert (row.seen_at.x, row.seen_at.y, row.accuracy_m) == (105.758, 10.3, Decimal("12.4"))
