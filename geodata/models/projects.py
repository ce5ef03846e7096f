"""Projects: what they are, what was decided of them, and who is responsible."""

import datetime as dt
from decimal import Decimal
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    Date,
    ForeignKey,
    Integer,
    String,
    case,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from geodata.columns import Geometry, Json, Quantity, month_end
from geodata.models.base import Appended, Fact, counts_from


class Project(Appended):
    """A project's identity."""

    __tablename__ = "projects"

    code: Mapped[str] = mapped_column(String, unique=True)


class ProjectRevision(Fact):
    """The whole description of a project from a day on. Money in đồng, geometry in EPSG:4326."""

    __tablename__ = "project_revisions"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    name: Mapped[str] = mapped_column(String)
    sector: Mapped[str] = mapped_column(String)
    agency: Mapped[str] = mapped_column(String)
    is_key: Mapped[bool] = mapped_column(default=False)
    project_group: Mapped[str | None] = mapped_column(String)
    work_class: Mapped[str | None] = mapped_column(String)
    treasury_code: Mapped[str | None] = mapped_column(String)
    national_code: Mapped[str | None] = mapped_column(String)
    total_investment: Mapped[int | None] = mapped_column(BigInteger)
    planned_start: Mapped[dt.date | None] = mapped_column(Date)
    planned_finish: Mapped[dt.date | None] = mapped_column(Date)
    progress_plan: Mapped[list[list[Any]]] = mapped_column(Json, default=list)
    """[[date, percent], …], rising; empty: a straight line from start to approved finish."""
    place_note: Mapped[str | None] = mapped_column(String)
    place: Mapped[BaseGeometry | None] = mapped_column(Geometry(), nullable=True)


class ProjectShare(Appended):
    """Integer weight of a project revision in an atom (or in a unit of a later generation when
    no more is known). Computed once, when the revision is written."""

    __tablename__ = "project_shares"

    revision_id: Mapped[int] = mapped_column(ForeignKey("project_revisions.id"), index=True)
    unit: Mapped[str] = mapped_column(String)
    weight: Mapped[int] = mapped_column(BigInteger)


class ResponsibleUnit(Fact):
    """Who answers for a project's site, with dates; suggested by geometry, confirmed by a person.

    Permission uses these rows alone: the reference outlines are off by up to 160 m.
    """

    __tablename__ = "responsible_units"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    unit: Mapped[str] = mapped_column(String)
    ends_on: Mapped[dt.date | None] = mapped_column(Date)
    """Exclusive."""
    confirmed: Mapped[bool] = mapped_column(default=False)


class ProjectDecision(Fact):
    """A decision on a project; `effective_on` is the day it was signed."""

    __tablename__ = "project_decisions"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    kind: Mapped[str] = mapped_column(String)
    number: Mapped[str | None] = mapped_column(String)
    signer: Mapped[str | None] = mapped_column(String)
    """The signing office, never a person."""
    total_investment: Mapped[int | None] = mapped_column(BigInteger)
    finish_on: Mapped[dt.date | None] = mapped_column(Date)
    note: Mapped[str | None] = mapped_column(String)
    """What the decision says why; `reason` says why a row corrects another."""


class Package(Fact):
    """A bidding package (gói thầu) with its contract. Money in đồng."""

    __tablename__ = "packages"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    key: Mapped[str] = mapped_column(String)
    name: Mapped[str] = mapped_column(String)
    package_price: Mapped[int | None] = mapped_column(BigInteger)
    winning_price: Mapped[int | None] = mapped_column(BigInteger)
    contractor: Mapped[str | None] = mapped_column(String)
    contract_number: Mapped[str | None] = mapped_column(String)
    contract_ends_on: Mapped[dt.date | None] = mapped_column(Date)


class Milestone(Fact):
    """A milestone's state: planned, extended, actual. A later row of the same key replaces."""

    __tablename__ = "milestones"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    key: Mapped[str] = mapped_column(String)
    name: Mapped[str] = mapped_column(String)
    position: Mapped[int] = mapped_column(Integer, default=0)
    planned_on: Mapped[dt.date | None] = mapped_column(Date)
    extended_on: Mapped[dt.date | None] = mapped_column(Date)
    actual_on: Mapped[dt.date | None] = mapped_column(Date)


class CapitalPlan(Fact):
    """Capital plan (kế hoạch vốn) of a budget year by source. An adjustment gives the new amount
    of that source and year; what is carried over comes on top. Money in đồng.

    `runs_until` is the last day on which its money is disbursed. Empty: the default of its budget
    year N, worked out when it is read (`queries.projects.progress.lines`): 31 January N+1, and of
    money that was added after 30 September 31 December N+1 (Luật Đầu tư công 58/2024, Điều 72
    khoản 1).
    """

    __tablename__ = "capital_plans"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    budget_year: Mapped[int] = mapped_column(Integer)
    capital_source: Mapped[str] = mapped_column(String)
    kind: Mapped[str] = mapped_column(String)
    amount: Mapped[int] = mapped_column(BigInteger)
    decision_number: Mapped[str | None] = mapped_column(String)
    runs_until: Mapped[dt.date | None] = mapped_column(Date)


class Disbursement(Fact):
    """Disbursement of a budget year in a month (advance, payment, recovery of an advance).

    It counts from the last day of its month, or from `effective_on`, the day of the Treasury's
    statement that tells it, where that comes first. Until when a budget year is disbursed:
    `CapitalPlan.runs_until`.
    """

    __tablename__ = "disbursements"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    budget_year: Mapped[int] = mapped_column(Integer)
    month: Mapped[dt.date] = mapped_column(Date)
    """First day of the month."""
    kind: Mapped[str] = mapped_column(String)
    amount: Mapped[int] = mapped_column(BigInteger)

    @hybrid_property
    def counts_from(self) -> dt.date:
        return counts_from(self)

    @counts_from.inplace.expression
    @classmethod
    def _counts_from(cls) -> ColumnElement[dt.date]:
        ends = month_end(cls.month)
        return case((cls.effective_on <= ends, cls.effective_on), else_=ends)


class Clearance(Fact):
    """Site clearance (GPMB) as counted on a day."""

    __tablename__ = "clearance"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    households_total: Mapped[int] = mapped_column(Integer)
    households_done: Mapped[int] = mapped_column(Integer)
    area_m2: Mapped[Decimal | None] = mapped_column(Quantity)
    paid: Mapped[int | None] = mapped_column(BigInteger)
    stuck: Mapped[str | None] = mapped_column(String)


class StatusUpdate(Fact):
    """What a ward or an owner saw of a site on a day (`effective_on` = observed on)."""

    __tablename__ = "status_updates"
    __table_args__ = (
        CheckConstraint("physical_percent BETWEEN 0 AND 100", name="physical_percent"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    client_uuid: Mapped[str | None] = mapped_column(String, unique=True)
    base_version: Mapped[int | None] = mapped_column(Integer)
    reported_by: Mapped[str] = mapped_column(String)
    """Unit or agency id."""
    status: Mapped[str] = mapped_column(String)
    physical_percent: Mapped[Decimal | None] = mapped_column(Quantity)
    forecast_finish: Mapped[dt.date | None] = mapped_column(Date)
    obstacles: Mapped[list[str]] = mapped_column(Json, default=list)
    note: Mapped[str | None] = mapped_column(String)
    accuracy_m: Mapped[Decimal | None] = mapped_column(Quantity)
    completed_on: Mapped[dt.date | None] = mapped_column(Date)
    document_number: Mapped[str | None] = mapped_column(String)
    """The day and the document of acceptance that the owner tells: a decision and a milestone once
    this is verified."""
    seen_at: Mapped[BaseGeometry | None] = mapped_column(Geometry("POINT"), nullable=True)
