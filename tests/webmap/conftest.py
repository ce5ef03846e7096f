"""Fixtures for tests of pages."""

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from tests.application import application
from tests.stores import copy_of


@pytest.fixture(scope="module")
def file_client(templates: Callable) -> Iterator[FlaskClient]:
    """A visitor of the sample in a file, for what does not depend on the kind of store."""
    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as store, application(store.url) as app:
        yield app.test_client()
