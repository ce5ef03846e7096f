"""Verdicts of officers: who may, what stands side by side until one decision, who comes second."""

import datetime as dt

import pytest

from geodata import queries
from geodata.errors import Conflict, Forbidden, InvalidChange, NotFound
from geodata.models import ContributionRevision, JournalEntry, ProjectRevision, StatusUpdate
from geodata.queries.verdicts import verdict_on
from geodata.verification import deciding
from tests.factories import a_contribution, a_project
from tests.geodata.officers import (
    ADMINISTRATOR,
    ELSEWHERE,
    FINANCE,
    LEADER,
    OTHER_OWNER,
    OWNED,
    OWNED_B,
    SECRETARIAT,
    SECRETARIAT_B,
    TODAY,
    WARD,
    WARD_B,
    report,
    rows,
    version,
)
from tests.geodata.verification.decisions import decide, percent


def withdraw(store, actor, row_id, kind="update"):
    with store.writing() as session:
        return deciding.withdraw(session, actor, kind, row_id, today=TODAY)


def test_update_counts_once_the_owner_verified_it(site):
    sent = report(site)
    assert percent(site) == 50
    decided = decide(site, OWNED, sent.id)
    assert (decided.state, decided.created, decided.also_returned) == ("verified", True, ())
    assert decided.version > sent.version
    assert percent(site) == 60


def test_journal_tells_of_a_verdict_without_its_reason(site):
    sent = report(site)
    decided = decide(site, OWNED, sent.id, "returned", "Ảnh không phải của đường này")
    entry = rows(site, JournalEntry)[-1]
    assert (entry.rev, entry.action, entry.subject) == (
        decided.version,
        "status_update.returned",
        str(sent.id),
    )
    assert (entry.actor, entry.office) == ("owner-a", "ban-qlda@2013")
    assert entry.detail == {
        "of": "DUONG-THU",
        "before": {"state": "waiting"},
        "after": {"state": "returned"},
    }


def test_ward_submits_owner_returns_ward_mends_owner_verifies(site):
    first = report(site, physical_percent=90)
    decide(site, OWNED, first.id, "returned", "Mới xong 62 %")
    assert percent(site) == 50
    second = report(site, physical_percent=62, base=version(site))
    decide(site, OWNED, second.id)
    assert percent(site) == 62


@pytest.mark.parametrize("actor", [OWNED, SECRETARIAT])
def test_owner_and_secretariat_decide(site, actor):
    assert decide(site, actor, report(site).id).state == "verified"


@pytest.mark.parametrize(
    "actor", [WARD, WARD_B, ELSEWHERE, FINANCE, OTHER_OWNER, LEADER, ADMINISTRATOR]
)
def test_nobody_else_decides(site, actor):
    sent = report(site)
    journal = len(rows(site, JournalEntry))
    with pytest.raises(Forbidden):
        decide(site, actor, sent.id)
    assert len(rows(site, JournalEntry)) == journal


def test_nobody_confirms_their_own_entry_but_a_colleague_does(site):
    sent = report(site, OWNED)
    with pytest.raises(Forbidden):
        decide(site, OWNED, sent.id)
    assert decide(site, OWNED_B, sent.id).state == "verified"


@pytest.mark.parametrize("verdict", ["returned", "asked"])
@pytest.mark.parametrize("reason", [None, "", "  ", "a\x00", "a" * 1001])
def test_return_and_question_need_a_clean_reason(site, verdict, reason):
    sent = report(site)
    with pytest.raises(InvalidChange) as caught:
        decide(site, OWNED, sent.id, verdict, reason)
    assert [problem.pointer for problem in caught.value.problems] == ["reason"]


@pytest.mark.parametrize("verdict", ["withdrawn", "waiting", "", None])
def test_other_verdicts_are_refused(site, verdict):
    sent = report(site)
    with pytest.raises(InvalidChange) as caught:
        decide(site, OWNED, sent.id, verdict, "x")
    assert [problem.pointer for problem in caught.value.problems] == ["verdict"]


@pytest.mark.parametrize("first", ["verified", "returned"])
@pytest.mark.parametrize("second", ["verified", "returned", "asked"])
def test_second_verdict_does_not_overwrite_the_first(site, first, second):
    sent = report(site)
    decide(site, OWNED, sent.id, first, "một")
    with pytest.raises(Conflict):
        decide(site, OWNED_B, sent.id, second, "hai")
    assert percent(site) == (60 if first == "verified" else 50)


def test_question_leaves_it_open_and_its_version_tells(site):
    sent = report(site)
    asked = decide(site, OWNED, sent.id, "asked", "Đoạn nào?", expected_version=sent.version)
    with pytest.raises(Conflict):
        decide(site, OWNED_B, sent.id, expected_version=sent.version)
    assert decide(site, OWNED_B, sent.id, expected_version=asked.version).state == "verified"


def test_same_verdict_of_the_same_officer_again_is_the_first_one(site):
    sent = report(site)
    first = decide(site, OWNED, sent.id, "returned", "Sai")
    journal = len(rows(site, JournalEntry))
    again = decide(site, OWNED, sent.id, "returned", " Sai ")
    assert (again.version, again.created) == (first.version, False)
    assert len(rows(site, JournalEntry)) == journal


def test_verifying_one_returns_what_other_offices_said_by_that_day(site):
    ward = report(site, physical_percent=60)
    owner = report(site, OWNED, physical_percent=55, observed_on=dt.date(2026, 11, 20))
    asked = report(site, OWNED_B, physical_percent=56, observed_on=dt.date(2026, 11, 21))
    decide(site, SECRETARIAT, asked.id, "asked", "Chắc không?")
    same_office = report(site, WARD_B, physical_percent=61)
    decided = decide(site, SECRETARIAT, ward.id)
    assert decided.also_returned == (owner.id, asked.id)
    with site.reading() as session:
        states = {
            row_id: verdict_on(session, session.get(StatusUpdate, row_id))
            for row_id in (ward.id, owner.id, asked.id, same_office.id)
        }
    assert [states[row].state for row in states] == ["verified", "returned", "returned", "waiting"]
    assert states[owner.id].reason == "Đã chọn báo cáo của Phường Sa Đéc ngày 23/11/2026."
    assert percent(site) == 60


def test_what_was_observed_later_still_waits(site):
    ward = report(site, physical_percent=60, observed_on=dt.date(2026, 11, 20))
    owner = report(site, OWNED, physical_percent=55)
    assert decide(site, OWNED_B, ward.id).also_returned == ()
    assert decide(site, OWNED_B, owner.id).state == "verified"
    assert percent(site) == 55


@pytest.mark.parametrize("state", ["returned", "withdrawn"])
def test_what_is_gone_is_not_verified_afterwards(site, state):
    sent = report(site)
    if state == "returned":
        decide(site, OWNED, sent.id, "returned", "Sai")
    else:
        withdraw(site, WARD_B, sent.id)
    with pytest.raises(Conflict):
        decide(site, SECRETARIAT, sent.id)
    assert percent(site) == 50


def test_only_the_office_that_sent_it_takes_it_back(site):
    sent = report(site)
    for actor in (OWNED, ELSEWHERE, SECRETARIAT, LEADER):
        with pytest.raises(Forbidden):
            withdraw(site, actor, sent.id)
    first = withdraw(site, WARD, sent.id)
    assert (first.state, first.created) == ("withdrawn", True)
    assert withdraw(site, WARD, sent.id).version == first.version
    with pytest.raises(Conflict):
        withdraw(site, WARD_B, sent.id)


def test_verified_update_is_not_taken_back(site):
    sent = report(site)
    decide(site, OWNED, sent.id)
    with pytest.raises(Conflict):
        withdraw(site, WARD, sent.id)
    assert percent(site) == 60


def test_several_at_once_are_decided_each_for_itself(site):
    one = report(site, physical_percent=60, observed_on=dt.date(2026, 11, 20))
    own = report(site, OWNED, physical_percent=57)
    two = report(site, physical_percent=61)
    decide(site, OWNED_B, one.id, "returned", "Sai")
    with site.writing() as session:
        outcomes = deciding.decide_many(
            session,
            OWNED,
            [
                ("update", one.id, None),
                ("update", own.id, None),
                ("update", two.id, two.version),
                ("update", 999, None),
                ("nothing", 1, None),
            ],
            "verified",
            today=TODAY,
        )
    assert [type(outcome.error) for outcome in outcomes] == [
        Conflict,
        Forbidden,
        type(None),
        NotFound,
        NotFound,
    ]
    assert outcomes[2].decided.also_returned == (own.id,)
    assert percent(site) == 61


def test_contribution_is_the_secretariats(site):
    with site.writing() as session:
        row_id = a_contribution(session, verified=False).id
    for actor in (WARD, OWNED, FINANCE, LEADER, ADMINISTRATOR):
        with pytest.raises(Forbidden):
            decide(site, actor, row_id, kind="contribution")
    assert decide(site, SECRETARIAT, row_id, kind="contribution").state == "verified"
    with site.reading() as session:
        moment = queries.moment(session, today=TODAY)
        assert "DG-THU" in queries.snapshot(session, moment).contribution_by_code


def test_revision_is_the_secretariats_and_hidden_from_others(site):
    with site.writing() as session:
        row_id = a_project(session, "MOI", verified=False).id
    with pytest.raises(NotFound):
        decide(site, WARD, row_id, kind="revision")
    with pytest.raises(NotFound):
        decide(site, OTHER_OWNER, row_id, kind="revision")
    with pytest.raises(Forbidden):
        decide(site, OWNED, row_id, kind="revision")
    assert decide(site, SECRETARIAT_B, row_id, kind="revision").state == "verified"
    with site.reading() as session:
        moment = queries.moment(session, today=TODAY)
        assert "MOI" in queries.snapshot(session, moment).project_by_code


def test_rows_of_other_kinds_are_told_apart(site):
    with site.writing() as session:
        a_contribution(session)
    assert len(rows(site, ContributionRevision)) == len(rows(site, ProjectRevision)) == 1
    with pytest.raises(NotFound):
        decide(site, SECRETARIAT, 2, kind="contribution")
