"""The fields of each kind of row that is kept of a project, read by themselves."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from geodata.checks.fields import LARGEST_AMOUNT, NOTE_LENGTH, Fields, plain
from geodata.models import (
    CapitalPlan,
    Clearance,
    Disbursement,
    Milestone,
    Package,
    ProjectDecision,
    ResponsibleUnit,
)
from geodata.queries.definition import Definition
from geodata.queries.projects.progress import LONGEST
from geodata.vocabulary import (
    CAPITAL_KINDS,
    CAPITAL_SOURCES,
    DECISION_KINDS,
    DISBURSEMENT_KINDS,
    N_,
    codes,
)

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_HOUSEHOLDS = 10**6
LARGEST_AREA = 10**11
AHEAD_DAYS = 366
"""How far ahead of today a unit may be told to answer for a site."""
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")

Values = dict[str, Any]
Model = type[
    CapitalPlan | Clearance | Disbursement | Milestone | Package | ProjectDecision | ResponsibleUnit
]


@dataclass(frozen=True)
class Context:
    """What the fields are read against: the definition and today."""

    definition: Definition
    today: dt.date


def _disbursement(fields: Fields, context: Context) -> Values:
    """Budget year N is disbursed from 1 January N, and never after 31 December N+1 (Luật Đầu tư
    công 58/2024, Điều 72); until when in this project is asked of its plan (`record_rules`)."""
    values: Values = {
        "budget_year": fields.whole("budget_year", FIRST_YEAR, LAST_YEAR, required=True),
        "month": fields.day("month", latest=context.today, required=True),
        "kind": fields.code("kind", codes(DISBURSEMENT_KINDS), required=True),
        "amount": fields.whole("amount", 1, LARGEST_AMOUNT, required=True),
    }
    year, month = values["budget_year"], values["month"]
    if month is not None and month.day != 1:
        fields.wrong("month", N_("Ghi ngày đầu của tháng."), value=month)
    elif month and year and not dt.date(year, 1, 1) <= month <= dt.date(year + 1, *LONGEST):
        fields.wrong(
            "month",
            N_("Tháng này không thuộc niên độ %(year)s (từ tháng 1 đến chậm nhất 31/12 năm sau)."),
            value=f"{month:%m/%Y}",
            year=year,
        )
    elif month and fields.ok("effective_on") and fields.sent["effective_on"] < month:
        day = fields.sent["effective_on"]
        fields.wrong("effective_on", N_("Không được trước tháng giải ngân."), value=day)
    return values


def _capital_plan(fields: Fields, _context: Context) -> Values:
    values: Values = {
        "budget_year": fields.whole("budget_year", FIRST_YEAR, LAST_YEAR, required=True),
        "capital_source": fields.code("capital_source", codes(CAPITAL_SOURCES), required=True),
        "kind": fields.code("kind", codes(CAPITAL_KINDS), required=True),
        "amount": fields.whole("amount", 0, LARGEST_AMOUNT, required=True),
        "decision_number": fields.text("decision_number"),
        "runs_until": fields.day("runs_until"),
    }
    year, until = values["budget_year"], values["runs_until"]
    if year and until and not dt.date(year, *LONGEST) <= until <= dt.date(year + 1, *LONGEST):
        fields.wrong(
            "runs_until",
            N_("Vốn niên độ %(year)s giải ngân đến một ngày từ 31/12/%(year)s đến 31/12/%(next)s."),
            value=until,
            year=year,
            next=year + 1,
        )
    return values


def _clearance(fields: Fields, _context: Context) -> Values:
    values: Values = {
        "households_total": fields.whole("households_total", 0, MOST_HOUSEHOLDS, required=True),
        "households_done": fields.whole("households_done", 0, MOST_HOUSEHOLDS, required=True),
        "area_m2": fields.quantity("area_m2", 0, LARGEST_AREA),
        "paid": fields.whole("paid", 0, LARGEST_AMOUNT),
        "stuck": fields.text("stuck", NOTE_LENGTH, lines=True),
    }
    total, done = values["households_total"], values["households_done"]
    if total is not None and done is not None and done > total:
        fields.wrong(
            "households_done",
            N_("Số hộ đã bàn giao không thể nhiều hơn tổng số hộ (%(total)s)."),
            value=done,
            total=total,
        )
    return values


def _key(fields: Fields) -> str | None:
    key = fields.text("key", 40, required=True)
    if key is not None and not _KEY.fullmatch(key):
        fields.wrong("key", N_("Mã chỉ gồm chữ thường không dấu, số, gạch nối."), value=key)
        return None
    return key


def _milestone(fields: Fields, context: Context) -> Values:
    values: Values = {
        "key": _key(fields),
        "name": fields.text("name", required=True),
        "position": fields.whole("position", 0, 1000) or 0,
        "planned_on": fields.day("planned_on"),
        "extended_on": fields.day("extended_on"),
        "actual_on": fields.day("actual_on", latest=context.today),
    }
    planned, extended = values["planned_on"], values["extended_on"]
    if extended is not None and planned is not None and extended <= planned:
        fields.wrong("extended_on", N_("Gia hạn phải sau ngày kế hoạch."), value=extended)
    if not any(values[name] for name in ("planned_on", "extended_on", "actual_on")) and fields.ok(
        "planned_on", "extended_on", "actual_on"
    ):
        fields.wrong("planned_on", N_("Một mốc cần ít nhất một ngày."))
    return values


def _decision(fields: Fields, _context: Context) -> Values:
    kind = fields.code("kind", codes(DECISION_KINDS), required=True)
    return {
        "kind": kind,
        "number": fields.text("number", required=True),
        "signer": fields.text("signer"),
        "total_investment": fields.whole("total_investment", 0, LARGEST_AMOUNT),
        "finish_on": fields.day("finish_on", required=kind == "extension"),
        "note": fields.text("note", NOTE_LENGTH, lines=True),
    }


def _package(fields: Fields, _context: Context) -> Values:
    values: Values = {
        "key": _key(fields),
        "name": fields.text("name", required=True),
        "package_price": fields.whole("package_price", 0, LARGEST_AMOUNT),
        "winning_price": fields.whole("winning_price", 0, LARGEST_AMOUNT),
        "contractor": fields.text("contractor"),
        "contract_number": fields.text("contract_number"),
        "contract_ends_on": fields.day("contract_ends_on"),
    }
    price, won = values["package_price"], values["winning_price"]
    if price is not None and won is not None and won > price:
        fields.wrong("winning_price", N_("Giá trúng thầu không vượt giá gói thầu."), value=won)
    return values


def _responsible_unit(fields: Fields, context: Context) -> Values:
    definition = context.definition
    starts: Any = fields.sent.get("effective_on")
    units = [uid for uid, unit in definition.units.items() if unit.in_campaign]
    unit, ends = fields.code("unit", units, required=True), fields.day("ends_on")
    if unit is None or not fields.ok("effective_on", "unit"):
        return {"unit": unit, "ends_on": ends, "confirmed": True}
    if not definition.units[unit].valid_on(starts):
        fields.wrong(
            "unit",
            N_("Đơn vị này không còn hoặc chưa có vào ngày %(day)s."),
            value=unit,
            allowed=[uid for uid in definition.units_on(starts) if uid in units],
            day=f"{starts:%d/%m/%Y}",
        )
    if ends is not None and ends <= starts:
        fields.wrong("ends_on", N_("Phải sau ngày bắt đầu."), value=ends)
    return {"unit": unit, "ends_on": ends, "confirmed": True}


@dataclass(frozen=True)
class RecordKind:
    """A kind of row: its table, its fields, how they are read, which columns the journal tells and
    which columns make a later row replace an earlier one (None: rows stand each for itself)."""

    model: Model
    names: tuple[str, ...]
    read: Callable[[Fields, Context], Values]
    journal_values: tuple[str, ...]
    same: tuple[str, ...] | None = None
    ahead: int = 0
    """Days after today that `effective_on` may name."""


KINDS: Mapping[str, RecordKind] = {
    "disbursement": RecordKind(
        Disbursement,
        ("budget_year", "month", "kind", "amount"),
        _disbursement,
        ("budget_year", "month", "kind", "amount"),
    ),
    "capital_plan": RecordKind(
        CapitalPlan,
        ("budget_year", "capital_source", "kind", "amount", "decision_number", "runs_until"),
        _capital_plan,
        ("budget_year", "capital_source", "kind", "amount", "runs_until"),
        ("budget_year", "capital_source"),
    ),
    "clearance": RecordKind(
        Clearance,
        ("households_total", "households_done", "area_m2", "paid", "stuck"),
        _clearance,
        ("households_total", "households_done", "area_m2", "paid"),
        (),
    ),
    "milestone": RecordKind(
        Milestone,
        ("key", "name", "position", "planned_on", "extended_on", "actual_on"),
        _milestone,
        ("key", "planned_on", "extended_on", "actual_on"),
        ("key",),
    ),
    "decision": RecordKind(
        ProjectDecision,
        ("kind", "number", "signer", "total_investment", "finish_on", "note"),
        _decision,
        ("kind", "total_investment", "finish_on"),
    ),
    "package": RecordKind(
        Package,
        ("key", "name", "package_price", "winning_price", "contractor", "contract_number",
         "contract_ends_on"),
        _package,
        ("key", "package_price", "winning_price", "contract_ends_on"),
        ("key",),
    ),
    "responsible_unit": RecordKind(
        ResponsibleUnit,
        ("unit", "ends_on"),
        _responsible_unit,
        ("unit", "ends_on"),
        ahead=AHEAD_DAYS,
    ),
}  # fmt: skip


def fields_of(kind: str, sent: Mapping[str, Any]) -> Fields:
    """A reader of the fields of a kind."""
    return Fields(sent, ("effective_on", "source", *KINDS[kind].names))


def read(kind: str, fields: Fields, definition: Definition, today: dt.date) -> Values:
    """The columns of a row; what is wrong by itself is noted in `fields`."""
    made = KINDS[kind]
    effective_on = fields.day(
        "effective_on", latest=today + dt.timedelta(days=made.ahead), required=True
    )
    return {
        "effective_on": effective_on,
        "source": fields.text("source"),
        "illustrative": [],
        **made.read(fields, Context(definition, today)),
    }


def as_sent(kind: str, row: Any) -> Values:
    """A row by the names of its fields."""
    own = {name: getattr(row, name) for name in KINDS[kind].names}
    return {"effective_on": row.effective_on, "source": row.source, **own}


def journal_values(kind: str, values: Mapping[str, Any]) -> Values:
    """What the journal tells of a row: codes, numbers, days; never a text."""
    return {name: plain(values.get(name)) for name in KINDS[kind].journal_values}
