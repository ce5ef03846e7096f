"""Style sheets and libraries joined: versioned, never older than their files, nothing else."""

import os
import re
from html import unescape

import pytest

from webmap.http.bundles import SCRIPTS, SHEETS, UnknownFile, address, bundle

FOREVER = "public, max-age=31536000, immutable"


@pytest.fixture
def app(make_app, sqlite):
    return make_app(sqlite.new())


@pytest.fixture
def own(app, tmp_path):
    """The application with a static folder of two sheets and two scripts."""
    (tmp_path / "css").mkdir()
    (tmp_path / "vendor" / "library").mkdir(parents=True)
    (tmp_path / "css" / "first.css").write_text('/* why */ a { background: url("../x.png") }')
    (tmp_path / "css" / "second.css").write_text("b { color: red }")
    (tmp_path / "vendor" / "library" / "one.css").write_text(
        "@font-face { src: url(f.woff2) } c { background: url(data:image/png;base64,AA) }"
    )
    (tmp_path / "vendor" / "library" / "one.js").write_text("var a = 1")
    (tmp_path / "vendor" / "library" / "two.js").write_text("(function () {})()")
    app.static_folder = str(tmp_path)
    with app.test_request_context():
        yield tmp_path


def test_sheets_are_joined_in_their_order_without_comments(own):
    text = bundle(SHEETS, "second first").text
    assert text.index("b { color: red }") < text.index("a { background")
    assert "why" not in text


def test_files_of_a_sheet_are_found_from_the_bundle(own):
    text = bundle(SHEETS, "first vendor/library/one").text
    assert 'url("static/x.png")' in text
    assert 'url("static/vendor/library/f.woff2")' in text
    assert "url(data:image/png;base64,AA)" in text


def test_scripts_cannot_run_into_one_another(own):
    text = bundle(SCRIPTS, "vendor/library/one vendor/library/two").text
    assert text == "var a = 1\n;\n(function () {})()"


def test_an_edited_file_has_another_address_at_once(own):
    before = address(SHEETS, "second")
    path = own / "css" / "second.css"
    state = path.stat()
    path.write_text("b { color: tan }")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    assert address(SHEETS, "second") != before
    assert "tan" in bundle(SHEETS, "second").text


def test_a_name_that_comes_twice_counts_once(own):
    assert address(SHEETS, "first second first") == address(SHEETS, "first second")


@pytest.mark.parametrize(
    "names",
    [
        "",
        "nothing",
        "../app",
        "vendor/../css/first",
        "/etc/hosts",
        "first.css",
        "vendor",
        "first " * 41,
    ],
)
def test_what_is_no_sheet_is_unknown(own, names):
    with pytest.raises(UnknownFile):
        bundle(SHEETS, names)


def test_versioned_address_is_immutable_and_others_are_revalidated(app):
    client = app.test_client()
    with app.test_request_context():
        url = address(SHEETS, "tokens layout")
    assert re.fullmatch(r"/styles\.css\?of=tokens\+layout&v=[0-9a-f]{12}", url)
    fixed = client.get(url, headers={"Accept-Encoding": "br"})
    assert (fixed.mimetype, fixed.headers["Cache-Control"]) == ("text/css", FOREVER)
    assert fixed.headers["Content-Encoding"] == "br"
    bare = client.get(url.split("&v=")[0])
    assert bare.headers["Cache-Control"] == "public, no-cache"
    again = client.get(url, headers={"If-None-Match": bare.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("url", ["/styles.css", "/styles.css?of=../app", "/scripts.js?of=tokens"])
def test_unknown_names_are_not_found(app, url):
    assert app.test_client().get(url).status_code == 404


def test_map_page_has_one_style_sheet_for_the_screen_and_one_library(file_client):
    html = file_client.get("/").get_data(as_text=True)
    screens = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    libraries = re.findall(r'<script defer src="([^"]+)"', html)
    assert (len(screens), len(libraries)) == (1, 1)
    for url in screens + libraries:
        assert file_client.get(unescape(url)).headers["Cache-Control"] == FOREVER


def test_files_that_the_map_page_sheet_names_are_there(file_client):
    html = file_client.get("/").get_data(as_text=True)
    sheet = re.search(r'<link rel="stylesheet" href="([^"]+)"', html)[1]
    text = file_client.get(unescape(sheet)).get_data(as_text=True)
    named = set(re.findall(r'url\("(static/[^"]+)"\)', text))
    assert "static/vendor/leaflet/images/layers.png" in named
    for link in named:
        assert file_client.get(f"/{link}").status_code == 200, link
