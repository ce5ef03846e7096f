"""The store: an SQLite file that is a GeoPackage, or PostGIS. Same models, same migrations.

Reading and writing are separate: a writing session on SQLite begins with BEGIN IMMEDIATE, so that
it never has to upgrade a read lock; a reading one is read-only.
"""

import sqlite3
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg2
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    ExceptionContext,
    create_engine,
    event,
    inspect,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from geodata import gpkg
from geodata.errors import BadInput, StoreUnavailable
from geodata.vocabulary import N_

MIGRATIONS = Path(__file__).parent / "migrations"
MEDIA = Path(__file__).parent.parent / "instance" / "media"
BUSY_MS = 15_000


class Store:
    """One store and its sessions. Threads may share it; processes open their own."""

    def __init__(self, url: str, media: Path | None = None) -> None:
        self.url = _check_url(url)
        self._media = media
        # What is stored (hashes of passwords, phone numbers) must not come into a log by an error.
        self.engine = create_engine(self.url, hide_parameters=True, **_engine_options(self.url))
        _shorten_errors(self.engine)
        self.dialect = self.engine.dialect.name
        if self.dialect == "sqlite":
            _prepare_sqlite(self.engine)
        self.memory: OrderedDict[Hashable, Any] = OrderedDict()
        """Snapshots that this process has read (see `queries.snapshot`)."""
        self.definition: Any = None
        """The newest definition that this process has read (see `row_checks.definition_of`)."""
        self._sessions_write = self.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")

    def upgrade(self, revision: str = "head") -> None:
        """Bring the tables to the newest migration. A new SQLite file is its owner's alone (0600).

        Either all of it happens or nothing: DDL is transactional on both stores.
        """
        path = self.path
        if path is not None and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
        with self._translated(), self._sessions_write.begin() as conn:
            if self.dialect == "postgresql":
                conn.execute(text("SELECT pg_advisory_xact_lock(20230603)"))
            else:
                conn.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
            config.attributes["connection"] = conn
            command.upgrade(config, revision)

    def is_current(self) -> bool:
        """Whether the tables are those of the newest migration; a store not made yet has none."""
        if self.path is not None and not self.path.exists():
            return False
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        head = ScriptDirectory.from_config(config).get_current_head()
        with self._translated(), self.engine.connect() as conn:
            if not inspect(conn).has_table("alembic_version"):
                return False
            return conn.execute(text("SELECT version_num FROM alembic_version")).scalar() == head

    @property
    def path(self) -> Path | None:
        """The file of an embedded store."""
        url = make_url(self.url)
        return Path(url.database or "") if url.get_backend_name() == "sqlite" else None

    @property
    def media(self) -> Path:
        """The folder of the pictures' bytes: as set, else beside the file, else instance/media."""
        if self._media is not None:
            return self._media
        return self.path.parent / "media" if self.path is not None else MEDIA

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads. Rows are append-only, so what is asked up to a `rev` is
        consistent whatever is written meanwhile."""
        with self._translated(), Session(self.engine) as session:
            session.info["store"] = self
            yield session
            session.rollback()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that commits at the end, or leaves nothing behind."""
        with self._translated(), Session(self._sessions_write) as session:
            session.info["store"] = self
            with session.begin():
                yield session

    def scrub(self, tables: Sequence[str]) -> bool:
        """Write the store anew so that no byte of erased rows of these tables is left in its files.
        Gives False when others were reading or writing for so long that some may be: do it again.

        What an operator's copies and a server's own log files hold is beyond its reach.
        """
        connection = self.engine.raw_connection()
        try:
            driver: Any = connection.driver_connection
            if self.dialect == "sqlite":
                return _rewrite_sqlite(driver)
            return _rewrite_postgres(driver, tables)
        finally:
            connection.invalidate()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            raise StoreUnavailable(
                N_("Không mở được kho dữ liệu: %(reason)s. Kiểm tra DATABASE_URL và máy chủ."),
                reason=str(error.orig).strip().splitlines()[0],
            ) from error

    def close(self) -> None:
        """Give back every connection."""
        with suppress(DBAPIError):
            self.engine.dispose()


def open_store(url: str, media: Path | None = None) -> Store:
    """Open `sqlite:///PATH.gpkg` or `postgresql+psycopg2://…`; does not touch it yet.

    `media`: the folder of the pictures' bytes.

    Raises BadInput for another kind of address.
    """
    return Store(url, media)


def _check_url(url: str) -> str:
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    known = parsed is not None and (
        (parsed.drivername in ("sqlite", "sqlite+pysqlite") and parsed.database not in (None, ""))
        or parsed.drivername == "postgresql+psycopg2"
    )
    if not known or (parsed and parsed.database == ":memory:"):
        raise BadInput(
            N_("DATABASE_URL không dùng được. Dạng đúng: %(forms)s."),
            pointer="DATABASE_URL",
            allowed=("sqlite:///đường/dẫn.gpkg", "postgresql+psycopg2://người:mật_khẩu@máy/csdl"),
            forms="sqlite:///đường/dẫn.gpkg; postgresql+psycopg2://người:mật_khẩu@máy/csdl",
        )
    return url


def _engine_options(url: str) -> dict[str, Any]:
    if make_url(url).get_backend_name() == "postgresql":
        return {"pool_pre_ping": True, "connect_args": {"connect_timeout": 5}}
    return {"connect_args": {"timeout": BUSY_MS / 1000, "check_same_thread": False}}


def _shorten_errors(engine: Engine) -> None:
    """Of what the database says of an error, the first line alone: PostgreSQL's DETAIL quotes the
    whole row, its LINE the values in a statement."""

    @event.listens_for(engine, "handle_error")
    def _first_line(context: ExceptionContext) -> None:
        whole = str(context.original_exception)
        first = whole.strip().partition("\n")[0]
        for error in (context.original_exception, context.sqlalchemy_exception):
            if error is not None and error.args and isinstance(error.args[0], str):
                error.args = (error.args[0].replace(whole, first), *error.args[1:])


def _prepare_sqlite(engine: Engine) -> None:
    """WAL, full synchronisation, foreign keys, the R-tree's functions, and our own BEGIN.

    `synchronous=FULL`: with NORMAL an acknowledged write can be lost when the power fails.
    """

    @event.listens_for(engine, "do_connect")
    def _must_exist(
        _dialect: Dialect, _record: ConnectionPoolEntry, args: Sequence[Any], _params: object
    ) -> None:
        # SQLite would make an empty file of any name, readable by everybody; ours is made by
        # `upgrade`, for its owner only.
        if not Path(args[0]).exists():
            raise sqlite3.OperationalError("unable to open database file")

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {BUSY_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            # What is erased is overwritten, not only forgotten.
            "secure_delete = ON",
            # INSERT OR REPLACE deletes: the triggers that refuse it have to fire.
            "recursive_triggers = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
        gpkg.register_functions(connection)

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        conn.exec_driver_sql(conn.get_execution_options().get("sqlite_begin", "BEGIN"))


def _rewrite_sqlite(connection: sqlite3.Connection) -> bool:
    """Secure deletion clears what was deleted, not what moved when a page was split: so all pages
    are written anew, and the log before them is cut off."""
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("VACUUM")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    return not busy


def _rewrite_postgres(connection: psycopg2.extensions.connection, tables: Sequence[str]) -> bool:
    connection.rollback()
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {BUSY_MS}")
            for table in tables:
                cursor.execute(f'VACUUM (FULL, ANALYZE) "{table}"')
    except psycopg2.OperationalError:
        return False
    return True
