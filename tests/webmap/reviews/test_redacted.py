"""A review that was frozen with exact places: kept as it is, shown without them."""

import datetime as dt
import json

import pytest
from shapely.geometry import mapping, shape
from sqlalchemy import select

from geodata import reviews
from geodata.models.contributions import Contribution, ContributionRevision
from geodata.reviews import freezing, preparing
from geodata.reviews.freezing import Composed, canonical, digest_of
from tests.exact_places import exact_places, told_exactly
from tests.stores import copy_of
from tests.webmap.documents.reviews import SECRETARY, TODAY
from webmap.documents.frozen import Frozen


def frozen_exactly(store):
    """A published review as older releases froze it: code and body."""
    about = {
        "name": "Báo cáo năm 2024", "kind": "annual", "office": None,
        "period_from": dt.date(2024, 1, 1), "period_to": dt.date(2024, 12, 31),
        "as_of": dt.date(2024, 11, 30), "against": None,
    }  # fmt: skip
    with store.writing() as session:
        code = preparing.set_up(session, SECRETARY, about).code
    with store.reading() as session:
        made = freezing.composed(session, code, "0.1", TODAY)
        rows = select(Contribution.code, ContributionRevision.place).join(
            ContributionRevision, ContributionRevision.contribution_id == Contribution.id
        )
        exact = {one: place for one, place in session.execute(rows) if place is not None}
    told = json.loads(made.body)
    for one in told["contributions"]:
        one["geometry"] = mapping(exact[one["code"]]) if one["code"] in exact else None
    given = {one["code"]: one["geometry"] for one in told["contributions"]}
    for award in told["awards"]:
        placed = (given[at] for at in award["contributions"] if given.get(at))
        award["geometry"] = next(placed, award["geometry"])
    body = canonical(told)
    with store.writing() as session:
        kept = Composed(code, made.as_of, made.known_rev, body, digest_of(body))
        freezing.keep(session, SECRETARY, kept, "0.1")
        reviews.publish(session, SECRETARY, code, True)
    return code, body, made.body


@pytest.fixture(scope="module")
def old(templates):
    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as store:
        yield store, *frozen_exactly(store)


def test_public_gets_a_copy_without_exact_places_that_names_both_digests(old, make_app):
    store, code, body, _public = old
    exact = exact_places(store)
    assert told_exactly(body.decode(), exact)
    visitor = make_app(store.url).test_client()
    answer = visitor.get(f"/reviews/{code}/figures.json")
    assert told_exactly(answer.text, exact) == set()
    assert answer.json["redacted"]["frozen_digest"] == digest_of(body)
    page = visitor.get(f"/reviews/{code}").text
    assert digest_of(body) in page
    assert digest_of(answer.data) in page
    assert visitor.get(f"/reviews/{code}/figures.json").data == answer.data


def test_frozen_bytes_stay_and_what_moved_since_is_silent_about_places(old):
    store, code, body, _public = old
    with store.reading() as session:
        assert reviews.frozen_body(session, reviews.review(session, code).id) == body
        assert reviews.difference(session, body, TODAY).figures == ()


def test_copy_stands_where_a_review_frozen_today_has_it(old):
    _store, _code, body, public = old
    shown = Frozen(body, digest_of(body)).data
    today = json.loads(public)
    for name in ("contributions", "awards"):
        places = [
            [one["geometry"] and shape(one["geometry"]) for one in told[name]]
            for told in (shown, today)
        ]
        assert places[0] == places[1]


def test_body_without_exact_places_is_shown_as_it_was_kept(old):
    _store, _code, _body, public = old
    assert Frozen(public, digest_of(public)).body == public
