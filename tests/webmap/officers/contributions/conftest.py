"""Who enters contributions: browsers over the sample."""

import pytest

from tests.officers import as_officer


@pytest.fixture
def ward(make_app, sample_copy):
    """A browser of Phường Sa Đéc, on each kind of store."""
    return as_officer(make_app(sample_copy.url), "ward")


@pytest.fixture
def quick(make_app, sample_file):
    """The same over a file, for what does not depend on the kind of store."""
    return as_officer(make_app(sample_file.url), "ward")
