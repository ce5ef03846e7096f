"""Officers of today, and what they send, for the tests of the doors."""

import datetime as dt
from uuid import uuid4

from geodata.checks import submissions
from geodata.models import StatusUpdate
from geodata.permissions import Actor
from geodata.projects import describing
from geodata.site_updates import reporting, sites
from tests.factories import OWNER, a_project, an_update

TODAY = dt.date(2026, 11, 23)
WARD = Actor("ward-a", "29905@2025", role="ward")
WARD_B = Actor("ward-b", "29905@2025", role="ward")
ELSEWHERE = Actor("ward-c", "30214@2025", role="ward")
OWNED = Actor("owner-a", "ban-qlda@2013", role="owner")
OWNED_B = Actor("owner-b", "ban-qlda@2013", role="owner")
OTHER_OWNER = Actor("owner-c", "phong-kt-30214@2025", role="owner")
FINANCE = Actor("finance-a", "phong-kthtdt-29905@2025", role="finance")
SECRETARIAT = Actor("office-a", "phong-vhxh-29905@2025", role="secretariat")
SECRETARIAT_B = Actor("office-b", "phong-vhxh-29905@2025", role="secretariat")
LEADER = Actor("leader-a", "ubnd-29905@2025", role="leader")
ADMINISTRATOR = Actor("admin-a", "ubnd-29905@2025", role="administrator")


def answers_for(session, code="DUONG-THU", unit="29905@2025"):
    """From 1 July 2025 on a unit answers for a site."""
    values = {"effective_on": dt.date(2025, 7, 1), "unit": unit, "confirmed": True}
    describing.append(session, OWNER, "responsible_unit", code, values | {"illustrative": []})


def with_site(store):
    """A road in the making, 50 % as verified on 1 July 2024; Phường Sa Đéc answers for it."""
    with store.writing() as session:
        a_project(session)
        answers_for(session)
        an_update(session)
    return store


def seen(**values):
    """What a ward saw of a site."""
    return {
        "status": "implementation",
        "physical_percent": 60,
        "forecast_finish": dt.date(2026, 12, 20),
        "obstacles": ["weather"],
        "note": "Mưa nhiều",
        "observed_on": None,
        "position": {"lon": 105.758, "lat": 10.3, "accuracy": 12.4},
    } | values


def version(store, code="DUONG-THU", actor=WARD):
    """The version of a site."""
    with store.reading() as session:
        return {one.code: one for one in sites.sites(session, actor, TODAY)}[code].version


def report(store, actor=WARD, code="DUONG-THU", *, uuid=None, base=None, today=TODAY, **values):
    """Send what was seen of a site."""
    base = version(store) if base is None else base
    return submissions.send(
        store,
        reporting.report,
        actor,
        code,
        seen(**values),
        client_uuid=uuid or str(uuid4()),
        base_version=base,
        today=today,
    )


def rows(store, model=StatusUpdate):
    """All rows of a table, oldest first."""
    with store.reading() as session:
        found = session.query(model).order_by(model.id).all()
        session.expunge_all()
        return found
