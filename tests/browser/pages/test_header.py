"""The header: the menu of a narrow screen, search by keyboard, the network's state."""

import itertools

import pytest
from playwright.sync_api import expect

from tests.browser.axe import serious_violations
from tests.browser.map_page import open_map

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("width", "height"), [(360, 52), (1366, 56)])
def test_header_of_the_map_page_keeps_its_height(make_context, language, width, height):
    page = make_context(viewport={"width": width, "height": 740}).new_page()
    open_map(page, f"?lang={language}")
    assert page.locator(".site-header").bounding_box()["height"] == height
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#map-area").bounding_box()["y"] == height


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_in_the_header_overlaps_on_a_phone(make_context, language):
    page = make_context(**PHONE).new_page()
    page.goto(f"/search?lang={language}")
    parts = page.locator(".brand, .site-tools > *:visible").all()
    boxes = [box for box in (part.bounding_box() for part in parts) if box and box["width"]]
    boxes.sort(key=lambda box: box["x"])
    assert len(boxes) >= 4
    for left, right in itertools.pairwise(boxes):
        assert left["x"] + left["width"] <= right["x"] + 0.5
    assert boxes[-1]["x"] + boxes[-1]["width"] <= 360


def test_menu_opens_closes_and_leads_by_keyboard(make_context):
    page = make_context(**PHONE).new_page()
    page.goto("/search?as_of=2024-12-31")
    menu, button = page.locator("#site-nav"), page.locator("#menu")
    expect(menu).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(menu.locator("a").first).to_be_focused()
    assert serious_violations(page) == []
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    menu.get_by_role("link", name="So sánh").click()
    page.wait_for_url("**/compare?as_of=2024-12-31")


def test_menu_works_without_javascript(make_context):
    page = make_context(**PHONE, java_script_enabled=False).new_page()
    page.goto("/search")
    page.locator("a.menu-button").click()
    page.locator("#site-nav").get_by_role("link", name="Dự án").click()
    assert "/projects" in page.url


def test_slash_leads_to_search_and_arrows_to_a_hit(page):
    open_map(page)
    page.keyboard.press("/")
    field = page.locator("#site-q")
    expect(field).to_be_focused()
    page.keyboard.type("duong n7")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Đường N7")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert serious_violations(page, within=".site-header") == []
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "suggestion-0")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/DUONG-N7*")


def test_enter_alone_opens_the_search_page(page):
    page.goto("/search")
    page.locator("#site-q").fill("29905")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=29905")
    expect(page.locator("[data-hit='unit:29905@2013']")).to_be_visible()


def test_escape_closes_the_suggestions_and_keeps_the_words(page):
    page.goto("/compare")
    page.keyboard.press("/")
    page.keyboard.type("phuong")
    expect(page.locator("#site-suggestions")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#site-suggestions")).to_be_hidden()
    expect(page.locator("#site-q")).to_have_value("phuong")


def test_slash_in_a_field_is_a_slash(page):
    page.goto("/search")
    page.locator("#search-q").fill("a")
    page.keyboard.press("/")
    expect(page.locator("#search-q")).to_have_value("a/")


def test_lost_network_is_told_on_a_page(page, context):
    page.goto("/search")
    expect(page.locator("#offline-note")).to_be_hidden()
    context.set_offline(True)
    expect(page.locator("#offline-note")).to_contain_text("Không có mạng")
    context.set_offline(False)
    expect(page.locator("#offline-note")).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("address", ["/search?q=phuong+1", "/search", "/nowhere"])
def test_pages_have_no_serious_barrier(make_context, watch, address, width):
    context = make_context(viewport={"width": width, "height": 740})
    context.watch.expect("404")
    page = context.new_page()
    page.goto(address)
    assert serious_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
