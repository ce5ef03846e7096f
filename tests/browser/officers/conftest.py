"""Who works in the browser: a ward officer's tabs, in both sizes."""

import pytest

from tests.browser.officers.ward_steps import SIZES


@pytest.fixture
def ward(office):
    return office.hire("phuong.thu", "ward")


@pytest.fixture(params=SIZES)
def sized(request, make_context, office, ward):
    """A tab of the ward officer, in both sizes."""
    return office.open(make_context(office.address, **SIZES[request.param]), ward)


@pytest.fixture
def phone_tab(make_context, office, ward):
    """A tab of the ward officer on the phone."""
    return office.open(make_context(office.address, **SIZES["phone"]), ward)
