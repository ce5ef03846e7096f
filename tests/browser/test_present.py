"""The presentation: every slide comes when the server is gone; the notes follow; it can be read."""

import pytest

from geodata import reviews
from tests.application import application, serve
from tests.stores import copy_of
from tests.webmap.documents.reviews import SECRETARY, frozen_review

CODE = "annual-2025-11-30"
SMALLEST = 28


@pytest.fixture(scope="module")
def site(templates):
    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as store:
        frozen_review(store, examples="Khóm Tân Bình: 40 hộ cùng hiến đất.")
        with store.writing() as session:
            reviews.publish(session, SECRETARY, CODE, True)
        with application(store.url) as app, serve(app) as address:
            # The pictures are drawn for the first visitor; how long that takes is not asked here.
            assert app.test_client().get(f"/reviews/{CODE}/present").status_code == 200
            yield f"{address}/reviews/{CODE}/present"


def test_all_slides_come_without_a_server(make_context, site):
    context = make_context(site.partition("/reviews")[0])
    page = context.new_page()
    page.goto(site)
    page.wait_for_selector("html[data-ready]")
    count = page.locator(".slides > section").count()
    context.set_offline(True)
    seen = []
    for _number in range(count):
        shown = page.locator(".slides > section.present")
        seen.append(shown.get_attribute("data-title"))
        for image in shown.locator("img").all():
            assert image.evaluate("image => image.complete && image.naturalWidth > 0")
        inside = shown.evaluate("node => node.scrollHeight <= node.clientHeight + 2")
        assert inside, seen[-1]
        page.keyboard.press("ArrowRight")
    assert len(seen) == count > 12
    assert "Đường N7" in seen
    assert "Tiêu chí thi đua" in seen


def test_letters_are_large_enough_for_the_back_row(make_context, site):
    page = make_context(site.partition("/reviews")[0]).new_page()
    page.goto(site)
    page.wait_for_selector("html[data-ready]")
    small = page.evaluate(
        """least => [...document.querySelectorAll(
            ".slide li, .slide td, .slide th, .slide p:not(.small), .slide h2")]
          .filter((node) => !node.closest("details, footer") && node.textContent.trim())
          .filter((node) => parseFloat(getComputedStyle(node).fontSize) < least)
          .map((node) => node.textContent.trim().slice(0, 40))""",
        SMALLEST,
    )
    assert small == []


def test_the_notes_follow_the_slides_and_lead_them(make_context, site):
    context = make_context(site.partition("/reviews")[0])
    page = context.new_page()
    page.goto(site)
    page.wait_for_selector("html[data-ready]")
    notes = context.new_page()
    notes.goto(f"{site}/notes")
    notes.wait_for_selector("html[data-ready]")
    notes.wait_for_function("document.getElementById('place').textContent.startsWith('1/')")
    page.bring_to_front()
    page.keyboard.press("ArrowRight")
    notes.wait_for_function("document.getElementById('place').textContent.startsWith('2/')")
    assert notes.locator("article:visible h2").inner_text() == "Phong trào qua các con số"
    notes.bring_to_front()
    notes.click("#next")
    page.wait_for_function(
        "document.querySelector('section.present').dataset.title === 'Bản đồ trạng thái'"
    )


def test_the_dark_scheme_is_one_key_away(make_context, site):
    page = make_context(site.partition("/reviews")[0]).new_page()
    page.goto(site)
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("d")
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
