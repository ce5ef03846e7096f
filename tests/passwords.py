"""Passwords of tests: hashed by argon2id as real ones are, at its least cost."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from argon2 import PasswordHasher


@contextmanager
def hashed_quickly() -> Iterator[None]:
    """Hash at the least cost; what real passwords cost: test_passwords.py."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geodata.accounts.passwords._HASHER", quick)
        patch.setattr("geodata.accounts.passwords._DUMMY", quick.hash("of nobody"))
        yield
