"""The presentation: every slide comes when the server is gone; the notes follow; it can be read."""

import pytest
from playwright.sync_api import expect

from geodata import reviews
from geodata.reviews import preparing, states
from tests.application import application, serve
from tests.browser.officers.server import Office
from tests.stores import copy_of
from tests.webmap.documents.reviews import SECRETARY, frozen_review

CODE = "annual-2025-11-30"
SMALLEST = 28


@pytest.fixture(scope="module")
def hall(templates):
    """A server over two reviews, one published, and the secretariat's account."""
    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as store:
        frozen_review(store, examples="Khóm Tân Bình: 40 hộ cùng hiến đất.")
        with store.writing() as session:
            reviews.publish(session, SECRETARY, CODE, True)
        with application(store.url) as app, serve(app) as address:
            # The pictures are drawn for the first visitor; how long that takes is not asked here.
            assert app.test_client().get(f"/reviews/{CODE}/present").status_code == 200
            office = Office(address, store)
            office.hire("thu.ky", "secretariat", "phong-vhxh-29905@2025")
            yield office


@pytest.fixture
def site(hall):
    """The address of the slides."""
    return f"{hall.address}/reviews/{CODE}/present"


@pytest.fixture
def presenter(make_context, hall):
    """The secretariat's tab, signed in."""
    return hall.open(make_context(hall.address), "thu.ky")


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
        for sheet in shown.locator(".told > .sheet").all():
            hidden = sheet.evaluate("node => node.scrollHeight - node.clientHeight")
            assert hidden <= 2, seen[-1]
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


def test_the_notes_follow_the_slides_and_lead_them(presenter, site):
    page, notes = presenter, presenter.context.new_page()
    page.goto(site)
    page.wait_for_selector("html[data-ready]")
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
        "document.querySelector('section.present').dataset.title === 'Bản đồ tình trạng'"
    )


def test_the_public_has_no_notes_and_no_decisions(make_context, hall, site):
    with hall.store.writing() as session:
        preparing.note(session, SECRETARY, CODE, {"slide": "figures", "text": "Chuyển vốn"})
    page = make_context(hall.address).new_page()
    page.goto(site)
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#open-notes").count() == 0
    assert "Chuyển vốn" not in page.content()
    officer = hall.open(make_context(hall.address), "thu.ky")
    officer.goto(site)
    assert "Chuyển vốn" in officer.content()


def test_a_clicker_turns_the_slide_also_from_a_table(make_context, site):
    page = make_context(site.partition("/reviews")[0]).new_page()
    page.goto(site)
    page.wait_for_selector("html[data-ready]")
    shown = page.locator("section.present")
    for _number in range(page.locator(".slides > section").count()):
        if shown.get_attribute("data-key") == "by-unit":
            break
        page.keyboard.press("PageDown")
    assert shown.get_attribute("data-key") == "by-unit"
    own = shown.get_attribute("id")
    for key in ("PageDown", "ArrowRight"):
        page.locator("section.present .told > .sheet").click(position={"x": 20, "y": 20})
        page.keyboard.press(key)
        expect(shown).not_to_have_id(own)
        page.keyboard.press("PageUp")
        expect(shown).to_have_id(own)


def test_rows_open_beside_the_slides(make_context, site):
    context = make_context(site.partition("/reviews")[0])
    page = context.new_page()
    page.goto(f"{site}#/figures-2")
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("Home")
    page.keyboard.press("PageDown")
    with context.expect_page() as opened:
        page.locator("section.present a[data-rows]").first.click()
    opened.value.wait_for_selector("[data-total]")
    assert page.url.startswith(site)


def test_decisions_are_sent_once_each_whatever_the_network_does(presenter, hall, site):
    notes = presenter
    notes.goto(f"{site}/notes")
    notes.wait_for_selector("html[data-ready]")
    held = []
    notes.route("**/notes", lambda route: held.append(route) if route.request.method == "POST"
                else route.continue_())  # fmt: skip

    def decide(text):
        notes.fill("#decide textarea", text)
        notes.click("#decide [type=submit]")

    decide("Kết luận một")
    notes.wait_for_timeout(200)
    decide("Kết luận hai")
    notes.wait_for_timeout(200)
    assert len(held) == 1
    notes.context.watch.expect("net::ERR_FAILED")
    held.pop().abort()
    expect(notes.locator("#decide-said")).to_contain_text("mất mạng")
    notes.unroute("**/notes")
    decide("Kết luận ba")
    expect(notes.locator("#decide-said")).to_have_text("Đã ghi.")
    for _time in range(50):
        if notes.evaluate("Object.values(localStorage)") == ["[]"]:
            break
        notes.wait_for_timeout(100)
    assert notes.evaluate("Object.values(localStorage)") == ["[]"]
    with hall.store.reading() as session:
        state = reviews.review(session, CODE)
        told = [row.text for row in states.decisions(session, state.id)]
    assert [text for text in told if text.startswith("Kết luận")] == [
        "Kết luận một", "Kết luận hai", "Kết luận ba"
    ]  # fmt: skip


def test_what_the_server_refuses_comes_back_to_be_mended(presenter, site):
    notes = presenter
    notes.goto(f"{site}/notes")
    notes.wait_for_selector("html[data-ready]")
    notes.context.watch.expect("422")
    notes.fill("#decide textarea", "   ")
    notes.click("#decide [type=submit]")
    expect(notes.locator("#decide-said")).to_contain_text("Sửa lại")
    notes.fill("#decide textarea", "Đã sửa")
    notes.click("#decide [type=submit]")
    expect(notes.locator("#decide-said")).to_have_text("Đã ghi.")


def test_the_dark_scheme_is_one_key_away(make_context, site):
    page = make_context(site.partition("/reviews")[0]).new_page()
    page.goto(site)
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("d")
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
