"""The map page as a visitor has it: open it, wait for its data, read what it shows."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

OLD_DAY = "2024-12-31"
READY = "html[data-ready]"


def open_map(page: Page, query: str = "") -> Page:
    """Open the map page and wait until its layers are drawn."""
    page.goto(f"/{query}")
    page.wait_for_selector(READY, state="attached")
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait until nothing is being fetched."""
    expect(page.locator("#map-area")).to_have_attribute("aria-busy", "false")


def state(page: Page) -> dict[str, str]:
    """The parameters of the page's address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def listed(page: Page) -> list[str]:
    """The codes of the projects in the list, in its order."""
    return [
        row.get_attribute("data-code") or "" for row in page.locator("#region-list .project").all()
    ]


def on_map(page: Page) -> set[str]:
    """The codes of the projects that have a symbol on the map."""
    marks = page.locator(".mark-project").all()
    return {mark.get_attribute("data-code") or "" for mark in marks}


def wait_for_state(page: Page, name: str, value: str | None) -> None:
    """Wait until the address has this value (None: has no such parameter)."""
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get(name, [None])[0] == value)
    settled(page)
