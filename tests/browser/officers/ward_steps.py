"""What a ward officer does in the browser, step by step; the same on the phone and at the desk.

Each step starts anywhere and ends on the page that the officer sees then.
"""

import re

from playwright.sync_api import Page, expect

SIZES = {
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
    "desk": {"viewport": {"width": 1366, "height": 768}},
}
N7 = "/desk/sites/DUONG-N7/update"
TAKEN = re.compile(r"/desk\?sent=(\w+)-(\d+)$")


def home(page: Page) -> None:
    """The officer's own page."""
    page.goto("/desk")


def no_change(page: Page, code: str) -> int:
    """One tap: nothing changed at a site. Gives the update's id."""
    home(page)
    page.locator(f"[data-site={code}]").get_by_role("button", name="Không thay đổi").click()
    return taken(page)


def open_update(page: Page, code: str) -> None:
    """The first question of a site's update, from the officer's own page."""
    home(page)
    page.locator(f"[data-site={code}]").get_by_role("link", name="Cập nhật").click()
    # The script counts its questions once it is there; a key pressed before sends the whole form.
    expect(page.locator(".steps-count")).not_to_be_empty()
    expect(page.locator("#physical_percent")).to_be_visible()


def update(page: Page, code: str, percent: str, note: str = "") -> int:
    """A whole update: how far, what is in the way, the rest as last time. Gives its id."""
    open_update(page, code)
    answer(page, percent, note)
    return send(page)


def answer(page: Page, percent: str, note: str = "") -> None:
    """Answer the questions of a form that is open, as far as the last screen."""
    page.locator("#physical_percent").fill(percent)
    if note:
        go_to(page, "obstacles")
        page.locator("#note").fill(note)
    go_to(page, "send")


def go_to(page: Page, step: str) -> None:
    """Press on until a question is shown."""
    expect(page.locator("form.is-stepped")).to_be_visible()
    section = page.locator(f"[data-step={step}]")
    for _ in range(8):
        if section.is_visible():
            return
        page.locator("[data-next]").click()
    expect(section).to_be_visible()


def send(page: Page) -> int:
    """Send the form that is open at its last screen. Gives the id of what was taken."""
    page.locator("[data-step=send]").get_by_role("button", name="Gửi", exact=True).click()
    return taken(page)


def taken(page: Page) -> int:
    """Wait until the page says that it was taken; gives the entry's id."""
    page.wait_for_url(TAKEN)
    expect(page.locator("#sent")).to_be_visible()
    return int(TAKEN.search(page.url)[2])


def reason_of_return(page: Page, title: str) -> str:
    """Why something came back, as the officer's own page tells it."""
    home(page)
    return page.locator(".note.is-back", has_text=title).locator("blockquote p").inner_text()


def mend(page: Page, title: str, percent: str, note: str = "") -> int:
    """Mend what came back and send it anew. Gives the id of the new entry."""
    home(page)
    card = page.locator(".note.is-back", has_text=title)
    card.get_by_role("link", name="Sửa rồi gửi lại").click()
    expect(page.locator("#physical_percent")).to_be_visible()
    answer(page, percent, note)
    return send(page)
