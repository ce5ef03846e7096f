"""Entries as an officer sees them, for several tests."""

from geodata.checks import row_checks
from geodata.verification import entries
from tests.geodata.officers import OWNED, TODAY


def waiting(store, actor=OWNED, **named):
    with store.reading() as session:
        definition = row_checks.definition_of(session)
        return entries.waiting(session, actor, definition, TODAY, **named)


def entry(store, row_id, actor=OWNED, kind="update"):
    with store.reading() as session:
        return entries.entry(session, actor, row_checks.definition_of(session), kind, row_id, TODAY)
