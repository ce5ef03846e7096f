"""Signing in and the pages of accounts, at a desk and on a phone: no barrier, no side scroll."""

import pytest

from tests.application import application, serve
from tests.browser.axe import serious_violations
from tests.officers import account
from tests.stores import copy_of

SIZES = {"desk": (1366, 768), "phone": (360, 740)}
PAGES = (
    "/account",
    "/account/password",
    "/account/totp",
    "/admin/accounts",
    "/admin/accounts/new",
    "/admin/tokens",
)
SMALL = """() => [...document.querySelectorAll(
    'main a, main button, main input:not([type=hidden]), main select, .officer-menu button')]
  .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML)"""


@pytest.fixture(scope="module")
def office(templates):
    """A server of the module's own, with an administrator; gives its address and the password."""
    chosen = templates("sqlite")
    with (
        copy_of(chosen.stores, chosen.sample()) as store,
        application(store.url) as app,
        serve(app) as address,
    ):
        yield address, account(store, "quan.tri", "administrator")


def sign_in(page, password):
    page.goto("/login?next=/account")
    page.fill("[name=username]", "quan.tri")
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url("**/account")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_have_no_serious_barrier(make_context, office, size, language):
    address, password = office
    width, height = SIZES[size]
    page = make_context(address, viewport={"width": width, "height": height}).new_page()
    page.goto(f"/login?lang={language}")
    assert serious_violations(page) == []
    sign_in(page, password)
    for path in PAGES:
        page.goto(path)
        assert serious_violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.evaluate(SMALL) == [], path


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("size", SIZES)
def test_officer_signs_out_by_the_menu_of_any_page(make_context, office, size, script):
    address, password = office
    width, height = SIZES[size]
    context = make_context(
        address, viewport={"width": width, "height": height}, java_script_enabled=script
    )
    page = context.new_page()
    sign_in(page, password)
    page.goto("/units")
    page.click("details.officer > summary")
    assert "UBND phường Sa Đéc" in page.inner_text(".officer-menu")
    page.click(".officer-menu form button")
    page.wait_for_selector("a.sign-in")
    page.goto("/account")
    assert "/login?next=/account" in page.url


@pytest.mark.parametrize("width", [360, 768, 1280, 1366, 1600])
def test_header_stays_one_line(make_context, office, width):
    page = make_context(office[0], viewport={"width": width, "height": 700}).new_page()
    for language in ("vi", "en"):
        page.goto(f"/login?lang={language}")
        assert page.evaluate("document.querySelector('.site-header').offsetHeight") <= 58
