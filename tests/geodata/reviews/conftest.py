"""Fixtures of reviews: they are made of a campaign that is defined."""

import pytest

from geodata.store import Store


@pytest.fixture
def store(defined_store: Store) -> Store:
    """A store of the test's own that holds the campaign's definition, on each kind of store."""
    return defined_store
