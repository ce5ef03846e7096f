"""Fixtures for tests of pages."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webmap.desk import Desk, desk_over


@pytest.fixture(scope="module")
def file_client(sqlite_app: Flask) -> FlaskClient:
    """A visitor of the sample in a file, for what does not depend on the kind of store."""
    return sqlite_app.test_client()


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)]
)
def desk(request: pytest.FixtureRequest, templates: Callable) -> Iterator[Desk]:
    """Officers over a copy of the sample, for the tests of a module that write; on each store."""
    chosen = templates(request.param)
    with desk_over(chosen.stores, chosen.sample()) as made:
        yield made
