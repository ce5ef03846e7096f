"""Who prepares a review: fixtures for the tests of the reviews' pages."""

import pytest


@pytest.fixture(scope="module")
def secretary(desk):
    return desk.officer("secretariat")


@pytest.fixture(scope="module")
def ward(desk):
    return desk.officer("ward")
