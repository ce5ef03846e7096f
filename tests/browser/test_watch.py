"""The watch itself: a page that misbehaves on purpose, in each of the ways that it must report."""

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.application import serve
from tests.browser.axe import serious_violations
from tests.browser.watch import Watch

PAGE = """<!doctype html><html lang="vi"><title>Thử</title><link rel="icon" href="/icon">
<img src="http://example.org/picture.png"><p style="color: #ccc">Nhạt</p>
<script>throw new Error("inline")</script><script src="/thrower.js"></script>
<script src="/missing.js"></script></html>"""
MUST_REPORT = {
    "request to another host: http://example.org/picture.png",
    "security policy: style-src-attr blocked inline",
    "security policy: script-src-elem blocked inline",
    "uncaught: thrown",
    "404",
}


@pytest.fixture
def page_that_misbehaves(make_context, live_server) -> Page:
    site = Flask("misbehaving")
    site.add_url_rule("/icon", "icon", lambda: ("", 204))
    site.add_url_rule(
        "/thrower.js", "thrower", lambda: ('throw "thrown";', {"Content-Type": "text/javascript"})
    )
    site.add_url_rule(
        "/", "index", lambda: (PAGE, {"Content-Security-Policy": "default-src 'self'; img-src *"})
    )
    with serve(site) as address:
        context = make_context(address)
        page = context.new_page()
        page.goto("/", wait_until="networkidle")
        yield page
        context.watch.expect("")


def test_watch_reports_each_thing_that_a_page_must_not_do(page_that_misbehaves):
    watch: Watch = page_that_misbehaves.context.watch
    for report in MUST_REPORT:
        assert any(report in complaint for complaint in watch.complaints), report


def test_watch_lets_through_what_the_test_allows(page_that_misbehaves):
    watch: Watch = page_that_misbehaves.context.watch
    before = len(watch.complaints)
    watch.allow_origin("http://example.org")
    page_that_misbehaves.reload(wait_until="networkidle")
    fresh = watch.complaints[before:]
    assert fresh
    assert not any("another host" in complaint for complaint in fresh)


def test_axe_reports_a_picture_without_words(page_that_misbehaves):
    assert serious_violations(page_that_misbehaves) == ["image-alt (critical): img"]
