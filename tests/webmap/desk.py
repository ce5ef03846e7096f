"""An application over a copy of the sample, and officers of every role signed in to it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import text

from geodata.models.base import Base
from geodata.store import Store
from tests.application import application
from tests.officers import OfficerClient, as_officer
from tests.stores import copy_of
from webmap.http.application import EXTENSION

COUNTING = " UNION ALL ".join(
    f"SELECT '{table.name}', count(*) FROM {table.name}" for table in Base.metadata.sorted_tables
)


@dataclass
class Desk:
    """Officers by role and office, made when they are first asked for."""

    app: Flask
    officers: dict[tuple[str, str | None], OfficerClient] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        """The store of the application."""
        return self.app.extensions[EXTENSION].store

    def officer(self, role: str, office: str | None = None) -> OfficerClient:
        """A browser signed in, with its CSRF token."""
        if (role, office) not in self.officers:
            self.officers[role, office] = as_officer(self.app, role, office)
        return self.officers[role, office]

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        with self.store.reading() as session:
            return dict(session.execute(text(COUNTING)).all())


@contextmanager
def desk_over(stores: Any, template: str) -> Iterator[Desk]:
    """A desk over a store of its own."""
    with copy_of(stores, template) as store, application(store.url) as app:
        yield Desk(app)


def new_uuid() -> str:
    """A key for a submission."""
    return str(uuid.uuid4())
