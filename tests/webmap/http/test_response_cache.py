"""Answers kept in memory: the newest, up to a size."""

from webmap.http.response_cache import Bodies


def test_oldest_goes_when_the_limit_is_reached():
    kept = Bodies(limit=100)
    for name in "abcde":
        kept.put(name, b"x" * 25)
    assert kept.get("a") is None
    assert kept.get("b") == b"x" * 25
    kept.put("f", b"y" * 20)
    assert kept.get("c") is None
    assert kept.get("b") is not None


def test_large_bodies_are_not_kept():
    kept = Bodies(limit=100)
    kept.put("a", b"x" * 26)
    assert kept.get("a") is None


def test_same_key_counts_once():
    kept = Bodies(limit=100)
    for _ in range(20):
        kept.put("a", b"x" * 25)
    kept.put("b", b"y" * 25)
    assert kept.get("a")
    assert kept.get("b")
    kept.clear()
    assert kept.get("a") is None


def test_compressed_answer_is_the_same_from_memory(client):
    headers = {"Accept-Encoding": "br"}
    first = client.get("/layers/projects.geojson", headers=headers)
    second = client.get("/layers/projects.geojson", headers=headers)
    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"]
    assert second.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in second.headers["Vary"]
    held = headers | {"If-None-Match": second.headers["ETag"]}
    assert client.get("/layers/projects.geojson", headers=held).status_code == 304
