"""Verdicts given on entries, and the figure that they move, for several tests."""

from geodata import queries
from geodata.verification import deciding
from tests.geodata.officers import TODAY


def decide(store, actor, row_id, verdict="verified", reason=None, kind="update", **named):
    with store.writing() as session:
        return deciding.decide(session, actor, kind, row_id, verdict, reason, today=TODAY, **named)


def percent(store):
    with store.reading() as session:
        moment = queries.moment(session, today=TODAY)
        return queries.snapshot(session, moment).project_by_code["DUONG-THU"].physical_percent
