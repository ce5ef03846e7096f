"""Which software this is: the version people know, and a digest of the code that made the bytes."""

import hashlib
from functools import cache

from webmap.config import PROJECT_ROOT

VERSION = "0.1.0"
ROOMS = ("geodata", "layers", "webmap")
SUFFIXES = frozenset({".py", ".html", ".po"})


@cache
def release() -> str:
    """`version+digest`. Part of every ETag: other code may give other bytes for the same rows."""
    digest = hashlib.sha256()
    for room in ROOMS:
        for path in sorted((PROJECT_ROOT / room).rglob("*")):
            if path.suffix in SUFFIXES:
                digest.update(path.relative_to(PROJECT_ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    return f"{VERSION}+{digest.hexdigest()[:10]}"
