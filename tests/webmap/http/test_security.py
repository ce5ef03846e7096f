"""What every answer says to a browser."""

import re

import pytest


def policy(response):
    parts = response.headers["Content-Security-Policy"].split("; ")
    return {part.split(" ", 1)[0]: part.split(" ")[1:] for part in parts}


@pytest.fixture
def over(make_app, sqlite):
    """`over(**settings)`: a visitor of an application over a store without tables."""
    return lambda **settings: make_app(sqlite.new(), **settings).test_client()


def test_page_policy_is_strict_and_its_nonce_is_the_pages(over):
    response = over().get("/nowhere")
    found = policy(response)
    nonce = re.search(r'<script nonce="([^"]+)"', response.text).group(1)
    assert found == {
        "default-src": ["'none'"],
        "script-src": ["'self'", f"'nonce-{nonce}'"],
        "style-src": ["'self'", f"'nonce-{nonce}'"],
        "img-src": ["'self'", "data:", "https://tile.openstreetmap.org"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }


def test_nonce_is_of_one_request(over):
    client = over()
    assert policy(client.get("/nowhere")) != policy(client.get("/nowhere"))


def test_tile_host_is_forbidden_when_the_operator_turns_tiles_off(over):
    assert policy(over(basemap_tiles="off").get("/nowhere"))["img-src"] == ["'self'", "data:"]


def test_json_may_load_nothing(over):
    response = over().get("/nowhere.json")
    assert policy(response) == {"default-src": ["'none'"], "frame-ancestors": ["'none'"]}


def test_other_headers(over):
    headers = over().get("/nowhere").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("geolocation=(self)")
    assert "Strict-Transport-Security" not in headers


def test_https_is_kept_and_cookies_are_secure_there(over):
    response = over().get("/nowhere?lang=en", base_url="https://map.example")
    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookie = response.headers["Set-Cookie"]
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_proxy_is_believed_only_when_the_operator_says_so(over):
    told = {"X-Forwarded-Proto": "https"}
    assert "Strict-Transport-Security" not in over().get("/nowhere", headers=told).headers
    believed = over(trusted_proxies=1).get("/nowhere", headers=told)
    assert "Strict-Transport-Security" in believed.headers


def test_language_is_of_the_address_then_of_the_cookie_and_never_of_the_browser(over):
    client = over()
    assert 'lang="vi"' in client.get("/nowhere", headers={"Accept-Language": "en"}).text
    assert 'html lang="en"' in client.get("/nowhere?lang=en").text
    answer = client.get("/nowhere")
    assert 'html lang="en"' in answer.text
    assert "Cookie" in answer.headers["Vary"]
    assert 'html lang="vi"' in client.get("/nowhere?lang=vi").text
    assert 'html lang="vi"' in client.get("/nowhere?lang=xx").text
