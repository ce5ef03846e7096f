"""Two maps that move as one."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import serious_violations

DAYS = "/compare?a=2024-12-31&b=2026-11-23"
UNITS = "/compare?a=29905@2013&b=30214@2025"
POSITION = """(key) => {
  const { map } = window.campaignMaps[key];
  const { lat, lng } = map.getCenter();
  return [map.getZoom(), lat.toFixed(4), lng.toFixed(4)];
}"""


def opened(page, address):
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached")


def test_moving_one_map_moves_the_other(page):
    opened(page, DAYS)
    start = page.evaluate(POSITION, "a")
    assert start == page.evaluate(POSITION, "b")
    page.locator("[data-side=a] .leaflet-control-zoom-in").click()
    page.wait_for_timeout(600)
    zoomed = page.evaluate(POSITION, "a")
    assert zoomed[0] > start[0]
    assert zoomed == page.evaluate(POSITION, "b")
    page.locator("[data-side=b] .leaflet-container").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)
    moved = page.evaluate(POSITION, "b")
    assert moved != zoomed
    assert moved == page.evaluate(POSITION, "a")


def test_each_map_shows_its_own_day(page):
    opened(page, DAYS)
    a, b = (page.locator(f"[data-side={side}] .mark-project").count() for side in "ab")
    assert 30 < a < b
    # Nine units then, two today.
    shapes = [page.locator(f"[data-side={side}] path.unit").count() for side in "ab"]
    assert shapes == [9, 2]


def test_form_chooses_two_units(page):
    page.goto("/compare")
    form = page.get_by_role("form", name="So sánh hai đơn vị")
    form.locator("[name=a]").select_option("29905@2025")
    form.locator("[name=b]").select_option("30214@2025")
    form.get_by_role("button").click()
    page.wait_for_selector("html[data-ready]", state="attached")
    expect(page.locator("h1")).to_have_text("So sánh: Phường Sa Đéc và Xã Tân Dương")


def test_tables_and_still_maps_without_javascript(make_context):
    page = make_context(java_script_enabled=False).new_page()
    page.goto(DAYS)
    expect(page.locator("[data-measure=projects]")).to_contain_text("+12")
    expect(page.locator(".side-still").first).to_be_visible()
    expect(page.locator(".side-map").first).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("address", [DAYS, UNITS, "/compare?lang=en"])
def test_comparison_has_no_serious_barrier(make_context, address, width):
    page = make_context(viewport={"width": width, "height": 740}).new_page()
    if "a=" in address:
        opened(page, address)
    else:
        page.goto(address)
    found = [
        line
        for line in serious_violations(page)
        # Pins on a map are excepted (WCAG 2.2, 2.5.8): the lists have every project.
        if not (line.startswith("target-size") and "data-code" in line)
    ]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_failed_data_is_told(page, watch):
    for words in ("503", "Failed to load resource", "uncaught"):
        watch.expect(words)
    page.route("**/layers/projects.geojson*", lambda route: route.fulfill(status=503, body="{}"))
    page.goto(DAYS)
    expect(page.locator("#compare-error")).to_have_text("Không tải được dữ liệu.")


def test_a_feature_that_cannot_be_drawn_leaves_the_others(page, watch):
    watch.expect("RACH-NGA-AM cannot be drawn")

    def spoil(route):
        answer = route.fetch()
        found = answer.json()
        for one in found["features"]:
            if one["id"] == "RACH-NGA-AM":
                one["geometry"] = {"type": "GeometryCollection", "geometries": []}
        route.fulfill(response=answer, json=found)

    page.route("**/layers/projects.geojson*", spoil)
    opened(page, DAYS)
    expect(page.locator('[data-code="DUONG-N7"]')).to_have_count(2)
    expect(page.locator('[data-code="RACH-NGA-AM"]')).to_have_count(0)
