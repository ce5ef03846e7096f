"""What is asked about an amount before it counts, and what becomes of it when it was meant."""

import datetime as dt

import pytest

from geodata.errors import InvalidChange, Unconfirmed
from geodata.models import Disbursement, JournalEntry
from geodata.projects import let_through
from tests.geodata.officers import FINANCE, OWNED, rows
from tests.geodata.projects.records_sent import append, asked, correct, state, wrong

BILLION = 10**9
YEAR = {"amount": 600_000_000}


def told(store):
    with store.reading() as session:
        return dict(let_through.by_project(session))


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, ["twin_payment"]),
        ({"amount": 100_990_000}, ["twin_payment"]),
        ({"amount": 101_100_000}, []),
        ({"month": dt.date(2026, 9, 1)}, []),
        ({"kind": "advance"}, []),
        ({"amount": 500_000_001, "month": dt.date(2026, 9, 1)}, ["over_budget"]),
        ({"amount": 7 * BILLION}, ["thousandfold", "over_budget", "over_budget"]),
        ({"budget_year": 2025, "month": dt.date(2025, 9, 1)}, ["over_budget"]),
    ],
)
def test_a_payment_beside_what_is_there(site, change, codes):
    append(site, "capital_plan", **YEAR)
    append(site, "disbursement", FINANCE)
    found = asked(site, "disbursement", OWNED, **change) if codes else []
    assert found == codes
    assert len(rows(site, Disbursement)) == 1
    append(site, "disbursement", OWNED, let=codes, **change)
    assert told(site) == ({"DUONG-THU": tuple(dict.fromkeys(codes))} if codes else {})


def test_small_sums_that_come_again_are_no_twins(site):
    append(site, "capital_plan", **YEAR)
    for _ in range(2):
        append(site, "disbursement", amount=11_000)
    append(site, "disbursement", amount=12_100)
    assert asked(site, "disbursement", amount=12_100) == ["twin_payment"]


def test_a_payment_over_the_contracts(site):
    append(site, "package", package_price=90_000_000, winning_price=80_000_000)
    append(site, "package", key="xl-02", package_price=20_000_000, winning_price=20_000_000)
    append(site, "disbursement")
    assert asked(site, "disbursement", amount=1) == ["over_contract"]


@pytest.mark.parametrize(
    ("kind", "change", "codes"),
    [
        ("capital_plan", {"amount": 2 * BILLION}, ["over_investment"]),
        ("capital_plan", {"amount": 500 * BILLION}, ["thousandfold"]),
        ("capital_plan", {"amount": 99_999_999}, ["over_budget"]),
        ("decision", {"total_investment": 10_000_000}, ["thousandfold", "over_budget"]),
        ("decision", {"total_investment": 2_000 * BILLION}, ["thousandfold"]),
        ("package", {"package_price": 9 * BILLION, "winning_price": 8 * BILLION},
         ["over_investment"]),
        ("package", {"package_price": 20 * BILLION, "winning_price": None}, ["thousandfold"]),
    ],
)  # fmt: skip
def test_plans_decisions_and_packages(site, kind, change, codes):
    append(site, "disbursement")
    assert asked(site, kind, **change) == codes


def test_an_adjusted_plan_beside_the_one_that_it_replaces(site):
    append(site, "capital_plan", **YEAR)
    assert asked(site, "capital_plan", kind="adjusted", amount=600_000) == ["thousandfold"]
    append(site, "capital_plan", kind="adjusted", amount=700_000_000)


def test_what_was_confirmed_is_asked_again_when_more_is_odd(site):
    append(site, "disbursement")
    append(site, "capital_plan", amount=100_000_000)
    with pytest.raises(Unconfirmed) as caught:
        append(site, "disbursement", let=["twin_payment"])
    assert [one.code for one in caught.value.oddities] == ["twin_payment", "over_budget"]
    token = caught.value.oddities[0].token
    assert asked(site, "disbursement", let=[token, "thousandfold"]) == [
        "twin_payment", "over_budget",
    ]  # fmt: skip
    assert append(site, "disbursement", let=[token, "over_budget"]).warnings == (
        "twin_payment", "over_budget",
    )  # fmt: skip
    assert [row.detail.get("let_through") for row in rows(site, JournalEntry)][-1] == [
        "twin_payment", "over_budget",
    ]  # fmt: skip


def test_a_correction_is_asked_about_too_and_takes_the_mark_away(site):
    append(site, "capital_plan", **YEAR)
    row = append(site, "disbursement").row
    with pytest.raises(Unconfirmed):
        correct(site, "disbursement", row.id, {"amount": 700_000_000})
    row = correct(site, "disbursement", row.id, {"amount": 700_000_000}, let=["over_budget"]).row
    assert told(site) == {"DUONG-THU": ("over_budget",)}
    correct(site, "disbursement", row.id, {"amount": 70_000_000})
    assert told(site) == {}


def test_a_recovery_that_lets_the_sum_fall(site):
    append(site, "disbursement", kind="advance")
    november = {"month": dt.date(2026, 11, 1), "kind": "recovery", "amount": 30_000_000}
    assert asked(site, "disbursement", **november) == ["cumulative_fell"]
    append(site, "disbursement", month=dt.date(2026, 11, 1), amount=30_000_000)
    append(site, "disbursement", **november)


def test_what_an_audit_took_off_lessens_every_sum(site):
    append(site, "disbursement")
    assert wrong(site, "disbursement", kind="reduction", amount=100_000_001) == {"amount"}
    append(site, "disbursement", kind="reduction", amount=40_000_000)
    assert (state(site).disbursed_year, state(site).disbursed_total) == (60_000_000, 60_000_000)
    with pytest.raises(InvalidChange):
        append(site, "disbursement", kind="reduction", amount=60_000_001)


def test_words_that_name_a_person_are_asked_about_before_they_are_public(site):
    assert asked(site, "clearance", stuck="Còn 2 hộ, gọi 0912345678") == ["personal", "personal"]
    sent = append(site, "clearance", stuck="Còn 2 hộ", let=("personal",))
    assert sent.warnings == ("personal",)
