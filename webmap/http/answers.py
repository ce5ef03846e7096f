"""JSON answers: bytes, validators, caching. An unchanged answer is known before any row is read."""

import hashlib
import json
from decimal import Decimal

from flask import Response, request

from webmap.http.compression import ENCODINGS
from webmap.http.release import release

JSON = "application/json"
GEOJSON = "application/geo+json"
REVALIDATE = "public, no-cache"


def plain(value: object) -> object:
    """What JSON has no type for: Decimal as a number, dates and instants in ISO 8601."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")


def encode(data: object) -> bytes:
    """Compact UTF-8 JSON; no NaN, which JSON lacks. Bytes (XML, a picture) stay."""
    if isinstance(data, bytes):
        return data
    text = json.dumps(
        data, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=plain
    )
    return text.encode()


def tag(*parts: object) -> str:
    """A strong validator from what decides the bytes: moment, parameters, address, release."""
    material = repr((request.path, parts, release()))
    return hashlib.sha256(material.encode("utf-8", "replace")).hexdigest()[:32]


def unchanged(validator: str) -> Response | None:
    """A 304 when the client already holds these bytes in any encoding, else None.

    Each encoding has its own tag (`tag`, `tag:br`, `tag:gzip`); the 304 names the one held.
    `If-None-Match: *` is judged later, when the answer is known to exist.
    """
    held = request.if_none_match
    for candidate in (validator, *(f"{validator}:{encoding}" for encoding in ENCODINGS)):
        if candidate in held.as_set(include_weak=True):
            response = Response(status=304)
            response.set_etag(candidate)
            response.headers["Cache-Control"] = REVALIDATE
            return response
    return None


def answer(body: bytes, validator: str, mimetype: str = JSON) -> Response:
    """200 with the bytes and their validator; `If-None-Match: *` gives 304."""
    response = Response(body, mimetype=mimetype)
    response.set_etag(validator)
    response.headers["Cache-Control"] = REVALIDATE
    return response.make_conditional(request)
