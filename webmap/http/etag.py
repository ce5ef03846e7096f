"""The ETag of an answer: made of what decides its bytes, and the 304 for who holds them."""

import hashlib

from flask import Response, request

from webmap.http.compression import ENCODINGS
from webmap.http.release import release

REVALIDATE = "public, no-cache"


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
