"""Reports of a site that are sent twice, or over a newer state: nothing twice, nothing lost."""

import datetime as dt
from uuid import uuid4

import pytest

from geodata.checks import submissions
from geodata.errors import NotFound, ReusedKey, StaleChange
from geodata.models import ConflictingChange, JournalEntry, StatusUpdate, Submission
from geodata.verification import deciding
from tests.factories import OWNER
from tests.geodata.officers import OWNED, TODAY, WARD, WARD_B, report, rows, version
from tests.geodata.site_updates.refused_reports import wrong

TOMORROW = TODAY + dt.timedelta(days=1)


def test_same_submission_again_gives_the_first_answer(site):
    uuid, base = str(uuid4()), version(site)
    first = report(site, uuid=uuid, base=base)
    with site.writing() as session:
        row = session.get(StatusUpdate, first.id)
        deciding.give(session, OWNER, row, "verified")
    again = report(site, uuid=uuid.upper(), base=base)
    assert (again.id, again.version, again.state) == (first.id, first.version, first.state)
    assert not again.created
    assert len(rows(site)) == 2
    assert len(rows(site, Submission)) == 1


@pytest.mark.parametrize("change", [{"physical_percent": 61}, {"note": "khác"}, {"obstacles": []}])
def test_same_uuid_with_another_content_is_refused(site, change):
    uuid = str(uuid4())
    report(site, uuid=uuid)
    with pytest.raises(ReusedKey):
        report(site, uuid=uuid, **change)
    assert len(rows(site)) == 2


def test_same_uuid_from_another_account_is_refused(site):
    uuid, base = str(uuid4()), version(site)
    report(site, uuid=uuid, base=base)
    with pytest.raises(ReusedKey):
        report(site, WARD_B, uuid=uuid, base=base)


def test_stale_report_is_set_aside_with_both_texts(site):
    base, uuid = version(site), str(uuid4())
    theirs = report(site, OWNED, base=base, physical_percent=70, note="Chủ đầu tư ghi")
    journal = len(rows(site, JournalEntry))
    with pytest.raises(StaleChange) as caught:
        report(site, uuid=uuid, base=base)
    assert caught.value.mine["physical_percent"] == 60
    assert caught.value.mine["note"] == "Mưa nhiều"
    assert caught.value.mine["position"] == {"lon": 105.758, "lat": 10.3, "accuracy": 12.4}
    assert caught.value.theirs["physical_percent"] == 70
    assert caught.value.theirs["note"] == "Chủ đầu tư ghi"
    assert caught.value.theirs["version"] == theirs.version
    assert caught.value.theirs["state"] == "waiting"
    assert len(rows(site)) == 2
    assert len(rows(site, JournalEntry)) == journal
    with site.reading() as session:
        (conflict,) = submissions.conflicts(session, WARD)
        session.expunge(conflict)
        assert submissions.conflicts(session, WARD_B) == []
    assert (conflict.subject, conflict.client_uuid) == ("DUONG-THU", uuid)
    assert conflict.mine == caught.value.mine
    assert conflict.theirs == caught.value.theirs


def test_what_is_sent_again_the_next_day_was_taken_already(site):
    """The forecast was today; tomorrow it would be before the day of seeing."""
    uuid, base = str(uuid4()), version(site)
    seen = {"uuid": uuid, "base": base, "forecast_finish": TODAY, "observed_on": None}
    first = report(site, **seen)
    again = report(site, today=TOMORROW, **seen)
    assert (again.id, again.created) == (first.id, False)
    assert rows(site)[-1].effective_on == TODAY
    with pytest.raises(ReusedKey):
        report(site, today=TOMORROW, **(seen | {"physical_percent": 61}))
    late = seen | {"uuid": str(uuid4()), "base": version(site)}
    assert wrong(site, today=TOMORROW, **late) == {"forecast_finish"}
    both = late | {"physical_percent": 101}
    assert wrong(site, today=TOMORROW, **both) == {"forecast_finish", "physical_percent"}


def test_two_accounts_with_the_same_uuid_each_keep_their_own(site):
    base, uuid = version(site), str(uuid4())
    report(site, OWNED, base=base)
    for actor, note in ((WARD, "Một"), (WARD_B, "Hai"), (WARD, "Ba")):
        with pytest.raises(StaleChange):
            report(site, actor, uuid=uuid, base=base, note=note)
    with site.reading() as session:
        kept = [[one.mine["note"] for one in submissions.conflicts(session, actor)]
                for actor in (WARD, WARD_B)]  # fmt: skip
    assert kept == [["Ba"], ["Hai"]]


def test_set_aside_is_settled_by_sending_anew_on_top(site):
    base, uuid = version(site), str(uuid4())
    report(site, OWNED, base=base)
    for _ in range(2):
        with pytest.raises(StaleChange):
            report(site, uuid=uuid, base=base)
    assert len(rows(site, ConflictingChange)) == 1
    sent = report(site, uuid=uuid, base=version(site))
    assert sent.created
    with site.reading() as session:
        assert submissions.conflicts(session, WARD) == []
    assert rows(site, ConflictingChange)[0].settled_at is not None


def test_set_aside_is_dropped_by_its_sender_alone(site):
    base = version(site)
    report(site, OWNED, base=base)
    with pytest.raises(StaleChange):
        report(site, base=base)
    kept = rows(site, ConflictingChange)[0]
    with pytest.raises(NotFound), site.writing() as session:
        submissions.drop_conflict(session, WARD_B, kept.id)
    with site.writing() as session:
        submissions.drop_conflict(session, WARD, kept.id)
    with site.reading() as session:
        assert submissions.conflicts(session, WARD) == []
