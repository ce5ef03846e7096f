"""Small things to test with, made through the doors that officers use."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import shapely
from sqlalchemy.orm import Session

from geodata.contributions import entering
from geodata.importers import campaign_folder
from geodata.journal import Officer
from geodata.models import ContributionRevision, ProjectRevision, StatusUpdate
from geodata.projects import describing
from geodata.site_updates import reporting
from geodata.verification import deciding

CAMPAIGN = Path(__file__).parent.parent / "geodata" / "campaign"
OWNER = Officer("account-owner", "ban-qlda@2013")
WARD = Officer("account-ward", "29905@2013")
WARD_1 = shapely.Point(105.7580, 10.3000)
"""A point well inside Phường 1, in Phường Sa Đéc from 2025-07-01."""


def define(session: Session) -> None:
    """The real campaign, without any project."""
    campaign_folder.load(session, CAMPAIGN)


def a_project(
    session: Session,
    code: str = "DUONG-THU",
    *,
    on: dt.date = dt.date(2024, 1, 1),
    verified: bool = True,
    declared_units: Iterable[str] = (),
    **values: Any,
) -> ProjectRevision:
    """A road in Phường 1, planned for the year 2024, verified."""
    described = {
        "effective_on": on,
        "name": "Đường thử",
        "sector": "transport",
        "agency": "ban-qlda@2013",
        "total_investment": 1_000_000_001,
        "planned_start": dt.date(2024, 1, 1),
        "planned_finish": dt.date(2024, 12, 31),
        "place": WARD_1,
        "illustrative": [],
    } | values
    row = describing.revise(session, OWNER, code, described, declared_units=declared_units)
    if verified:
        deciding.give(session, OWNER, row, "verified")
    return row


def an_update(
    session: Session,
    code: str = "DUONG-THU",
    *,
    on: dt.date = dt.date(2024, 7, 1),
    percent: int | None = 50,
    status: str = "implementation",
    verified: bool = True,
    **values: Any,
) -> StatusUpdate:
    """A report of the ward, verified by the owner."""
    change = {
        "effective_on": on,
        "reported_by": "29905@2013",
        "status": status,
        "physical_percent": percent,
        "illustrative": [],
    } | values
    row = reporting.submit(session, WARD, code, change)
    if verified:
        deciding.give(session, OWNER, row, "verified")
    return row


def a_payment(session: Session, code: str = "DUONG-THU", **values: Any) -> Any:
    """A disbursement of March 2024."""
    paid = {
        "effective_on": dt.date(2024, 3, 31),
        "budget_year": 2024,
        "month": dt.date(2024, 3, 1),
        "kind": "payment",
        "amount": 100_000_000,
        "illustrative": [],
    } | values
    return describing.append(session, OWNER, "disbursement", code, paid)


def a_plan(session: Session, code: str = "DUONG-THU", **values: Any) -> Any:
    """A capital plan of 2024, assigned in January."""
    planned = {
        "effective_on": dt.date(2024, 1, 2),
        "budget_year": 2024,
        "capital_source": "city_budget",
        "kind": "assigned",
        "amount": 300_000_000,
        "illustrative": [],
    } | values
    return describing.append(session, OWNER, "capital_plan", code, planned)


def a_contribution(
    session: Session, code: str = "DG-THU", *, verified: bool = True, **values: Any
) -> ContributionRevision:
    """Land that a household gave in Phường 1, verified."""
    given = {
        "effective_on": dt.date(2024, 5, 1),
        "kind": "land",
        "quantity": 120,
        "unit_of_measure": "m²",
        "value": 36_000_000,
        "unit": "29905@2013",
        "giver_kind": "household",
        "givers": 1,
        "illustrative": [],
    } | values
    row = entering.enter(session, WARD, code, given)
    if verified:
        deciding.give(session, OWNER, row, "verified")
    return row
