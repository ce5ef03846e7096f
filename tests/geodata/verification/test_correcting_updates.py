"""Corrections of verified reports: a new row with a reason, which waits to be verified itself."""

import datetime as dt
from decimal import Decimal

import pytest

from geodata.errors import Conflict, Forbidden, InvalidChange, NotFound
from geodata.models import JournalEntry
from geodata.site_updates import reporting
from tests.geodata.officers import (
    ELSEWHERE,
    OWNED,
    OWNED_B,
    TODAY,
    WARD,
    report,
    rows,
)
from tests.geodata.verification.decisions import decide, percent


def correct(
    store, actor, row_id, change, reason="Gõ nhầm", uuid="c" * 8 + "-1111-2222-3333-" + "d" * 12
):
    with store.writing() as session:
        sent = reporting.correct(
            session, actor, row_id, change, reason, client_uuid=uuid, today=TODAY
        )
        return sent.id, sent.created


def test_verified_update_is_corrected_by_a_new_row(site):
    old = rows(site)[0]
    row_id, created = correct(site, WARD, old.id, {"physical_percent": Decimal(45)})
    assert created
    assert correct(site, WARD, old.id, {"physical_percent": Decimal(45)}) == (row_id, False)
    new = rows(site)[-1]
    assert (new.supersedes_id, new.reason, new.physical_percent) == (old.id, "Gõ nhầm", 45)
    assert (new.effective_on, new.status, new.reported_by) == (
        old.effective_on,
        old.status,
        "29905@2025",
    )
    assert percent(site) == 50
    entry = rows(site, JournalEntry)[-1]
    assert (entry.action, entry.subject) == ("update.correct", "DUONG-THU")
    assert entry.detail["before"]["physical_percent"] == 50
    assert entry.detail["after"]["physical_percent"] == 45
    with pytest.raises(Forbidden):
        decide(site, WARD, row_id)
    decide(site, OWNED, row_id)
    assert percent(site) == 45


def test_second_correction_waits_for_the_first(site):
    old = rows(site)[0]
    first, _ = correct(site, WARD, old.id, {"physical_percent": 45})
    other = "0" * 8 + "-1111-2222-3333-" + "d" * 12
    with pytest.raises(Conflict):
        correct(site, OWNED, old.id, {"physical_percent": 46}, uuid=other)
    decide(site, OWNED, first, "returned", "Không đúng")
    second, _ = correct(site, OWNED, old.id, {"physical_percent": 46}, uuid=other)
    decide(site, OWNED_B, second)
    assert percent(site) == 46


@pytest.mark.parametrize(
    ("change", "reason", "fields"),
    [
        ({"physical_percent": 101}, "Sai", {"physical_percent"}),
        ({"physical_percent": 45}, " ", {"reason"}),
        ({"physical_percent": 45}, None, {"reason"}),
        ({"reported_by": "30214@2025"}, "Sai", {"reported_by"}),
        ({"observed_on": dt.date(2023, 1, 1)}, "Sai", {"observed_on"}),
        ({"observed_on": None}, "Sai", {"observed_on"}),
        ({"status": "completion", "physical_percent": 100}, "Sai", {"status"}),
    ],
)
def test_wrong_correction_is_refused(site, change, reason, fields):
    with pytest.raises(InvalidChange) as caught:
        correct(site, WARD, rows(site)[0].id, change, reason)
    assert {problem.pointer for problem in caught.value.problems} == fields
    assert len(rows(site)) == 1


def test_only_what_is_verified_is_corrected(site):
    sent = report(site)
    with pytest.raises(Conflict):
        correct(site, WARD, sent.id, {"physical_percent": 45})
    with pytest.raises(NotFound):
        correct(site, WARD, 999, {"physical_percent": 45})
    with pytest.raises(Forbidden):
        correct(site, ELSEWHERE, rows(site)[0].id, {"physical_percent": 45})
