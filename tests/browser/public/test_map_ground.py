"""The ground: another host is asked after the visitor's click, and only then."""

import base64

import pytest
from playwright.sync_api import expect

from tests.application import application, serve
from tests.browser.map_page import open_map, state, wait_for_state

HOST = "https://tile.openstreetmap.org"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def tiles(context, watch):
    """The tile host, played by the test; gives the addresses asked."""
    asked = []

    def answer(route):
        asked.append(route.request)
        route.fulfill(status=200, content_type="image/png", body=PIXEL)

    context.route(f"{HOST}/**", answer)
    return asked


def tiles_box(page):
    page.locator(".leaflet-control-layers").hover()
    return page.get_by_label("Nền OpenStreetMap (tải từ openstreetmap.org)")


def test_tiles_are_asked_after_the_click_and_remembered(page, watch, tiles):
    open_map(page)
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_timeout(400)
    assert tiles == []
    watch.allow_origin(HOST)
    tiles_box(page).check()
    wait_for_state(page, "basemap", "osm")
    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    assert tiles
    assert tiles[0].headers["referer"].rstrip("/") == page.url.split("/?")[0]
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("OpenStreetMap")
    before = len(tiles)
    open_map(page)
    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    assert len(tiles) > before


def test_link_of_another_does_not_ask_the_host_for_me(page, watch, tiles):
    open_map(page, "?basemap=osm")
    page.wait_for_timeout(400)
    assert tiles == []
    watch.allow_origin(HOST)
    page.get_by_role("button", name="Tải từ openstreetmap.org").click()
    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    assert tiles


def test_tiles_switched_off_stay_off(page, watch, tiles):
    open_map(page)
    watch.allow_origin(HOST)
    box = tiles_box(page)
    box.check()
    wait_for_state(page, "basemap", "osm")
    box.uncheck()
    wait_for_state(page, "basemap", None)
    page.goto("/")
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.locator(".leaflet-tile").count() == 0


def test_host_out_of_reach_leaves_the_outlines(page, context, watch):
    watch.allow_origin(HOST)
    watch.expect("Failed to load resource")
    context.route(f"{HOST}/**", lambda route: route.abort())
    open_map(page)
    tiles_box(page).check()
    expect(page.get_by_text("Không tải được nền OpenStreetMap")).to_be_visible()
    assert page.locator("path.unit").count() > 0


def test_operator_turns_tiles_off(make_context, sample_file):
    with application(sample_file.url, basemap_tiles="off") as app, serve(app) as address:
        page = make_context(address).new_page()
        open_map(page, "?basemap=osm")
        page.locator(".leaflet-control-layers").hover()
        expect(page.get_by_label("Ranh giới thời kỳ khác")).to_be_visible()
        assert page.get_by_text("OpenStreetMap").count() == 0
        assert "tile.openstreetmap.org" not in page.content()


def test_operator_turns_tiles_on_for_everyone(make_context, sample_file):
    with application(sample_file.url, basemap_default="osm") as app, serve(app) as address:
        context = make_context(address)
        context.watch.allow_origin(HOST)
        context.route(
            f"{HOST}/**",
            lambda route: route.fulfill(status=200, content_type="image/png", body=PIXEL),
        )
        page = context.new_page()
        open_map(page)
        expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
        tiles_box(page).uncheck()
        wait_for_state(page, "basemap", "none")
        assert state(page)["basemap"] == "none"
