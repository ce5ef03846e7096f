"""All five files of a large campaign's review: in under a minute, no process over 1 GB."""

import os
import subprocess
import sys
import time

import pytest

from webmap.config import PROJECT_ROOT

pytestmark = [pytest.mark.soak, pytest.mark.timeout(900)]
SECONDS, MEGABYTES = 60, 1024


def flask(folder, environment, *words):
    """Seconds, the peak memory in MB of the largest process of a command, and what it printed."""
    began = time.perf_counter()
    with (folder / "said").open("w+") as said, (folder / "errors").open("w+") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", *words],
            cwd=PROJECT_ROOT, env=environment, stdout=said, stderr=errors,
        )  # fmt: skip
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = status
        seconds = time.perf_counter() - began
        told = [file.read() for file in (said, errors) if not file.seek(0)]
    assert status == 0, told
    return seconds, used.ru_maxrss / 1024, *told


def test_files_of_two_thousand_projects(tmp_path):
    environment = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/large.gpkg", "SAMPLE": "0", "PATH": "/usr/bin:/bin"
    }  # fmt: skip
    for words in (["prepare"], ["campaign", "generate"]):
        flask(tmp_path, environment, *words)
    about = ["--name", "Lớn", "--kind", "annual", "--as-of", "2025-11-30"]
    said = flask(tmp_path, environment, "review", "freeze", *about)[2]
    code = said.split("\t")[0]
    words = ["review", "export", code, "--format", "all", "--out", str(tmp_path / "out")]
    seconds, peak, said, progress = flask(tmp_path, environment, *words)
    assert len(said.splitlines()) == 5
    assert "Dàn trang" in progress
    assert seconds < SECONDS
    assert peak < MEGABYTES
