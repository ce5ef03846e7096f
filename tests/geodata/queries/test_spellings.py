"""A hamlet, a unit of measure in several spellings is one, spelled as it was entered first."""

import datetime as dt

import pytest

from geodata import queries
from tests.factories import a_contribution, define

TODAY = dt.date(2026, 11, 23)
SPELLINGS = ["Khóm 3", "khóm 3", "Khóm  3", "KHÓM 3", "Kho\u0301m\u00a03"]


def told(store, name, as_of=None):
    with store.reading() as session:
        snapshot = queries.snapshot(session, queries.moment(session, as_of, today=TODAY))
        return {one.code: getattr(one, name) for one in snapshot.contributions}


@pytest.fixture
def given(store):
    with store.writing() as session:
        define(session)
        for number, hamlet in enumerate(SPELLINGS):
            day = dt.date(2024, 5, 10 - number)
            a_contribution(session, f"DG-{number}", hamlet=hamlet, effective_on=day)
        a_contribution(session, "DG-KHAC", hamlet="KHÓM  3", unit="29908@2013")
        a_contribution(session, "DG-DAU", hamlet="Khom 3")
    return store


def test_a_hamlet_is_one_within_its_unit_and_accents_count(given):
    found = told(given, "hamlet")
    assert {found[f"DG-{number}"] for number in range(5)} == {"Khóm 3"}
    assert (found["DG-KHAC"], found["DG-DAU"]) == ("KHÓM 3", "Khom 3")
    # What counts then decides: by 7 May the fourth and the fifth were given.
    assert told(given, "hamlet", dt.date(2024, 5, 6))["DG-4"] == "Khóm 3"
    then = told(given, "hamlet", dt.date(2024, 5, 7))
    assert (then["DG-3"], then["DG-4"]) == ("KHÓM 3", "KHÓM 3")


def test_putting_the_first_right_puts_all_right(given):
    with given.writing() as session:
        a_contribution(session, "DG-0", hamlet="Khóm Ba", effective_on=dt.date(2024, 5, 11))
        a_contribution(session, "DG-BA", hamlet="khóm ba")
    found = told(given, "hamlet")
    assert (found["DG-0"], found["DG-BA"]) == ("Khóm Ba", "Khóm Ba")
    assert {found[f"DG-{number}"] for number in range(1, 5)} == {"khóm 3"}


def test_a_unit_of_measure_is_that_of_its_kind_or_as_entered_first(store):
    with store.writing() as session:
        define(session)
        for number, (kind, unit) in enumerate(
            [("land", "M2"), ("material", "Bao"), ("material", "bao"), ("equipment", "bao")]
        ):
            a_contribution(session, f"DG-{number}", kind=kind, unit_of_measure=unit)
    assert list(dict(sorted(told(store, "unit_of_measure").items())).values()) == [
        "m²", "Bao", "Bao", "bao",
    ]  # fmt: skip
