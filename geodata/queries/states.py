"""What is true of a thing at a moment. Money in đồng, percent 0–100, places in EPSG:4326."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Item:
    """An entry of one of the campaign's code lists."""

    code: str
    name_vi: str
    name_en: str
    attrs: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class UnitState:
    """An administrative unit of one generation; `valid_to` is exclusive."""

    id: str
    code: str | None
    name: str
    name_en: str
    kind: str
    in_campaign: bool
    valid_from: dt.date
    valid_to: dt.date | None
    successors: tuple[str, ...]
    predecessors: tuple[str, ...]
    area_ha: Decimal | None
    population: int | None
    source: str | None
    geometry: BaseGeometry

    @property
    def is_atom(self) -> bool:
        """Whether it is one of the smallest units."""
        return not self.predecessors

    def valid_on(self, day: dt.date) -> bool:
        """Whether it stands on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class AgencyState:
    """An agency of one generation; `valid_to` is exclusive."""

    id: str
    name_vi: str
    name_en: str
    level: str
    unit: str | None
    functions: tuple[str, ...]
    valid_from: dt.date
    valid_to: dt.date | None
    successors: tuple[str, ...]
    predecessors: tuple[str, ...]

    def valid_on(self, day: dt.date) -> bool:
        """Whether it stands on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class CriterionState:
    """A criterion of the plan's section III.1, or a node above some."""

    code: str
    parent: str | None
    order: int
    text_vi: str
    text_en: str
    binds_vi: str | None
    binds_en: str | None
    is_leaf: bool


@dataclass(frozen=True, eq=False)
class ProjectState:
    """A project at a moment. Amounts are None where no row says anything."""

    id: int
    code: str
    name: str
    sector: str
    agency: str
    key: bool
    group: str | None
    work_class: str | None
    status: str
    physical_percent: Decimal | None
    planned_percent: Decimal | None
    observed_on: dt.date | None
    reported_by: str | None
    late_reason: str | None
    """None, `overdue` (past the approved finish) or `behind` (points below the plan)."""
    days_overdue: int
    points_behind: Decimal
    stale: bool
    days_silent: int | None
    total_investment: int | None
    budget_year: int
    plan_year: int | None
    disbursed_year: int | None
    disbursed_through: dt.date | None
    """The last day up to which disbursement of the budget year is told."""
    disbursed_total: int | None
    planned_start: dt.date | None
    planned_finish: dt.date | None
    approved_finish: dt.date | None
    actual_finish: dt.date | None
    forecast_finish: dt.date | None
    obstacles: tuple[str, ...]
    note: str | None
    shares: Mapping[str, int]
    units: tuple[str, ...]
    responsible_units: tuple[str, ...]
    criteria: tuple[str, ...]
    contributions: tuple[str, ...]
    awards: tuple[str, ...]
    illustrative: tuple[str, ...]
    source: str | None
    place_note: str | None
    geometry: BaseGeometry | None
    basis: str = "measured"
    """`planned` after today: then `physical_percent` is None, nobody has measured it."""

    @property
    def late(self) -> bool:
        """Whether it is late; derived, never typed in."""
        return self.late_reason is not None


@dataclass(frozen=True, eq=False)
class ContributionState:
    """A verified contribution at a moment; in a snapshot `geometry` is where the public sees it."""

    id: int
    code: str
    kind: str
    quantity: Decimal | None
    unit_of_measure: str | None
    value: int | None
    value_basis: str | None
    unit: str
    project: str | None
    sector: str | None
    agency: str | None
    date: dt.date
    giver_kind: str
    givers: int
    households: int | None
    hamlet: str | None
    mobilised_by: str | None
    stage: str | None
    shares: Mapping[str, int]
    criteria: tuple[str, ...]
    awards: tuple[str, ...]
    illustrative: tuple[str, ...]
    source: str | None
    note: str | None
    geometry: BaseGeometry | None


@dataclass(frozen=True, eq=False)
class AwardState:
    """A decided award at a moment (one still under way or declined is not among them)."""

    id: int
    code: str
    type: str
    form: str
    level: str
    year: int
    recipient_kind: str
    recipients: int
    recipient: str
    unit: str | None
    achievement: str
    decided_on: dt.date
    decision_number: str | None
    decided_by: str | None
    presented_on: dt.date | None
    projects: tuple[str, ...]
    contributions: tuple[str, ...]
    criteria: tuple[str, ...]
    money: int | None
    illustrative: tuple[str, ...]
    source: str | None
    geometry: BaseGeometry | None = field(default=None)


@dataclass(frozen=True)
class DocumentState:
    """A document that something public cites, at a moment."""

    key: str
    kind: str | None
    """The kind of a project's decision; None for a document cited as evidence."""
    title: str | None
    """None for a decision: its kind and its project tell what it is."""
    number: str | None
    issuer: str | None
    """An office; a unit or an agency by its id."""
    issued_on: dt.date | None
    cited_by: tuple[tuple[str, str], ...]
    """Kind and code of each thing that cites it."""
    criteria: tuple[str, ...]
