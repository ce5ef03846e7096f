"""What offices send of a project: its description, money, decisions and other records."""

from typing import Annotated

from pydantic import Field

from geodata.vocabulary import (
    CAPITAL_KINDS,
    CAPITAL_SOURCES,
    DECISION_KINDS,
    DISBURSEMENT_KINDS,
    PROJECT_GROUPS,
)
from webmap.forms import field_types as fields
from webmap.forms.body import Asked, Sent
from webmap.forms.shape_fields import Place, ProgressPlan


class OwnerEntry(Sent):
    """A row of a project: true from `effective_on` on; `source` says where it is known from."""

    effective_on: fields.Day
    source: fields.Words = None


class Disbursement(Asked, OwnerEntry):
    """A disbursement of a budget year in a month, in đồng."""

    budget_year: fields.Year
    month: fields.Month
    kind: Annotated[str, *fields.code_of(DISBURSEMENT_KINDS)]
    amount: fields.Dong


class CapitalPlan(Asked, OwnerEntry):
    """Capital plan of a budget year by source, in đồng; an adjustment is the new amount.
    `runs_until`: the last day on which it is disbursed; left out, the default of its year."""

    budget_year: fields.Year
    capital_source: Annotated[str, *fields.code_of(CAPITAL_SOURCES)]
    kind: Annotated[str, *fields.code_of(CAPITAL_KINDS)]
    amount: fields.Dong
    decision_number: fields.Words = None
    runs_until: fields.Day | None = None


class Clearance(Asked, OwnerEntry):
    """Site clearance as counted on a day; `paid` in đồng."""

    households_total: fields.Count
    households_done: fields.Count
    area_m2: fields.Quantity | None = None
    paid: fields.Dong | None = None
    stuck: fields.Note = None


class Milestone(OwnerEntry):
    """A milestone's state; a later row of the same key replaces it."""

    key: fields.Key
    name: fields.Name
    position: Annotated[int, *fields.whole(0, 1000)] = 0
    planned_on: fields.Day | None = None
    extended_on: fields.Day | None = None
    actual_on: fields.Day | None = None


class Decision(Asked, OwnerEntry):
    """A decision on the project; `effective_on` is the day it was signed, the signer an office."""

    kind: Annotated[str, *fields.code_of(DECISION_KINDS)]
    number: fields.Name
    signer: fields.Words = None
    total_investment: fields.Dong | None = None
    finish_on: fields.Day | None = None
    note: fields.Note = None


class Package(Asked, OwnerEntry):
    """A bidding package with its contract; prices in đồng."""

    key: fields.Key
    name: fields.Name
    package_price: fields.Dong | None = None
    winning_price: fields.Dong | None = None
    contractor: fields.Words = None
    contract_number: fields.Words = None
    contract_ends_on: fields.Day | None = None


class ResponsibleUnit(OwnerEntry):
    """Who answers for the site from a day on; `ends_on` is exclusive. Permission is by these."""

    unit: fields.Uid
    ends_on: fields.Day | None = None


class Description(OwnerEntry):
    """The whole description of a project from a day on; waits for the secretariat."""

    name: fields.Name
    sector: Annotated[str, *fields.needed(60)]
    agency: fields.Uid
    is_key: fields.Flag = False
    project_group: Annotated[str, *fields.code_of(PROJECT_GROUPS)] | None = None
    work_class: fields.Words = None
    treasury_code: fields.Words = None
    national_code: fields.Words = None
    total_investment: fields.Dong | None = None
    planned_start: fields.Day | None = None
    planned_finish: fields.Day | None = None
    progress_plan: ProgressPlan = []
    place_note: fields.Words = None
    place: Place | None = None
    units: Annotated[list[fields.Uid], *fields.several(40)] = Field(
        [], description="Units of a project without a place: where its figures belong."
    )
    reason: fields.Note = None


class Revision(Asked, Description):
    """A project described anew; what is left out stays as it was, null says that it is no more.
    `base_version`: the version of the description that its sender saw
    (`description_version` of the project)."""

    base_version: fields.Version


class Registration(Asked, Description):
    """A new project; waits for the secretariat."""

    code: fields.ProjectCode
