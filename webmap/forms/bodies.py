"""The bodies that officers send, by the API or by a form: one model each, for both."""

from copy import copy
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import Field, create_model

from geodata.verification import entries
from geodata.vocabulary import (
    CONSENT_LEVELS,
    CONTRIBUTION_KINDS,
    ENTRY_KINDS,
    GIVER_KINDS,
    LAND_STAGES,
    NATIVE_UNITS,
    OBSTACLES,
    STATUSES,
)
from webmap.forms import field_types as fields
from webmap.forms.body import CONTROL_FIELDS, Asked, Body, Sent
from webmap.forms.project_bodies import (
    CapitalPlan,
    Clearance,
    Decision,
    Disbursement,
    Milestone,
    OwnerEntry,
    Package,
    ResponsibleUnit,
    Revision,
)

# ── What is seen of a site ────────────────────────────────────────────────────────────────────


class Position(Body):
    """Where a phone was: degrees (EPSG:4326), accuracy in metres. A fix outside the campaign's
    surroundings or off by more than 5 km is left out, and the answer's warnings say so."""

    lon: Annotated[Decimal, *fields.measured(-180, 180, 7)]
    lat: Annotated[Decimal, *fields.measured(-90, 90, 7)]
    accuracy: Annotated[Decimal, *fields.measured(0, fields.MOST_COUNT, 3)] | None = None


class Seen(Sent):
    """What was seen of a site on a day. A field that is null is not known (any more); `note`,
    `obstacles`, `physical_percent`, `forecast_finish` that are left out stay as they were."""

    status: Annotated[str, *fields.code_of(STATUSES)]
    physical_percent: fields.Percent | None = None
    forecast_finish: fields.Day | None = None
    obstacles: Annotated[
        list[Annotated[str, *fields.code_of(OBSTACLES)]], *fields.several(len(OBSTACLES))
    ] = []
    note: fields.Note = None
    observed_on: fields.Day | None = Field(
        None, description="Today unless told; never in the future."
    )
    position: Position | None = None
    completed_on: fields.Day | None = Field(
        None, description="Day of acceptance: with `completion` alone, by the owner."
    )
    document_number: fields.Words = Field(None, description="Number of the acceptance document.")


class SiteReport(Asked, Seen):
    """An update of a site. `base_version`: the version that its sender saw."""

    base_version: fields.Version


# ── What people gave ──────────────────────────────────────────────────────────────────────────


class Spot(Body):
    """A place as a point: degrees (EPSG:4326)."""

    lon: Annotated[Decimal, *fields.measured(-180, 180, 7)]
    lat: Annotated[Decimal, *fields.measured(-90, 90, 7)]


class Contribution(Asked):
    """A contribution of the sender's unit; quantity in the kind's unit of measure, value in đồng.
    Givers are counts: a person's name belongs in `giver_names` alone, which can be erased."""

    kind: Annotated[str, *fields.code_of(CONTRIBUTION_KINDS)]
    given_on: fields.Day
    quantity: fields.Quantity | None = None
    unit_of_measure: Annotated[str | None, *fields.text(40)] = Field(
        None, description="For `material` and `equipment`; the other kinds have theirs."
    )
    value: fields.Dong | None = None
    value_basis: fields.Words = None
    hamlet: fields.Words = None
    project: fields.ProjectCode | None = None
    giver_kind: Annotated[str, *fields.code_of(GIVER_KINDS)]
    givers: fields.Count
    households: fields.Count | None = None
    mobilised_by: fields.Words = None
    minutes: fields.Words = Field(None, description="Number and date of the minutes.")
    receipt: fields.Words = None
    stage: Annotated[str, *fields.code_of(LAND_STAGES)] | None = None
    parcel: Annotated[str | None, *fields.text(40)] = None
    map_sheet: Annotated[str | None, *fields.text(40)] = None
    certificate_corrected: fields.Flag | None = None
    note: fields.Note = None
    position: Spot | None = None

    def values(self) -> dict[str, Any]:
        """With the kind's own unit of measure; of money, quantity and value are one figure and
        either may be left out."""
        found = super().values()
        found["unit_of_measure"] = self.unit_of_measure or NATIVE_UNITS.get(self.kind)
        if self.kind == "money":
            found["quantity"] = _first(self.quantity, self.value)
            found["value"] = _first(self.value, self.quantity)
        return found


class GiverName(Body):
    """A giver who may be kept by name. `consent`: none, ward (within the ward's papers), public,
    parcel (public, with the exact place of what was given)."""

    name: Annotated[str, *fields.needed(120)]
    contact: Annotated[str | None, *fields.text(120)] = None
    address: Annotated[str | None, *fields.text(200)] = None
    consent: Annotated[str, *fields.code_of(CONSENT_LEVELS)] = "none"


class NewContribution(Contribution):
    """A contribution that is entered, with its givers as far as they are kept by name. Names go to
    tables that can be erased, and are never in an answer."""

    former_unit: fields.Uid | None = Field(
        None,
        description="A unit that was merged into the sender's, for what was given in its time.",
    )
    giver_names: list[GiverName] = Field([], max_length=50)


def _first(mine: Decimal | int | None, other: Decimal | int | None) -> Decimal | int | None:
    """The figure, else the other one as far as it is whole đồng."""
    if mine is not None or other is None:
        return mine
    return int(other) if other == int(other) else None


# ── Decisions and corrections ─────────────────────────────────────────────────────────────────

_EXPECTED = Field(None, description="Refuse with 409 when the entry's version is another.")


class Verify(Body):
    """A confirmation; a reason may be given."""

    reason: fields.Note = None
    expected_version: fields.Version | None = _EXPECTED


class SendBack(Body):
    """A return or a question: the reason tells the sender what to mend."""

    reason: fields.Reason
    expected_version: fields.Version | None = _EXPECTED


class Withdraw(Body):
    """A withdrawal; nothing has to be said."""

    expected_version: fields.Version | None = _EXPECTED


class QueueQuery(Body):
    """Which waiting entries, in which order."""

    sort: Annotated[str, *fields.one_of(entries.SORTS)] = "age"
    unit: fields.Uid | None = Field(None, description="Of sites that this unit answers for.")
    kind: Annotated[str, *fields.code_of(ENTRY_KINDS)] | None = None
    to_decide: Annotated[str, *fields.one_of(("true", "false"))] = Field(
        "false", description="Only those that the asker may decide."
    )

    def values(self) -> dict[str, Any]:
        """What `entries.waiting` takes."""
        return super().values() | {"to_decide": self.to_decide == "true"}


class Correction(Sent):
    """What counts already put right: the fields that were wrong, and why; the others stay as they
    were."""

    PARTIAL: ClassVar[bool] = True

    reason: fields.Reason


def correcting(kind: str, model: type[Sent]) -> type[Correction]:
    """The correction of a model: every field of it may be left out."""
    optional_fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name not in CONTROL_FIELDS and name != "reason":
            optional = copy(field)
            optional.default = None
            optional_fields[name] = (field.annotation, optional)
    named = f"Correct{kind.title().replace('_', '')}"
    return create_model(named, __base__=Correction, __doc__=Correction.__doc__, **optional_fields)


OWNER_ENTRIES: dict[str, type[OwnerEntry]] = {
    "disbursement": Disbursement,
    "capital_plan": CapitalPlan,
    "clearance": Clearance,
    "milestone": Milestone,
    "decision": Decision,
    "package": Package,
    "responsible_unit": ResponsibleUnit,
}
"""Kind of `records.append` to its body."""
ENTRIES: dict[str, type[Sent]] = {
    "update": Seen,
    "contribution": Contribution,
    "revision": Revision,
}
"""Kind of what counts once confirmed to what is said of it."""
CORRECTIONS = {kind: correcting(kind, body) for kind, body in (ENTRIES | OWNER_ENTRIES).items()}
"""Kind to the body that corrects it."""
