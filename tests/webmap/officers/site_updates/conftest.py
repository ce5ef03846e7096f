"""Who updates a site: an application and browsers over the sample."""

import pytest

from tests.officers import as_officer


@pytest.fixture
def over(make_app, sample_copy):
    """An application over a sample of the test's own, on each kind of store."""
    return make_app(sample_copy.url)


@pytest.fixture
def ward(over):
    """A browser of Phường Sa Đéc."""
    return as_officer(over, "ward")


@pytest.fixture
def quick(make_app, sample_file):
    """A browser of Phường Sa Đéc over a file, for what does not depend on the kind of store."""
    return as_officer(make_app(sample_file.url), "ward")
