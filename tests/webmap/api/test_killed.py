"""The server killed under eight writers, once, on a file; ten times, on both stores:
tests/soak/test_killing.py."""

from tests.soak.killing import check, kill_under_writers

KILLS = 1


def test_a_kill_loses_nothing_that_was_acknowledged(sample_copy):
    writers = kill_under_writers(sample_copy, KILLS, seed=11)
    assert check(sample_copy, writers) >= len(writers) * (KILLS + 1)
