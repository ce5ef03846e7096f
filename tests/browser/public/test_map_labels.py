"""Labels, sizes of symbols, piles of them, the note of what is illustrative: desk and phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.map_page import open_map, wait_for_state

LABELS = """() => [...document.querySelectorAll('.unit-label:not(.is-hidden)')].map((label) => {
  const box = label.getBoundingClientRect();
  return [label.textContent, box.left, box.top, box.right, box.bottom];
})"""
MARKS = """() => [...document.querySelectorAll('.mark-project')].map((mark) => {
  const box = mark.querySelector('svg').getBoundingClientRect();
  const hit = getComputedStyle(mark, '::after');
  return {
    code: mark.dataset.code, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2,
    top: document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2)
      ?.closest('.mark') === mark,
    width: box.width, hit: parseFloat(hit.width), layer: Number(mark.style.zIndex),
  };
})"""
CITY, DISTRICT, STREET = ("12/10.2980/105.7440", "13/10.2980/105.7440", "14/10.2980/105.7440")


def covered(box, others):
    """The part of a box that the others cover, each counted alone."""
    _, left, top, right, bottom = box
    area = (right - left) * (bottom - top)
    return sum(
        max(0, min(right, r) - max(left, x)) * max(0, min(bottom, b) - max(top, y))
        for _, x, y, r, b in others
    ) / (area or 1)


@pytest.fixture(params=("page", "phone"))
def screen(request):
    """A tab at a desk, and one on a phone."""
    return request.getfixturevalue(request.param)


def centre(page):
    """The marks of projects as they are on the screen."""
    return {mark["code"]: mark for mark in page.evaluate(MARKS)}


def pile(page):
    """Two projects whose symbols nearly lie on one another, the upper one first."""
    marks = [m for m in page.evaluate(MARKS) if 0 < m["x"] < 1300 and 120 < m["y"] < 500]
    return min(
        (
            ((a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2, -a["layer"], a, b)
            for a in marks
            for b in marks
            if a["top"] and a["layer"] > b["layer"]
        ),
        key=lambda found: found[:2],
    )[2:]


@pytest.mark.parametrize(
    "query", ["?as_of=2024-12-31", "", "?as_of=2024-12-31&choropleth=land", "?choropleth=money"]
)
def test_labels_cover_neither_one_another_nor_symbols(screen, query):
    open_map(screen, query)
    labels = screen.evaluate(LABELS)
    assert labels
    for box in labels:
        assert not covered(box, [other for other in labels if other is not box])
        marks = [
            (m["code"], m["x"] - 9, m["y"] - 9, m["x"] + 9, m["y"] + 9)
            for m in screen.evaluate(MARKS)
        ]
        assert covered(box, marks) < 0.35, box


def test_small_unit_is_named_where_there_is_room(page):
    open_map(page, "?as_of=2024-12-31")
    label = page.locator(".unit-label", has_text=re.compile("^Phường 2$"))
    expect(label).to_have_class(re.compile("is-hidden"))
    open_map(page, "?as_of=2024-12-31&map=14.5/10.2930/105.7640&layers=projects,contributions")
    expect(label).not_to_have_class(re.compile("is-hidden"))
    expect(label).to_be_visible()


def test_symbols_grow_with_the_zoom_and_can_be_hit(screen):
    sizes = []
    for place in (CITY, DISTRICT, STREET):
        open_map(screen, f"?map={place}")
        marks = screen.evaluate(MARKS)
        sizes.append(marks[0]["width"])
        assert min(mark["hit"] for mark in marks) >= 24
    assert sizes == sorted(set(sizes))
    assert sizes[0] <= 40 * 0.7
    assert sizes[-1] == 40


def test_focus_is_seen_on_a_small_symbol(phone):
    open_map(phone, f"?map={CITY}")
    phone.keyboard.press("Tab")
    mark = phone.locator('.mark[data-code="DUONG-N7"]')
    mark.focus()
    assert mark.evaluate("mark => getComputedStyle(mark).outlineStyle") == "solid"
    assert mark.bounding_box()["width"] >= 24


def test_most_urgent_symbol_is_on_top(page):
    open_map(page)
    layers = centre(page)
    order = [
        row.get_attribute("data-code")
        for row in page.locator("#region-list .project:not([data-unplaced])").all()
    ]
    heights = [layers[code]["layer"] for code in order if code in layers]
    assert heights == sorted(heights, reverse=True)


def test_click_on_a_pile_lists_what_is_there(page):
    open_map(page, "?map=11.5/10.2980/105.7440")
    upper, lower = pile(page)
    page.mouse.click(upper["x"], upper["y"])
    popup = page.locator(".leaflet-popup")
    expect(popup.locator("h3")).to_have_text(re.compile(r"^Có \d+ công trình ở đây$"))
    rows = popup.get_by_role("button").filter(has=page.locator("small"))
    assert rows.count() == int(re.search(r"\d+", popup.locator("h3").inner_text())[0]) >= 2
    name = page.locator(f'.mark[data-code="{lower["code"]}"]').get_attribute("aria-label")
    name = name.split(", ")[0]
    rows.filter(has_text=name).first.click()
    wait_for_state(page, "selected", lower["code"])
    expect(page.locator(".leaflet-popup h3")).to_have_text(re.compile("^" + re.escape(name)))


def test_keyboard_opens_the_one_symbol_that_has_the_focus(page):
    open_map(page, "?map=11.5/10.2980/105.7440")
    _, lower = pile(page)
    page.locator(f'.mark[data-code="{lower["code"]}"]').focus()
    page.keyboard.press("Enter")
    wait_for_state(page, "selected", lower["code"])


def test_corner_says_what_is_illustrative_and_leads_to_the_words(screen):
    open_map(screen)
    note = screen.get_by_role("link", name="Có vị trí, số liệu minh họa")
    expect(note).to_be_visible()
    note.click()
    told = screen.locator("#illustrative-note")
    expect(told).to_be_in_viewport()
    expect(told).to_be_focused()


def test_corner_is_silent_when_nothing_illustrative_is_shown(page):
    open_map(page, "?layers=projects,contributions,awards")
    expect(page.locator("#illustrative-corner")).to_be_hidden()


def test_corner_is_printed(page):
    open_map(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#illustrative-corner")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
