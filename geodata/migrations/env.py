"""Alembic over both stores. `Store.upgrade` hands over a connection inside a transaction."""

from alembic import context
from sqlalchemy.dialects.postgresql.base import ischema_names as postgresql_names
from sqlalchemy.dialects.sqlite.base import ischema_names as sqlite_names

from geodata import gpkg
from geodata.columns import Geometry, Json, Quantity, UtcDateTime
from geodata.models import Base


class _ReadBack(Geometry):
    """As PostGIS tells of a column: with its reference system too."""

    def __init__(self, kind: str = "GEOMETRY", _srid: object = None) -> None:
        super().__init__(kind)


postgresql_names["geometry"] = _ReadBack
sqlite_names.update(GEOMETRY=Geometry, POINT=Geometry)

OWN_TYPES = (Geometry, Json, Quantity, UtcDateTime)


def _compare_type(
    _context: object,
    _inspected: object,
    _metadata_column: object,
    _inspected_type: object,
    metadata_type: object,
) -> bool | None:
    """Our own types read back as the store's; leave them out of `alembic check`."""
    return False if isinstance(metadata_type, OWN_TYPES) else None


def _include_object(
    _item: object, name: str | None, kind: str, reflected: bool, _compare_to: object
) -> bool:
    """Spatial indexes are made by `gpkg.spatial_table`, not by the models."""
    return not (kind == "index" and reflected and _spatial(name))


def _spatial(name: str | None) -> bool:
    return (name or "").endswith(("_place", "_outline", "_seen_at", "photos_position"))


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
    include_name=lambda name, kind, _parents: kind != "table" or gpkg.own_table(name),
    include_object=_include_object,
    compare_type=_compare_type,
)
context.run_migrations()
