"""`/healthz`: whether this instance can answer."""

import pytest

pytestmark = pytest.mark.both_stores


def test_health_of_a_prepared_store(client, sample_store):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    state = response.get_json()
    assert state["rev"] > 1000
    assert state["release"].startswith("0.1.0+")
    assert {name: state[name] for name in ("status", "store", "migrated")} == {
        "status": "ok",
        "store": sample_store.dialect,
        "migrated": True,
    }


def test_health_of_an_empty_store(make_app, store_url):
    response = make_app(store_url).test_client().get("/healthz")
    assert (response.status_code, response.get_json()["rev"]) == (200, 0)


def test_health_of_a_store_that_is_not_prepared(make_app, blank_url):
    response = make_app(blank_url).test_client().get("/healthz")
    assert response.status_code == 503
    state = response.get_json()
    assert (state["status"], state["migrated"], state["rev"]) == ("not prepared", False, None)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg2://nobody:secret@127.0.0.1:1/nothing",
        "sqlite:////proc/nowhere/store.gpkg",
    ],
)
def test_health_of_a_store_out_of_reach(make_app, url):
    response = make_app(url).test_client().get("/healthz")
    assert response.status_code == 503
    assert "secret" not in response.text
    assert response.get_json()["status"] in ("unreachable", "not prepared")


@pytest.mark.parametrize("address", ["/healthz", "/", "/figures.json"])
def test_no_empty_file_is_left_behind(make_app, tmp_path, address):
    path = tmp_path / "none.gpkg"
    response = make_app(f"sqlite:///{path}").test_client().get(address)
    assert response.status_code == 503
    assert not path.exists()
