"""Schemas of a data folder: data.yaml, contributions.csv, uses.yaml, awards.yaml, documents.yaml.

What an entry leaves out is taken from its file: `illustrative`, `source`. `recorded_at` defaults to
17:00 of the entry's own day. The formats are described in docs/operate/campaign-files.md.
"""

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


class LinkEntry(SourcedEntry):
    """A criterion that the project serves."""

    criterion: Name
    effective_on: Day
    evidence: Text | None = None


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
