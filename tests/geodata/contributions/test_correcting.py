"""Corrections of contributions: who may, and the new row that waits to be verified."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest

from geodata.checks import submissions
from geodata.contributions import entering
from geodata.errors import Conflict, Forbidden, InvalidChange, NotFound
from geodata.models import ContributionRevision, JournalEntry
from tests.factories import a_contribution
from tests.geodata.contributions.contributions_sent import counted, decide, submit
from tests.geodata.officers import (
    ELSEWHERE,
    SECRETARIAT,
    SECRETARIAT_B,
    TODAY,
    WARD,
    rows,
)


def correct(store, actor, row_id, values, reason="Đo lại", uuid=None):
    return submissions.send(
        store,
        entering.correct,
        actor,
        row_id,
        values,
        reason,
        client_uuid=uuid or str(uuid4()),
        today=TODAY,
    )


def test_verified_contribution_is_corrected_by_a_new_row(site):
    first = submit(site)
    with pytest.raises(Conflict):
        correct(site, WARD, first.id, {"quantity": 100})
    decide(site, first.id)
    uuid = str(uuid4())
    sent = correct(
        site, WARD, first.id, {"quantity": 100, "given_on": dt.date(2026, 11, 1)}, uuid=uuid
    )
    again = correct(
        site, WARD, first.id, {"quantity": 100, "given_on": dt.date(2026, 11, 1)}, uuid=uuid
    )
    assert (again.id, again.created) == (sent.id, False)
    assert counted(site)["DG-0001"].quantity == Decimal("120.5")
    with pytest.raises(Conflict):
        correct(site, SECRETARIAT, first.id, {"quantity": 101})
    decide(site, sent.id)
    contribution = counted(site)["DG-0001"]
    assert (contribution.quantity, contribution.date, contribution.value) == (
        100,
        dt.date(2026, 11, 1),
        36_000_000,
    )
    assert (contribution.geometry.x, contribution.hamlet) == (105.758, "Khóm 3")
    entry = next(row for row in rows(site, JournalEntry) if row.rev == sent.version)
    assert entry.action == "contribution.correct"
    assert (entry.detail["before"]["quantity"], entry.detail["after"]["quantity"]) == (120.5, 100)
    row = rows(site, ContributionRevision)[-1]
    assert (row.reason, row.supersedes_id) == ("Đo lại", first.id)


def test_secretariat_corrects_but_another_of_it_confirms(site):
    first = submit(site)
    decide(site, first.id)
    sent = correct(site, SECRETARIAT, first.id, {"value": None})
    with pytest.raises(Forbidden):
        decide(site, sent.id)
    decide(site, sent.id, actor=SECRETARIAT_B)
    assert counted(site)["DG-0001"].value is None


def test_successor_corrects_what_its_predecessor_entered(site):
    with site.writing() as session:
        old = a_contribution(session, project="DUONG-THU").id
    with pytest.raises(Forbidden):
        correct(site, ELSEWHERE, old, {"quantity": 100})
    with pytest.raises(NotFound):
        correct(site, WARD, 999, {"quantity": 100})
    with pytest.raises(InvalidChange) as caught:
        correct(site, WARD, old, {"quantity": -1, "unit": "29905@2025"}, reason=" ")
    assert {one.pointer for one in caught.value.problems} == {"quantity", "unit", "reason"}
    sent = correct(site, WARD, old, {"quantity": 100})
    assert sent.row.unit == "29905@2013"


@pytest.mark.parametrize("named", ["quantity", "value"])
def test_money_is_corrected_by_either_of_its_figures(site, named):
    land = dict.fromkeys(("stage", "parcel", "map_sheet", "certificate_corrected", "minutes"))
    money = {"kind": "money", "quantity": None, "value": 70_000, "unit_of_measure": None}
    first = submit(site, **land, **money)
    decide(site, first.id)
    row = correct(site, WARD, first.id, {named: 700_000}).row
    assert (row.quantity, row.value) == (700_000, 700_000)
    with pytest.raises(InvalidChange):
        correct(site, WARD, first.id, {"quantity": 700_000, "value": 70_000})
