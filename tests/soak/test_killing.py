"""`kill -9` of the server under eight writers, ten times. Only by `make soak`."""

import pytest

from tests.soak.killing import check, kill_under_writers

pytestmark = [pytest.mark.soak, pytest.mark.timeout(900)]

KILLS = 10


def test_ten_kills_lose_nothing_that_was_acknowledged(sample_copy):
    writers = kill_under_writers(sample_copy, KILLS, seed=20260423)
    assert check(sample_copy, writers) >= len(writers) * (KILLS + 1)
