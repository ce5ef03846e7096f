"""JSON answers: their bytes, sent with a validator (webmap/http/etag.py)."""

import json
from decimal import Decimal

from flask import Response, request

from geodata.spelling.told import tellable_bytes
from webmap.http.etag import REVALIDATE

JSON = "application/json"
GEOJSON = "application/geo+json"


def plain(value: object) -> object:
    """What JSON has no type for: Decimal as a number, dates and instants in ISO 8601."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")


def encode(data: object) -> bytes:
    """Compact UTF-8 JSON; no NaN, which JSON lacks, no noncharacter. Bytes (XML, a picture)
    stay."""
    if isinstance(data, bytes):
        return data
    text = json.dumps(
        data, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=plain
    )
    return tellable_bytes(text.encode())


def answer(body: bytes, validator: str, mimetype: str = JSON) -> Response:
    """200 with the bytes and their validator; `If-None-Match: *` gives 304."""
    response = Response(body, mimetype=mimetype)
    response.set_etag(validator)
    response.headers["Cache-Control"] = REVALIDATE
    response.make_conditional(request)
    return response
