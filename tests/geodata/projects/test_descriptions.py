"""Descriptions of a project: registered, revised, verified, corrected."""

import datetime as dt
from uuid import uuid4

import pytest
import shapely

from geodata import geojson
from geodata.checks import row_checks, submissions
from geodata.errors import (
    BadInput,
    Conflict,
    Forbidden,
    InvalidChange,
    StaleDescription,
    Unconfirmed,
)
from geodata.models import ConflictingChange, JournalEntry, ProjectRevision
from geodata.projects import description_rules, records
from geodata.verification import deciding, entries
from tests.factories import WARD_1, a_project
from tests.geodata.officers import (
    ADMINISTRATOR,
    FINANCE,
    LEADER,
    OTHER_OWNER,
    OWNED,
    OWNED_B,
    SECRETARIAT,
    TODAY,
    WARD,
    rows,
)
from tests.geodata.projects.records_sent import DAY, pointers, state

RING = shapely.LinearRing([(105.758, 10.3), (105.759, 10.3), (105.759, 10.301)])

ROAD = {
    "effective_on": DAY,
    "name": "Đường mới",
    "sector": "transport",
    "agency": "ban-qlda@2013",
    "is_key": True,
    "project_group": "C",
    "total_investment": 2_000_000_000,
    "planned_start": dt.date(2026, 12, 1),
    "planned_finish": dt.date(2027, 12, 1),
    "progress_plan": [["2026-12-01", 0], ["2027-12-01", 100.0]],
    "place": shapely.LineString([(105.757, 10.3), (105.759, 10.301)]),
    "reason": "Theo tờ trình",
}


def described_as(store, code="DUONG-MOI"):
    with store.reading() as session:
        return description_rules.version(session, code)


def revise(
    store, actor=OWNED, code="DUONG-MOI", *, uuid=None, new=False, base=None, confirmed=(), **values
):
    return submissions.send(
        store,
        records.revise,
        actor,
        code,
        ROAD | values,
        client_uuid=uuid or str(uuid4()),
        today=TODAY,
        new=new,
        base_version=described_as(store, code) if base is None else base,
        confirmed=confirmed,
    )


def test_a_second_project_of_the_same_name_and_place_is_asked_about(site):
    """Accents, case and blanks do not tell them apart; another place does."""
    revise(site, new=True)
    second = {"code": "DUONG-MOI-2", "new": True, "base": 0, "name": "ĐƯỜNG  MƠI"}
    with pytest.raises(Unconfirmed) as caught:
        revise(site, **second)
    (odd,) = caught.value.oddities
    assert (odd.code, odd.params["code"]) == ("same_project", "DUONG-MOI")
    far = shapely.Point(105.70, 10.29)
    assert revise(site, **second, place=far).created
    sent = revise(site, **second | {"code": "DUONG-MOI-3"}, confirmed=["same_project"])
    assert rows(site, JournalEntry)[-1].detail["let_through"] == ["same_project"]
    assert sent.created


def verify(store, row_id, actor=SECRETARIAT):
    with store.writing() as session:
        deciding.decide(session, actor, "revision", row_id, "verified", today=TODAY)


def test_new_project_is_public_once_the_secretariat_verified_it(site):
    uuid = str(uuid4())
    sent = revise(site, uuid=uuid, new=True)
    again = revise(site, uuid=uuid)
    assert (sent.state, sent.created, again.id, again.created) == (
        "waiting",
        True,
        sent.id,
        False,
    )
    assert state(site, "DUONG-MOI") is None
    verify(site, sent.id)
    made = state(site, "DUONG-MOI")
    assert (made.name, made.key, made.total_investment) == ("Đường mới", True, 2_000_000_000)
    assert made.units == ("29905@2025",)
    row = rows(site, ProjectRevision)[-1]
    assert row.progress_plan == [["2026-12-01", 0.0], ["2027-12-01", 100.0]]
    assert row.reason == "Theo tờ trình"
    entry = next(one for one in rows(site, JournalEntry) if one.rev == row.rev)
    assert (entry.action, entry.subject) == ("project.register", "DUONG-MOI")
    assert entry.detail["before"] == {}
    assert entry.detail["after"]["total_investment"] == 2_000_000_000


def test_project_without_a_place_belongs_to_declared_units(site):
    sent = revise(site, place=None, units=["29905@2025"])
    verify(site, sent.id)
    assert state(site, "DUONG-MOI").shares == {"29905@2025": 1}


@pytest.mark.parametrize("actor", [WARD, FINANCE, LEADER, ADMINISTRATOR, OTHER_OWNER])
def test_others_register_nothing_for_this_owner(still_site, actor):
    with pytest.raises(Forbidden):
        revise(still_site, actor)


def test_code_that_is_taken_is_refused_where_a_new_one_is_meant(site):
    with site.writing() as session:
        a_project(session, "CUA-TOI", verified=False)
    for code, actor, named in (
        ("DUONG-THU", OWNED, {"new": True}),
        ("CUA-TOI", OTHER_OWNER, {"agency": OTHER_OWNER.office}),
        ("duong-thu", OWNED, {}),
    ):
        with pytest.raises(InvalidChange) as caught:
            revise(site, actor, code, **named)
        assert pointers(caught) == {"code"}
    assert revise(site, SECRETARIAT, "CUA-TOI").created


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"name": None}, {"name"}),
        ({"name": "a" * 201}, {"name"}),
        ({"sector": "gold"}, {"sector"}),
        ({"project_group": "D"}, {"project_group"}),
        ({"total_investment": -1}, {"total_investment"}),
        ({"planned_finish": dt.date(2026, 11, 30)}, {"planned_finish"}),
        ({"effective_on": dt.date(2026, 11, 24)}, {"effective_on"}),
        ({"progress_plan": [["2026-12-01", 5], ["2026-12-02", 4]]}, {"progress_plan"}),
        ({"progress_plan": [["2026-12-01", 5], ["2026-12-01", 6]]}, {"progress_plan"}),
        ({"progress_plan": [["2026-12-01", 101]]}, {"progress_plan"}),
        ({"progress_plan": [["x", 5]]}, {"progress_plan"}),
        ({"progress_plan": [["2026-12-01", float("nan")]]}, {"progress_plan"}),
        ({"progress_plan": [["2026-12-01"]]}, {"progress_plan"}),
        ({"progress_plan": {}}, {"progress_plan"}),
        ({"place": shapely.Point(21, 105)}, {"place"}),
        ({"place": shapely.Point()}, {"place"}),
        ({"place": shapely.Point(105.758, 10.3, 5)}, {"place"}),
        ({"place": shapely.Point(float("nan"), 10)}, {"place"}),
        ({"place": "POINT(1 1)"}, {"place"}),
        ({"place": shapely.GeometryCollection([WARD_1])}, {"place"}),
        ({"place": RING}, {"place"}),
        ({"units": ["nowhere"]}, {"units"}),
        ({"published": True, "rev": 4}, {"published", "rev"}),
    ],
)
def test_wrong_description_is_refused(still_site, values, fields):
    with pytest.raises(InvalidChange) as caught:
        revise(still_site, **values)
    assert pointers(caught) == fields


@pytest.mark.parametrize("place", [shapely.GeometryCollection([WARD_1]), RING])
def test_no_door_takes_a_place_that_the_map_cannot_draw(still_site, place):
    with pytest.raises(BadInput) as caught, still_site.writing() as session:
        a_project(session, "DUONG-VONG", place=place)
    assert (caught.value.pointer, caught.value.allowed) == ("place", geojson.GEOMETRIES)
    assert len(rows(still_site, ProjectRevision)) == 1


def test_who_describes_from_an_older_state_is_told_both(site):
    """A description replaces the whole: the second would take back what the first said."""
    base, count = described_as(site, "DUONG-THU"), len(rows(site, ProjectRevision))
    first = revise(site, code="DUONG-THU", base=base, name="Đường của người trước", reason="Một")
    uuid = str(uuid4())
    journal = len(rows(site, JournalEntry))
    with pytest.raises(StaleDescription) as caught:
        revise(site, OWNED_B, "DUONG-THU", base=base, uuid=uuid, name="Đường của người sau")
    assert (caught.value.mine["name"], caught.value.mine["base_version"]) == (
        "Đường của người sau", base,
    )  # fmt: skip
    theirs = caught.value.theirs
    assert (theirs["name"], theirs["reason"]) == ("Đường của người trước", "Một")
    assert (theirs["id"], theirs["version"], theirs["state"], theirs["office"]) == (
        first.id, first.version, "waiting", OWNED.office,
    )  # fmt: skip
    assert len(rows(site, ProjectRevision)) == count + 1
    assert len(rows(site, JournalEntry)) == journal
    assert rows(site, ConflictingChange) == []
    sent = revise(site, OWNED_B, "DUONG-THU", base=first.version, uuid=uuid, name="Đường chung")
    assert sent.created
    assert (
        revise(site, OWNED_B, "DUONG-THU", base=base, uuid=uuid, name="Đường chung").id == sent.id
    )


def test_description_waits_and_is_compared(site):
    sent = revise(site, code="DUONG-THU", agency="ban-qlda@2013")
    assert state(site).name == "Đường thử"
    with site.reading() as session:
        definition = row_checks.definition_of(session)
        (one,) = entries.waiting(session, SECRETARIAT, definition, TODAY, to_decide=True)
    assert (one.kind, one.id, one.title) == ("revision", sent.id, "Đường mới")
    with pytest.raises(Forbidden):
        verify(site, sent.id, OWNED_B)
    verify(site, sent.id)
    assert state(site).name == "Đường mới"


def test_verified_description_is_corrected(site):
    old = rows(site, ProjectRevision)[0].id

    def send(actor=OWNED, **values):
        return submissions.send(
            site,
            records.correct_revision,
            actor,
            old,
            values,
            client_uuid=str(uuid4()),
            today=TODAY,
        )

    with pytest.raises(InvalidChange) as caught:
        send(total_investment=7)
    assert pointers(caught) == {"reason"}
    with pytest.raises(Forbidden):
        send(OTHER_OWNER, total_investment=7, reason="Sai")
    sent = send(total_investment=7, reason="Sai")
    with pytest.raises(Conflict):
        send(total_investment=8, reason="Sai")
    assert state(site).total_investment == 1_000_000_001
    verify(site, sent.id)
    assert (state(site).total_investment, state(site).name) == (7, "Đường thử")
    entry = next(one for one in rows(site, JournalEntry) if one.rev == sent.version)
    assert entry.action == "project.correct"
    assert (entry.detail["before"]["total_investment"], entry.detail["after"]) == (
        1_000_000_001,
        entry.detail["before"] | {"total_investment": 7},
    )
