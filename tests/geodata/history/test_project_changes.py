"""What changed since a day: added, corrected, taken back; what waits is not told."""

import datetime as dt

import pytest
import time_machine

from geodata import corrections, queries
from geodata.history.changed_fields import AWARD_TABLES, TABLES
from geodata.history.project_changes import changes
from geodata.models import ContributionUse, Document, PetitionRevision
from geodata.models.base import Fact
from geodata.projects import describing
from geodata.verification import deciding
from tests import factories

TODAY = dt.date(2026, 11, 23)
ZONE = dt.timezone(dt.timedelta(hours=7))
SINCE = dt.date(2026, 11, 10)
CODE = "DUONG-THU"


def at(day, hour=9):
    return time_machine.travel(dt.datetime(2026, 11, day, hour, tzinfo=ZONE), tick=True)


@pytest.fixture
def told(store):
    """A project of the 9th, with one payment and one report; and what changed since the 10th."""
    with at(9), store.writing() as session:
        factories.define(session)
        factories.a_project(session)
        factories.an_update(session, percent=40)
        factories.a_payment(session)

    def ask(since=SINCE, as_of=None, known_at=None):
        with store.reading() as session:
            now = queries.moment(session, as_of, known_at, TODAY)
            return changes(session, now, CODE, since)

    return ask


def test_every_fact_is_told_or_known_not_to_be():
    """A document is told by what cites it, a use by its contribution, petitions by the reviews."""
    told = {table.model for table in (*TABLES, *AWARD_TABLES)}
    assert set(Fact.__subclasses__()) - told == {Document, ContributionUse, PetitionRevision}


def values(change):
    return {field.name: (field.old, field.new) for field in change.fields}


def test_nothing_new_is_nothing(told):
    assert told() == []


def test_everything_is_new_before_the_first_row(told):
    assert {c.what for c in told(dt.date(2026, 11, 8))} == {
        "Thông tin dự án",
        "Tiến độ",
        "Giải ngân",
    }


def test_report_is_told_when_it_is_confirmed_with_what_it_changes(store, told):
    with at(10), store.writing() as session:
        factories.an_update(session, on=dt.date(2024, 8, 1), percent=55, verified=False)
    assert told() == []
    with at(11), store.writing() as session:
        row = factories.an_update(session, on=dt.date(2024, 9, 1), percent=60, verified=False)
        deciding.give(session, factories.OWNER, row, "verified")
    (change,) = told()
    assert (change.what, change.action, change.office) == ("Tiến độ", "added", "ban-qlda@2013")
    assert change.effective_on == dt.date(2024, 9, 1)
    assert change.recorded_at.astimezone(ZONE).date() == dt.date(2026, 11, 11)
    assert values(change) == {"Tiến độ thực hiện": (40, 60)}
    assert told(as_of=dt.date(2024, 8, 15)) == []
    assert told(known_at=dt.date(2026, 11, 10)) == []


def payment(session):
    from sqlalchemy import select

    from geodata.models import Disbursement

    return session.scalars(select(Disbursement)).one()


def test_correction_tells_both_amounts_and_why(store, told):
    with at(12), store.writing() as session:
        row = payment(session)
        corrections.correct(session, factories.OWNER, row, {"amount": 90_000_000}, "Nhập nhầm")
    (change,) = told()
    assert (change.what, change.action) == ("Giải ngân", "corrected")
    assert (change.reason, change.office) == ("Nhập nhầm", "ban-qlda@2013")
    assert values(change) == {"Số tiền": (100_000_000, 90_000_000)}
    assert told(dt.date(2026, 11, 12)) == []


def test_fact_that_is_taken_back_is_told_as_such(store, told):
    with at(12), store.writing() as session:
        corrections.correct(
            session, factories.OWNER, payment(session), {"voided": True}, "Không phải dự án này"
        )
    (change,) = told()
    assert (change.action, change.reason) == ("withdrawn", "Không phải dự án này")
    assert values(change)["Số tiền"] == (100_000_000, None)


def test_confirmation_that_is_taken_back_is_told(store, told):
    with at(12), store.writing() as session:
        from sqlalchemy import select

        from geodata.models import StatusUpdate

        row = session.scalars(select(StatusUpdate)).one()
        deciding.give(session, factories.OWNER, row, "returned", reason="Sai công trình")
    (change,) = told()
    assert (change.what, change.action) == ("Tiến độ", "withdrawn")
    assert values(change)["Tiến độ thực hiện"] == (40, None)


def test_later_milestone_of_a_key_replaces_the_earlier(store, told):
    def milestone(session, **dates):
        row = {"key": "finish", "name": "Nghiệm thu", "illustrative": []} | dates
        describing.append(session, factories.OWNER, "milestone", CODE, row)

    with at(9), store.writing() as session:
        milestone(session, effective_on=dt.date(2024, 1, 1), planned_on=dt.date(2024, 12, 31))
    with at(13), store.writing() as session:
        milestone(
            session,
            effective_on=dt.date(2024, 6, 1),
            planned_on=dt.date(2024, 12, 31),
            extended_on=dt.date(2025, 3, 31),
        )
    (change,) = told()
    assert values(change) == {
        "Mốc": ("Nghiệm thu", "Nghiệm thu"),
        "Gia hạn": (None, dt.date(2025, 3, 31)),
    }


def test_contribution_to_the_project_is_told_newest_first(store, told):
    with at(13), store.writing() as session:
        factories.a_contribution(session, project=CODE)
    with at(14), store.writing() as session:
        factories.a_payment(session, month=dt.date(2024, 4, 1), amount=5)
    assert [change.what for change in told()] == ["Giải ngân", "Đóng góp"]
    assert values(told()[1])["Số lượng"] == (None, 120)


def test_unknown_project_has_no_changes(sample_store):
    with sample_store.reading() as session:
        now = queries.moment(session, today=TODAY)
        assert changes(session, now, "NOPE", dt.date(2020, 1, 1)) == []
        known = changes(session, now, "RACH-NGA-AM", dt.date(2026, 1, 1))
    assert [change.what for change in known] == ["Tiến độ", "Tiến độ"]
    assert {change.office for change in known} == {"phong-kthtdt-29905@2025"}
