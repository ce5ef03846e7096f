"""The tests' own PostgreSQL: one for all who ask in a run, and gone when the last of them is."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.postgres import ROOT, Cluster, shared_cluster
from tests.run import Run

pytestmark = pytest.mark.postgis
USER = """
import sys, time
from pathlib import Path
from tests.postgres import shared_cluster
from tests.run import Run
with shared_cluster(Run(Path(sys.argv[1]))) as cluster:
    print(cluster.folder, flush=True)
    time.sleep(600)
"""
END_SECONDS = 30


def user(folder):
    """Another worker of the run that uses the cluster until it is killed, and what it was given."""
    process = subprocess.Popen(
        [sys.executable, "-c", USER, folder], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with process.stdout:
        return process, Path(process.stdout.readline().strip())


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=END_SECONDS)


def postmaster(folder):
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def gone(folder):
    """Whether a cluster's folder is removed in time, which its keeper does last."""
    deadline = time.monotonic() + END_SECONDS
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not folder.exists()


def test_cluster_serves_all_and_ends_with_the_last_even_if_killed(tmp_path):
    first, folder = user(tmp_path)
    try:
        with shared_cluster(Run(tmp_path)) as cluster:
            assert cluster.folder == folder
            process = postmaster(folder)
            kill(first)
            cluster.connect("postgres").close()
    finally:
        first.kill()
    assert gone(folder)
    assert not Path(f"/proc/{process}").exists()
    second, another = user(tmp_path)
    try:
        assert another != folder
        Cluster(another).connect("postgres").close()
    finally:
        kill(second)
    assert gone(another)


def test_keeper_that_is_told_to_end_leaves_nothing(tmp_path):
    with shared_cluster(Run(tmp_path)) as cluster:
        status = Path(f"/proc/{postmaster(cluster.folder)}/status").read_text()
        keeper = int(status.split("PPid:")[1].split()[0])
        os.kill(keeper, signal.SIGTERM)
        assert gone(cluster.folder)
