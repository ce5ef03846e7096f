"""as_of and known_at: what was true on a day, by what was known at an instant."""

import datetime as dt

import pytest

from geodata import corrections, queries
from geodata.errors import BadInput, Conflict, NotFound
from geodata.figures import selection, summaries
from geodata.figures.filters import Filter
from geodata.journal import SYSTEM, Imported, Officer, record
from geodata.models import Disbursement, JournalEntry, StatusUpdate
from geodata.projects import describing
from geodata.verification import deciding
from tests.factories import OWNER, WARD, a_contribution, a_payment, a_project, an_update, define

TODAY = dt.date(2026, 11, 23)
END_2024 = dt.date(2024, 12, 31)
YESTERDAY = dt.date(2026, 11, 22)


def state_of(store, code="DUONG-THU", **when):
    with store.reading() as session:
        moment = queries.moment(session, today=TODAY, **when)
        return queries.snapshot(session, moment).project_by_code.get(code)


def test_each_asker_is_told_their_own_moment(history):
    """What is kept of a moment is the same for both; what they asked is not."""
    instants = [dt.datetime(2100, 1, day, tzinfo=dt.UTC) for day in (1, 2)]
    asked = [{}, {"known_at": instants[0]}, {"known_at": instants[1]}]
    found = []
    with history.reading() as session:
        for named in asked:
            moment = queries.moment(session, END_2024, today=TODAY, **named)
            found.append((moment, queries.snapshot(session, moment)))
        later = queries.moment(session, END_2024, today=TODAY + dt.timedelta(days=1))
        found.append((later, queries.snapshot(session, later)))
        again = queries.snapshot(session, found[0][0])
    assert [one.moment for _, one in found] == [moment for moment, _ in found]
    assert [one.moment.known_at for _, one in found] == [None, *instants, None]
    assert found[3][1].moment.today == dt.date(2026, 11, 24)
    assert again is found[0][1]
    assert {id(one.projects) for _, one in found} == {id(again.projects)}
    assert found[1][1].remember("what", lambda: 1) == again.remember("what", lambda: 2) == 1


def total_of(store, **when):
    with store.reading() as session:
        snapshot = queries.snapshot(session, queries.moment(session, today=TODAY, **when))
        chosen = selection.select(snapshot, Filter())
        return summaries.figures(snapshot, chosen).total


@pytest.fixture
def history(store):
    """A project of 2024 recorded in its time: the store learned of it long before yesterday."""
    with store.writing() as session:
        define(session)
        with_past(session, dt.datetime(2024, 1, 2, tzinfo=dt.UTC))
        a_project(session)
        a_payment(session)
        an_update(session)
    return store


def with_past(session, instant):
    """Let the clock of the store begin in the past, as an imported history does."""
    record(session, SYSTEM, "test.past", "test", "x", imported=Imported(instant, "past", "0"))


def correct(store, row_type, changes, reason="nhập nhầm"):
    with store.writing() as session:
        row = session.query(row_type).order_by(row_type.id.desc()).first()
        corrections.correct(session, OWNER, row, changes, reason)


def test_correction_of_today_changes_the_past_but_not_what_was_known(sample_copy):
    """Must show 4: a figure of 2024 corrected today."""
    before = total_of(sample_copy, as_of=END_2024)
    known = total_of(sample_copy, as_of=END_2024, known_at=YESTERDAY)
    assert known == before
    with sample_copy.writing() as session:
        row = (
            session.query(Disbursement)
            .filter(Disbursement.budget_year == 2024, Disbursement.kind == "payment")
            .order_by(Disbursement.id)
            .first()
        )
        more = row.amount + 1_234_567
        corrections.correct(session, OWNER, row, {"amount": more}, "kho bạc đối chiếu")
    after = total_of(sample_copy, as_of=END_2024)
    assert after.disbursed_total == before.disbursed_total + 1_234_567
    assert after.disbursed_year == before.disbursed_year + 1_234_567
    assert total_of(sample_copy, as_of=END_2024, known_at=YESTERDAY) == before


def test_known_at_a_date_means_its_end_in_the_city(store):
    with store.writing() as session:
        define(session)
        rev = record(
            session,
            SYSTEM,
            "test",
            "test",
            "x",
            imported=Imported(dt.datetime(2024, 5, 1, 16, 59, 59, tzinfo=dt.UTC), "a", "0"),
        )
        record(
            session,
            SYSTEM,
            "test",
            "test",
            "y",
            imported=Imported(dt.datetime(2024, 5, 1, 17, 0, 1, tzinfo=dt.UTC), "b", "0"),
        )
    with store.reading() as session:
        assert queries.moment(session, known_at=dt.date(2024, 5, 1)).known_rev == rev
        assert queries.moment(session, known_at=dt.date(2024, 5, 2)).known_rev == rev + 1
        assert queries.moment(session, known_at=dt.date(2020, 1, 1)).known_rev == 0


def test_nothing_is_known_before_the_first_record(sample_store):
    total = total_of(sample_store, known_at=dt.date(2020, 1, 1))
    assert (total.projects, total.contributions, total.awards) == ((), (), ())


def test_fact_counts_from_its_day_on(history):
    assert state_of(history, as_of=dt.date(2024, 3, 30)).disbursed_total is None
    assert state_of(history, as_of=dt.date(2024, 3, 31)).disbursed_total == 100_000_000
    assert state_of(history, as_of=dt.date(2023, 12, 31)) is None


def test_superseded_row_and_its_day_are_gone(history):
    june = dt.date(2024, 6, 1)
    correct(history, Disbursement, {"month": june, "effective_on": june})
    assert state_of(history, as_of=dt.date(2024, 5, 31)).disbursed_total is None
    assert state_of(history, as_of=dt.date(2024, 6, 1)).disbursed_total == 100_000_000


def test_voided_fact_is_taken_back(history):
    correct(history, Disbursement, {"voided": True})
    assert state_of(history).disbursed_total is None


def test_correction_of_a_verified_row_counts_once_verified(history):
    correct(history, StatusUpdate, {"physical_percent": 40})
    assert state_of(history, as_of=END_2024).physical_percent == 50
    with history.writing() as session:
        row = session.query(StatusUpdate).order_by(StatusUpdate.id.desc()).first()
        deciding.give(session, OWNER, row, "verified")
    assert state_of(history, as_of=END_2024).physical_percent == 40


def test_row_can_be_corrected_once_only(history):
    with history.writing() as session:
        row = session.query(Disbursement).one()
        corrections.correct(session, OWNER, row, {"amount": 1}, "sai")
    with history.writing() as session:
        row = session.query(Disbursement).order_by(Disbursement.id).first()
        with pytest.raises(Conflict):
            corrections.correct(session, OWNER, row, {"amount": 2}, "sai")
    assert state_of(history).disbursed_total == 1


@pytest.mark.parametrize(
    ("changes", "reason"), [({"amount": 1}, " "), ({"rev": 1}, "sai"), ({"nothing": 1}, "sai")]
)
def test_correction_needs_a_reason_and_a_column(history, changes, reason):
    with pytest.raises(BadInput), history.writing() as session:
        corrections.correct(session, OWNER, session.query(Disbursement).one(), changes, reason)
    assert state_of(history).disbursed_total == 100_000_000


def test_what_waits_or_came_back_does_not_count(history):
    with history.writing() as session:
        an_update(session, on=dt.date(2024, 8, 1), percent=80, verified=False)
    assert state_of(history, as_of=END_2024).physical_percent == 50
    with history.writing() as session:
        row = session.query(StatusUpdate).order_by(StatusUpdate.id.desc()).first()
        deciding.give(session, OWNER, row, "verified")
    assert state_of(history, as_of=END_2024).physical_percent == 80
    with history.writing() as session:
        row = session.query(StatusUpdate).order_by(StatusUpdate.id.desc()).first()
        deciding.give(session, OWNER, row, "returned", reason="ảnh không khớp")
    assert state_of(history, as_of=END_2024).physical_percent == 50


def test_unverified_project_and_contribution_are_not_public(history):
    with history.writing() as session:
        a_project(session, "CHO-DUYET", verified=False)
        a_contribution(session, verified=False)
    assert state_of(history, "CHO-DUYET") is None
    assert total_of(history).contributions == ()


def test_later_description_holds_from_its_day(history):
    with history.writing() as session:
        a_project(session, on=dt.date(2024, 9, 1), name="Đường thử mở rộng")
    assert state_of(history, as_of=dt.date(2024, 8, 31)).name == "Đường thử"
    assert state_of(history, as_of=dt.date(2024, 9, 1)).name == "Đường thử mở rộng"


def test_snapshot_is_remembered_for_its_key_only(history):
    with history.reading() as session:
        moment = queries.moment(session, today=TODAY)
        kept = queries.snapshot(session, moment)
        assert queries.snapshot(session, moment) is kept
    with history.writing() as session:
        a_contribution(session)
    with history.reading() as session:
        fresh = queries.snapshot(session, queries.moment(session, today=TODAY))
    assert fresh is not kept
    assert len(fresh.contributions) == 1


def test_imported_instant_is_kept_only_where_it_follows(store):
    past = dt.datetime(2024, 1, 2, tzinfo=dt.UTC)
    with store.writing() as session:
        with_past(session, past)
        now = record(session, Officer("a"), "test", "test", "now")
        late = record(session, SYSTEM, "t", "t", "t", imported=Imported(past, "late", "0"))
        rows = {entry.rev: entry for entry in session.query(JournalEntry)}
        assert rows[1].recorded_at == past
        assert rows[1].imported
        assert rows[late].recorded_at > rows[now].recorded_at > past
        assert not rows[late].imported


def test_appending_to_an_unknown_project_writes_nothing(history):
    with pytest.raises(NotFound), history.writing() as session:
        a_payment(session, "KHONG-CO")
    with pytest.raises(BadInput), history.writing() as session:
        describing.append(
            session,
            WARD,
            "disbursement",
            "DUONG-THU",
            {
                "effective_on": TODAY,
                "budget_year": 2024,
                "month": dt.date(2025, 2, 1),
                "kind": "payment",
                "amount": 5,
            },
        )
    assert state_of(history).disbursed_total == 100_000_000
