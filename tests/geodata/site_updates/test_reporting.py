"""Reporting of a site: who may, which fields are refused, and in which order."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest

from geodata.errors import Forbidden, InvalidChange, NotFound, ReusedKey, StaleChange
from geodata.models import JournalEntry, Verification
from geodata.site_updates import sites
from tests.factories import a_project
from tests.geodata.officers import (
    ELSEWHERE,
    LEADER,
    OWNED,
    SECRETARIAT,
    TODAY,
    WARD,
    answers_for,
    report,
    rows,
    version,
)
from tests.geodata.site_updates.refused_reports import wrong


def test_report_is_kept_as_sent_and_waits(site):
    base = version(site)
    sent = report(site, base=base)
    row = rows(site)[-1]
    assert (sent.id, sent.version, sent.state, sent.created) == (row.id, row.rev, "waiting", True)
    assert (row.reported_by, row.effective_on, row.base_version) == ("29905@2025", TODAY, base)
    assert (row.status, row.physical_percent) == ("implementation", Decimal(60))
    assert (row.forecast_finish, row.obstacles) == (dt.date(2026, 12, 20), ["weather"])
    assert (row.note, row.accuracy_m) == ("Mưa nhiều", Decimal("12.4"))
    assert (row.seen_at.x, row.seen_at.y) == (105.758, 10.3)
    assert version(site) == sent.version


def test_journal_tells_before_and_after_without_texts(site):
    sent = report(site)
    entry = next(row for row in rows(site, JournalEntry) if row.rev == sent.version)
    assert (entry.action, entry.subject_kind, entry.subject) == (
        "update.submit",
        "project",
        "DUONG-THU",
    )
    assert (entry.actor, entry.office) == ("ward-a", "29905@2025")
    assert entry.detail == {
        "on": "2026-11-23",
        "before": {
            "status": "implementation",
            "physical_percent": 50,
            "forecast_finish": None,
            "obstacles": [],
        },
        "after": {
            "status": "implementation",
            "physical_percent": 60,
            "forecast_finish": "2026-12-20",
            "obstacles": ["weather"],
        },
    }


@pytest.mark.parametrize("actor", [ELSEWHERE, SECRETARIAT, LEADER])
def test_another_officer_may_not_report(still_site, actor):
    with pytest.raises(Forbidden):
        report(still_site, actor)
    assert len(rows(still_site)) == 1


def test_unknown_project_is_not_found(still_site):
    with pytest.raises(NotFound):
        report(still_site, code="KHONG-CO", base=0)


def test_unpublished_project_is_known_to_whom_it_concerns_only(site):
    with site.writing() as session:
        a_project(session, "MOI", verified=False)
        answers_for(session, "MOI")
    with pytest.raises(NotFound):
        report(site, ELSEWHERE, "MOI", base=0)
    with pytest.raises(Forbidden):
        report(site, SECRETARIAT, "MOI", base=0)
    sent = report(site, WARD, "MOI", base=0, status="identification", physical_percent=None)
    assert sent.state == "waiting"


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"status": "done"}, {"status"}),
        ({"status": None}, {"status"}),
        ({"physical_percent": 101}, {"physical_percent"}),
        ({"physical_percent": -1}, {"physical_percent"}),
        ({"physical_percent": Decimal("1.2345")}, {"physical_percent"}),
        ({"physical_percent": float("nan")}, {"physical_percent"}),
        ({"physical_percent": Decimal("1E+999999")}, {"physical_percent"}),
        ({"physical_percent": True}, {"physical_percent"}),
        ({"physical_percent": "60"}, {"physical_percent"}),
        ({"physical_percent": None}, {"physical_percent"}),
        ({"observed_on": dt.date(2026, 11, 24)}, {"observed_on"}),
        ({"observed_on": dt.date(2023, 12, 31)}, {"observed_on"}),
        ({"observed_on": dt.datetime(2026, 1, 1)}, {"observed_on"}),
        ({"forecast_finish": dt.date(2026, 11, 22)}, {"forecast_finish"}),
        ({"forecast_finish": dt.date(2200, 1, 1)}, {"forecast_finish"}),
        ({"obstacles": ["rain"]}, {"obstacles"}),
        ({"obstacles": "weather"}, {"obstacles"}),
        ({"obstacles": [["weather"]]}, {"obstacles"}),
        ({"obstacles": ["other"], "note": " "}, {"note"}),
        ({"note": "a" * 1001}, {"note"}),
        ({"note": "a\x00b"}, {"note"}),
        ({"note": "a\ud800b"}, {"note"}),
        ({"note": "a\u202eb"}, {"note"}),
        ({"note": 5}, {"note"}),
        ({"position": {"lon": 10.3, "lat": 105.758}}, {"position"}),
        ({"position": {"lon": float("nan"), "lat": 10.3}}, {"position"}),
        ({"position": {"lon": "x", "lat": 10.3}}, {"position"}),
        ({"position": [105.7, 10.3]}, {"position"}),
        ({"position": {"lon": 105.758, "lat": 10.3, "accuracy": -1}}, {"position"}),
        ({"position": {"lon": 105.758, "lat": 10.3, "speed": 1}}, {"position"}),
        ({"status": "completion", "physical_percent": 99}, {"physical_percent"}),
        ({"status": "maintenance", "physical_percent": 100}, {"status"}),
        ({"status": "identification", "physical_percent": 1}, {"status"}),
        ({"reported_by": "30214@2025"}, {"reported_by"}),
        ({"verdict": "verified"}, {"verdict"}),
        ({"uuid": "không"}, {"client_uuid"}),
        (
            {"status": "x", "physical_percent": 200, "note": 1, "position": 2},
            {"status", "physical_percent", "note", "position"},
        ),
    ],
)
def test_wrong_fields_are_told_all_at_once_and_leave_nothing(still_site, values, fields):
    before = len(rows(still_site, JournalEntry))
    assert wrong(still_site, **values) == fields
    assert len(rows(still_site)) == 1
    assert len(rows(still_site, JournalEntry)) == before


def test_texts_are_composed_and_trimmed(site):
    report(site, note="  Ho\u0300a\r\nxong\t1 ")
    assert rows(site)[-1].note == "H\u00f2a\nxong 1"


def test_fields_come_before_the_uuid_and_the_uuid_before_the_version(site):
    uuid = str(uuid4())
    report(site, uuid=uuid)
    with pytest.raises(InvalidChange):
        report(site, uuid=uuid, base=0, physical_percent=101)
    with pytest.raises(ReusedKey):
        report(site, uuid=uuid, base=0, physical_percent=61)
    with pytest.raises(StaleChange):
        report(site, base=0, status="maintenance", physical_percent=100)


def test_what_another_office_says_binds_nobody(site):
    report(site, OWNED, status="cancelled", physical_percent=None, forecast_finish=None)
    assert report(site, status="implementation").created


def test_public_figures_use_the_verified_update(site):
    report(site)
    with site.reading() as session:
        (one,) = sites.sites(session, WARD, TODAY)
    assert (one.physical_percent, one.last_observed_on) == (Decimal(50), dt.date(2024, 7, 1))
    assert (one.waiting, one.due, one.overdue) == ("waiting", dt.date(2024, 7, 31), True)
    assert one.next_statuses == ("implementation", "completion", "suspended", "cancelled")
    assert (one.late_reason, one.responsible, one.published) == ("overdue", ("29905@2025",), True)
    assert len(rows(site, Verification)) == 2
