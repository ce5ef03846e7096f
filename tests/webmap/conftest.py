"""Fixtures for tests of pages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webmap.desk import Desk, desk_over


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pages are tested on a file. The same once more on PostGIS is for `make soak`, but for
    `both_stores`: what a page asks of a store is geodata's, which is tested on both, and
    `test_every_endpoint.py` asks every address on both."""
    here = Path(__file__).parent
    for item in items:
        marked = {mark.name for mark in item.iter_markers()}
        if here in item.path.parents and "postgis" in marked and "both_stores" not in marked:
            item.add_marker("soak")


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
