"""The page of the programs' interface: from our own host, under the strict policy, readable."""

import pytest

from tests.browser.axe import serious_violations


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_is_accessible_and_fits(page, phone, language):
    for tab in (page, phone):
        tab.goto(f"/api?lang={language}")
        tab.wait_for_load_state("networkidle")
        assert serious_violations(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_link_of_the_contents_leads_to_its_operation(page):
    page.goto("/api")
    page.get_by_role("link", name="POST /api/projects/{code}/updates").click()
    assert page.url.endswith("/api#report")
    page.locator("#report").get_by_role("link", name="SiteReport").click()
    assert page.locator("#model-SiteReport").is_visible()
