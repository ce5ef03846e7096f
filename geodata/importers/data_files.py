"""Schemas of a data folder: projects/*.yaml, contributions.csv, awards.yaml.

What an entry leaves out is taken from its file: `illustrative`, `source`. `recorded_at` defaults to
17:00 of the entry's own day. The formats are described in docs/operate/campaign-files.md.
"""

import datetime as dt
from typing import Any, Literal

from pydantic import Field, model_validator

from geodata.importers.checking import (
    Amount,
    Both,
    CodeText,
    Count,
    Day,
    Dong,
    Instant,
    Name,
    Place,
    Strict,
    Text,
)


class DataFile(Strict):
    """data.yaml: which campaign the data is of, and what to say of it."""

    campaign: Name
    title: Both
    note: Both | None = None


class Recorded(Strict):
    """When an entry was recorded first, and what of it is illustrative."""

    recorded_at: Instant | None = None
    illustrative: list[Name] | None = None


class SourcedEntry(Recorded):
    """An entry that may name its source."""

    source: Text | None = None


class Judged(SourcedEntry):
    """An entry that counts once confirmed; `verified_at: null` leaves it waiting."""

    verified_at: Instant | Literal["default"] | None = "default"
    verified_by: Name | None = None


class RevisionEntry(Judged):
    """A project's description from a day on."""

    effective_on: Day
    name: Name
    sector: Name
    agency: Name
    key: bool = False
    group: Name | None = None
    work_class: Name | None = None
    treasury_code: Name | None = None
    national_code: Name | None = None
    total_investment: Dong | None = None
    planned_start: Day | None = None
    planned_finish: Day | None = None
    progress_plan: list[tuple[Day, Amount]] = []
    place: Place | None = None
    place_note: Text | None = None
    units: list[Name] = []
    reason: Text | None = None


class DecisionEntry(SourcedEntry):
    """A decision on the project; the signer is an office."""

    kind: Name
    number: Name | None = None
    signed_on: Day
    signer: Name | None = None
    total_investment: Dong | None = None
    finish_on: Day | None = None
    note: Text | None = None


class ResponsibleEntry(SourcedEntry):
    """A responsible unit; `to` exclusive."""

    unit: Name
    starts: Day = Field(alias="from")
    ends: Day | None = Field(None, alias="to")
    confirmed: bool = False


class MilestoneEntry(SourcedEntry):
    """A milestone's state from a day on."""

    key: Name
    name: Name
    planned_on: Day | None = None
    extended_on: Day | None = None
    actual_on: Day | None = None
    effective_on: Day


class PackageEntry(SourcedEntry):
    """A bidding package and its contract from a day on; the contractor is a firm."""

    key: Name
    name: Name
    package_price: Dong | None = None
    winning_price: Dong | None = None
    contractor: Name | None = None
    contract_number: Name | None = None
    contract_ends_on: Day | None = None
    effective_on: Day


class CapitalEntry(Recorded):
    """A capital plan of a budget year and a source."""

    year: int = Field(ge=2000, le=2100)
    capital_source: Name = Field(alias="source")
    kind: Name
    amount: Dong
    effective_on: Day
    decision: Name | None = None


class DisbursementEntry(SourcedEntry):
    """A disbursement of a budget year in a month."""

    year: int = Field(ge=2000, le=2100)
    month: str = Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")
    kind: Name
    amount: Dong
    effective_on: Day


class ClearanceEntry(SourcedEntry):
    """Site clearance as counted on a day."""

    effective_on: Day
    households_total: Count
    households_done: Count
    area_m2: Amount | None = None
    paid: Dong | None = None
    stuck: Text | None = None


class UpdateEntry(Judged):
    """What was seen of the site on a day."""

    observed_on: Day
    reported_by: Name
    status: Name
    physical_percent: Amount | None = None
    forecast_finish: Day | None = None
    obstacles: list[Name] = []
    note: Text | None = None


class LinkEntry(SourcedEntry):
    """A criterion that the project serves."""

    criterion: Name
    effective_on: Day
    evidence: Text | None = None


class PhotoEntry(SourcedEntry):
    """A picture of the site; `file` is a path relative to the data folder."""

    file: Name
    taken_on: Day
    stage: Name
    caption: Text
    position: Place | None = None


class ProjectFile(Strict):
    """One project with its history."""

    code: CodeText
    illustrative: list[Name] = []
    source: Text | None = None
    revisions: list[RevisionEntry] = Field(min_length=1)
    decisions: list[DecisionEntry] = []
    responsible_units: list[ResponsibleEntry] = []
    milestones: list[MilestoneEntry] = []
    packages: list[PackageEntry] = []
    capital_plans: list[CapitalEntry] = []
    disbursements: list[DisbursementEntry] = []
    clearance: list[ClearanceEntry] = []
    updates: list[UpdateEntry] = []
    criteria: list[LinkEntry] = []
    photos: list[PhotoEntry] = []


class ContributionEntry(Judged):
    """One row of contributions.csv."""

    code: CodeText
    kind: Name
    quantity: Amount | None = None
    unit_of_measure: Name | None = None
    value: Dong | None = None
    value_basis: Text | None = None
    unit: Name
    hamlet: Name | None = None
    project: CodeText | None = None
    date: Day
    giver_kind: Name
    givers: Count
    households: Count | None = None
    mobilised_by: Name | None = None
    minutes: Name | None = None
    stage: Name | None = None
    place: Any = None
    criteria: list[Name] = []
    note: Text | None = None


class UseEntry(SourcedEntry):
    """An entry of uses.yaml: how a contribution was used."""

    contribution: CodeText
    effective_on: Day
    project: CodeText | None = None
    quantity: Amount | None = None
    amount: Dong | None = None
    note: Text
    document_date: Day | None = None


class ProofEntry(Strict):
    """What a document proves: that one thing serves a criterion."""

    criterion: Name
    project: CodeText | None = None
    contribution: CodeText | None = None
    award: CodeText | None = None
    effective_on: Day
    evidence: Text | None = None

    @model_validator(mode="after")
    def _of_one(self) -> "ProofEntry":
        if sum(code is not None for code in (self.project, self.contribution, self.award)) != 1:
            raise ValueError
        return self

    @property
    def feature(self) -> tuple[str, str]:
        """Kind and code of the thing."""
        kinds = ("project", "contribution", "award")
        return next((kind, code) for kind in kinds if (code := getattr(self, kind)) is not None)


class DocumentEntry(SourcedEntry):
    """An entry of documents.yaml: a document, and what it proves."""

    key: Name
    title: Name
    number: Name | None = None
    issuer: Name | None = None
    issued_on: Day
    url: Name | None = None
    proves: list[ProofEntry] = Field(min_length=1)


class StepEntry(SourcedEntry):
    """A step of an award."""

    step: Name
    on: Day
    office: Name | None = None
    number: Name | None = None
    signer: Name | None = None
    votes_for: Count | None = None
    votes_total: Count | None = None
    note: Text | None = None
    reason: Text | None = None


class AwardEntry(SourcedEntry):
    """An award with its steps and what it honours."""

    code: CodeText
    type: Name
    form: Name
    year: int = Field(ge=2000, le=2100)
    recipient_kind: Name
    recipients: Count
    recipient: Name
    unit: Name | None = None
    achievement: Text
    projects: list[CodeText] = []
    contributions: list[CodeText] = []
    criteria: list[Name] = []
    money: Dong | None = None
    steps: list[StepEntry] = Field(min_length=1)


def first_of_month(month: str) -> dt.date:
    """`2024-03` as its first day."""
    return dt.date.fromisoformat(f"{month}-01")
