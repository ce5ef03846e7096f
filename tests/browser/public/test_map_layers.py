"""Layers that mark the symbols of others: stars of awards, dots of what changed of late."""

from playwright.sync_api import expect

from tests.browser.map_page import open_map, settled


def test_what_changed_bears_a_dot_that_its_switch_takes_away(page, live_server):
    open_map(page)
    found = page.request.get(f"{live_server}/layers/changed.geojson").json()
    placed = [one for one in found["features"] if one["geometry"]]
    dots = page.locator(".mark-project .changed-dot")
    expect(dots).to_have_count(len(placed))
    assert placed
    expect(dots.first).to_be_visible()
    page.locator(".leaflet-control-layers").hover()
    page.get_by_label("Mới thay đổi trong 30 ngày").uncheck()
    expect(dots.first).to_be_hidden()
    assert "layers=changed" in page.url
    page.reload()
    settled(page)
    expect(page.locator(".mark-project .changed-dot").first).to_be_hidden()


def test_popup_tells_the_day_of_the_newest_fact(page, live_server):
    found = page.request.get(f"{live_server}/layers/changed.geojson").json()
    one = next(feature for feature in found["features"] if feature["geometry"])
    open_map(page, f"?selected={one['id']}")
    day = "/".join(reversed(one["properties"]["changed_on"].split("-")))
    facts = page.locator(".popup-facts")
    expect(facts).to_contain_text("Số liệu mới nhất")
    expect(facts).to_contain_text(day)
