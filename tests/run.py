"""One run of the tests: what its workers share is made once, by the first of them that asks.

Workers agree by locks on files (flock), which are given back however a process ends.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(path: Path, *, together: bool = False) -> Iterator[None]:
    """Hold the lock of a file, alone or together with others who say so; waits for it."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH if together else fcntl.LOCK_EX)
        yield


class Run:
    """The folder of a run, the same one for each of its workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def once(self, name: str, make: Callable[[], str]) -> str:
        """What `make` gave to the first who asked. If that one failed, the next one tries."""
        kept = self.folder / name
        with locked(self.folder / f"{name}.lock"):
            if not kept.exists():
                fresh = self.folder / f"{name}.new"
                fresh.write_text(make())
                fresh.replace(kept)
            return kept.read_text()
