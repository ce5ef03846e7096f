"""Debian's Chromium, driven by Playwright. A page that complains fails its test at the end."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from geodata.store import Store
from tests.application import application, serve
from tests.browser.officers.server import Office
from tests.browser.watch import Watch

NAMES = ("chromium", "chromium-browser", "google-chrome")
INSTALL = "apt-get install --no-install-recommends chromium fonts-dejavu-core libatomic1"
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name is looked up, so a request to another host fails at once; `watch` reports it.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 740}
ONCE_MORE = ({"desk", "en"}, {"phone", "vi"})
"""A size and a language, by the names of cases."""
RESULTS = Path(__file__).parents[2] / "test-results"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser. What is looked at in both sizes and both
    languages is looked at in one language a size; the other two are for `make soak`."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
            if any(pair <= set(_case(item).split("-")) for pair in ONCE_MORE):
                item.add_marker("soak")


def _case(item: pytest.Item) -> str:
    return item.callspec.id if hasattr(item, "callspec") else ""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for this test process; each test has a context of its own."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.fail(f"Chromium is not installed. Install it: {INSTALL}", pytrace=False)
    sandbox = ["--no-sandbox"] if os.getuid() == 0 else []
    with ExitStack() as ending:
        try:
            playwright = ending.enter_context(sync_playwright())
        except Exception as error:
            pytest.fail(f"Playwright's driver did not start: {error}. Install: {INSTALL}", False)
        started = playwright.chromium.launch(
            executable_path=program, headless=True, args=[*ARGUMENTS, *sandbox]
        )
        yield started
        started.close()


@pytest.fixture
def make_context(
    browser: Browser, live_server: str, request: pytest.FixtureRequest
) -> Iterator[Callable[..., BrowserContext]]:
    """`make_context(**options)`: a visitor without cookies, watched; `context.watch` tells.

    Options are Playwright's, over a desktop in Vietnam. All contexts are closed at the end of the
    test, which fails if a page of theirs complained.
    """
    made: list[tuple[BrowserContext, Watch]] = []

    def make(server: str = live_server, **options: object) -> BrowserContext:
        chosen = {
            "base_url": server,
            "viewport": DESKTOP,
            "locale": "vi-VN",
            "timezone_id": "Asia/Ho_Chi_Minh",
        }
        context = browser.new_context(**chosen | options)
        context.set_default_timeout(10_000)
        watch = Watch(context, server)
        context.watch = watch
        made.append((context, watch))
        return context

    yield make
    complaints = []
    for context, watch in made:
        if getattr(request.node, "failed", False):
            _keep_pictures(context, request.node.name)
        complaints += watch.unexpected()
        context.close()
    if complaints:
        pytest.fail("The page complained:\n" + "\n".join(complaints), pytrace=False)


@pytest.fixture
def office(sample_file: Store) -> Iterator[Office]:
    """A server over a sample of the test's own, for officers who write."""
    with application(sample_file.url) as app, serve(app) as address:
        yield Office(address, sample_file)


@pytest.fixture
def context(make_context: Callable[..., BrowserContext]) -> BrowserContext:
    """A visitor at a desk."""
    return make_context()


@pytest.fixture
def watch(context: BrowserContext) -> Watch:
    """What the pages of `context` asked for and complained about."""
    return context.watch


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty tab at a desk, 1366 × 768."""
    return context.new_page()


@pytest.fixture
def phone(make_context: Callable[..., BrowserContext]) -> Page:
    """An empty tab on a phone, 360 × 740, with touch."""
    return make_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Let fixtures know that the test failed, for the pictures."""
    report = yield
    if report.failed:
        item.failed = True
    return report


def _keep_pictures(context: BrowserContext, name: str) -> None:
    """A picture of each open page of a failed test, in test-results/."""
    RESULTS.mkdir(exist_ok=True)
    stem = re.sub(r"[^\w-]+", "-", name)
    for number, page in enumerate(context.pages):
        page.screenshot(path=RESULTS / f"{stem}-{number}.png")
