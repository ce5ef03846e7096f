"""SQL of the tests, compiled once a process and kind of store.

A program opens one store and compiles each of its statements once. Tests open hundreds, and
SQLAlchemy keeps what it compiled by engine and by dialect: a quarter of the tests' time went into
writing the same SQL again.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

DIALECTS = (SQLiteDialect_pysqlite, PGDialect_psycopg2)
KEPT = 5000
"""Statements, of both kinds of store."""


@contextmanager
def compiled_once() -> Iterator[None]:
    """Every store that this process opens writes its SQL alike: all use the same compiled text."""
    shared = LRUCache(KEPT)

    def use_shared(connection: Connection) -> None:
        connection.execution_options(compiled_cache=shared)

    event.listen(Engine, "engine_connect", use_shared)
    with pytest.MonkeyPatch.context() as patch:
        for dialect in DIALECTS:
            patch.setattr(dialect, "__eq__", lambda one, other: type(one) is type(other))
            patch.setattr(dialect, "__hash__", lambda one: hash(type(one)))
        yield
    event.remove(Engine, "engine_connect", use_shared)
