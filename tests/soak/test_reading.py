"""Many visitors for a while: every answer right, and memory level. Only by `make soak`."""

import random
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.processes import GUNICORN, running

pytestmark = [pytest.mark.soak, pytest.mark.timeout(900)]

VISITORS = 4
REQUESTS = 1_000  # of each visitor, in each of the rounds
ROUNDS = 3
GROWTH = 1.15
PATHS = [
    "/",
    "/panel?sector=transport",
    "/layers",
    "/layers/units.geojson",
    "/layers/projects.geojson",
    "/layers/projects.geojson?as_of=2024-12-31&late=true",
    "/layers/contributions.geojson?as_of=2025-06-30",
    "/layers/awards.geojson",
    "/figures.json?by=unit",
    "/figures.json?by=unit&as_of=2024-12-31&units_on=2026-01-01",
]


def _visit(address: str, seed: int, failures: list[str]) -> None:
    """A browser that remembers ETags, as real ones do."""
    choice = random.Random(seed)
    tags: dict[str, str] = {}
    for _ in range(REQUESTS):
        path = choice.choice(PATHS)
        request = urllib.request.Request(address + path, headers={"Accept-Encoding": "gzip"})
        if path in tags:
            request.add_header("If-None-Match", tags[path])
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                answer.read()
                if answer.headers["ETag"]:
                    tags[path] = answer.headers["ETag"]
        except urllib.error.HTTPError as error:
            error.close()
            if error.code != 304:
                failures.append(f"{error.code} {path}")
        except OSError as error:
            failures.append(f"{error} {path}")


def _memory_kb(parent: int) -> int:
    """Resident memory of a process and its children."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    total = 0
    for process in [str(parent), *children]:
        status = Path(f"/proc/{process}/status").read_text()
        total += int(status.split("VmRSS:")[1].split()[0])
    return total


def test_many_readers_get_right_answers_and_memory_stays_level(sample_file):
    failures: list[str] = []
    memory = []
    with running(GUNICORN, sample_file.url) as server:
        for number in range(ROUNDS):
            visitors = [
                threading.Thread(target=_visit, args=(server.address, 10 * number + each, failures))
                for each in range(VISITORS)
            ]
            for visitor in visitors:
                visitor.start()
            for visitor in visitors:
                visitor.join()
            memory.append(_memory_kb(server.process.pid))
        server.interrupt()
    assert failures == []
    # The first round fills the caches.
    assert memory[-1] < memory[0] * GROWTH, memory
