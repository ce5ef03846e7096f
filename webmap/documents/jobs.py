"""Documents made in the background and kept on disk, so that a long one shows how far it is.

A file is named by what decides its content: the digest of the figures, how the slides stand, the
release. Several processes may ask for it at once: one makes it, the others wait and see how far
it is.
"""

import hashlib
import json
import logging
import os
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from flask import Flask
from flask_babel import gettext as _

from geodata.errors import CampaignError
from webmap.documents import making
from webmap.documents.making import Material
from webmap.http.release import release

log = logging.getLogger(__name__)
DEAD_AFTER = 180
"""Seconds without a sign of life after which a job is taken for dead and begun anew."""
SIGN_EVERY = 20
"""Seconds after which a job that waits for another gives a sign of life."""
MOST_FILES = 200
LEFT_AFTER = 86_400
"""Seconds after which what a killed process left unfinished is cleared away."""

_claiming = threading.Lock()
_one_at_a_time = threading.Lock()
"""A large campaign's document takes some hundred MB while it is made: no two at once."""


@dataclass(frozen=True)
class Job:
    """How far a document is: `done` of `all_` steps; `failed` says that it could not be made, and
    `why` (a msgid with the values in `named`) what is to be mended, where that is known."""

    what: str = ""
    done: int = 0
    all_: int = 0
    failed: bool = False
    why: str = ""
    named: Mapping[str, str] = field(default_factory=dict)


class Shelf:
    """The folder of made documents, readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, ready: Material, ending: str) -> Path:
        """Where a document of this material is kept."""
        matter = json.dumps(
            [
                ready.frozen.digest,
                ready.frozen.shown_digest,
                ready.earlier.digest if ready.earlier else None,
                ready.context.address,
                list(ready.context.plan),
                [list(map(str, item.values())) for item in ready.context.decisions],
                _template(ready),
                ending,
                release(),
            ],
            sort_keys=True,
        )
        key = hashlib.sha256(matter.encode()).hexdigest()[:24]
        return self.folder / f"{ready.frozen.code}-{key}.{ending}"

    def progress(self, path: Path) -> Job | None:
        """How far the making of a file is; None when nobody makes it."""
        try:
            told = json.loads(_progress_file(path).read_text())
        except (OSError, ValueError):
            return None
        if time.time() - told.pop("at") > DEAD_AFTER:
            return None
        return Job(**told)

    def begin(self, app: Flask, ready: Material, ending: str, *, again: bool = False) -> Path:
        """Make a document in the background unless it is there, being made, or has failed (then
        only when asked to try `again`). Gives its path."""
        path = self.path(ready, ending)
        if not self._claimed(path, again=again):
            return path
        worker = threading.Thread(
            target=self._work, args=(app, ready, ending, path), name=f"document-{ending}",
            daemon=True,
        )  # fmt: skip
        worker.start()
        return path

    def _claimed(self, path: Path, *, again: bool) -> bool:
        """Whether this caller is the one who makes a file; the others see how far it is. What is
        left of a job that is dead or has failed is cleared away first."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _claiming:
            job = self.progress(path)
            if path.is_file() or (job is not None and not (job.failed and again)):
                return False
            _progress_file(path).unlink(missing_ok=True)
            # A link is made with its content or not at all, by one process only.
            fresh = _fresh(path, _sign(Job()))
            try:
                os.link(fresh, _progress_file(path))
            except FileExistsError:
                return False
            finally:
                fresh.unlink()
            return True

    def _work(self, app: Flask, ready: Material, ending: str, path: Path) -> None:
        began = time.monotonic()
        try:
            with app.test_request_context("/"), _turn(path):
                body = making.make(
                    ready,
                    ending,
                    lambda what, done, all_: _write_progress(path, Job(what, done, all_)),
                )
            self.put(path, body)
            log.info("%s was made in %.1f s", path.name, time.monotonic() - began)
            _progress_file(path).unlink(missing_ok=True)
        except CampaignError as error:
            log.warning("%s could not be made: %s", path.name, error)
            named = {name: str(value) for name, value in error.params.items()}
            _write_progress(path, Job(failed=True, why=error.template, named=named))
        except Exception:
            log.exception("%s could not be made", path.name)
            _write_progress(path, Job(failed=True))

    def put(self, path: Path, body: bytes) -> None:
        """Keep a file whole or not at all; the oldest go when there are many."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, body)
        told = {path: _written_at(path) for path in self.folder.iterdir()}
        kept = sorted((p for p in told if not p.name.startswith(".")), key=told.__getitem__)
        long_ago = time.time() - LEFT_AFTER
        left = [p for p, at in told.items() if p.name.startswith(".") and at < long_ago]
        for old in (*kept[:-MOST_FILES], *left):
            old.unlink(missing_ok=True)


def _written_at(path: Path) -> float:
    """When a file was written; now, if another process has just moved it away."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return time.time()


def _template(ready: Material) -> str | None:
    """What the office's own template holds: another one makes another document."""
    own = ready.context.template
    return hashlib.sha256(own.read_bytes()).hexdigest() if own else None


def _progress_file(path: Path) -> Path:
    return path.with_name(f".{path.name}.progress")


def _write_progress(path: Path, job: Job) -> None:
    _write(_progress_file(path), _sign(job))


def _sign(job: Job) -> bytes:
    """A sign of life: how far a job is, and now."""
    return json.dumps(asdict(job) | {"at": time.time()}).encode()


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """This process's turn to make a document; who waits says so, and so is not taken for dead."""
    while not _one_at_a_time.acquire(timeout=SIGN_EVERY):
        _write_progress(path, Job(_("Chờ tài liệu khác xong")))
    try:
        yield
    finally:
        _one_at_a_time.release()


def _write(path: Path, body: bytes) -> None:
    """A file whole or not at all, whoever else writes it too."""
    _fresh(path, body).replace(path)


def _fresh(path: Path, body: bytes) -> Path:
    """A file beside another, of a name of its own, readable by its owner only."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(body)
    return Path(name)
