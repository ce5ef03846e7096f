"""The journal as it is read: by project for the public, whole for those who may; what it tells."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from geodata import corrections
from geodata.contributions import entering
from geodata.generator import generate
from geodata.history import journal_entries, journal_filter
from geodata.history.changed_fields import FieldChange
from geodata.history.journal_filter import Wanted
from geodata.projects import describing
from geodata.queries import moment
from geodata.verification import deciding
from tests import factories
from tests.factories import OWNER, WARD

TODAY = dt.date(2026, 11, 23)
DAY = dt.date(2024, 7, 1)


def read(store, code=None, **wanted):
    """Entries and what they tell: of a project for the public, or of everything."""
    with store.reading() as session:
        now = moment(session, today=TODAY)
        if code:
            query = journal_filter.published(now, code, Wanted(**wanted))
        else:
            query = journal_filter.everything(now, Wanted(**wanted))
        entries = list(session.scalars(query))
        revs = {entry.rev for entry in entries}
        if code:
            told = journal_entries.in_public(session, revs, code)
        else:
            told = journal_entries.in_full(session, revs)
        assert journal_filter.count(session, query) == len(entries)
        return [(entry.action, entry.office, told.get(entry.rev, [])) for entry in entries]


@pytest.fixture
def store(defined_store):
    """The campaign is defined in it."""
    return defined_store


@pytest.fixture
def campaign(store):
    with store.writing() as session:
        factories.a_project(session)
        factories.a_project(session, "DUONG-KHAC")
    return store


def test_public_reads_an_update_at_its_verdict_with_before_and_after(campaign):
    with campaign.writing() as session:
        factories.an_update(session, percent=30, note="ghi chú", on=dt.date(2024, 6, 1))
        second = factories.an_update(session, percent=45, on=DAY, obstacles=["capital"])
        sent = second.rev
    action, office, [told] = read(campaign, "DUONG-THU")[0]
    assert (action, office) == ("status_update.verified", "ban-qlda@2013")
    assert (told.action, told.effective_on, told.sent_rev) == ("added", DAY, sent)
    assert told.fields == (
        FieldChange("Tiến độ thực hiện", "percent", Decimal(30), Decimal(45)),
        FieldChange("Khó khăn, vướng mắc", "OBSTACLES", [], ["capital"]),
    )


def test_public_reads_nothing_of_what_waits_or_was_asked(campaign):
    before = read(campaign, "DUONG-THU")
    with campaign.writing() as session:
        factories.an_update(session, percent=30, verified=False)
        asked = factories.an_update(session, percent=31, verified=False)
        deciding.give(session, OWNER, asked, "asked", reason="sao ít vậy")
        factories.a_contribution(session, project="DUONG-THU", verified=False)
    assert read(campaign, "DUONG-THU") == before


def test_public_reads_that_something_was_returned_and_no_more(campaign):
    with campaign.writing() as session:
        row = factories.an_update(session, percent=30, verified=False)
        deciding.give(session, OWNER, row, "returned", reason="chưa đúng")
    action, office, [told] = read(campaign, "DUONG-THU")[0]
    assert (action, office) == ("status_update.returned", "ban-qlda@2013")
    assert (told.effective_on, told.fields, told.reason, told.sent_rev) == (None, (), None, None)


def test_public_reads_what_became_of_a_verified_row(campaign):
    with campaign.writing() as session:
        row = factories.an_update(session, percent=30)
        deciding.give(session, OWNER, row, "withdrawn", reason="nhầm công trình")
    action, _office, [told] = read(campaign, "DUONG-THU")[0]
    assert action == "status_update.withdrawn"
    assert (told.effective_on, told.fields, told.reason) == (DAY, (), None)


def test_a_verified_row_after_one_that_was_never_verified_follows_the_last_verified(campaign):
    with campaign.writing() as session:
        factories.an_update(session, percent=30, on=dt.date(2024, 5, 1))
        wrong = factories.an_update(session, percent=90, on=dt.date(2024, 6, 1), verified=False)
        deciding.give(session, OWNER, wrong, "returned")
        factories.an_update(session, percent=40, on=DAY)
    _action, _office, [told] = read(campaign, "DUONG-THU")[0]
    assert [(change.old, change.new) for change in told.fields] == [(Decimal(30), Decimal(40))]


def test_public_reads_facts_that_count_at_once_and_their_corrections(campaign):
    with campaign.writing() as session:
        paid = factories.a_payment(session, amount=100)
        corrections.correct(session, OWNER, paid, {"amount": 250}, "sai số")
        factories.a_payment(session, "DUONG-KHAC", amount=7)
    corrected, added = read(campaign, "DUONG-THU")[:2]
    assert (corrected[0], corrected[2][0].action) == ("fact.correct", "corrected")
    assert corrected[2][0].reason == "sai số"
    assert FieldChange("Số tiền", "money", 100, 250) in corrected[2][0].fields
    assert (added[0], added[2][0].action) == ("project.disbursement", "added")
    assert FieldChange("Số tiền", "money", None, 100) in added[2][0].fields


def test_what_is_of_a_later_day_is_not_public_yet(campaign):
    before = read(campaign, "DUONG-THU")
    with campaign.writing() as session:
        describing.append(
            session,
            OWNER,
            "decision",
            "DUONG-THU",
            {"effective_on": TODAY + dt.timedelta(days=1), "kind": "extension", "number": "1"},
        )
    assert read(campaign, "DUONG-THU") == before


def test_a_contribution_is_told_with_the_project_that_it_was_made_to(campaign):
    with campaign.writing() as session:
        factories.a_contribution(session, project="DUONG-THU")
        factories.a_contribution(session, "DG-KHAC", project="DUONG-KHAC")
    found = read(campaign, "DUONG-THU")
    assert found[0][0] == "contribution_revision.verified"
    assert [t.subject for t in found[0][2]] == ["DG-THU"]
    assert "DG-KHAC" not in str(found)


def test_a_contribution_that_moves_to_another_project_takes_its_content_along(campaign):
    with campaign.writing() as session:
        row = factories.a_contribution(session, project="DUONG-THU")
        moved = {
            "effective_on": row.effective_on, "kind": "land", "quantity": 77, "unit": row.unit,
            "unit_of_measure": "m²", "giver_kind": "household", "givers": 1,
            "project": "DUONG-KHAC", "illustrative": [],
        }  # fmt: skip
        moved["supersedes_id"] = row.id
        again = entering.enter(session, WARD, "DG-THU", moved)
        deciding.give(session, OWNER, again, "verified")
    other = read(campaign, "DUONG-KHAC")[0][2]
    assert [t.action for t in other] == ["corrected"]
    assert FieldChange("Số lượng", "number", Decimal(120), Decimal(77)) in other[0].fields
    assert Decimal(77) not in [f.new for _a, _o, told in read(campaign, "DUONG-THU") for t in told
                               for f in t.fields]  # fmt: skip


def test_in_full_both_the_sending_and_the_verdict_are_told_with_reasons(campaign):
    with campaign.writing() as session:
        row = factories.an_update(session, percent=30, verified=False)
        deciding.give(session, OWNER, row, "returned", reason="chưa đúng")
        factories.an_update(session, percent=35, verified=False)
    waiting, verdict, sent = read(campaign)[:3]
    assert (waiting[0], waiting[1], waiting[2][0].state) == (
        "update.submit", "29905@2013", "waiting",
    )  # fmt: skip
    assert (verdict[0], verdict[2][0].reason) == ("status_update.returned", "chưa đúng")
    assert (verdict[2][0].action, verdict[2][0].subject) == ("returned", "DUONG-THU")
    assert (sent[2][0].state, sent[2][0].fields[1].new) == ("returned", Decimal(30))


def test_filters_narrow_by_action_office_day_and_project(campaign):
    with campaign.writing() as session:
        factories.an_update(session)
        factories.a_payment(session, "DUONG-KHAC")
    assert {a for a, _o, _t in read(campaign, action="update.submit")} == {"update.submit"}
    assert {o for _a, o, _t in read(campaign, office="29905@2013")} == {"29905@2013"}
    assert len(read(campaign, day=TODAY)) == len(read(campaign)) - _imported(campaign)
    assert read(campaign, day=TODAY + dt.timedelta(days=1)) == []
    of_other = [action for action, _o, _t in read(campaign, project="DUONG-KHAC")]
    assert of_other == ["project.disbursement", "project_revision.verified", "project.register"]
    assert [a for a, _o, _t in read(campaign, "DUONG-THU", office="29905@2013")] == []


def _imported(store):
    with store.reading() as session:
        entries = session.scalars(journal_filter.everything(moment(session), Wanted()))
        return sum(entry.imported for entry in entries)


def test_choices_are_those_that_occur(campaign):
    with campaign.writing() as session:
        factories.a_payment(session)
    with campaign.reading() as session:
        now = moment(session, today=TODAY)
        found = journal_filter.choices(
            session, journal_filter.published(now, "DUONG-THU", Wanted())
        )
    assert found.actions == ("project.disbursement", "project_revision.verified")
    assert found.offices == ("ban-qlda@2013",)


def test_as_known_at_an_instant_later_verdicts_are_not_told(campaign):
    with campaign.writing() as session:
        row = factories.an_update(session, percent=30, verified=False)
    before = read(campaign, "DUONG-THU")
    with campaign.reading() as session:
        then = moment(session, today=TODAY)
    with campaign.writing() as session:
        deciding.give(session, OWNER, session.merge(row), "verified")
    with campaign.reading() as session:
        old = replace(moment(session, today=TODAY), known_rev=then.known_rev)
        entries = list(session.scalars(journal_filter.published(old, "DUONG-THU", Wanted())))
    assert len(entries) == len(before)
    assert len(read(campaign, "DUONG-THU")) == len(before) + 1


def test_one_entry_that_made_a_whole_campaign_is_told_by_project(store):
    with store.writing() as session:
        generate(session, 5, 20, 1)
    [(action, _office, told)] = read(store, "THU-00001")
    assert action == "campaign.generate"
    assert {telling.subject for telling in told if telling.subject_kind == "project"} == {
        "THU-00001"
    }
