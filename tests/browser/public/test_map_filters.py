"""Filters, the address as the state, the back button, shared links."""

import re

from playwright.sync_api import expect

from tests.browser.map_page import listed, on_map, open_map, settled, state, wait_for_state


def test_filter_narrows_list_map_and_figures(page):
    open_map(page)
    everything = len(listed(page))
    page.locator("#f-sector").select_option("education")
    wait_for_state(page, "sector", "education")
    few = listed(page)
    assert 0 < len(few) < everything
    assert on_map(page) <= set(few)
    expect(page.locator("#region-count b").first).to_have_text(f"{len(few)} dự án")
    expect(page.locator("#announce")).to_contain_text(f"{len(few)} dự án")


def counts_of_statuses(page):
    """The count of each row of the statuses, in their order."""
    rows = page.locator(".status-list li").all_inner_texts()
    return [int(re.search(r"\d+", row)[0]) for row in rows]


def test_statuses_keep_their_counts_so_that_one_can_add_some(page):
    open_map(page)
    counts = counts_of_statuses(page)
    page.locator("#f-status-completion").check()
    wait_for_state(page, "status", "completion")
    assert len(counts) == 8  # seven statuses, and what is late
    assert counts_of_statuses(page)[:7] == counts[:7]
    page.locator("#f-status-maintenance").check()
    wait_for_state(page, "status", "completion,maintenance")
    assert len(listed(page)) == counts[3] + counts[4]


def test_search_takes_letters_without_marks_and_keeps_the_focus(page):
    open_map(page)
    page.locator("#f-q").focus()
    page.keyboard.type("rach nga am")
    wait_for_state(page, "q", "rach nga am")
    assert listed(page) == ["RACH-NGA-AM"]
    assert page.evaluate("document.activeElement.id") == "f-q"


def test_focus_stays_on_the_filter_that_was_changed(page):
    open_map(page)
    page.locator("#f-late").focus()
    page.keyboard.press("Space")
    wait_for_state(page, "late", "true")
    assert page.evaluate("document.activeElement.id") == "f-late"


def test_back_button_goes_through_the_states(page):
    open_map(page)
    everything = listed(page)
    page.locator("#f-late").check()
    wait_for_state(page, "late", "true")
    late = listed(page)
    page.locator("#f-date").fill("31/12/2024")
    page.keyboard.press("Enter")
    wait_for_state(page, "as_of", "2024-12-31")
    page.go_back()
    wait_for_state(page, "as_of", None)
    expect(page.locator("#f-date")).to_have_value("23/11/2026")
    assert listed(page) == late
    page.go_back()
    wait_for_state(page, "late", None)
    expect(page.locator("#f-late")).not_to_be_checked()
    assert listed(page) == everything


def test_shared_link_restores_everything(page, make_context):
    open_map(page, "?as_of=2024-12-31&sector=transport&choropleth=land&units_on=2026-01-01")
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_url(re.compile("map="))
    page.locator(".leaflet-control-layers").hover()
    page.get_by_label("Đóng góp của Nhân dân").uncheck()
    wait_for_state(page, "layers", "contributions")
    other = make_context().new_page()
    open_map(other, "?" + page.url.split("?", 1)[1])
    assert state(other) == state(page)
    assert listed(other) == listed(page)
    assert other.locator(".mark-given").count() == 0
    expect(other.locator("#f-choropleth")).to_have_value("land")
    expect(other.locator("#map_campaign")).to_have_attribute("data-units", "2")
    view = "(({map}) => [map.getZoom(), map.getCenter().lat.toFixed(4)])(window.campaignMap)"
    assert other.evaluate(view) == page.evaluate(view)


def test_chip_and_empty_state_take_filters_off(page):
    open_map(page, "?q=khong-co-gi&late=true")
    expect(page.get_by_text("Không có dự án nào khớp.")).to_be_visible()
    page.locator("#region-list").get_by_role("link", name="Xóa bộ lọc").click()
    wait_for_state(page, "q", None)
    assert "late" not in state(page)
    assert len(listed(page)) > 40
    expect(page.locator("#f-q")).to_have_value("")


def test_language_link_keeps_the_state(page):
    open_map(page, "?as_of=2024-12-31")
    page.locator("#f-late").check()
    wait_for_state(page, "late", "true")
    page.locator("a[data-lang=en]").click()
    page.wait_for_selector("html[lang=en]")
    settled(page)
    assert state(page)["late"] == "true"
    assert state(page)["as_of"] == "2024-12-31"


def test_unknown_value_in_the_address_is_a_400_that_says_so(page, watch):
    watch.expect("400")
    answer = page.goto("/?sector=nowhere")
    assert answer.status == 400
