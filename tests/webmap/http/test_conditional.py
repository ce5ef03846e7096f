"""What did not change costs a 304 that reads no feature (must-show 7); what changed does not."""

import itertools

import pytest
from sqlalchemy import event, select

from geodata import corrections
from geodata.journal import Officer
from geodata.models import Disbursement
from layers import catalog
from webmap.http.application import EXTENSION

DATA = (
    "/layers",
    *(f"/layers/{layer.id}.geojson" for layer in catalog.LAYERS),
    "/figures.json",
    "/criteria.json",
    "/agencies.json",
    "/units.json",
)
SMALL_TABLES = {"store_state", "journal", "consents"}
"""What tells the moment: the counter, and who lets an exact place be seen today."""


@pytest.fixture
def tables(app):
    """The tables that statements read from, in the order of the statements."""
    engine = app.extensions[EXTENSION].store.engine
    read = []

    def note(_conn, _cursor, statement, *_rest):
        words = statement.replace(",", " ").split()
        found = {w for before, w in itertools.pairwise(words) if before == "FROM"}
        read.append(found)

    event.listen(engine, "before_cursor_execute", note)
    yield read
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("encoding", ["identity", "br", "gzip"])
@pytest.mark.parametrize("path", DATA)
def test_unchanged_answer_is_304(client, path, encoding):
    accept = {"Accept-Encoding": encoding}
    first = client.get(path, headers=accept)
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert first.headers.get("Content-Encoding", "identity") == encoding
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    again = client.get(path, headers=accept | {"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    assert again.headers["Cache-Control"] == "public, no-cache"
    assert "Accept-Encoding" in again.headers["Vary"]


def test_each_encoding_has_its_own_strong_tag(client):
    tags = {
        client.get("/layers/projects.geojson", headers={"Accept-Encoding": e}).headers["ETag"]
        for e in ("identity", "br", "gzip")
    }
    assert len(tags) == 3


@pytest.mark.parametrize("query", ["", "?as_of=2024-12-31", "?known_at=2025-01-31&late=true"])
@pytest.mark.parametrize("path", [path for path in DATA if "geojson" in path])
def test_304_touches_no_feature_row(make_app, sample_store, client, app, tables, path, query):
    if path == "/layers/units.geojson" and not query:
        query = "?units_on=2024-12-31"
    tag = client.get(path + query).headers["ETag"]
    # Another process, whose memory is empty: nothing can come from there.
    forget(app)
    tables.clear()
    response = client.get(path + query, headers={"If-None-Match": tag})
    assert response.status_code == 304
    assert tables
    assert set().union(*tables) <= SMALL_TABLES
    tables.clear()
    forget(app)
    assert client.get(path + query).status_code == 200
    assert not set().union(*tables) <= SMALL_TABLES


def forget(app):
    """Empty this process's memory of snapshots and answers."""
    held = app.extensions[EXTENSION]
    held.store.memory.clear()
    held.bodies.clear()


def test_tag_depends_on_what_decides_the_bytes(client):
    def tag(query):
        return client.get(f"/layers/projects.geojson{query}").headers["ETag"]

    same = [
        tag(""),
        tag("?as_of=2026-11-23"),
        tag("?lang=vi"),
        tag("?late="),
    ]
    others = [tag("?as_of=2026-11-22"), tag("?lang=en"), tag("?late=true"), tag("?q=a")]
    assert same[0] == same[3]
    assert len({same[0], *others}) == 5


def test_tag_is_the_same_for_every_way_to_write_a_question(client):
    one = client.get("/layers/projects.geojson?unit=29905@2013,29911@2013&late=1")
    two = client.get("/layers/projects.geojson?late=true&unit=29905@2013&unit=29911@2013")
    assert one.headers["ETag"] == two.headers["ETag"]
    assert one.data == two.data


def test_any_of_several_tags_weak_or_strong_will_do(client):
    tag = client.get("/criteria.json").headers["ETag"]
    for held in (f'"x", {tag}', f"W/{tag}", "*"):
        assert client.get("/criteria.json", headers={"If-None-Match": held}).status_code == 304
    for held in ('"x"', 'W/"x"', "x"):
        assert client.get("/criteria.json", headers={"If-None-Match": held}).status_code == 200


def test_bad_parameter_is_400_whatever_tag_is_held(client):
    response = client.get("/criteria.json?as_of=x", headers={"If-None-Match": "*"})
    assert response.status_code == 400


def test_head_tells_the_same_without_a_body(client):
    get = client.get("/layers/projects.geojson", headers={"Accept-Encoding": "br"})
    head = client.head("/layers/projects.geojson", headers={"Accept-Encoding": "br"})
    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Content-Type", "Content-Encoding", "Content-Length", "Cache-Control"):
        assert head.headers[name] == get.headers[name]


def test_correction_changes_the_day_but_not_what_was_known(make_app, sample_copy):
    """Must-show 4 over HTTP: a figure of 2024 corrected today."""
    client = make_app(sample_copy.url).test_client()
    day, then = (
        "/figures.json?as_of=2024-12-31",
        "/figures.json?as_of=2024-12-31&known_at=2026-11-22",
    )
    before, before_then = client.get(day), client.get(then)
    with sample_copy.writing() as session:
        row = session.scalars(
            select(Disbursement).where(Disbursement.budget_year == 2024).limit(1)
        ).one()
        sign = -1 if row.kind == "recovery" else 1
        more = {"amount": row.amount + 1_000_000}
        corrections.correct(session, Officer("test"), row, more, "Nhập thiếu")
    held = {"If-None-Match": before.headers["ETag"]}
    after = client.get(day, headers=held)
    assert after.status_code == 200
    grown = (
        after.get_json()["total"]["disbursed_year"] - before.get_json()["total"]["disbursed_year"]
    )
    assert grown == sign * 1_000_000
    held_then = {"If-None-Match": before_then.headers["ETag"]}
    assert client.get(then, headers=held_then).status_code == 304
    assert client.get(then).data == before_then.data
