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

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The shell without windows takes an eighth less of the processor, and half the time to install."""
INSTALL = (
    "apt-get install --no-install-recommends chromium-headless-shell fonts-dejavu-core libatomic1"
)
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
    """One Chromium for this test process."""
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


def _opened(browser: Browser, server: str, options: dict[str, object]) -> BrowserContext:
    """A visitor of a server, watched. Options are Playwright's, over a desktop in Vietnam."""
    chosen = {
        "base_url": server,
        "viewport": DESKTOP,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
    }
    context = browser.new_context(**chosen | options)
    context.set_default_timeout(10_000)
    context.watch = Watch(context, server)
    return context


def _looked_at(context: BrowserContext, request: pytest.FixtureRequest) -> list[str]:
    """What the pages of a test's context complained of; pictures of them where it failed."""
    if getattr(request.node, "failed", False):
        _keep_pictures(context, request.node.name)
    return context.watch.unexpected()


def _fail_of(complaints: list[str]) -> None:
    if complaints:
        pytest.fail("The page complained:\n" + "\n".join(complaints), pytrace=False)


@pytest.fixture
def make_context(
    browser: Browser, live_server: str, request: pytest.FixtureRequest
) -> Iterator[Callable[..., BrowserContext]]:
    """`make_context(**options)`: a visitor without cookies, watched; `context.watch` tells.

    All contexts are closed at the end of the test, which fails if a page of theirs complained.
    """
    made: list[BrowserContext] = []

    def make(server: str = live_server, **options: object) -> BrowserContext:
        made.append(_opened(browser, server, options))
        return made[-1]

    yield make
    complaints = []
    for context in made:
        complaints += _looked_at(context, request)
        context.close()
    _fail_of(complaints)


@pytest.fixture(scope="module")
def visitors(browser: Browser, live_server: str) -> Iterator[Callable[..., BrowserContext]]:
    """`visitors(name, **options)`: a visitor whom the tests of a module are in turn, so that
    scripts and styles are fetched once a module. Of a test nothing stays but these."""
    kept: dict[str, BrowserContext] = {}

    def visitor(name: str, **options: object) -> BrowserContext:
        if name not in kept:
            kept[name] = _opened(browser, live_server, options)
        kept[name].watch.begin(live_server)
        return kept[name]

    yield visitor
    for context in kept.values():
        context.close()


def _left(context: BrowserContext, origin: str) -> None:
    """Forget what a test did in a context that another is given."""
    context.set_offline(False)
    context.unroute_all()
    for number, page in enumerate(context.pages):
        if number == 0:
            page.context.new_cdp_session(page).send(
                "Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"}
            )
        page.close()
    context.clear_cookies()
    context.clear_permissions()


@pytest.fixture
def office(sample_file: Store) -> Iterator[Office]:
    """A server over a sample of the test's own, for officers who write."""
    with application(sample_file.url) as app, serve(app) as address:
        yield Office(address, sample_file)


@pytest.fixture
def context(
    visitors: Callable[..., BrowserContext], live_server: str, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    """A visitor at a desk."""
    chosen = visitors("desk")
    yield chosen
    complaints = _looked_at(chosen, request)
    _left(chosen, live_server)
    _fail_of(complaints)


@pytest.fixture
def watch(context: BrowserContext) -> Watch:
    """What the pages of `context` asked for and complained about."""
    return context.watch


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty tab at a desk, 1366 × 768."""
    return context.new_page()


@pytest.fixture
def phone(
    visitors: Callable[..., BrowserContext], live_server: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """An empty tab on a phone, 360 × 740, with touch."""
    chosen = visitors("phone", viewport=PHONE, has_touch=True, is_mobile=True)
    yield chosen.new_page()
    complaints = _looked_at(chosen, request)
    _left(chosen, live_server)
    _fail_of(complaints)


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
