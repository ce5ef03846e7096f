"""Pages over 2,000 projects and 20,000 contributions, as ratios to the same server's /healthz.

    make bench

Each page should answer in under 300 ms at the median once its day has been asked for.
"""

import subprocess
import sys
import tempfile
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


if __name__ == "__main__":
    main()
