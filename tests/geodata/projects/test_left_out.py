"""What a description anew leaves out stays as it stands; what it sends as nothing is no more."""

import datetime as dt
from uuid import uuid4

from geodata.checks import submissions
from geodata.models import ProjectRevision
from geodata.projects import description_rules, records
from geodata.verification import deciding
from tests.factories import WARD_1
from tests.geodata.officers import OWNED, SECRETARIAT, TODAY, rows
from tests.geodata.projects.records_sent import DAY

NEEDED = {"effective_on": DAY, "name": "Đường thử", "sector": "transport"} | {
    "agency": "ban-qlda@2013"
}


def revise(store, uuid=None, **values):
    with store.reading() as session:
        base = description_rules.version(session, "DUONG-THU")
    return submissions.send(
        store, records.revise, OWNED, "DUONG-THU", NEEDED | values,
        client_uuid=uuid or str(uuid4()), today=TODAY, base_version=base,
    )  # fmt: skip


def decide(store, sent, verdict, reason=None):
    with store.writing() as session:
        deciding.decide(session, SECRETARIAT, "revision", sent.id, verdict, reason, today=TODAY)


def test_left_out_stays_and_nothing_is_no_more(site):
    row = revise(site, name="Đường thử nối dài").row
    assert (row.name, row.total_investment) == ("Đường thử nối dài", 1_000_000_001)
    assert (row.planned_finish, row.place) == (dt.date(2024, 12, 31), WARD_1)
    gone = revise(site, planned_finish=None, place=None, units=["29905@2025"]).row
    assert (gone.planned_finish, gone.place, gone.total_investment) == (None, None, 1_000_000_001)
    with site.reading() as session:
        kept = description_rules.carried_over(session, "DUONG-THU", NEEDED)
    assert (kept["units"], kept["place"]) == (["29905@2025"], None)


def test_what_waits_is_what_stays_unless_it_came_back(site):
    first = revise(site, work_class="Cấp III")
    assert revise(site).row.work_class == "Cấp III"
    decide(site, first, "verified")
    wrong = revise(site, work_class="Cấp I")
    decide(site, wrong, "returned", "Sai cấp")
    assert revise(site).row.work_class == "Cấp III"


def test_sent_again_is_the_first_although_another_came_between(site):
    uuid = str(uuid4())
    first = revise(site, uuid)
    revise(site, total_investment=5)
    again = revise(site, uuid)
    assert (again.id, again.created) == (first.id, False)
    assert len(rows(site, ProjectRevision)) == 3
