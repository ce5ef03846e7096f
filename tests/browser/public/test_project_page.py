"""A project's page in the browser: its map, the pictures' slider, the curves; at both sizes."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import serious_violations
from tests.browser.map_page import READY

RNA = "/projects/RACH-NGA-AM"
SIZES = {
    "desk": {"viewport": {"width": 1366, "height": 768}},
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
}


@pytest.fixture(params=SIZES)
def sized(request, make_context):
    return make_context(**SIZES[request.param]).new_page()


def opened(page, address=RNA):
    page.goto(address)
    page.wait_for_selector(READY, state="attached")
    return page


@pytest.mark.parametrize("language", ["vi", "en"])
def test_page_stands_in_its_width_without_barriers(sized, language):
    opened(sized, f"{RNA}?lang={language}&since=2024-01-01")
    assert sized.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert serious_violations(sized) == []


def test_map_shows_this_project_and_its_contributions_only(sized):
    opened(sized)
    marks = sized.locator(".mark-project")
    assert [mark.get_attribute("data-code") for mark in marks.all()] == ["RACH-NGA-AM"]
    assert sized.locator(".mark-given").count() >= 1
    assert sized.locator("path.unit").count() >= 1
    marks.first.focus()
    sized.keyboard.press("Enter")
    expect(sized.locator(".leaflet-popup .popup-title")).to_contain_text("Đường Rạch Ngã Am")
    sized.keyboard.press("Escape")
    expect(sized.locator(".leaflet-popup")).to_have_count(0)


def cut(page):
    return page.locator(".photo-stack").evaluate("box => box.style.getPropertyValue('--cut')")


def test_slider_moves_by_keys_and_says_so(page):
    opened(page)
    slider = page.locator("#photo-range")
    slider.focus()
    page.keyboard.press("End")
    assert cut(page) == "100%"
    expect(slider).to_have_attribute("aria-valuetext", "0 phần trăm hình sau")
    page.keyboard.press("ArrowLeft")
    assert cut(page) == "99%"


def test_slider_moves_by_finger_and_mouse(sized):
    opened(sized)
    stack = sized.locator(".photo-stack")
    stack.scroll_into_view_if_needed()
    box = stack.bounding_box()
    spot = {"x": box["width"] * 0.25, "y": box["height"] / 2}
    if sized.viewport_size["width"] < 500:
        stack.tap(position=spot)
    else:
        stack.click(position=spot)
    assert 24 <= int(cut(sized).rstrip("%")) <= 26
    assert sized.locator("#photo-range").input_value() in ("24", "25", "26")


def test_curves_are_drawn_and_their_tables_are_one_tap_away(page):
    opened(page)
    figure = page.locator("#chart-progress")
    expect(figure.locator("canvas")).to_be_visible()
    expect(figure.locator("table")).not_to_be_visible()
    figure.locator("summary").click()
    expect(figure.locator("table")).to_be_visible()


def test_without_javascript_pictures_stand_side_by_side(make_context):
    page = make_context(java_script_enabled=False).new_page()
    page.goto(RNA)
    expect(page.locator("svg.sketch")).to_be_visible()
    expect(page.locator("#photo-range")).not_to_be_visible()
    before = page.locator(".photo-before").bounding_box()
    after = page.locator(".photo-after").bounding_box()
    assert before["x"] + before["width"] <= after["x"]
    assert abs(before["y"] - after["y"]) < 2
    expect(page.locator("#chart-progress table")).to_be_visible()


def test_facts_and_map_print_on_one_page(page):
    opened(page)
    page.set_viewport_size({"width": 661, "height": 998})
    page.emulate_media(media="print")
    expect(page.locator("svg.sketch")).to_be_visible()
    expect(page.locator("#map-area")).not_to_be_visible()
    bottom = page.locator(".project-sheet").evaluate("box => box.getBoundingClientRect().bottom")
    assert bottom <= 998, "A4 less the margins, at 96 dots an inch"
