"""What makes the SQLite file a GeoPackage 1.3, and what both stores need beyond CREATE TABLE:
spatial indexes and the triggers that refuse UPDATE and DELETE. Used by the migrations.

Alembic's batch ALTER on SQLite drops triggers without a word: a migration that alters a table calls
`spatial_table` or `append_only` again.
"""

import sqlite3
from collections.abc import Callable

import shapely
from sqlalchemy import Connection, text

from geodata.columns import SRID, from_gpkg

APPLICATION_ID = 0x47504B47
USER_VERSION = 10300

_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AUTHORITY["EPSG","4326"]]'
)

_CONTAINER = (
    """CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)""",
    """CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))""",
    """CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))""",
    """CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))""",
)


def prepare_container(conn: Connection) -> None:
    """Make an empty store one that holds geometries: PostGIS, or the tables of a GeoPackage."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))
        return
    conn.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    conn.exec_driver_sql(f"PRAGMA user_version = {USER_VERSION}")
    for statement in _CONTAINER:
        conn.exec_driver_sql(statement)
    insert = "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)"
    for row in (
        ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", None),
        ("Undefined geographic SRS", 0, "NONE", 0, "undefined", None),
        ("WGS 84 geodetic", SRID, "EPSG", SRID, _WGS84, "longitude, latitude"),
    ):
        conn.exec_driver_sql(insert, row)


def attribute_table(conn: Connection, table: str, description: str = "") -> None:
    """List a table without geometry in the GeoPackage, so that GIS programs show it."""
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) "
            "VALUES (?, 'attributes', ?, ?)",
            (table, table, description),
        )


def spatial_table(conn: Connection, table: str, column: str, kind: str = "GEOMETRY") -> None:
    """List a table with its geometry column and index it (GiST, or the GeoPackage R-tree)."""
    if conn.dialect.name == "postgresql":
        conn.execute(
            text(f'CREATE INDEX "ix_{table}_{column}" ON "{table}" USING gist ("{column}")')
        )
        return
    conn.exec_driver_sql(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
        "VALUES (?, 'features', ?, ?)",
        (table, table, SRID),
    )
    conn.exec_driver_sql(
        "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)", (table, column, kind, SRID)
    )
    conn.exec_driver_sql(
        "INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', "
        "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
        (table, column),
    )
    for statement in _rtree(table, column):
        conn.exec_driver_sql(statement)


def _rtree(table: str, column: str) -> list[str]:
    """The R-tree extension of GeoPackage 1.3 (annex F.3): its table and its triggers."""
    tree = f"rtree_{table}_{column}"
    new, old = f'NEW."{column}"', f'OLD."{column}"'
    filled = f"{new} NOTNULL AND NOT ST_IsEmpty({new})"
    void = f"({new} ISNULL OR ST_IsEmpty({new}))"
    box = f"ST_MinX({new}), ST_MaxX({new}), ST_MinY({new}), ST_MaxY({new})"
    put = f'INSERT OR REPLACE INTO "{tree}" VALUES (NEW.id, {box});'
    drop = f'DELETE FROM "{tree}" WHERE id = OLD.id;'
    move = f'DELETE FROM "{tree}" WHERE id IN (OLD.id, NEW.id);'
    on = f'ON "{table}"'
    triggers = {
        f'insert" AFTER INSERT {on} WHEN ({filled})': put,
        f'update6" AFTER UPDATE OF "{column}" {on} WHEN OLD.id = NEW.id AND ({filled}) '
        f"AND ({old} NOTNULL AND NOT ST_IsEmpty({old}))": put,
        f'update7" AFTER UPDATE OF "{column}" {on} WHEN OLD.id = NEW.id AND ({filled}) '
        f"AND ({old} ISNULL OR ST_IsEmpty({old}))": put,
        f'update2" AFTER UPDATE OF "{column}" {on} WHEN OLD.id = NEW.id AND {void}': drop,
        f'update5" AFTER UPDATE {on} WHEN OLD.id != NEW.id AND ({filled})': drop + " " + put,
        f'update4" AFTER UPDATE {on} WHEN OLD.id != NEW.id AND {void}': move,
        f'delete" AFTER DELETE {on} WHEN {old} NOTNULL': drop,
    }
    return [f'CREATE VIRTUAL TABLE "{tree}" USING rtree(id, minx, maxx, miny, maxy)'] + [
        f'CREATE TRIGGER "{tree}_{head} BEGIN {body} END' for head, body in triggers.items()
    ]


def append_only(conn: Connection, table: str) -> None:
    """Refuse UPDATE and DELETE on a table, in the store itself."""
    if conn.dialect.name == "postgresql":
        conn.execute(text(_REFUSE_FUNCTION))
        conn.execute(
            text(
                f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE '
                f'ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()'
            )
        )
        return
    for verb in ("UPDATE", "DELETE"):
        conn.exec_driver_sql(
            f'CREATE TRIGGER "{table}_no_{verb.lower()}" BEFORE {verb} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


_REFUSE_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def register_functions(connection: sqlite3.Connection) -> None:
    """Give an sqlite3 connection the functions that the R-tree triggers call, backed by shapely."""

    def bound(index: int) -> Callable[[bytes | None], float | None]:
        def of(blob: bytes | None) -> float | None:
            geometry = from_gpkg(blob)
            return None if geometry is None or geometry.is_empty else geometry.bounds[index]

        return of

    def is_empty(blob: bytes | None) -> int | None:
        geometry = from_gpkg(blob)
        return None if geometry is None else int(shapely.is_empty(geometry))

    for name, index in (("ST_MinX", 0), ("ST_MinY", 1), ("ST_MaxX", 2), ("ST_MaxY", 3)):
        connection.create_function(name, 1, bound(index), deterministic=True)
    connection.create_function("ST_IsEmpty", 1, is_empty, deterministic=True)


def own_table(name: str | None) -> bool:
    """Whether a table is of our models, not of the container (for Alembic)."""
    return not (name or "").startswith(("gpkg_", "rtree_", "spatial_ref_sys", "sqlite_"))
