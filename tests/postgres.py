"""A PostgreSQL with PostGIS of the tests' own: made in a temporary folder, gone at the end.

It needs Debian's programs, not a running service. It listens on a Unix socket in its folder only.
The workers of a run share one. A process of its own keeps it (this file, run as a program) and ends
it when the last of them has ended, even if they are killed; it dies with that process.
"""

import ctypes
import fcntl
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg2

from tests.run import Run, locked

ROOT = Path(__file__).parent.parent
INSTALL = "apt-get install --no-install-recommends postgresql postgresql-postgis"
# Nothing here has to survive a crash, so nothing waits for the disk.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "autovacuum": "off",
    "jit": "off",
    "shared_buffers": "64MB",
    "max_connections": "120",
    "log_min_messages": "warning",
}
MEMORY, MEMORY_BYTES = Path("/dev/shm"), 2 * 2**30
"""Files in memory, where there are, and how much has to be free: every test copies a database, some
350 files, which takes 0.02 s there and 0.5 s on a disk."""
START_SECONDS = 30
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


class ClusterFailed(Exception):
    """PostgreSQL is not installed, or did not start; the message says what to do."""


class Cluster:
    """A running PostgreSQL; makes and drops databases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count(1)

    def url(self, name: str) -> str:
        """The address of a database, as DATABASE_URL takes it."""
        return f"postgresql+psycopg2://postgres@/{name}?host={self.folder}"

    def create(self, template: str = "template0") -> str:
        """A new database, a copy of another one to which nobody is connected. Gives its name."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected."""
        self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        connection = self.connect("postgres")
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()

    def connect(self, name: str) -> "psycopg2.extensions.connection":
        """A plain connection to a database of this cluster."""
        return psycopg2.connect(host=str(self.folder), user="postgres", dbname=name)


@contextmanager
def shared_cluster(run: Run) -> Iterator[Cluster]:
    """The cluster of a run, started by the first who asks. Raises ClusterFailed."""
    users, address = run.folder / "postgres.users", run.folder / "postgres"
    with ExitStack() as using:
        with locked(run.folder / "postgres.lock"):
            # Waits for a keeper that is ending a cluster nobody was using any more.
            using.enter_context(locked(users, together=True))
            if not address.exists():
                _start_keeper(users, address)
        yield Cluster(Path(address.read_text()))


def _start_keeper(users: Path, address: Path) -> None:
    """Returns when the cluster runs. Raises ClusterFailed."""
    started = subprocess.run(
        [sys.executable, "-m", "tests.postgres", users, address],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        start_new_session=True,  # Ctrl-C is ours to handle
    )
    if not address.exists():
        raise ClusterFailed(started.stdout.strip())


def keep(users: Path, address: Path) -> None:
    """Run a cluster, write where it is to `address`, end it when nobody holds `users`."""
    with users.open("a") as file, running_cluster() as cluster:
        address.write_text(str(cluster.folder))
        _hang_up()
        fcntl.flock(file, fcntl.LOCK_EX)
        address.unlink()


def _hang_up() -> None:
    """Who started us reads to the end of what we say: say no more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


def in_memory() -> Path | None:
    """Where what need not survive is made: in memory if there is room, else with other temporary
    files (None)."""
    try:
        roomy = shutil.disk_usage(MEMORY).free >= MEMORY_BYTES
    except OSError:
        return None
    return MEMORY if roomy and os.access(MEMORY, os.W_OK) else None


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Make, start and finally remove a cluster. Raises ClusterFailed."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="campaign-map-pg-", dir=in_memory()))
    process = None
    try:
        _initialise(programs, folder)
        with (folder / "server.log").open("wb") as log:
            process = _start(programs, folder, log)
        cluster = Cluster(folder)
        _wait(cluster, process, folder / "server.log")
        yield cluster
    finally:
        if process is not None:
            process.send_signal(signal.SIGQUIT)
            process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of initdb and postgres of the newest release that has PostGIS."""
    found = []
    for programs in Path("/usr/lib/postgresql").glob("*/bin"):
        release = programs.parent.name
        control = Path("/usr/share/postgresql") / release / "extension" / "postgis.control"
        if (programs / "initdb").exists() and control.exists():
            found.append((float(release), programs))
    if not found:
        raise ClusterFailed(f"PostgreSQL with PostGIS is not installed. Install it: {INSTALL}")
    return max(found)[1]


def _as_whom() -> dict:
    """PostgreSQL refuses to run as root: root runs it as the user postgres."""
    if os.getuid() != 0:
        return {}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        raise ClusterFailed(f"There is no user postgres. Install PostgreSQL: {INSTALL}") from None
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _initialise(programs: Path, folder: Path) -> None:
    whom = _as_whom()
    if whom:
        os.chown(folder, whom["user"], whom["group"])
    done = subprocess.run(
        [
            programs / "initdb", "--pgdata", folder / "data", "--username=postgres",
            "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        ],
        capture_output=True, text=True, cwd=folder, check=False, **whom,
    )  # fmt: skip
    if done.returncode != 0:
        raise ClusterFailed(f"initdb failed:\n{done.stdout}{done.stderr}")


def _start(programs: Path, folder: Path, log: object) -> subprocess.Popen:
    command = [programs / "postgres", "-D", folder / "data", "-k", folder]
    for name, value in OPTIONS.items():
        command += ["-c", f"{name}={value}"]
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        cwd=folder,
        preexec_fn=_die_with_parent,
        start_new_session=True,  # Ctrl-C is ours to handle
        **_as_whom(),
    )


def _die_with_parent() -> None:
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _wait(cluster: Cluster, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            cluster.connect("postgres").close()
            return
        except psycopg2.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise ClusterFailed(
                    f"PostgreSQL did not start: {error}\n{log.read_text()}"
                ) from None
            time.sleep(0.05)


if __name__ == "__main__":
    if os.fork() == 0:  # the parent ends at once, so that nobody has to wait for the keeper
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # told to end, it tidies up
        try:
            keep(Path(sys.argv[1]), Path(sys.argv[2]))
        except ClusterFailed as error:
            sys.exit(str(error))
