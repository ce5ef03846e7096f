"""Time on the map: slider, field, play, the two generations of units."""

from playwright.sync_api import expect

from tests.browser.map_page import listed, open_map, settled, state, wait_for_state


def units_drawn(page) -> str:
    return page.locator("#map_campaign").get_attribute("data-units")


def test_slider_goes_from_nine_units_to_two(page):
    open_map(page, "?as_of=2025-06-30")
    assert units_drawn(page) == "9"
    expect(page.get_by_text("Phường 1", exact=True).first).to_be_attached()
    page.locator("#slider").focus()
    page.keyboard.press("ArrowRight")
    wait_for_state(page, "as_of", "2025-07-31")
    assert units_drawn(page) == "2"
    options = page.locator("#f-unit option").all_text_contents()
    assert options == ["Tất cả", "Phường Sa Đéc", "Xã Tân Dương"]


def test_slider_keys_go_by_month_and_year(page):
    open_map(page, "?as_of=2024-12-31")
    page.locator("#slider").focus()
    for key, day in (
        ("ArrowLeft", "2024-11-30"),
        ("PageUp", "2025-11-30"),
        ("PageDown", "2024-11-30"),
        ("Home", "2023-01-01"),
        ("End", "2030-12-31"),
    ):
        page.keyboard.press(key)
        wait_for_state(page, "as_of", day)
    expect(page.locator("#slider")).to_have_attribute("aria-valuetext", "31/12/2030")


def test_day_is_typed_and_nonsense_is_refused(page):
    open_map(page)
    page.locator("#f-date").fill("31/12/2024")
    page.keyboard.press("Enter")
    wait_for_state(page, "as_of", "2024-12-31")
    expect(page.locator("#region-count")).to_contain_text("31/12/2024")
    page.locator("#f-date").fill("31/02/2024")
    page.keyboard.press("Enter")
    expect(page.locator("#date-error")).to_be_visible()
    assert state(page)["as_of"] == "2024-12-31"
    page.locator("#today").click()
    wait_for_state(page, "as_of", None)
    expect(page.locator("#f-date")).to_have_value("23/11/2026")


def test_after_today_the_page_says_plan(page):
    open_map(page)
    expect(page.locator(".plan-banner")).to_have_count(0)
    page.locator("#f-date").fill("30/06/2028")
    page.keyboard.press("Enter")
    expect(page.locator(".plan-banner")).to_contain_text("theo kế hoạch")
    band = page.locator("#map-area .plan-band")
    expect(band).to_contain_text("THEO KẾ HOẠCH")
    expect(page.locator(".mark circle.planned").first).to_be_attached()
    page.emulate_media(media="print")
    expect(band).to_be_visible()


def test_generation_is_chosen_whatever_the_day(page):
    open_map(page)
    assert units_drawn(page) == "2"
    page.get_by_label("9 đơn vị").check()
    wait_for_state(page, "units_on", "2025-06-30")
    assert units_drawn(page) == "9"
    assert page.locator(".other-unit").count() > 0
    page.get_by_label("Theo ngày").check()
    wait_for_state(page, "units_on", None)
    assert units_drawn(page) == "2"


def test_totals_do_not_depend_on_the_generation(page):
    open_map(page, "?choropleth=value")
    two = page.locator(".kinds tfoot").inner_text()
    page.get_by_label("9 đơn vị").check()
    wait_for_state(page, "units_on", "2025-06-30")
    assert page.locator(".kinds tfoot").inner_text() == two
    assert page.locator("#region-figures [data-unit]").count() >= 9


def test_play_goes_on_by_month_and_stops(page):
    open_map(page, "?as_of=2024-01-31")
    before = len(listed(page))
    page.locator("#play").click()
    page.wait_for_url("**as_of=2024-03-31*")
    page.locator("#play").click()
    expect(page.locator("#play")).to_have_attribute("aria-pressed", "false")
    settled(page)
    day = state(page)["as_of"]
    page.wait_for_timeout(1500)
    assert state(page)["as_of"] == day
    assert len(listed(page)) >= before
