"""A warmed process answers its first visitor from memory."""

import itertools

import pytest
from sqlalchemy import event

from layers import catalog
from webmap.http.application import EXTENSION
from webmap.http.warming import ACCEPTED, warm

FEATURES = {"project_revisions", "contribution_revisions", "award_revisions"}


@pytest.fixture
def tables(sample_app):
    """The tables that statements read from."""
    engine = sample_app.extensions[EXTENSION].store.engine
    read = set()

    def note(_conn, _cursor, statement, *_rest):
        words = statement.replace(",", " ").split()
        read.update(w for before, w in itertools.pairwise(words) if before == "FROM")

    event.listen(engine, "before_cursor_execute", note)
    yield read
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def sample_app(sample_copy, make_app):
    return make_app(sample_copy.url)


def test_first_visitor_reads_no_feature_of_a_warmed_process(sample_app, tables):
    warm(sample_app)
    assert tables >= FEATURES
    tables.clear()
    visitor = sample_app.test_client()
    assert visitor.get("/", headers=ACCEPTED).status_code == 200
    for name in catalog.NAMES:
        answer = visitor.get(f"/layers/{name}.geojson?lang=vi", headers=ACCEPTED)
        assert answer.status_code == 200
    assert not tables & FEATURES


def test_store_that_is_not_prepared_is_left_alone(make_app, tmp_path):
    app = make_app(f"sqlite:///{tmp_path}/nothing.gpkg")
    warm(app)
    assert app.test_client().get("/healthz").status_code == 503
