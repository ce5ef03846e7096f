"""What goes wrong, told as a page or as problem+json."""

import pytest

from geodata import errors
from webmap.access import rules as access_rules
from webmap.errors import kind_of
from webmap.failures import KINDS, UNAVAILABLE

PROBLEM = "application/problem+json"


@pytest.fixture
def visitor(make_app, sqlite):
    return make_app(sqlite.new()).test_client()


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("/nowhere", None, "text/html"),
        ("/nowhere", "*/*", "text/html"),
        ("/nowhere", "text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("/nowhere", "application/json", PROBLEM),
        ("/nowhere", "application/problem+json", PROBLEM),
        ("/nowhere", "application/json;q=0.5,text/html", "text/html"),
        ("/nowhere.json", "text/html", PROBLEM),
        ("/layers/nowhere.geojson", "text/html", PROBLEM),
        ("/layers/", None, PROBLEM),
        ("/layers/units.csv", None, PROBLEM),
        ("/projects/nowhere", None, "text/html"),
        ("/projects/%ED%A0%80", None, "text/html"),
        ("/%00", None, "text/html"),
        ("/%zz", None, "text/html"),
    ],
)
def test_not_found_in_the_form_that_was_asked_for(visitor, path, accept, kind):
    response = visitor.get(path, headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.mimetype) == (404, kind)
    assert response.headers["Cache-Control"] == "no-store"


def test_problem_names_what_was_wrong(visitor):
    response = visitor.get("/figures.json?as_of=2024-02-30&by=moon&lang=vi")
    assert response.status_code == 400
    body = response.get_json(force=True)
    assert body == {
        "type": "urn:sadec-map:problem:bad-input",
        "title": "Bad request",
        "status": 400,
        "detail": "Some parameters are wrong: as_of, by.",
        "instance": "/figures.json",
        "errors": [
            {
                "parameter": "as_of",
                "value": "2024-02-30",
                "reason": "no such day in the calendar",
                "allowed": ["2013-10-14…2100-12-31"],
            },
            {
                "parameter": "by",
                "value": "moon",
                "reason": "no such value",
                "allowed": ["unit", "sector", "agency", "criterion", "kind"],
            },
        ],
    }


def test_an_unknown_unit_is_called_a_unit(file_client):
    page = file_client.get("/projects?unit=xxx&lang=vi")
    assert page.status_code == 400
    assert "không có đơn vị này" in page.text
    (wrong,) = file_client.get("/figures.json?unit=xxx").get_json(force=True)["errors"]
    assert wrong["reason"] == "no such unit"


def test_page_says_what_was_wrong_in_the_visitors_language(visitor):
    response = visitor.get("/?as_of=2024-02-30")
    assert response.status_code == 400
    assert "không có ngày này trong lịch" in response.text
    assert "Về bản đồ" in response.text
    english = visitor.get("/?as_of=2024-02-30&lang=en").text
    assert "no such day in the calendar" in english
    assert "Back to the map" in english


def test_page_shows_a_visitors_words_as_text(visitor):
    response = visitor.get("/", query_string={"as_of": "<script>alert(1)</script>"})
    assert response.status_code == 400
    assert "<script>alert" not in response.text
    assert "&lt;script&gt;alert" in response.text


@pytest.mark.parametrize("path", ["/layers", "/figures.json", "/units.json", "/healthz"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(visitor, path, method):
    response = visitor.open(path, method=method)
    assert (response.status_code, response.mimetype) == (405, PROBLEM)
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_options_names_the_methods(visitor):
    response = visitor.options("/layers/units.geojson")
    assert response.status_code == 200
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("path", ["/layers", "/figures.json", "/units.json"])
def test_store_out_of_reach_is_503(visitor, path):
    response = visitor.get(path)
    assert (response.status_code, response.mimetype) == (503, PROBLEM)
    assert response.headers["Retry-After"] == "30"
    assert response.get_json(force=True)["detail"] == "The store is out of reach."


def test_store_out_of_reach_is_a_page_that_says_what_to_do(visitor):
    response = visitor.get("/")
    assert (response.status_code, response.mimetype) == (503, "text/html")
    assert "Tạm thời chưa có dữ liệu" in response.text
    assert "no such table" not in response.text


def test_a_live_link_is_in_no_log(make_app, sqlite, monkeypatch, caplog):
    """The path of a one-time link is as good as a password."""
    app = make_app(sqlite.new(), new=True)
    app.testing = False
    monkeypatch.setitem(access_rules.ACCESS, "broken", access_rules.PUBLIC)

    @app.get("/broken/<value>")
    def broken(value):
        raise RuntimeError

    assert app.test_client().get("/login/link/the-secret-value").status_code == 503
    assert "GET /login/link/<value>" in caplog.text
    assert app.test_client().get("/broken/the-secret-value").status_code == 500
    assert "Exception on GET /broken/<value>" in caplog.text
    assert "the-secret-value" not in caplog.text


def test_unexpected_error_is_500_without_its_details(make_app, sqlite, monkeypatch):
    app = make_app(sqlite.new(), new=True)
    app.testing = False

    monkeypatch.setitem(access_rules.ACCESS, "broken", access_rules.PUBLIC)

    @app.get("/broken.json")
    def broken():
        raise RuntimeError("the secret")

    response = app.test_client().get("/broken.json")
    assert (response.status_code, response.mimetype) == (500, PROBLEM)
    assert "secret" not in response.text
    page = app.test_client().get("/broken.json", headers={"Accept": "text/html"})
    assert page.status_code == 500


def test_every_typed_error_has_its_row():
    listed = [value for value in vars(errors).values() if isinstance(value, type)]
    typed = {t for t in listed if issubclass(t, errors.CampaignError)} - {errors.CampaignError}
    assert typed <= set(KINDS)
    assert kind_of(errors.StoreUnavailable("x")) is UNAVAILABLE
    assert [kind_of(t("x")).status for t in (errors.BadInput, errors.NotFound)] == [400, 404]
