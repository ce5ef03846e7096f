"""Static files: kept for good under the address of their content, and only there."""

import re

import pytest

NAME = "css/tokens.css"


@pytest.fixture
def visitor(make_app, sqlite):
    app = make_app(sqlite.new())
    return app, app.test_client()


def address(app, name=NAME):
    with app.test_request_context():
        return app.jinja_env.globals["url_for"]("static", filename=name)


def test_versioned_address_is_immutable(visitor):
    app, client = visitor
    url = address(app)
    assert re.fullmatch(rf"/static/{NAME}\?v=[0-9a-f]{{12}}", url)
    response = client.get(url)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("query", ["", "?v=", "?v=000000000000"])
def test_other_addresses_are_revalidated(visitor, query):
    _, client = visitor
    response = client.get(f"/static/{NAME}{query}", headers={"Accept-Encoding": "br"})
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert response.headers["Content-Encoding"] == "br"
    held = {"Accept-Encoding": "br", "If-None-Match": response.headers["ETag"]}
    again = client.get(f"/static/{NAME}{query}", headers=held)
    assert (again.status_code, again.data) == (304, b"")


def test_part_of_a_file_is_not_compressed(visitor):
    _, client = visitor
    headers = {"Range": "bytes=0-99", "Accept-Encoding": "br"}
    response = client.get(f"/static/{NAME}", headers=headers)
    assert response.status_code == 206
    assert "Content-Encoding" not in response.headers
    assert len(response.data) == 100


@pytest.mark.parametrize("path", ["../app.py", "%2e%2e/app.py", "..%2fapp.py", "css/../../app.py"])
def test_nothing_outside_the_folder_is_served(visitor, path):
    _, client = visitor
    assert client.get(f"/static/{path}?v=1").status_code == 404


def test_linked_folder_is_versioned_too(visitor, tmp_path):
    app, client = visitor
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "one.css").write_text("a {}")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "vendor").symlink_to(tmp_path / "elsewhere")
    app.static_folder = str(tmp_path / "static")
    url = address(app, "vendor/one.css")
    assert re.fullmatch(r"/static/vendor/one\.css\?v=[0-9a-f]{12}", url)
    assert client.get(url).headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_address_of_a_missing_file_has_no_version(visitor):
    app, client = visitor
    assert address(app, "css/nothing.css") == "/static/css/nothing.css"
    assert client.get("/static/css/nothing.css").status_code == 404
