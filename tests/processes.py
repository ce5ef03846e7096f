"""The program itself in a process of its own, started as an operator does, on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
GUNICORN = [sys.executable, "-m", "gunicorn"]
START_SECONDS = 60
STOP_SECONDS = 20


@dataclass
class Running:
    """A server that answers."""

    address: str
    process: subprocess.Popen
    seconds_to_answer: float

    def interrupt(self) -> tuple[int, str]:
        """Press Ctrl-C in its terminal; gives the exit code and what it had printed."""
        os.killpg(self.process.pid, signal.SIGINT)
        output, _ = self.process.communicate(timeout=STOP_SECONDS)
        return self.process.returncode, output


@contextmanager
def running(command: list[str], url: str, **environment: str) -> Iterator[Running]:
    """Run a command that serves the application over a store; ends it and its children."""
    port = _free_port()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "PORT": str(port)} | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        yield Running(address, process, _wait(process, f"{address}/healthz"))
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=STOP_SECONDS)
        process.stdout.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(process: subprocess.Popen, url: str) -> float:
    """Seconds until the first 200. Raises RuntimeError with what the command printed."""
    began = time.monotonic()
    while time.monotonic() - began < START_SECONDS:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return time.monotonic() - began
        except OSError:
            if process.poll() is not None:
                raise RuntimeError(f"it ended at once:\n{process.stdout.read()}") from None
            time.sleep(0.05)
    raise RuntimeError(f"no answer from {url} in {START_SECONDS} s")
