"""Fixtures of the doors: a road in the making to send changes of."""

from collections.abc import Callable, Iterator

import pytest

from geodata.store import Store
from tests.conftest import KINDS
from tests.geodata.officers import with_site
from tests.stores import copy_of


@pytest.fixture
def site(defined_store: Store) -> Store:
    """A site of the test's own, on each kind of store."""
    return with_site(defined_store)


@pytest.fixture(scope="module", params=KINDS)
def still_site(request: pytest.FixtureRequest, templates: Callable) -> Iterator[Store]:
    """A site that nothing is written of: for what is refused."""
    chosen = templates(request.param)
    with copy_of(chosen.stores, chosen.defined()) as made:
        yield with_site(made)
