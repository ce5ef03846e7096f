"""Whatever is asked of the data addresses and the pages, the answer is never a 500."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers import catalog
from webmap.http.query import READERS
from webmap.pages.links import PUBLIC_PAGES

PATHS = (
    "/layers",
    *(f"/layers/{layer.id}.geojson" for layer in catalog.LAYERS),
    "/figures.json",
    "/criteria.json",
    "/agencies.json",
    "/units.json",
    "/search.json",
)
PAGES = (
    "/",
    "/projects",
    "/projects/DUONG-N7",
    "/contributions",
    "/awards",
    "/units",
    "/criteria",
    "/agencies",
    "/campaign",
    "/search",
    "/compare",
    "/feed.atom",
)
TELLING = (
    "2024-12-31", "2025-07-01", "2024-02-30", "0000-01-01", "99999-1-1", "9999-12-31", "true", "0",
    "29905", "29905@2013", "29905@2025", "outside@2013", "transport", "completion", "1.4.b", "gd1",
    "land", "unit", "kind", "vi", "en", "105.6,10.2,105.9,10.5", "nan,nan,nan,nan", "inf,0,1,2",
    "1,2,3", "2,1,0,0", "1e309", "-0", "\x00", "%00", "\ufffd", "\u202e", "Đường", "a" * 10_240,
    "2024-12-31T10:00:00+07:00", "2024-12-31T10:00:00-23:59", "1900-01-01T00:00:00+23:59", "",
    ",,,", "*", "%", "_", "' OR 1=1 --", "{{7*7}}", "٢٠٢٤-٠١-٠١",
)  # fmt: skip
NAMES = st.one_of(st.sampled_from(sorted(READERS)), st.text(max_size=8))
VALUES = st.one_of(
    st.sampled_from(TELLING),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40),
    st.dates().map(str),
    st.datetimes(timezones=st.timezones()).map(lambda value: value.isoformat()),
    st.lists(st.floats(), min_size=3, max_size=5).map(lambda xs: ",".join(map(str, xs))),
)
RAW = ("%", "%zz", "%ED%A0%80", "%FF%FE", "as_of=%00", "q=%ED%A0%80", "&&==&", "q", "=1", "?", ";")


def test_every_page_is_asked(sqlite_app):
    rules = [rule for rule in sqlite_app.url_map.iter_rules() if rule.endpoint in PUBLIC_PAGES]
    assert {rule.rule for rule in rules if not rule.arguments} - set(PAGES) == set()


def judged(response, path):
    assert response.status_code in (200, 303, 304, 400, 404)
    if path in PAGES:
        return
    if response.status_code == 400:
        body = response.get_json(force=True)
        assert response.mimetype == "application/problem+json"
        assert body["errors"]
        for problem in body["errors"]:
            assert set(problem) == {"parameter", "value", "reason", "allowed"}
            assert problem["reason"]
    elif response.status_code == 200:
        json.loads(response.data, parse_constant=pytest.fail)


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)]
)
def visitor(request):
    return request.getfixturevalue(f"{request.param}_app").test_client()


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    path=st.sampled_from(PATHS + PAGES),
    query=st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=4),
)
def test_any_question_has_an_answer(visitor, path, query):
    judged(visitor.get(path, query_string=[*query]), path)


@pytest.mark.parametrize("path", PATHS + PAGES)
def test_broken_encoding_has_an_answer(visitor, path):
    for raw in RAW:
        judged(visitor.open(path, environ_overrides={"QUERY_STRING": raw}), path)


@pytest.mark.parametrize("name", sorted(READERS))
def test_telling_values_have_an_answer(visitor, name):
    for value in TELLING:
        for path in ("/layers/projects.geojson", "/figures.json"):
            judged(visitor.get(path, query_string={name: value}), path)
