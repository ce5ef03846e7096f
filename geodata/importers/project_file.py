"""Schema of projects/*.yaml: a project with its history, entry by entry.

The format is described in docs/operate/campaign-files.md.
"""

import datetime as dt
from typing import Any

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from geodata.importers.checking import Amount, CodeText, Count, Day, Dong, Name, Place, Strict, Text
from geodata.importers.data_files import Judged, LinkEntry, Recorded, SourcedEntry


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
    runs_until: Day | None = None

    @model_serializer(mode="wrap")
    def _as_before(self, plain: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """What an entry says without a last day is what it said before there was any: loading its
        file again finds it loaded."""
        told: dict[str, Any] = plain(self)
        if self.runs_until is None:
            del told["runs_until"]
        return told


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


def first_of_month(month: str) -> dt.date:
    """`2024-03` as its first day."""
    return dt.date.fromisoformat(f"{month}-01")
