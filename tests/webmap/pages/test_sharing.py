"""How pages present themselves, and who may frame them."""

import inspect
import re
from html import unescape

import pytest

from webmap.access.rules import PUBLIC, rule_of
from webmap.config import Settings
from webmap.pages import links, page


def meta(response, name):
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)"', response.text)
    return unescape(found.group(1)) if found else None


@pytest.mark.parametrize("address", ["/", "/projects/DUONG-N7", "/search?q=n7", "/compare"])
def test_page_has_description_canonical_and_picture(client, address):
    response = client.get(address)
    assert len(meta(response, "description")) > 40
    assert meta(response, "og:title")
    assert meta(response, "twitter:card") == "summary_large_image"
    canonical = re.search(r'<link rel="canonical" href="([^"]+)"', response.text).group(1)
    assert unescape(canonical) == f"http://localhost{address}"
    assert meta(response, "og:url") == f"http://localhost{address}"
    picture = meta(response, "og:image").removeprefix("http://localhost")
    assert client.get(picture).mimetype == "image/png"


def shows_a_page(view):
    """Whether a view gives a content page, by `webmap.pages.page.show`."""
    plain = inspect.unwrap(view)
    named = plain.__code__.co_names
    given = {id(plain.__globals__.get(name)) for name in named}
    return id(page.show) in given or (id(page) in given and "show" in named)


def test_every_public_page_has_an_address_of_its_own(app):
    """The journal of a project is a part of the project's page."""
    pages = {
        endpoint
        for endpoint, view in app.view_functions.items()
        if rule_of(endpoint) == PUBLIC and shows_a_page(view)
    }
    own = {endpoint for endpoint in pages if not endpoint.startswith("embed.")}
    assert "criteria.show" in own
    assert own - links.PUBLIC_PAGES == {"journal.project"}


def test_project_page_shows_its_own_picture(client):
    response = client.get("/projects/DUONG-N7?as_of=2025-06-30&lang=en")
    picture = meta(response, "og:image")
    assert "project=DUONG-N7" in picture
    assert "as_of=2025-06-30" in picture
    assert "lang=en" in picture


def test_canonical_leaves_out_what_is_no_page_of_its_own(client):
    text = client.get("/?sector=education&utm_source=x&as_of=2024-12-31&lang=en").text
    assert '<link rel="canonical" href="http://localhost/?as_of=2024-12-31&amp;lang=en">' in text
    assert 'hreflang="vi" href="http://localhost/?as_of=2024-12-31"' in text


def test_error_page_is_no_address(client):
    text = client.get("/nowhere").text
    assert 'rel="canonical"' not in text
    assert '<meta name="robots" content="noindex">' in text


def ancestors(response):
    policy = response.headers["Content-Security-Policy"]
    return re.search(r"frame-ancestors ([^;]+)", policy).group(1)


@pytest.fixture
def allowed(make_app, sample_file):
    app = make_app(sample_file.url, embed_hosts="https://dongthap.gov.vn, *.sadec.vn")
    return app.test_client()


@pytest.mark.parametrize("address", ["/embed/", "/embed/projects/DUONG-N7", "/embed/compare"])
def test_nobody_is_allowed_unless_the_operator_says_so(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert ancestors(response) == "'none'"


@pytest.mark.parametrize("address", ["/", "/projects/DUONG-N7", "/compare"])
def test_allowed_hosts_may_frame_the_embedded_page_only(allowed, address):
    defined = allowed.get(f"/embed{address}?lang=en")
    assert defined.status_code == 200
    assert ancestors(defined) == "https://dongthap.gov.vn *.sadec.vn"
    assert "site-header" not in defined.text
    assert '<base target="_blank">' in defined.text
    assert f'<link rel="canonical" href="http://localhost{address}?lang=en">' in defined.text
    page = allowed.get(address)
    assert ancestors(page) == "'none'"
    assert f'iframe src="http://localhost/embed{address}' in unescape(page.text)


def test_error_inside_a_frame_is_told_there(allowed):
    response = allowed.get("/embed/projects/NOPE")
    assert response.status_code == 404
    assert "site-header" not in response.text


def test_page_offers_no_frame_when_nobody_is_allowed(client):
    assert "embed-code" not in client.get("/").text


def test_map_page_offers_the_data_and_the_picture_of_its_filter(client):
    text = unescape(client.get("/?sector=education&as_of=2024-12-31").text)
    for path in ("/layers/projects.geojson", "/pictures/map.png"):
        link = re.search(rf'href="({path}\?[^"]+)" download', text).group(1)
        assert "sector=education" in link
        assert "as_of=2024-12-31" in link
        assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    "value",
    ["*", "https://a.vn; script-src *", "'self'", "javascript:x", "https://", "a.vn/path", "a..b"],
)
def test_setting_refuses_what_is_no_host(value):
    with pytest.raises(ValueError, match="embed_hosts"):
        Settings(embed_hosts=value)


def test_setting_takes_hosts_in_any_order():
    hosts = Settings(embed_hosts="https://a.vn,  b.vn:8443\n*.c.gov.vn").embed_hosts
    assert hosts == "https://a.vn b.vn:8443 *.c.gov.vn"
