"""Two server processes over one store: signed in at one is signed in at both."""

import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request

import pytest

from tests.officers import account
from tests.processes import GUNICORN, running

ASKED = 12
"""Requests on connections of their own, so that both processes get some."""


class Browser:
    """Cookies, and every request on a connection of its own."""

    def __init__(self, address):
        self.address = address
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def ask(self, path, form=None):
        data = None if form is None else urllib.parse.urlencode(form).encode()
        try:
            with self.opener.open(self.address + path, data) as answer:
                return answer.status, answer.geturl(), answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.geturl(), error.read().decode()

    def token(self):
        return json.loads(self.ask("/api/csrf")[2])["csrf_token"]

    def sign_in(self, username, password):
        form = {"username": username, "password": password, "csrf_token": self.token()}
        return self.ask("/login", form)


# Several processes are how PostGIS is served; the same over a file is for `make soak`.
@pytest.mark.parametrize(
    "sample_copy",
    [
        pytest.param("postgis", marks=pytest.mark.postgis),
        pytest.param("sqlite", marks=pytest.mark.soak),
    ],
    indirect=True,
)
def test_session_its_end_and_failures_count_in_every_process(sample_copy):
    password = account(sample_copy, "phuong.thu", "ward")
    with running(GUNICORN, sample_copy.url, WEB_CONCURRENCY="2") as server:
        browser, copied = Browser(server.address), Browser(server.address)
        assert browser.sign_in("phuong.thu", password)[0] == 200
        for cookie in browser.jar:
            copied.jar.set_cookie(cookie)
        pages = [browser.ask("/account") for _ in range(ASKED)]
        assert {(status, url.endswith("/account")) for status, url, _ in pages} == {(200, True)}
        browser.ask("/logout", {"csrf_token": browser.token()})
        ended = [copied.ask("/account")[1] for _ in range(ASKED)]
        assert all(re.search(r"/login\?next=", url) for url in ended)
        failed = [Browser(server.address).sign_in("phuong.thu", "wrong")[0] for _ in range(12)]
        assert failed == [401] * 10 + [429] * 2
        server.interrupt()
