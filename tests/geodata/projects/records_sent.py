"""What offices send of a project's records, and what it comes to, for several tests."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest

from geodata import queries
from geodata.checks import submissions
from geodata.errors import InvalidChange, Unconfirmed
from geodata.projects import records
from tests.geodata.officers import OWNED, SECRETARIAT, TODAY

DAY = dt.date(2026, 11, 20)
ROWS = {
    "disbursement": {
        "budget_year": 2026,
        "month": dt.date(2026, 10, 1),
        "kind": "payment",
        "amount": 100_000_000,
    },
    "capital_plan": {
        "budget_year": 2026,
        "capital_source": "city_budget",
        "kind": "assigned",
        "amount": 500_000_000,
        "decision_number": "12/QĐ-UBND",
    },
    "clearance": {
        "households_total": 10,
        "households_done": 4,
        "area_m2": Decimal("120.5"),
        "paid": 5_000_000,
        "stuck": "Còn 6 hộ",
    },
    "milestone": {"key": "start", "name": "Khởi công", "actual_on": dt.date(2026, 11, 2)},
    "decision": {"kind": "extension", "number": "9/QĐ", "finish_on": dt.date(2027, 3, 31)},
    "package": {"key": "xl-01", "name": "Xây lắp", "package_price": 9, "winning_price": 8},
    "responsible_unit": {"unit": "30214@2025"},
}


def append(store, kind, actor=None, /, *, code="DUONG-THU", uuid=None, let=(), **values):
    actor = actor or (SECRETARIAT if kind == "responsible_unit" else OWNED)
    return submissions.send(
        store,
        records.append,
        actor,
        kind,
        code,
        {"effective_on": DAY} | ROWS[kind] | values,
        client_uuid=uuid or str(uuid4()),
        today=TODAY,
        confirmed=let,
    )


def asked(store, kind, actor=None, /, **values):
    """What is asked about a row before it counts, by code; nothing of it is written."""
    with pytest.raises(Unconfirmed) as caught:
        append(store, kind, actor, **values)
    return [one.code for one in caught.value.oddities]


def correct(store, kind, row_id, values, reason="Gõ nhầm", *, actor=OWNED, uuid=None, let=()):
    return submissions.send(
        store,
        records.correct,
        actor,
        kind,
        row_id,
        values,
        reason,
        client_uuid=uuid or str(uuid4()),
        today=TODAY,
        confirmed=let,
    )


def pointers(caught):
    return {problem.pointer for problem in caught.value.problems}


def wrong(store, kind, /, **values):
    with pytest.raises(InvalidChange) as caught:
        append(store, kind, **values)
    return pointers(caught)


def state(store, code="DUONG-THU"):
    with store.reading() as session:
        moment = queries.moment(session, today=TODAY)
        return queries.snapshot(session, moment).project_by_code.get(code)
