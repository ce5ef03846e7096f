"""A project's desk: a site in the making, and its owner's browser."""

import pytest

from tests.geodata.officers import with_site
from tests.officers import as_officer


@pytest.fixture
def site(defined_store):
    return with_site(defined_store)


@pytest.fixture
def app(site, make_app):
    return make_app(site.url)


@pytest.fixture
def owner(app):
    return as_officer(app, "owner")
