"""Style sheets and scripts of a page joined into one answer: one request instead of twenty.

The sources stay small files by subject under static/; they are joined when asked for, so that what
is served is never older than they are and nothing has to be built. An address names the files in
their order and carries the version of their joined content, as a static file's does.
"""

import hashlib
import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, url_for
from markupsafe import Markup

SHEETS, SCRIPTS = "css", "js"
"""The two kinds; also how their files' names end, and the folder of our own files of the kind."""

MOST = 40
SEPARATOR = " "


class UnknownFile(LookupError):
    """A name that is no file of its kind under static/."""


@dataclass(frozen=True)
class Bundle:
    """The joined text and the version of its content."""

    text: str
    version: str


def bundle(kind: str, names: str) -> Bundle:
    """The files of `kind` that `names` lists, joined. Raises UnknownFile.

    A name is that of a file of our own (`public/map/legend` is css/public/map/legend.css), or
    begins with `vendor/` and is a path under static/ (`vendor/leaflet/leaflet`).
    """
    listed = names.split()
    if not 0 < len(listed) <= MOST:
        raise UnknownFile(names)
    folder = Path(current_app.static_folder or "")
    paths = [_path(folder, kind, name) for name in listed]
    # The times and sizes are the cache's key: an edited file is joined anew at once.
    states = tuple((path.stat().st_mtime_ns, path.stat().st_size) for path in paths)
    return _joined(kind, folder, tuple(paths), states)


def sheet_link(names: str) -> Markup:
    """The `<link>` of a page's style sheets, in their order; a name that comes twice counts once.

    Raises UnknownFile, so that a wrong name is seen at once.
    """
    return Markup('<link rel="stylesheet" href="{}">').format(address(SHEETS, names))


def script_tag(names: str) -> Markup:
    """The `<script>` of libraries that a page needs, run in their order before its modules."""
    return Markup('<script defer src="{}"></script>').format(address(SCRIPTS, names))


def address(kind: str, names: str) -> str:
    """The versioned address of a bundle. Raises UnknownFile."""
    unique = SEPARATOR.join(dict.fromkeys(names.split()))
    return url_for(f"bundles.{kind}", of=unique, v=bundle(kind, unique).version)


def init_app(app: Flask) -> None:
    """Let templates write the links."""
    app.jinja_env.globals.update(sheet_link=sheet_link, script_tag=script_tag)


def _path(folder: Path, kind: str, name: str) -> Path:
    if not re.fullmatch(r"[a-z0-9_-]+(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*", name):
        raise UnknownFile(name)
    path = folder / (f"{name}.{kind}" if name.startswith("vendor/") else f"{kind}/{name}.{kind}")
    if not path.is_file():
        raise UnknownFile(name)
    return path


@lru_cache(maxsize=128)
def _joined(kind: str, folder: Path, paths: tuple[Path, ...], _states: object) -> Bundle:
    parts = []
    for path in paths:
        text = path.read_text("utf-8")
        if kind == SHEETS:
            text = _moved(
                text, posixpath.join("static", path.parent.relative_to(folder).as_posix())
            )
        parts.append(text)
    # A script may end without a semicolon, and the next one begin with a bracket.
    joined = "\n".join(parts) if kind == SHEETS else "\n;\n".join(parts)
    return Bundle(joined, hashlib.sha256(joined.encode()).hexdigest()[:12])


def _moved(sheet: str, folder: str) -> str:
    """A style sheet without its comments, whose own files are found from the bundle's address."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.sub(
        r"url\(\s*([\"']?)(?!data:|#|/|[a-z]+:)([^\"')]+)\1\s*\)",
        lambda found: f'url("{posixpath.normpath(posixpath.join(folder, found[2]))}")',
        sheet,
    )
