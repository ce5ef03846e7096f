"""The store itself: a GeoPackage that others can read, rows that nobody can change."""

import importlib
import pkgutil
import sqlite3
import stat
import threading
import time
import traceback
import warnings
from itertools import pairwise

import geopandas
import pyogrio
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from geodata import models
from geodata.columns import Geometry
from geodata.errors import BadInput, StoreUnavailable
from geodata.journal import SYSTEM, record
from geodata.models import APPEND_ONLY, Base, JournalEntry
from geodata.store import MIGRATIONS, Store, open_store
from tests import factories

TABLES = {table.name for table in Base.metadata.sorted_tables}


def test_upgrade_makes_tables_and_can_be_repeated(blank_url):
    store = open_store(blank_url)
    assert not store.is_current()
    store.upgrade()
    store.upgrade()
    assert store.is_current()
    store.close()


def test_the_package_hands_on_every_model():
    """A table whose model nobody imports is in no migration and in no test."""
    for module in pkgutil.iter_modules(models.__path__):
        importlib.import_module(f"{models.__name__}.{module.name}")
    mapped = {mapper.class_.__name__ for mapper in Base.registry.mappers}
    assert mapped - set(models.__all__) == set()


def test_models_and_migrations_agree(store):
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)


def test_an_error_tells_nothing_of_what_is_stored(store):
    """PostgreSQL quotes the row that it refuses, SQLAlchemy the parameters."""
    secret = {"uid": "a-secret-1", "phone": "0900 000 001", "hash": "$argon2id$secret"}
    insert = text(
        "INSERT INTO accounts (uid, username, contact, role, office, password_hash, must_change, "
        "made_at) VALUES (:uid, NULL, :phone, NULL, 'x', :hash, :uid = '', '2026-01-01')"
    )
    with pytest.raises(IntegrityError) as caught, store.writing() as session:
        session.execute(insert, secret)
    told = "".join(traceback.format_exception(caught.value))
    assert "accounts" in told
    assert "role" in str(caught.value)
    assert not [value for value in secret.values() if value in told]
    assert "DETAIL" not in told


def test_new_file_is_its_owners_alone(tmp_path):
    path = tmp_path / "deep" / "store.gpkg"
    store = open_store(f"sqlite:///{path}")
    store.upgrade()
    store.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "postgresql://x/y"],
)
def test_other_addresses_are_refused_in_words(url):
    with pytest.raises(BadInput, match="DATABASE_URL"):
        open_store(url)


def test_unreachable_server_says_what_to_check():
    store = open_store("postgresql+psycopg2://nobody@127.0.0.1:1/none")
    with pytest.raises(StoreUnavailable, match="DATABASE_URL"), store.reading() as session:
        session.execute(text("SELECT 1"))


CHANGES = ('UPDATE "{}" SET id = id', 'DELETE FROM "{}"')
OWN_CHANGES = {
    "sqlite": 'INSERT OR REPLACE INTO "{0}" SELECT * FROM "{0}"',
    "postgresql": 'TRUNCATE "{}" CASCADE',
}
"""What else changes rows in a store's own dialect."""


@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
def test_store_refuses_to_change_rows(sample_store, table):
    for change in (*CHANGES, OWN_CHANGES[sample_store.dialect]):
        with sample_store.engine.connect() as connection:
            if sample_store.dialect == "sqlite":  # its triggers fire for rows, not for statements
                _a_row(connection, table)
            with pytest.raises(DBAPIError, match="append-only"):
                connection.execute(text(change.format(table)))


def _a_row(connection, table):
    """Put something into a table that has no rows, for as long as the transaction lasts."""
    if connection.scalar(text(f'SELECT count(*) FROM "{table}"')):
        return
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    columns = [c for c in Base.metadata.tables[table].columns if not c.nullable]
    names = ", ".join(f'"{column.name}"' for column in columns)
    marks = ", ".join("?" for _ in columns)
    connection.exec_driver_sql(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(1 for _ in columns)
    )
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")


def test_whatever_is_written_under_a_rev_is_append_only():
    with_rev = {table.name for table in Base.metadata.sorted_tables if "rev" in table.columns}
    assert with_rev - APPEND_ONLY == set()
    assert {"journal", "submissions", "verifications", "erasures"} <= APPEND_ONLY


def test_every_table_column_and_geometry_reads_in_geopandas(sample_file, tmp_path):
    copy = tmp_path / "copy.gpkg"
    with sqlite3.connect(sample_file.path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        layers = {str(name) for name, _kind in pyogrio.list_layers(copy)}
        assert layers >= TABLES
        for table in Base.metadata.sorted_tables:
            definition = geopandas.read_file(copy, layer=table.name)
            spatial = [c.name for c in table.columns if isinstance(c.type, Geometry)]
            wanted = {c.name for c in table.columns} - set(spatial) - {"id"}
            assert set(definition.columns) - {"geometry", "id"} == wanted, table.name
            if spatial:
                assert definition.crs.to_epsg() == 4326
                assert len(definition) == _count(copy, table.name)
                assert definition.geometry.notna().sum() == _count(copy, table.name, spatial[0])


def _count(path, table, column="*"):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(f'SELECT count({column}) FROM "{table}"').fetchone()[0]
    finally:
        connection.close()


def test_file_is_a_geopackage_with_a_true_spatial_index(sample_file):
    with sample_file.engine.connect() as connection:
        pragma = connection.exec_driver_sql
        assert pragma("PRAGMA application_id").scalar() == 0x47504B47
        assert pragma("PRAGMA user_version").scalar() == 10300
        assert pragma("PRAGMA integrity_check").scalar() == "ok"
        assert pragma("PRAGMA foreign_key_check").all() == []
        assert pragma("PRAGMA synchronous").scalar() == 2
        listed = {row[0] for row in pragma("SELECT table_name FROM gpkg_contents")}
        assert listed == TABLES
        filled = pragma("SELECT count(place) FROM project_revisions").scalar()
        assert pragma("SELECT count(*) FROM rtree_project_revisions_place").scalar() == filled > 0


def test_timestamps_are_milliseconds_in_utc(sample_file):
    with sample_file.engine.connect() as connection:
        stamps = connection.exec_driver_sql("SELECT recorded_at FROM journal").scalars().all()
    assert all(len(stamp) == 24 and stamp.endswith("Z") for stamp in stamps)


def test_revs_have_no_hole_and_instants_grow(sample_store):
    with sample_store.reading() as session:
        rows = session.execute(
            select(JournalEntry.rev, JournalEntry.recorded_at).order_by(JournalEntry.rev)
        ).all()
    assert [row.rev for row in rows] == list(range(1, len(rows) + 1))
    assert all(a.recorded_at < b.recorded_at for a, b in pairwise(rows))


def test_writers_that_commit_in_the_other_order_leave_no_hole(store: Store):
    """The one that began first waits with its rev until it writes; revs follow commits."""
    with store.writing() as session:
        factories.define(session)
        first_rev = record(session, SYSTEM, "test.start", "test", "0")
    began, second_done = threading.Event(), threading.Event()
    revs: dict[str, int] = {}

    def slow() -> None:
        other = open_store(store.url)
        with other.reading() as session:
            session.execute(select(JournalEntry.rev)).all()
            began.set()
            assert second_done.wait(20)
        with other.writing() as session:
            revs["slow"] = record(session, SYSTEM, "test.slow", "test", "1")
        other.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert began.wait(20)
    with store.writing() as session:
        revs["quick"] = record(session, SYSTEM, "test.quick", "test", "2")
    second_done.set()
    thread.join(30)
    assert revs == {"quick": first_rev + 1, "slow": first_rev + 2}


@pytest.mark.parametrize("outcome", ["commit", "rollback"])
def test_second_writer_waits_for_the_first(store: Store, outcome):
    """While one transaction holds a rev, another cannot take one; a rollback gives it back."""
    holding, waiting = threading.Event(), threading.Event()
    revs: dict[str, int] = {}

    def second() -> None:
        other = open_store(store.url)
        assert holding.wait(20)
        waiting.set()
        with other.writing() as session:
            revs["second"] = record(session, SYSTEM, "test.second", "test", "2")
        other.close()

    thread = threading.Thread(target=second)
    thread.start()
    try:
        with store.writing() as session:
            revs["first"] = record(session, SYSTEM, "test.first", "test", "1")
            holding.set()
            assert waiting.wait(20)
            time.sleep(0.3)
            assert "second" not in revs
            if outcome == "rollback":
                raise RuntimeError("given up")
    except RuntimeError:
        pass
    thread.join(30)
    assert revs["first"] == 1
    assert revs["second"] == (2 if outcome == "commit" else 1)


def test_reader_sees_nothing_of_an_open_transaction(store: Store):
    with store.writing() as session:
        record(session, SYSTEM, "test.first", "test", "1")
        with store.reading() as reader:
            assert reader.scalars(select(JournalEntry.rev)).all() == []


def test_opening_a_store_does_not_make_it(tmp_path):
    path = tmp_path / "none.gpkg"
    open_store(f"sqlite:///{path}").close()
    assert not path.exists()
