"""What is due and overdue, by who has to act."""

import datetime as dt
import itertools

import pytest
import time_machine

from geodata.deadlines.due import DueReport, due, reporters
from geodata.journal import SYSTEM
from geodata.projects import describing
from geodata.queries import definition_at
from geodata.reviews import preparing
from geodata.verification import deciding
from tests import factories
from tests.factories import OWNER

TODAY = dt.date(2026, 11, 23)
WARD, COMMUNE = "29905@2025", "30214@2025"
FOUR_WEEKS, A_MONTH = TODAY - dt.timedelta(days=30), TODAY - dt.timedelta(days=31)


@pytest.fixture
def campaign(defined_store):
    with defined_store.writing() as session:
        factories.a_project(session, on=dt.date(2026, 1, 1))
        answers(session, WARD)
    return defined_store


def answers(session, unit, code="DUONG-THU"):
    """Make a unit answer for a site."""
    values = {"unit": unit, "effective_on": dt.date(2026, 1, 1), "confirmed": True}
    describing.append(session, OWNER, "responsible_unit", code, values)


def read(store, today=TODAY):
    with store.reading() as session:
        return due(session, today)


def told(parts):
    return {part.office: [getattr(row, "code", None) or row.name_vi for row in part.rows]
            for part in parts}  # fmt: skip


@pytest.mark.parametrize(("seen", "expected"), [(FOUR_WEEKS, {}), (A_MONTH, {WARD: ["DUONG-THU"]})])
def test_a_site_is_due_after_more_than_thirty_days(campaign, seen, expected):
    with campaign.writing() as session:
        factories.an_update(session, on=seen, percent=10)
    assert told(read(campaign).sites) == expected


def test_rows_tell_the_last_look_and_the_days_since_it_was_due(campaign):
    with campaign.writing() as session:
        factories.an_update(session, on=dt.date(2026, 10, 1), percent=10)
    [part] = read(campaign).sites
    [row] = part.rows
    assert (row.last_observed_on, row.due, row.days) == (
        dt.date(2026, 10, 1), dt.date(2026, 10, 31), 23,
    )  # fmt: skip


def test_a_site_of_two_units_is_due_of_both_and_counts_once(campaign):
    with campaign.writing() as session:
        answers(session, COMMUNE)
    found = read(campaign)
    assert told(found.sites) == {WARD: ["DUONG-THU"], COMMUNE: ["DUONG-THU"]}
    assert found.site_count == 1
    assert told(found.of([COMMUNE]).sites) == {COMMUNE: ["DUONG-THU"]}


def test_a_site_that_nobody_answers_for_is_due_of_its_owner(campaign):
    with campaign.writing() as session:
        factories.a_project(session, "DUONG-KHAC", on=dt.date(2026, 1, 1))
    assert told(read(campaign).sites)["ban-qlda@2013"] == ["DUONG-KHAC"]


def test_what_is_finished_unpublished_or_reported_is_not_due(campaign):
    with campaign.writing() as session:
        factories.an_update(session, on=A_MONTH, percent=100, status="completion")
        factories.a_project(session, "DUONG-CHO", on=dt.date(2026, 1, 1), verified=False)
        factories.a_project(session, "DUONG-GUI", on=dt.date(2026, 1, 1))
        factories.an_update(session, "DUONG-GUI", on=TODAY, percent=5, verified=False)
    assert read(campaign).sites == ()


@pytest.fixture
def waiting(store):
    """Two updates and a contribution sent on the 16th, one contribution on the 19th."""
    with time_machine.travel("2026-11-16T09:00:00+07:00"), store.writing() as session:
        factories.define(session)
        factories.a_project(session, on=dt.date(2026, 11, 1))
        answers(session, WARD)
        factories.an_update(session, on=dt.date(2026, 11, 16), percent=5, verified=False)
        asked = factories.an_update(session, on=dt.date(2026, 11, 16), percent=6, verified=False)
        deciding.give(session, OWNER, asked, "asked", reason="?")
        factories.a_contribution(session, verified=False)
    with time_machine.travel("2026-11-19T09:00:00+07:00"), store.writing() as session:
        factories.a_contribution(session, "DG-SAU", verified=False)
    return store


def test_entries_wait_on_the_owner_or_the_units_secretariat(waiting):
    found = read(waiting, dt.date(2026, 11, 22))
    assert {part.office: [(row.kind, row.code, row.days) for row in part.rows]
            for part in found.waiting} == {
        "ban-qlda@2013": [("update", "DUONG-THU", 6)],
        "phong-vhxh-29905@2025": [("contribution", "DG-THU", 6)],
    }  # fmt: skip
    assert found.entry_count == 2


def test_five_days_are_not_too_long_and_more_are(waiting):
    assert read(waiting, dt.date(2026, 11, 21)).waiting == ()
    later = read(waiting, dt.date(2026, 11, 25))
    assert told(later.waiting)["phong-vhxh-29905@2025"] == ["DG-THU", "DG-SAU"]


def test_a_verdict_ends_the_waiting(waiting):
    with waiting.writing() as session:
        row = factories.a_contribution(session, "DG-MOI", verified=False)
        deciding.give(session, OWNER, row, "returned", reason="thiếu biên bản")
    assert "DG-MOI" not in str(read(waiting, dt.date(2027, 1, 1)).waiting)


def test_who_reports_are_the_agencies_that_follow_those_of_the_plan(campaign):
    with campaign.reading() as session:
        definition = definition_at(session, 2**31 - 1)
    before = reporters(definition, dt.date(2024, 12, 1))
    assert (len(before), "phong-noi-vu@2013" in before) == (22, False)
    assert sorted(reporters(definition, TODAY)) == [
        "ban-qlda@2013", "mttq-29905@2025", "mttq-30214@2025", "phong-kt-30214@2025",
        "phong-kthtdt-29905@2025", "phong-vhxh-29905@2025", "phong-vhxh-30214@2025",
        "ubnd-29905@2025", "ubnd-30214@2025",
    ]  # fmt: skip


def test_the_report_of_the_plan_is_due_before_december(campaign):
    assert read(campaign, dt.date(2026, 10, 20)).reports == ()
    found = read(campaign).reports
    assert len(found) == 9
    [report] = found[0].rows
    assert report == DueReport(
        "Báo cáo hằng năm", "Yearly report", dt.date(2026, 12, 5), dt.date(2026, 11, 30), None
    )
    assert (report.days(TODAY), report.days(dt.date(2026, 12, 7))) == (12, -2)
    assert len(read(campaign, dt.date(2026, 12, 31)).reports) == 9
    assert read(campaign, dt.date(2027, 1, 1)).reports == ()


def test_a_review_that_asks_takes_the_place_of_the_plan(campaign):
    about = {
        "name": "Báo cáo năm 2026", "kind": "annual", "office": None,
        "period_from": dt.date(2026, 1, 1), "period_to": dt.date(2026, 12, 31),
        "as_of": dt.date(2026, 11, 30), "against": None,
    }  # fmt: skip
    with campaign.writing() as session:
        code = preparing.set_up(session, SYSTEM, about).code
    assert len(read(campaign).reports) == 9  # nobody is asked yet
    day = dt.date(2026, 12, 3)
    with campaign.writing() as session:
        preparing.ask(session, SYSTEM, code, ["ubnd-29905@2025", "ubnd-30214@2025"], day)
        sent = {"office": "ubnd-30214@2025", "number": "1/BC", "dated": day, "received_on": day}
        preparing.report(session, SYSTEM, code, sent)
    assert {part.office: part.rows for part in read(campaign).reports} == {
        "ubnd-29905@2025": (
            DueReport("Báo cáo năm 2026", "Báo cáo năm 2026", day, dt.date(2026, 11, 30), code),
        )
    }


def test_parts_come_in_the_campaigns_order(sample_store):
    found = read(sample_store)
    assert told(found.sites) == {
        WARD: ["SAN-THE-THAO-AH", "SAU-KE-PHUONG-4"],
        COMMUNE: ["MN-TAN-DUONG", "TRUNG-CHUYEN-RAC"],
    }
    days = [[row.days for row in part.rows] for part in found.sites]
    assert all(a >= b for part in days for a, b in itertools.pairwise(part))
    assert found.site_count == 4
