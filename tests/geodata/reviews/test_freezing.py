"""Frozen reviews: the same bytes for ever, and what they hold."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from geodata import reviews
from geodata.errors import BadInput, Conflict
from geodata.models import APPEND_ONLY
from geodata.reviews import freezing, preparing
from geodata.reviews.differences import leaves, rows_behind
from tests import factories
from tests.geodata.reviews.frozen_reviews import ABOUT, SECRETARY, TODAY, body_of, prepared


def test_a_frozen_review_keeps_its_bytes_and_proves_them(store):
    code = prepared(store)
    digest = reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    body = body_of(store, code)
    assert code == "annual-2024-11-30"
    assert reviews.digest_of(body) == digest
    told = json.loads(body)
    assert body == reviews.canonical(told)
    assert told["figures"]["total"]["disbursed_year"] == 100_000_000
    assert told["figures"]["total"]["contributions"]["kinds"]["land"]["quantities"] == {"m²": 120}
    assert told["figures"]["total"]["rows"] == {
        "projects": ["DUONG-THU"], "contributions": ["DG-THU"], "awards": []
    }  # fmt: skip
    assert told["projects"][0]["reports"][0]["physical_percent"] == 50
    with store.writing() as session:
        factories.an_update(session, on=dt.date(2024, 11, 1), percent=80)
    assert body_of(store, code) == body


def test_figures_leave_out_ids_of_rows_and_who_acted(store):
    code = prepared(store)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    told = json.loads(body_of(store, code))
    assert "id" not in told["projects"][0]
    assert "account" not in body_of(store, code).decode()


def test_a_review_is_frozen_once(store):
    code = prepared(store)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    with pytest.raises(Conflict, match="đã chốt"):
        reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    with store.writing() as session, pytest.raises(Conflict):
        preparing.write(session, SECRETARY, code, None, "results", "Muộn rồi")
    with store.writing() as session, pytest.raises(Conflict):
        preparing.set_up(session, SECRETARY, ABOUT, code)


def test_a_closing_day_to_come_is_refused(store):
    code = prepared(store, as_of=dt.date(2026, 11, 30), period_to=dt.date(2026, 12, 31))
    with pytest.raises(BadInput, match="30/11/2026"):
        reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)


def test_estimates_stand_beside_the_figures(store):
    code = prepared(store)
    with store.writing() as session:
        preparing.estimate(session, SECRETARY, code, "DUONG-THU", 200_000_000, Decimal(70))
        with pytest.raises(BadInput):
            preparing.estimate(session, SECRETARY, code, "DUONG-THU", -1, None)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    told = json.loads(body_of(store, code))
    assert told["estimates"] == {
        "DUONG-THU": {"disbursed_year": 200_000_000, "physical_percent": 70}
    }


def test_totals_agree_in_both_generations(sample_store):
    with sample_store.reading() as session:
        when = freezing.moment_at(session, dt.date(2025, 11, 30), 2**31 - 1, TODAY)
        from geodata.queries import snapshot
        from geodata.reviews.figures import compose, plain

        told = plain(compose(session, snapshot(session, when), None, {}))
    total = told["figures"]["total"]
    days = [generation["units_on"] for generation in told["figures"]["by_unit"]]
    assert days == ["2025-11-30", "2013-10-14"]
    for generation in told["figures"]["by_unit"]:
        for name in ("total_investment", "plan_year", "disbursed_year", "disbursed_total"):
            assert sum(group[name] or 0 for group in generation["groups"]) == total[name] > 0
        values = [group["contributions"]["value"] or 0 for group in generation["groups"]]
        assert sum(values) == total["contributions"]["value"] > 0


def test_what_no_row_states_is_null_and_not_nothing(store):
    with store.writing() as session:
        factories.a_project(session, total_investment=None)
        factories.a_project(session, "DUONG-HAI", sector="energy", total_investment=70)
        factories.a_plan(session, "DUONG-HAI", budget_year=2023, amount=30)
        factories.a_payment(session, "DUONG-HAI", budget_year=2023, month=dt.date(2023, 12, 1),
                            effective_on=dt.date(2023, 12, 31), amount=20)  # fmt: skip
        factories.a_contribution(
            session, kind="idea", quantity=None, unit_of_measure=None, value=None
        )
        code = preparing.set_up(session, SECRETARY, ABOUT).code
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    told = json.loads(body_of(store, code))["figures"]
    amounts = ("total_investment", "plan_year", "disbursed_year", "disbursed_total")
    groups = {group["key"]: group for group in told["by_sector"]}
    assert [told["total"][name] for name in amounts] == [70, None, 0, 20]
    assert [groups["transport"][name] for name in amounts] == [None] * 4
    assert [groups["energy"][name] for name in amounts] == [70, None, 0, 20]
    contributions = told["total"]["contributions"]
    assert (contributions["count"], contributions["value"]) == (1, None)
    assert {kind["value"] for kind in contributions["kinds"].values()} == {None}
    with store.writing() as session:
        factories.a_contribution(session, "DG-DAT", value=0)
        again = preparing.set_up(session, SECRETARY, ABOUT).code
    reviews.freeze(store, SECRETARY, again, "0.1.0", TODAY)
    contributions = json.loads(body_of(store, again))["figures"]["total"]["contributions"]
    assert contributions["value"] == contributions["kinds"]["land"]["value"] == 0
    assert contributions["kinds"]["idea"]["value"] is None


def test_every_figure_has_rows_behind_it(sample_store):
    with sample_store.reading() as session:
        when = freezing.moment_at(session, dt.date(2025, 11, 30), 2**31 - 1, TODAY)
        from geodata.queries import snapshot
        from geodata.reviews.figures import compose, plain

        tree = plain(compose(session, snapshot(session, when), None, {}))["figures"]
    told = dict(leaves(tree))
    assert len(told) > 1000
    for path, value in told.items():
        assert not value or rows_behind(tree, path), path


def test_frozen_rows_cannot_be_changed(store):
    code = prepared(store)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    assert "frozen_reviews" in APPEND_ONLY
    for statement in ("UPDATE frozen_reviews SET body = ''", "DELETE FROM frozen_reviews"):
        with pytest.raises(DBAPIError), store.writing() as session:
            session.execute(text(statement))
