"""2,000 projects, 20,000 contributions: pages as ratios to the same server's /healthz, files of a
frozen review as ratios to freezing it.

    make bench

Each page should answer in under 300 ms at the median once its day has been asked for; all five
files should take under 60 s, and no process over 1 GB.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from web import ANSWERS, ask, median_of, show  # noqa: E402

from tests.processes import GUNICORN, running  # noqa: E402

PAGES = (
    "/",
    "/panel?sector=transport",
    "/projects",
    "/projects?late=true&page=3",
    "/contributions",
    "/contributions?kind=land&unit=29905@2025",
    "/awards",
    "/units",
    "/units/29905@2025",
    "/criteria",
    "/agencies/ban-qlda@2013",
    "/search?q=so+120",
    "/projects/THU-00012",
    "/figures.json?by=unit",
    "/layers/projects.geojson",
)
LIMIT_MS = 300
FORMATS = ("pdf", "pptx", "docx", "xlsx", "html")
FILES_S, FILES_MB = 60, 1024


def main() -> None:
    """Generate, measure, and say which page is over the limit."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/large.gpkg"
        environment = {"DATABASE_URL": url, "SAMPLE": "0", "PATH": "/usr/bin:/bin"}
        for words in (["prepare"], ["campaign", "generate"]):
            subprocess.run(
                [sys.executable, "-m", "flask", "--app", "app", *words],
                cwd=ROOT,
                env=environment,
                check=True,
                capture_output=True,
            )
        with running(GUNICORN, url) as server:
            _pages(server.address)
            server.interrupt()
        _files(folder, environment)


def _pages(address: str) -> None:
    print("2,000 projects, 20,000 contributions")
    health = median_of(lambda: ask(f"{address}/healthz"), ANSWERS)
    show("healthz", health, health)
    for path in PAGES:
        first = median_of(lambda path=path: ask(address + path), 1)
        again = median_of(lambda path=path: ask(address + path), 11)
        show(path, again, health)
        print(f"{'':34}{1000 * first:9.1f} ms the first time")
        if 1000 * again > LIMIT_MS:
            print(f"    over {LIMIT_MS} ms")


def _files(folder: str, environment: dict[str, str]) -> None:
    """Freeze a review and make each of its files by a process of its own."""
    print("files of a frozen review")
    words = ["review", "freeze", "--name", "Lớn", "--kind", "annual", "--as-of", "2025-11-30"]
    freezing, _peak, said = _timed(words, environment)
    show("freezing", freezing, freezing)
    whole = 0.0
    for ending in FORMATS:
        code = said.split("\t")[0]
        words = ["review", "export", code, "--format", ending, "--out", folder]
        seconds, peak, _said = _timed(words, environment)
        whole += seconds
        show(f"{ending} ({peak:.0f} MB)", seconds, freezing)
        if peak > FILES_MB:
            print(f"    over {FILES_MB} MB")
    print(f"{'all five':34}{whole:9.1f} s")
    if whole > FILES_S:
        print(f"    over {FILES_S} s")


def _timed(words: list[str], environment: dict[str, str]) -> tuple[float, float, str]:
    """Seconds, the peak memory in MB of the largest process, and what a command printed."""
    before = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", *words],
            cwd=ROOT, env=environment, stdout=said, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _pid, status, used = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"{' '.join(words)} failed")
        said.seek(0)
        return time.perf_counter() - before, used.ru_maxrss / 1024, said.read()


if __name__ == "__main__":
    main()
