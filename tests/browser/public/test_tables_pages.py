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


def test_a_card_on_the_phone_tells_the_overlap_and_no_heading_lies_over_a_value(phone):
    phone.goto("/units?as_of=2026-11-23")
    told = phone.locator("tfoot tr.overlap td").filter(visible=True)
    assert [cell.inner_text().strip() for cell in told.all()] == ["-2", "-1"]
    # A heading is drawn by the style sheet, in at most 45 % of the card: there it has to break.
    breaks = phone.locator("td.c-total_investment").first.evaluate(
        "cell => getComputedStyle(cell, '::before').whiteSpace"
    )
    assert breaks == "normal"


@pytest.mark.parametrize("address", ["/contributions", "/projects", "/awards", "/units"])
def test_lists_fit_the_phone(phone, address):
    phone.goto(address)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
