"""Contributions that a unit sends, and what they come to, for several tests."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

from geodata import queries
from geodata.checks import submissions
from geodata.contributions import entering
from geodata.verification import deciding
from tests.geodata.officers import (
    SECRETARIAT,
    TODAY,
    WARD,
)


def given(**values):
    return {
        "kind": "land",
        "given_on": dt.date(2026, 11, 20),
        "quantity": Decimal("120.5"),
        "value": 36_000_000,
        "value_basis": "Bảng giá đất",
        "hamlet": "Khóm 3",
        "project": "DUONG-THU",
        "giver_kind": "household",
        "givers": 2,
        "minutes": "12/BB ngày 20/11/2026",
        "stage": "minuted",
        "parcel": "12",
        "map_sheet": "5",
        "certificate_corrected": False,
        "note": "Lùi ranh",
        "position": {"lon": 105.758, "lat": 10.3},
    } | values


def submit(store, actor=WARD, *, uuid=None, today=TODAY, **values):
    return submissions.send(
        store,
        entering.submit,
        actor,
        given(**values),
        client_uuid=uuid or str(uuid4()),
        today=today,
    )


def counted(store):
    with store.reading() as session:
        moment = queries.moment(session, today=TODAY)
        return queries.snapshot(session, moment).contribution_by_code


def decide(store, row_id, verdict="verified", reason=None, actor=SECRETARIAT):
    with store.writing() as session:
        deciding.decide(session, actor, "contribution", row_id, verdict, reason, today=TODAY)
