"""What is published with a review: nothing of another that the public may not see."""

import datetime as dt

import pytest

from geodata import reviews
from geodata.errors import Conflict
from geodata.reviews import preparing, publishing
from tests import factories
from tests.geodata.reviews.frozen_reviews import ABOUT, SECRETARY, TODAY, prepared

EARLIER = ABOUT | {
    "name": "Báo cáo năm 2023", "period_from": dt.date(2023, 1, 1),
    "period_to": dt.date(2023, 12, 31), "as_of": dt.date(2023, 11, 30),
}  # fmt: skip


@pytest.fixture
def two(store):
    """A store with a review of 2024 that is compared with that of 2023: their codes."""
    with store.writing() as session:
        factories.a_project(session)
        before = preparing.set_up(session, SECRETARY, EARLIER).code
        after = preparing.set_up(session, SECRETARY, ABOUT | {"against": before}).code
    return store, before, after


def freeze(store, *codes):
    for code in codes:
        reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)


def publish(store, code, published=True):
    with store.writing() as session:
        reviews.publish(session, SECRETARY, code, published)


def is_published(store, code):
    with store.reading() as session:
        return reviews.review(session, code).published


def compared_with(store, code):
    with store.reading() as session:
        return publishing.compared_with(session, reviews.review(session, code))


def test_a_review_is_not_published_before_the_one_that_it_is_compared_with(two):
    store, before, after = two
    freeze(store, before, after)
    with pytest.raises(Conflict) as refused:
        publish(store, after)
    assert str(refused.value) == (
        "Kỳ này so sánh với “Báo cáo năm 2023” (annual-2023-11-30), kỳ đó chưa công bố. "
        "Công bố kỳ đó trước."
    )
    assert not is_published(store, after)
    publish(store, before)
    publish(store, after)
    assert (is_published(store, before), is_published(store, after)) == (True, True)


def test_the_one_that_a_published_review_is_compared_with_stays_published(two):
    store, before, after = two
    freeze(store, before, after)
    publish(store, before)
    publish(store, after)
    with pytest.raises(Conflict) as refused:
        publish(store, before, False)
    assert str(refused.value) == (
        "Kỳ “Báo cáo năm 2024” (annual-2024-11-30) đang công bố và so sánh với kỳ này. "
        "Thôi công bố kỳ đó trước."
    )
    assert is_published(store, before)
    publish(store, after, False)
    publish(store, before, False)
    assert (is_published(store, before), is_published(store, after)) == (False, False)


def test_a_published_review_does_not_show_what_is_frozen_after_it(two):
    store, before, after = two
    freeze(store, after)
    publish(store, after)
    assert compared_with(store, after) is None, "there is nothing to be compared with yet"
    freeze(store, before)
    assert compared_with(store, after) is None, "the public may not see it"
    publish(store, before)
    assert compared_with(store, after).code == before


def test_officers_compare_before_either_is_published(two):
    store, before, after = two
    freeze(store, before, after)
    assert compared_with(store, after).code == before
    assert compared_with(store, before) is None


def test_only_what_is_frozen_can_be_published(store):
    code = prepared(store)
    with store.writing() as session, pytest.raises(Conflict):
        reviews.publish(session, SECRETARY, code, True)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    with store.writing() as session:
        reviews.publish(session, SECRETARY, code, True)
        assert reviews.review(session, code).published
        reviews.publish(session, SECRETARY, code, False)
        assert not reviews.review(session, code).published
