"""Column types that read the same on both stores. With `store.py` and `gpkg.py`, the only place
that knows the dialect.

SQLite is a GeoPackage here, so its column types keep to the names that GDAL understands: GDAL drops
`VARCHAR(n)`, `JSON` and `BIGINT` columns without a word, and reads `FLOAT` as 32 bits.
"""

import copy
import datetime as dt
import json
import math
import struct
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import BigInteger, Date, DateTime, Dialect, Double, Numeric, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, UserDefinedType

SRID = 4326
_T = TypeVar("_T")
_Bind = Callable[[_T | None], str | bytes | None]
_Result = Callable[[Any], _T | None]
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)


def to_gpkg(geometry: BaseGeometry) -> bytes:
    """GeoPackage 1.3 binary (clause 2.1.3): header with an xy envelope, then ISO WKB, EPSG:4326."""
    wkb = shapely.to_wkb(geometry, byte_order=1, flavor="iso")
    if geometry.is_empty:
        return b"GP\x00" + bytes([0b00010001]) + struct.pack("<i", SRID) + wkb
    minx, miny, maxx, maxy = geometry.bounds
    return b"GP\x00" + bytes([0b00000011]) + struct.pack("<i4d", SRID, minx, maxx, miny, maxy) + wkb


def from_gpkg(blob: bytes | None) -> BaseGeometry | None:
    """The geometry of a GeoPackage binary, in EPSG:4326."""
    if blob is None:
        return None
    blob = bytes(blob)
    return shapely.from_wkb(blob[8 + _ENVELOPE_BYTES[(blob[3] >> 1) & 7] :])


class Geometry(UserDefinedType[BaseGeometry]):
    """A shapely geometry in EPSG:4326: a GeoPackage blob on SQLite, `geometry` on PostGIS."""

    cache_ok = True

    def __init__(self, kind: str = "GEOMETRY") -> None:
        self.kind = kind

    def get_col_spec(self, **_kw: Any) -> str:
        return f"geometry({self.kind},{SRID})"

    def bind_processor(self, dialect: Dialect) -> _Bind[BaseGeometry]:
        if dialect.name == "postgresql":
            return lambda g: (
                None
                if g is None
                else shapely.to_wkb(shapely.set_srid(g, SRID), hex=True, include_srid=True)
            )
        return lambda g: None if g is None else to_gpkg(g)

    def result_processor(self, dialect: Dialect, _coltype: object) -> _Result[BaseGeometry]:
        if dialect.name == "postgresql":
            return lambda value: None if value is None else shapely.from_wkb(value)
        return from_gpkg


@compiles(Geometry, "sqlite")
def _geometry_on_sqlite(type_: Geometry, _compiler: object, **_kw: Any) -> str:
    return type_.kind


@compiles(String, "sqlite")
def _string_on_sqlite(_type: String, _compiler: object, **_kw: Any) -> str:
    return "TEXT"


@compiles(BigInteger, "sqlite")
def _bigint_on_sqlite(_type: BigInteger, _compiler: object, **_kw: Any) -> str:
    return "INTEGER"


class month_end(FunctionElement[dt.date]):  # noqa: N801 (a function of SQL)
    """The last day of the month of a day."""

    inherit_cache = True
    type = Date()


@compiles(month_end, "sqlite")
def _month_end_on_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    return (
        f"date({compiler.process(element.clauses, **kw)}, 'start of month', '+1 month', '-1 day')"
    )


@compiles(month_end, "postgresql")
def _month_end_on_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    day = f"CAST({compiler.process(element.clauses, **kw)} AS timestamp)"
    return f"CAST(date_trunc('month', {day}) + interval '1 month' - interval '1 day' AS date)"


class _IsoInstant(UserDefinedType[dt.datetime]):
    """`2024-08-30T02:00:00.000Z` in a DATETIME column: GeoPackage allows milliseconds, no more."""

    cache_ok = True

    def get_col_spec(self, **_kw: Any) -> str:
        return "DATETIME"

    def bind_processor(self, _dialect: Dialect) -> _Bind[dt.datetime]:
        return lambda v: None if v is None else v.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"

    def result_processor(self, _dialect: Dialect, _coltype: object) -> _Result[dt.datetime]:
        return lambda v: None if v is None else dt.datetime.fromisoformat(v)


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An instant to the millisecond. Aware datetimes in, UTC out; naive ones are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> Any:
        own = _IsoInstant() if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(own)

    def process_bind_param(self, value: dt.datetime | None, _dialect: Any) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        value = value.astimezone(dt.UTC)
        return value.replace(microsecond=value.microsecond // 1000 * 1000)

    def process_result_value(self, value: dt.datetime | None, _dialect: Any) -> Any:
        return None if value is None else value.astimezone(dt.UTC)


class Quantity(TypeDecorator[Decimal]):
    """An exact decimal with three places: NUMERIC(15, 3) on PostGIS, a double on SQLite.

    Fifteen significant digits survive a double, so what comes back is the decimal that went in.
    """

    impl = Numeric(15, 3)
    cache_ok = True
    STEP = Decimal("0.001")
    LIMIT = Decimal(10) ** 12

    def load_dialect_impl(self, dialect: Any) -> Any:
        return dialect.type_descriptor(Double() if dialect.name == "sqlite" else Numeric(15, 3))

    def process_bind_param(self, value: Decimal | int | None, dialect: Any) -> Any:
        if value is None:
            return None
        exact = Decimal(value)
        if not exact.is_finite() or abs(exact) >= self.LIMIT or exact != exact.quantize(self.STEP):
            raise ValueError(f"not a quantity with at most three decimals: {value}")
        return float(exact) if dialect.name == "sqlite" else exact

    def process_result_value(self, value: Any, _dialect: Any) -> Decimal | None:
        if value is None:
            return None
        exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        return exact.quantize(self.STEP).normalize() + 0


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Any:
    """The value of a JSON text. Most rows hold one of a few short lists."""
    return json.loads(text)


class Json(TypeDecorator[Any]):
    """A JSON value: JSONB on PostGIS, TEXT (UTF-8, keys sorted) on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> Any:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else JSONB())

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return copy.copy(_parsed(value))


def finite(geometry: BaseGeometry) -> bool:
    """Whether every coordinate is a number; GEOS calls a geometry of NaN non-empty."""
    return bool(all(math.isfinite(c) for c in shapely.get_coordinates(geometry).ravel()))


__all__ = [
    "Geometry",
    "Json",
    "Quantity",
    "UtcDateTime",
    "finite",
    "from_gpkg",
    "month_end",
    "to_gpkg",
]
