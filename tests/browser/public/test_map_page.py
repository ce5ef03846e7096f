"""The map page as a whole: it loads alone, in both sizes and languages, for everybody."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import serious_violations
from tests.browser.map_page import OLD_DAY, listed, on_map, open_map

SIZES = {
    "desk": {"viewport": {"width": 1366, "height": 768}},
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
}


@pytest.fixture(params=SIZES)
def sized(request, make_context):
    return make_context(**SIZES[request.param]).new_page()


def barriers(page):
    """Serious ones, but for symbols that lie close together: WCAG 2.2, 2.5.8 excepts pins on a
    map, whose place is essential; the list has every project as a target of its own."""
    return [
        line
        for line in serious_violations(page)
        if not (line.startswith("target-size") and "data-code" in line)
    ]


@pytest.mark.parametrize("query", ["", f"?as_of={OLD_DAY}&choropleth=land", "?q=khong-co-gi"])
def test_page_loads_without_complaint(sized, query):
    """The watch fails the test on a foreign request, a policy violation, a console error."""
    open_map(sized, query)
    assert sized.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_page_has_no_serious_barrier(sized, language):
    open_map(sized, f"?lang={language}&choropleth=land")
    assert barriers(sized) == []


def test_sheet_and_popup_have_no_serious_barrier(phone):
    open_map(phone, "?selected=RACH-NGA-AM")
    expect(phone.locator(".leaflet-popup")).to_be_visible()
    assert barriers(phone) == []
    phone.locator("#sheet-up").click()
    phone.locator("#sheet-up").click()
    expect(phone.locator("#panel")).to_have_attribute("data-sheet", "full")
    phone.wait_for_timeout(300)
    assert barriers(phone) == []


def test_dark_scheme_has_no_serious_barrier_and_is_remembered(page):
    open_map(page)
    page.locator("#scheme").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    assert barriers(page) == []


def test_page_without_javascript_lists_and_filters(make_context):
    page = make_context(java_script_enabled=False).new_page()
    page.goto("/?as_of=2024-12-31")
    everything = listed(page)
    assert len(everything) > 40
    expect(page.get_by_text("Bản đồ cần JavaScript")).to_be_visible()
    page.locator("#f-sector").select_option("education")
    page.get_by_role("button", name="Lọc").click()
    assert "sector=education" in page.url
    assert 0 < len(listed(page)) < len(everything)


def test_day_typed_without_javascript_is_understood(make_context):
    page = make_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.locator("#f-date").fill("30/6/2025")
    page.get_by_role("button", name="Lọc").click()
    assert "as_of=2025-06-30" in page.url
    expect(page.locator("#region-count")).to_contain_text("30/06/2025")


def test_list_and_map_show_the_same_projects(page):
    open_map(page)
    placed = page.locator("#region-list .project:not([data-unplaced])")
    assert on_map(page) == {row.get_attribute("data-code") for row in placed.all()}
    assert page.locator("#region-list .project[data-unplaced]").count() > 0


def test_failed_data_offers_to_try_again(page, watch):
    watch.expect("503")
    watch.expect("Failed to load resource")
    watch.expect("uncaught")
    page.route("**/layers/projects.geojson*", lambda route: route.fulfill(status=503, body="{}"))
    page.goto("/")
    expect(page.get_by_text("Không tải được dữ liệu.")).to_be_visible()
    page.unroute("**/layers/projects.geojson*")
    page.get_by_role("button", name="Thử lại").click()
    expect(page.locator(".mark-project").first).to_be_visible()
    expect(page.get_by_text("Không tải được dữ liệu.")).to_have_count(0)


def test_lost_network_is_told_and_its_return_mends_it(page, context):
    open_map(page)
    context.set_offline(True)
    expect(page.get_by_text("Mất kết nối mạng")).to_be_visible()
    assert on_map(page)
    context.set_offline(False)
    expect(page.get_by_text("Mất kết nối mạng")).to_have_count(0)


def test_first_visit_is_light(page):
    """Compressed bytes of everything that a first visit loads."""
    sizes = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()))
    open_map(page)
    page.wait_for_load_state("networkidle")
    total = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    assert total < 500_000
    assert len(sizes) < 60
