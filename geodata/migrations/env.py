"""Alembic over both stores. `Store.upgrade` hands over a connection inside a transaction."""

from alembic import context
from sqlalchemy.dialects.postgresql.base import ischema_names as postgresql_names
from sqlalchemy.dialects.sqlite.base import ischema_names as sqlite_names

from geodata import gpkg
from geodata.columns import Geometry, Json, Quantity, UtcDateTime
from geodata.models import Base

postgresql_names["geometry"] = lambda kind="GEOMETRY", _srid=None: Geometry(kind)
sqlite_names.update(GEOMETRY=Geometry, POINT=Geometry)

OWN_TYPES = (Geometry, Json, Quantity, UtcDateTime)


def _compare_type(_context, _inspected, _metadata_column, _inspected_type, metadata_type):
    """Our own types read back as the store's; leave them out of `alembic check`."""
    return False if isinstance(metadata_type, OWN_TYPES) else None


def _include_object(_item, name, kind, reflected, _compare_to) -> bool:
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
