"""Which budget year a review tells, and from which day its tables count."""

import datetime as dt
import json

import pytest

from geodata import corrections, reviews
from geodata.models import Disbursement
from geodata.reviews import preparing
from tests import factories
from tests.geodata.reviews.frozen_reviews import ABOUT, SECRETARY, TODAY, body_of, difference_of

JANUARY = dt.date(2025, 1, 31)


def paid_over_the_turn(session):
    """Two budget years: 300 planned and 100 + 150 paid of 2024 (the last in January), 900 planned
    and 20 paid of 2025."""
    factories.a_project(session)
    for year, amount in ((2024, 300), (2025, 900)):
        factories.a_plan(session, budget_year=year, amount=amount)
    march, january = dt.date(2024, 3, 1), dt.date(2025, 1, 1)
    for year, month, amount in ((2024, march, 100), (2024, january, 150), (2025, january, 20)):
        factories.a_payment(
            session, budget_year=year, month=month, amount=amount,
            effective_on=month.replace(day=28),
        )  # fmt: skip


def frozen(store, **changes):
    with store.writing() as session:
        code = preparing.set_up(session, SECRETARY, ABOUT | changes).code
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    return code, json.loads(body_of(store, code))


@pytest.mark.parametrize(
    ("as_of", "year", "plan", "paid"),
    [
        (dt.date(2024, 11, 30), 2024, 300, 100),
        (dt.date(2024, 12, 31), 2024, 300, 100),
        (JANUARY, 2024, 300, 250),
        (dt.date(2025, 2, 1), 2025, 900, 20),
    ],
)
def test_figures_that_close_by_the_end_of_january_are_of_the_year_before(
    store, as_of, year, plan, paid
):
    with store.writing() as session:
        paid_over_the_turn(session)
    _code, told = frozen(store, as_of=as_of)
    project, total = told["projects"][0], told["figures"]["total"]
    assert told["budget_year"] == project["budget_year"] == year
    assert (project["plan_year"], project["disbursed_year"]) == (plan, paid)
    assert (total["plan_year"], total["disbursed_year"]) == (plan, paid)


def test_the_difference_is_of_the_same_budget_year(store):
    with store.writing() as session:
        paid_over_the_turn(session)
    code, _told = frozen(store, as_of=JANUARY)
    assert difference_of(store, code) == reviews.Difference((), ())
    with store.writing() as session:
        row = session.query(Disbursement).filter_by(amount=150).one()
        corrections.correct(session, factories.OWNER, row, {"amount": 170}, "Ghi nhầm")
    moved = {change.path: change for change in difference_of(store, code).figures}
    total = moved["total", "disbursed_year"]
    assert (total.then, total.again, total.now) == (250, 250, 270)


def test_a_body_of_an_older_release_is_of_the_closing_days_year(store):
    with store.writing() as session:
        paid_over_the_turn(session)
    _code, told = frozen(store, as_of=dt.date(2024, 11, 30))
    del told["budget_year"]
    with store.reading() as session:
        found = reviews.difference(session, reviews.canonical(told), TODAY)
    assert found == reviews.Difference((), ())


def counted(store, **changes):
    return frozen(store, **changes)[1]["review"]["counted_from"]


NEXT = {
    "name": "Báo cáo năm 2025", "period_from": dt.date(2025, 1, 1),
    "period_to": dt.date(2025, 12, 31), "as_of": dt.date(2025, 11, 30),
}  # fmt: skip


def test_the_first_review_counts_from_its_period(store):
    assert counted(store) == "2024-01-01"


def test_december_after_the_closing_day_belongs_to_the_next_report(store):
    frozen(store)
    assert counted(store, **NEXT) == "2024-12-01"


def test_a_review_that_was_frozen_again_goes_on_from_the_later_one(store):
    frozen(store)
    frozen(store, as_of=dt.date(2024, 12, 10))
    assert counted(store) == "2024-01-01"
    assert counted(store, **NEXT) == "2024-12-11"


def test_a_year_that_closed_after_its_end_was_counted_to_its_end(store):
    frozen(store, as_of=JANUARY)
    assert counted(store, **NEXT) == "2025-01-01"


def test_another_series_counts_only_where_it_is_compared_with(store):
    other, _told = frozen(store, kind="midterm", as_of=dt.date(2024, 12, 20))
    assert counted(store, **NEXT) == "2025-01-01"
    assert counted(store, **NEXT, against=other, office="29905@2025", kind="own") == "2024-12-21"
    frozen(store)
    assert counted(store, **(NEXT | {"as_of": dt.date(2025, 12, 1)}), against=other) == (
        "2024-12-01"
    )


def test_a_review_long_before_or_within_the_period_does_not_move_it(store):
    frozen(store, as_of=dt.date(2023, 11, 30), period_from=dt.date(2023, 1, 1),
           period_to=dt.date(2023, 12, 31))  # fmt: skip
    assert counted(store, **NEXT) == "2025-01-01"
    june = dt.date(2025, 6, 30)
    half, _told = frozen(store, **(NEXT | {"kind": "midterm", "period_to": june, "as_of": june}))
    again = NEXT | {"as_of": dt.date(2025, 12, 1), "office": "29905@2025", "kind": "own"}
    assert counted(store, **again, against=half) == "2025-01-01"


def test_one_that_is_not_frozen_was_never_told(store):
    with store.writing() as session:
        preparing.set_up(session, SECRETARY, ABOUT)
    assert counted(store, **NEXT) == "2025-01-01"
