"""Features on the map: symbols, popups, list and map lighting each other, the keyboard."""

import re

from playwright.sync_api import expect

from tests.application import application, serve
from tests.browser.map_page import on_map, open_map, settled, state, wait_for_state
from tests.factories import a_project

EVIL = 'Đường <img src=x onerror="document.title=1"> <b>đậm</b>'


def mark(page, code):
    return page.locator(f'.mark[data-code="{code}"]')


def row(page, code):
    return page.locator(f'.project[data-code="{code}"]')


def test_list_lights_the_map_and_the_map_the_list(page):
    open_map(page)
    row(page, "DUONG-N7").hover()
    expect(mark(page, "DUONG-N7")).to_have_class(re.compile("is-lit"))
    mark(page, "DUONG-T3").focus()
    expect(mark(page, "DUONG-N7")).not_to_have_class(re.compile("is-lit"))
    expect(row(page, "DUONG-T3")).to_have_class(re.compile("is-lit"))


def test_row_opens_the_popup_and_the_address_keeps_it(page):
    open_map(page)
    row(page, "RACH-NGA-AM").locator("a").click()
    popup = page.locator(".leaflet-popup")
    expect(popup).to_contain_text("Đường Rạch Ngã Am")
    expect(popup).to_contain_text("2,4 tỷ đồng")
    expect(popup).to_contain_text("Vị trí minh họa")
    wait_for_state(page, "selected", "RACH-NGA-AM")
    expect(row(page, "RACH-NGA-AM")).to_have_class(re.compile("selected"))
    page.reload()
    expect(page.locator(".leaflet-popup")).to_contain_text("Đường Rạch Ngã Am")
    page.get_by_role("link", name="Xem chi tiết dự án").click()
    page.wait_for_url("**/projects/RACH-NGA-AM*")


def test_popup_closed_leaves_the_address(page):
    open_map(page, "?selected=DUONG-N7")
    page.locator(".leaflet-popup-close-button").click()
    wait_for_state(page, "selected", None)


def test_filter_keeps_the_popup_of_what_is_still_there(page):
    open_map(page, "?selected=DUONG-N7")
    page.locator("#f-sector").select_option("transport")
    wait_for_state(page, "sector", "transport")
    expect(page.locator(".leaflet-popup")).to_contain_text("Đường N7")
    assert state(page)["selected"] == "DUONG-N7"


def test_name_with_html_is_shown_as_typed(page, make_context, sample_file):
    with sample_file.writing() as session:
        a_project(session, "DUONG-HTML", name=EVIL)
    with application(sample_file.url) as app, serve(app) as address:
        hostile = make_context(address).new_page()
        open_map(hostile, "?q=DUONG-HTML")
        row(hostile, "DUONG-HTML").locator("a").click()
        expect(hostile.locator(".leaflet-popup h3")).to_have_text(EVIL)
        expect(row(hostile, "DUONG-HTML").locator("a")).to_have_text(EVIL)
        expect(mark(hostile, "DUONG-HTML")).to_have_attribute("aria-label", re.compile("<img"))
        assert hostile.locator("img[src=x]").count() == 0
        assert hostile.title() != "1"


def test_a_feature_that_cannot_be_drawn_leaves_the_others(page, watch):
    watch.expect("RACH-NGA-AM cannot be drawn")
    path = "**/layers/projects.geojson*"

    def spoil(route):
        answer = route.fetch()
        found = answer.json()
        for one in found["features"]:
            if one["id"] == "RACH-NGA-AM":
                one["geometry"] = {"type": "GeometryCollection", "geometries": []}
        route.fulfill(response=answer, json=found)

    page.route(path, spoil)
    open_map(page)
    shown = on_map(page)
    assert "RACH-NGA-AM" not in shown
    assert {"DUONG-N7", "DUONG-T3"} < shown
    assert len(shown) == page.locator("#region-list .project:not([data-unplaced])").count() - 1
    expect(row(page, "RACH-NGA-AM")).to_be_visible()


def test_line_takes_the_pointer_beside_it(page):
    open_map(page, "?map=16/10.2980/105.7440&layers=contributions")
    width = page.evaluate(
        "Math.min(...[...document.querySelectorAll('path.hit')]"
        ".filter(p => p.getAttribute('fill') === 'none').map(p => +p.getAttribute('stroke-width')))"
    )
    assert width >= 24


def test_late_and_awarded_are_marked(page):
    open_map(page)
    late = page.locator("#region-list .project:has(.late-word):not([data-unplaced])").first
    code = late.get_attribute("data-code")
    assert mark(page, code).locator('use[href="#late-halo"]').count() == 1
    expect(mark(page, code)).to_have_attribute("aria-label", re.compile("chậm tiến độ"))
    assert mark(page, "RACH-NGA-AM").locator('use[href="#award-star"]').count() == 1


def test_stars_are_switched_off(page):
    open_map(page)
    star = mark(page, "RACH-NGA-AM").locator(".star")
    expect(star).to_be_visible()
    page.locator(".leaflet-control-layers").hover()
    page.get_by_label("Khen thưởng (ngôi sao)").uncheck()
    wait_for_state(page, "layers", "awards")
    expect(star).to_be_hidden()


def test_choropleth_shades_units_and_has_a_legend(page):
    open_map(page, "?as_of=2024-12-31")
    page.locator("#f-choropleth").select_option("land")
    wait_for_state(page, "choropleth", "land")
    fills = page.locator("path.unit").evaluate_all(
        "paths => paths.map(p => p.getAttribute('fill'))"
    )
    assert len(set(fills)) > 2
    expect(page.locator("#region-legend")).to_contain_text("Đất hiến (m²)")
    row_of_unit = page.locator('#region-figures [data-unit="29919@2013"]')
    expect(row_of_unit).to_contain_text("m²")


def test_contribution_popup_counts_givers(page):
    open_map(page, "?map=15/10.2980/105.7440")
    land = page.locator(".mark-given.is-land").first
    land.focus()
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup")
    expect(popup).to_contain_text("Hiến đất")
    expect(popup).to_contain_text("m²")


def test_journey_by_keyboard_alone(page):
    open_map(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.closest('.project')?.dataset.code")
    assert first
    page.keyboard.press("Enter")
    wait_for_state(page, "selected", first)
    expect(page.locator(".leaflet-popup")).to_be_visible()
    mark(page, "DUONG-T3").focus()
    page.keyboard.press("Enter")
    wait_for_state(page, "selected", "DUONG-T3")
    page.keyboard.press("Escape")
    wait_for_state(page, "selected", None)


def test_sheet_on_the_phone_by_buttons_and_keys(phone):
    open_map(phone)
    panel = phone.locator("#panel")
    expect(panel).to_have_attribute("data-sheet", "peek")
    assert phone.evaluate("document.getElementById('panel-scroll').inert")
    phone.locator("#sheet-up").click()
    expect(panel).to_have_attribute("data-sheet", "half")
    phone.locator("#sheet-up").click()
    expect(panel).to_have_attribute("data-sheet", "full")
    phone.keyboard.press("Escape")
    expect(panel).to_have_attribute("data-sheet", "peek")
    phone.locator("#sheet-grip").focus()
    phone.keyboard.press("Enter")
    expect(panel).to_have_attribute("data-sheet", "half")
    settled(phone)


def test_sheet_is_dragged(phone):
    open_map(phone)
    phone.mouse.move(120, 705)
    phone.mouse.down()
    phone.mouse.move(120, 500, steps=4)
    phone.mouse.move(120, 60, steps=4)
    phone.mouse.up()
    expect(phone.locator("#panel")).to_have_attribute("data-sheet", "full")


def test_row_on_the_phone_shows_the_map_again(phone):
    open_map(phone)
    phone.locator("#sheet-up").click()
    phone.locator("#sheet-up").click()
    row(phone, "DUONG-N7").locator("a").click()
    expect(phone.locator("#panel")).to_have_attribute("data-sheet", "peek")
    expect(phone.locator(".leaflet-popup")).to_contain_text("Đường N7")
