"""Static files: addressed by their content, so that a browser may keep them for a year."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from werkzeug.security import safe_join

FOREVER = "public, max-age=31536000, immutable"


@lru_cache(maxsize=2048)
def _digest(path: Path, _modified_ns: int, _size: int) -> str:
    # The time and the size are the cache's key: a rebuilt file gets a new digest at once.
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def version(folder: str | None, filename: str) -> str | None:
    """The content version of a static file, or None when there is no such file."""
    # As Flask serves it: no way out of the folder by its name, though a link in it may lead away.
    joined = safe_join(folder or "", filename)
    if joined is None:
        return None
    path = Path(joined)
    try:
        state = path.stat()
        return _digest(path, state.st_mtime_ns, state.st_size)
    except OSError:
        return None


def init_app(app: Flask) -> None:
    """`url_for("static", …)` carries the version; the versioned address is cached for good.

    Addresses without a version (an import inside a module, a font of a stylesheet) are
    revalidated: they cost a 304.
    """

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values and values.get("filename"):
            found = version(app.static_folder, values["filename"])
            if found:
                values["v"] = found

    @app.after_request
    def cache_by_version(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in (200, 206, 304):
            asked = request.args.get("v")
            current = version(app.static_folder, (request.view_args or {})["filename"])
            fixed = asked is not None and asked == current
            response.headers["Cache-Control"] = FOREVER if fixed else "public, no-cache"
        return response
