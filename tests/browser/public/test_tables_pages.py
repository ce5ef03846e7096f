"""Pages of units, criteria, agencies, the campaign in the browser: no barrier, no side scroll."""

import pytest

from tests.browser.axe import serious_violations

ADDRESSES = (
    "/units",
    "/units/29905@2013",
    "/units/29905",
    "/criteria",
    "/criteria/1.1.b.2",
    "/agencies/ban-qlda@2013",
    "/campaign?lang=en",
)
SIZES = {"desk": (1366, 768), "phone": (360, 740)}


@pytest.mark.parametrize("size", SIZES)
def test_pages_have_no_serious_barrier(make_context, live_server, size):
    width, height = SIZES[size]
    page = make_context(viewport={"width": width, "height": height}).new_page()
    for address in ADDRESSES:
        page.goto(f"{live_server}{address}")
        assert serious_violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
