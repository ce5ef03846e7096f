"""What a contribution may say: its fields by themselves and of one another."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from geodata.checks.fields import LARGEST_AMOUNT, NOTE_LENGTH, Fields, plain
from geodata.queries.definition import Definition
from geodata.spelling import key
from geodata.vocabulary import (
    CONTRIBUTION_KINDS,
    GIVER_KINDS,
    LAND_STAGES,
    N_,
    NATIVE_UNITS,
    codes,
)

FIELDS = (
    "kind",
    "given_on",
    "quantity",
    "unit_of_measure",
    "value",
    "value_basis",
    "hamlet",
    "project",
    "giver_kind",
    "givers",
    "households",
    "mobilised_by",
    "minutes",
    "receipt",
    "stage",
    "parcel",
    "map_sheet",
    "certificate_corrected",
    "note",
    "position",
)
"""What is entered of a contribution, by the names that the API and the forms use."""

MOST_GIVERS = 1_000_000
LARGEST_QUANTITY = 10**12 - 1
MINUTED = frozenset({"land", "clearance"})
"""Kinds that need minutes (biên bản): ground changes hands."""

OF_LAND = ("stage", "parcel", "map_sheet", "certificate_corrected")

JOURNAL_FIELDS = (
    "kind",
    "quantity",
    "value",
    "unit",
    "project",
    "giver_kind",
    "givers",
    "households",
    "stage",
)
"""Columns that the journal tells: codes, numbers, ids; never a text."""


def read(
    fields: Fields,
    definition: Definition,
    unit: str,
    today: dt.date,
    *,
    minuted: bool = True,
    dated: bool = True,
) -> dict[str, Any]:
    """The columns of ContributionRevision that the fields fill, for a contribution of a unit; what
    is wrong is noted in `fields`. `project` is still to be looked up. `minuted`: whether land and
    cleared ground need their minutes (what was loaded without them may be corrected without);
    `dated`: whether the day has to be told."""
    kind = fields.code("kind", codes(CONTRIBUTION_KINDS), required=True)
    agencies = fields.sent.get("mobilised_by")
    position = fields.spot("position", definition.extent)
    values: dict[str, Any] = {
        "effective_on": fields.day(
            "given_on",
            earliest=max(definition.campaign.starts_on, definition.units[unit].valid_from),
            latest=min(today, _last_day(definition, unit)),
            required=dated,
        ),
        "kind": kind,
        "quantity": fields.quantity("quantity", 0, LARGEST_QUANTITY),
        "unit_of_measure": fields.text("unit_of_measure", 40),
        "value": fields.whole("value", 0, LARGEST_AMOUNT),
        "value_basis": fields.text("value_basis"),
        "unit": unit,
        "hamlet": fields.text("hamlet"),
        "project": fields.text("project", 60),
        "giver_kind": fields.code("giver_kind", codes(GIVER_KINDS), required=True),
        "givers": fields.whole("givers", 1, MOST_GIVERS, required=True),
        "households": fields.whole("households", 0, MOST_GIVERS),
        "mobilised_by": fields.code("mobilised_by", tuple(definition.agencies))
        if agencies
        else None,
        "minutes": fields.text("minutes"),
        "receipt": fields.text("receipt"),
        "stage": fields.code("stage", codes(LAND_STAGES)),
        "parcel": fields.text("parcel", 40),
        "map_sheet": fields.text("map_sheet", 40),
        "certificate_corrected": fields.flag("certificate_corrected"),
        "note": fields.text("note", NOTE_LENGTH, lines=True),
        "place": position,
        "illustrative": [],
    }
    if kind is not None:
        _check_amounts(fields, values)
        _check_papers(fields, values, minuted)
    return values


def unit_of(fields: Fields, definition: Definition, own: str) -> str:
    """Whose contribution it is: of the unit that is named (`former_unit`), else of the sender's
    own. Papers of days before that one stood are of the unit that did: of the only one, or it has
    to be named."""
    named = fields.code("former_unit", tuple(definition.units))
    day = fields.sent.get("given_on")
    if named is not None or type(day) is not dt.date:
        return named or own
    if day >= definition.units[own].valid_from:
        return own
    before = definition.merged_into(own, day)
    if len(before) > 1 and fields.ok("former_unit"):
        fields.wrong(
            "former_unit",
            N_("Ngày này trước khi có %(own)s: chọn đơn vị lúc đó (%(choices)s)."),
            allowed=before,
            own=definition.office_name(own),
            choices=", ".join(definition.office_name(uid) for uid in before),
        )
    return before[0] if before else own


def _last_day(definition: Definition, unit: str) -> dt.date:
    ends = definition.units[unit].valid_to
    return dt.date.max if ends is None else ends - dt.timedelta(days=1)


def _check_amounts(fields: Fields, values: dict[str, Any]) -> None:
    """Each kind is counted in its own unit; of money, quantity and value are one figure."""
    kind, native = values["kind"], NATIVE_UNITS.get(values["kind"])
    if native is not None and key(values["unit_of_measure"] or native) != key(native):
        fields.wrong(
            "unit_of_measure",
            N_("Đóng góp loại này tính bằng %(unit)s."),
            value=values["unit_of_measure"],
            allowed=[native],
            unit=native,
        )
    values["unit_of_measure"] = native or values["unit_of_measure"]
    if native is None and values["unit_of_measure"] is None and fields.ok("unit_of_measure"):
        fields.wrong("unit_of_measure", N_("Cần điền mục này."))
    if kind == "money" and fields.ok("quantity", "value"):
        _one_figure(fields, values)
    if kind == "idea" and values["quantity"] is None and fields.ok("quantity"):
        values["quantity"] = Decimal(1)
    if not values["quantity"] and fields.ok("quantity", "value"):
        fields.wrong("quantity", N_("Phải lớn hơn 0."), value=values["quantity"])
    households, givers = values["households"], values["givers"]
    if values["giver_kind"] == "household" and households is None:
        values["households"] = givers
    if values["giver_kind"] == "individual" and households and givers and households > givers:
        fields.wrong(
            "households", N_("Số hộ không thể nhiều hơn số người đóng góp."), value=households
        )


def _one_figure(fields: Fields, values: dict[str, Any]) -> None:
    quantity, value = values["quantity"], values["value"]
    if quantity is None and value is not None:
        if value > LARGEST_QUANTITY:
            fields.wrong(
                "value",
                N_("Phải từ %(low)s đến %(high)s."),
                value=value,
                low=1,
                high=LARGEST_QUANTITY,
            )
            return
        values["quantity"] = Decimal(value)
    elif value is None and quantity is not None and quantity == int(quantity):
        values["value"] = int(quantity)
    elif quantity != value:
        fields.wrong("value", N_("Đóng góp tiền thì số lượng và trị giá là một số."), value=value)


def _check_papers(fields: Fields, values: Mapping[str, Any], minuted: bool) -> None:
    missing = values["minutes"] is None and fields.ok("minutes")
    if minuted and missing and values["kind"] in MINUTED:
        fields.wrong("minutes", N_("Hiến đất, bàn giao mặt bằng cần số, ngày biên bản."))
    if values["kind"] == "land":
        return
    for name in OF_LAND:
        if values[name] is not None:
            fields.wrong(name, N_("Chỉ điền khi hiến đất."), value=values[name])


def as_sent(row: Any) -> dict[str, Any]:
    """A row by the names of FIELDS."""
    own = {name: getattr(row, name) for name in FIELDS if name not in ("given_on", "position")}
    if row.kind in NATIVE_UNITS:  # it follows the kind when that is corrected
        own["unit_of_measure"] = None
    return {**own, "given_on": row.effective_on}


def with_changes(row: Any, changes: Mapping[str, Any]) -> dict[str, Any]:
    """A row by the names of FIELDS, with what is put right; of money, quantity and value are one
    figure: the one that is not named follows."""
    found = {**as_sent(row), **changes}
    if found["kind"] == "money":
        for name, other in (("quantity", "value"), ("value", "quantity")):
            if name in changes and other not in changes:
                found[other] = None
    return found


def journal_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the journal tells of a contribution."""
    return {name: plain(values.get(name)) for name in JOURNAL_FIELDS}


def journal_values_of(row: Any) -> dict[str, Any]:
    """The same of a row."""
    return {name: plain(getattr(row, name)) for name in JOURNAL_FIELDS}
