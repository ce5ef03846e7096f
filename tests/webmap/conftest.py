"""Fixtures for tests of pages."""

import pytest
from flask import Flask
from flask.testing import FlaskClient


@pytest.fixture(scope="module")
def file_client(sqlite_app: Flask) -> FlaskClient:
    """A visitor of the sample in a file, for what does not depend on the kind of store."""
    return sqlite_app.test_client()
