"""Documents made in the background and kept on disk, so that a long one shows how far it is.

A file is named by what decides its content: the digest of the figures, how the slides stand, the
release. Several processes may ask for it at once: one makes it, the others wait and see how far
it is.
"""

import hashlib
import json
import logging
import os
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import Flask

from geodata.errors import CampaignError
from webmap.documents import making
from webmap.documents.making import Material
from webmap.release import release

log = logging.getLogger(__name__)
DEAD_AFTER = 180
"""Seconds without a sign of life after which a job is taken for dead and begun anew."""
MOST_FILES = 200

_one_at_a_time = threading.Lock()
"""A large campaign's document takes some hundred MB while it is made: no two at once."""


@dataclass(frozen=True)
class Job:
    """How far a document is: `done` of `all_` steps; `failed` says that it could not be made, and
    `why` what is to be mended, where that is known."""

    what: str = ""
    done: int = 0
    all_: int = 0
    failed: bool = False
    why: str = ""


class Shelf:
    """The folder of made documents, readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, ready: Material, ending: str) -> Path:
        """Where a document of this material is kept."""
        matter = json.dumps(
            [
                ready.frozen.digest,
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
            told = json.loads(_aside(path).read_text())
        except (OSError, ValueError):
            return None
        if time.time() - told.pop("at") > DEAD_AFTER:
            return None
        return Job(**told)

    def begin(self, app: Flask, ready: Material, ending: str, *, again: bool = False) -> Path:
        """Make a document in the background unless it is there, being made, or has failed (then
        only when asked to try `again`). Gives its path."""
        path = self.path(ready, ending)
        if path.is_file():
            return path
        job = self.progress(path)
        if job is not None and not (job.failed and again):
            return path
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _tell(path, Job())
        worker = threading.Thread(
            target=self._work, args=(app, ready, ending, path), name=f"document-{ending}",
            daemon=True,
        )  # fmt: skip
        worker.start()
        return path

    def _work(self, app: Flask, ready: Material, ending: str, path: Path) -> None:
        try:
            with _one_at_a_time, app.test_request_context("/"):
                body = making.make(
                    ready, ending, lambda what, done, all_: _tell(path, Job(what, done, all_))
                )
            self.put(path, body)
            _aside(path).unlink(missing_ok=True)
        except CampaignError as error:
            log.warning("%s could not be made: %s", path.name, error)
            _tell(path, Job(failed=True, why=str(error)))
        except Exception:
            log.exception("%s could not be made", path.name)
            _tell(path, Job(failed=True))

    def put(self, path: Path, body: bytes) -> None:
        """Keep a file whole or not at all; the oldest go when there are many."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_bytes(body)
        fresh.replace(path)
        kept = sorted(
            (p for p in self.folder.iterdir() if not p.name.startswith(".")),
            key=lambda p: p.stat().st_mtime,
        )
        for old in kept[:-MOST_FILES]:
            old.unlink(missing_ok=True)


def _template(ready: Material) -> str | None:
    """What the office's own template holds: another one makes another document."""
    own = ready.context.template
    return hashlib.sha256(own.read_bytes()).hexdigest() if own else None


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.progress")


def _tell(path: Path, job: Job) -> None:
    told = asdict(job)
    fresh = path.with_name(f".{path.name}.progress.{os.getpid()}")
    fresh.write_text(json.dumps(told | {"at": time.time()}))
    fresh.replace(_aside(path))
