"""Capital plans and disbursements of a project: budget years, advances, what is over budget."""

import datetime as dt
from uuid import uuid4

import pytest

from geodata.errors import InvalidChange
from geodata.models import JournalEntry
from tests.factories import a_payment
from tests.geodata.officers import rows
from tests.geodata.projects.records_sent import append, asked, correct, pointers, state, wrong


@pytest.mark.parametrize(
    ("month", "year"), [(dt.date(2026, 1, 1), 2025), (dt.date(2026, 1, 1), 2026)]
)
def test_budget_year_is_disbursed_until_january(site, month, year):
    append(site, "disbursement", month=month, budget_year=year)
    assert state(site).disbursed_year == (100_000_000 if year == 2026 else 0)


def test_no_more_is_recovered_than_was_advanced(site):
    advance = append(site, "disbursement", kind="advance", amount=100)
    assert wrong(site, "disbursement", kind="recovery", amount=101) == {"amount"}
    append(site, "disbursement", kind="recovery", amount=60)
    assert wrong(site, "disbursement", kind="recovery", amount=41) == {"amount"}
    assert state(site).disbursed_total == 40
    with pytest.raises(InvalidChange) as caught:
        correct(site, "disbursement", advance.id, {"amount": 59})
    assert pointers(caught) == {"amount"}
    with pytest.raises(InvalidChange):
        correct(site, "disbursement", advance.id, None)
    correct(site, "disbursement", advance.id, {"amount": 60})
    assert state(site).disbursed_total == 0


def test_over_budget_is_a_warning_as_of_when_it_came(site):
    uuid = str(uuid4())
    odd = ("over_budget",)
    append(site, "capital_plan", amount=150)
    assert append(site, "disbursement", amount=150).warnings == ()
    assert asked(site, "disbursement", amount=1, uuid=uuid) == ["over_budget"]
    assert append(site, "disbursement", amount=1, uuid=uuid, let=odd).warnings == odd
    append(site, "capital_plan", kind="adjusted", amount=151)
    assert append(site, "disbursement", amount=1, uuid=uuid).warnings == odd
    assert state(site).disbursed_year == 151


def test_disbursement_over_the_total_investment_is_asked_about(site):
    with site.writing() as session:
        a_payment(session, amount=1_000_000_001)
    assert asked(site, "disbursement", amount=1) == ["over_budget"]


def test_capital_is_assigned_once_then_adjusted(site):
    append(site, "capital_plan")
    assert wrong(site, "capital_plan") == {"kind"}
    append(site, "capital_plan", capital_source="lottery", amount=1)
    append(site, "capital_plan", kind="adjusted", amount=400, let=["thousandfold"])
    append(site, "capital_plan", kind="carried_over", amount=7)
    assert state(site).plan_year == 408
    details = [
        row.detail for row in rows(site, JournalEntry) if row.action == "project.capital_plan"
    ]
    assert [detail["before"].get("amount") for detail in details] == [None, None, 500_000_000, None]
    assert details[2] == {
        "on": "2026-11-20",
        "before": {
            "budget_year": 2026,
            "capital_source": "city_budget",
            "kind": "assigned",
            "amount": 500_000_000,
            "runs_until": None,
        },
        "after": {
            "budget_year": 2026,
            "capital_source": "city_budget",
            "kind": "adjusted",
            "amount": 400,
            "runs_until": None,
        },
        "let_through": ["thousandfold"],
    }
