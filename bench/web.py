"""How long a start and an answer take, as ratios to something measured here and now.

    make bench

Seconds differ from machine to machine; a ratio that jumps says that something became slower.
"""

import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.processes import GUNICORN, running  # noqa: E402

STARTS = 5
ANSWERS = 40


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.gpkg"
        _starts(url)
        with running(GUNICORN, url) as server:
            print(f"  serving after                   {server.seconds_to_answer:8.2f} s")
            _answers(server.address)
            server.interrupt()


def _starts(url: str) -> None:
    environment = {"DATABASE_URL": url, "PATH": "/usr/bin:/bin"}

    def run(*words: str) -> Callable[[], None]:
        return lambda: subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=environment, check=True, capture_output=True
        )

    bare = median_of(run("-c", "pass"), STARTS)
    first = median_of(run("-m", "flask", "--app", "app", "prepare"), 1)
    print("start-up")
    show("Python alone", bare, bare)
    show("import of the application", median_of(run("-c", "import app"), STARTS), bare)
    show("prepare, first time", first, bare)
    show(
        "prepare, nothing to do", median_of(run("-m", "flask", "--app", "app", "prepare"), 3), bare
    )


def _answers(address: str) -> None:
    print("answers")
    first = median_of(lambda: ask(f"{address}/"), 1)
    page = median_of(lambda: ask(f"{address}/"), ANSWERS)
    health = median_of(lambda: ask(f"{address}/healthz"), ANSWERS)
    show("healthz", health, health)
    show("the page, first time", first, health)
    show("the page, after that", page, health)
    for path in ("/layers/projects.geojson", "/layers/units.geojson", "/figures.json?by=unit"):
        tag = ask(address + path)
        full = median_of(lambda path=path: ask(address + path), ANSWERS)
        unchanged = median_of(lambda path=path, tag=tag: ask(address + path, tag), ANSWERS)
        show(f"{path}  200", full, health)
        show(f"{path}  304", unchanged, health)


def ask(url: str, tag: str | None = None) -> str | None:
    """Ask, read, and give the ETag; with a tag, only 304 will do."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    if tag:
        request.add_header("If-None-Match", tag)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()
            if tag:
                raise RuntimeError(f"{url} answered 200 to its own ETag")
            return answer.headers["ETag"]
    except urllib.error.HTTPError as error:
        error.close()
        if error.code != 304:
            raise
        return tag


def median_of(action: Callable[[], object], times: int) -> float:
    """Seconds that an action takes, the median of some times."""
    durations = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        durations.append(time.perf_counter() - began)
    return statistics.median(durations)


def show(what: str, seconds: float, unit: float) -> None:
    """A line: milliseconds, and how many times the unit."""
    print(f"  {what:<32}{1000 * seconds:9.1f} ms {seconds / unit:8.1f} ×")


if __name__ == "__main__":
    main()
