"""Entering of contributions by a unit: fields, codes, warnings."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest

from geodata.errors import Forbidden, InvalidChange, ReusedKey
from geodata.models import Contribution, ContributionRevision, JournalEntry
from tests.factories import a_contribution, a_project
from tests.geodata.contributions.contributions_sent import counted, decide, submit
from tests.geodata.officers import (
    ADMINISTRATOR,
    FINANCE,
    LEADER,
    OWNED,
    SECRETARIAT,
    TODAY,
    WARD_B,
    rows,
)


def wrong(store, **values):
    with pytest.raises(InvalidChange) as caught:
        submit(store, **values)
    return {problem.pointer for problem in caught.value.problems}


def test_contribution_is_kept_as_sent_and_counts_once_verified(site):
    sent = submit(site)
    row = rows(site, ContributionRevision)[-1]
    assert (sent.id, sent.version, sent.state) == (row.id, row.rev, "waiting")
    assert (sent.created, sent.warnings) == (True, ())
    assert (row.unit, row.effective_on, row.quantity) == (
        "29905@2025",
        dt.date(2026, 11, 20),
        Decimal("120.5"),
    )
    assert (row.unit_of_measure, row.households, row.minutes) == ("m²", 2, "12/BB ngày 20/11/2026")
    assert (row.stage, row.parcel, row.certificate_corrected) == ("minuted", "12", False)
    assert (row.place.x, row.place.y) == (105.758, 10.3)
    assert counted(site) == {}
    decide(site, sent.id)
    assert counted(site)["DG-0001"].value == 36_000_000
    assert sum(counted(site)["DG-0001"].shares.values()) == 1


def test_journal_of_a_contribution_holds_codes_and_numbers_only(site):
    submit(site)
    entry = rows(site, JournalEntry)[-1]
    assert (entry.action, entry.subject, entry.office) == (
        "contribution.enter",
        "DG-0001",
        "29905@2025",
    )
    assert entry.detail == {
        "on": "2026-11-20",
        "before": {},
        "after": {
            "kind": "land",
            "quantity": 120.5,
            "value": 36_000_000,
            "unit": "29905@2025",
            "project": "DUONG-THU",
            "giver_kind": "household",
            "givers": 2,
            "households": 2,
            "stage": "minuted",
        },
    }


def test_codes_go_on_from_the_highest_number(site):
    with site.writing() as session:
        for code in ("DG-0041", "DG-THU", "DG-7", "DG-0042-A", "DGT-000099"):
            a_contribution(session, code)
    for _ in range(2):
        submit(site, project=None)
    with site.reading() as session:
        codes = [row.code for row in session.query(Contribution).order_by(Contribution.id)]
    assert codes[-2:] == ["DG-0042", "DG-0043"]


def test_same_contribution_again_gives_the_first_answer_with_its_warning(site):
    submit(site)
    uuid = str(uuid4())
    first = submit(site, uuid=uuid, quantity=Decimal("121"))
    assert first.warnings == ("duplicate",)
    decide(site, rows(site, ContributionRevision)[0].id, "returned", "Nhập trùng")
    again = submit(site, uuid=uuid, quantity=Decimal("121"))
    assert (again.id, again.version, again.warnings, again.created) == (
        first.id,
        first.version,
        ("duplicate",),
        False,
    )
    with pytest.raises(ReusedKey):
        submit(site, uuid=uuid, quantity=Decimal("122"))
    with pytest.raises(ReusedKey):
        submit(site, WARD_B, uuid=uuid, quantity=Decimal("121"))


def test_a_contribution_without_a_day_is_todays_also_when_it_is_sent_again(site):
    """Sent just before midnight, and again when the answer was lost."""
    uuid = str(uuid4())
    first = submit(site, uuid=uuid, given_on=None)
    again = submit(site, uuid=uuid, given_on=None, today=TODAY + dt.timedelta(days=1))
    assert (again.id, again.created) == (first.id, False)
    assert rows(site, ContributionRevision)[-1].effective_on == TODAY


@pytest.mark.parametrize("actor", [OWNED, FINANCE, SECRETARIAT, LEADER, ADMINISTRATOR])
def test_only_a_unit_enters(still_site, actor):
    with pytest.raises(Forbidden):
        submit(still_site, actor)


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"kind": "gold"}, {"kind"}),
        ({"kind": None}, {"kind"}),
        ({"given_on": dt.date(2026, 11, 24)}, {"given_on"}),
        ({"given_on": dt.date(2025, 6, 30)}, {"former_unit"}),
        ({"quantity": None}, {"quantity"}),
        ({"quantity": 0}, {"quantity"}),
        ({"quantity": -1}, {"quantity"}),
        ({"quantity": Decimal("0.0001")}, {"quantity"}),
        ({"quantity": 10**12}, {"quantity"}),
        ({"unit_of_measure": "ha"}, {"unit_of_measure"}),
        ({"value": -1}, {"value"}),
        ({"value": Decimal("1.5")}, {"value"}),
        ({"giver_kind": "company"}, {"giver_kind"}),
        ({"givers": 0}, {"givers"}),
        ({"givers": None}, {"givers"}),
        ({"giver_kind": "individual", "givers": 1, "households": 2}, {"households"}),
        ({"minutes": None}, {"minutes"}),
        ({"mobilised_by": "hoi-nao"}, {"mobilised_by"}),
        ({"project": "KHONG-CO"}, {"project"}),
        ({"stage": "done"}, {"stage"}),
        ({"certificate_corrected": "yes"}, {"certificate_corrected"}),
        ({"position": {"lon": 0, "lat": 0}}, {"position"}),
        ({"note": "a\x00"}, {"note"}),
        ({"unit": "30214@2025"}, {"unit"}),
        ({"code": "DG-9"}, {"code"}),
        ({"verified": True}, {"verified"}),
        ({"kind": "labour"}, {"stage", "parcel", "map_sheet", "certificate_corrected"}),
        ({"uuid": "x", "givers": "2", "kind": 5}, {"client_uuid", "givers", "kind"}),
    ],
)
def test_wrong_fields_are_told_all_at_once(still_site, values, fields):
    before = len(rows(still_site, JournalEntry))
    assert wrong(still_site, **values) == fields
    assert len(rows(still_site, JournalEntry)) == before


OTHER = dict.fromkeys(("stage", "parcel", "map_sheet", "certificate_corrected", "minutes"))


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({"kind": "money", "quantity": None, "value": 5}, (Decimal(5), "đồng", 5)),
        ({"kind": "money", "quantity": 5, "value": None}, (Decimal(5), "đồng", 5)),
        ({"kind": "idea", "quantity": None, "value": None}, (Decimal(1), "ý kiến", None)),
        (
            {"kind": "material", "quantity": 3, "unit_of_measure": "bao", "value": None},
            (Decimal(3), "bao", None),
        ),
    ],
)
def test_each_kind_is_counted_in_its_own_unit(site, values, kept):
    submit(site, **OTHER, **values)
    row = rows(site, ContributionRevision)[-1]
    assert (row.quantity, row.unit_of_measure, row.value) == kept


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"kind": "money", "quantity": 5, "value": 6}, {"value"}),
        ({"kind": "money", "quantity": Decimal("5.5"), "value": None}, {"value"}),
        ({"kind": "money", "quantity": None, "value": 10**12}, {"value"}),
        ({"kind": "money", "quantity": None, "value": None}, {"quantity"}),
        ({"kind": "material", "quantity": 3}, {"unit_of_measure"}),
        ({"kind": "clearance"}, {"minutes"}),
    ],
)
def test_amounts_fit_the_kind(still_site, values, fields):
    assert wrong(still_site, **OTHER, **values) == fields


def test_contribution_to_an_unpublished_project_is_of_those_who_know_it(site):
    with site.writing() as session:
        a_project(session, "MOI", verified=False)
    assert wrong(site, project="MOI") == {"project"}
