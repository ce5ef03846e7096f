"""The version of the rules: named by frozen bodies, told in one line when it has changed."""

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path

from babel.messages.pofile import read_po

from geodata import corrections, reviews
from geodata.method import FIRST, METHOD, METHODS
from geodata.queries import snapshot
from geodata.reviews.figures import compose
from geodata.reviews.freezing import canonical, moment_at
from tests import factories
from tests.catalogues import TRANSLATIONS
from tests.geodata.reviews.frozen_reviews import SECRETARY, TODAY, body_of, difference_of, prepared
from tests.geodata.reviews.test_periods import NEXT, frozen

CLOSING = dt.date(2024, 11, 30)
NOVEMBER = {"month": dt.date(2024, 11, 1), "effective_on": dt.date(2024, 12, 5)}


def older_body(store, rev=2**31 - 1):
    """What a release of version 1 froze of the store: its bodies name no version."""
    with store.reading() as session:
        when = replace(moment_at(session, CLOSING, rev, TODAY), method=FIRST)
        about = {"review": {"office": None}}
        told = json.loads(canonical(compose(session, snapshot(session, when), None, about)))
    del told["method_version"]
    return told


def compared(store, body):
    with store.reading() as session:
        return reviews.difference(session, canonical(body), TODAY)


def test_a_frozen_review_names_the_version_of_its_rules(store):
    code = prepared(store)
    with store.writing() as session:
        factories.a_payment(session, amount=7, **NOVEMBER)
    reviews.freeze(store, SECRETARY, code, "0.1.0", TODAY)
    told = json.loads(body_of(store, code))
    assert told["method_version"] == METHOD == 2
    assert told["figures"]["total"]["disbursed_year"] == 100_000_007
    assert difference_of(store, code) == reviews.Difference((), ())


def test_what_the_rules_alone_moved_is_told_in_one_line(store):
    prepared(store)
    with store.writing() as session:
        factories.a_payment(session, amount=7, **NOVEMBER)
    body = older_body(store)
    assert body["figures"]["total"]["disbursed_year"] == 100_000_000
    found = compared(store, body)
    assert (found.figures, found.rows) == ((), ())
    (step,) = found.methods
    assert step.method is METHODS[1]
    # disbursed_year and disbursed_total: of all, of the project's sector and agency, of the unit on
    # whose ground it lies in either generation, of what has no criterion and no kind.
    assert step.figures == 2 * 7


def test_other_rules_and_other_rows_are_told_apart(store):
    prepared(store)
    with store.writing() as session:
        factories.a_payment(session, amount=7, **NOVEMBER)
    body = older_body(store)
    with store.writing() as session:
        factories.a_payment(session, amount=40, **NOVEMBER)
    found = compared(store, body)
    total = next(change for change in found.figures if change.path == ("total", "disbursed_year"))
    assert (total.then, total.again, total.anew, total.now) == (
        100_000_000, 100_000_000, 100_000_007, 100_000_047
    )  # fmt: skip
    assert total.by_data
    assert total.by_method
    assert [(row.code, [c.effective_on for c in row.changes]) for row in found.rows] == [
        ("DUONG-THU", [CLOSING])
    ]
    assert [(step.method.version, step.figures) for step in found.methods] == [(2, 14)]


def test_an_older_body_that_no_rule_moves_says_so(store):
    prepared(store)
    found = compared(store, older_body(store))
    assert [(step.method.version, step.figures) for step in found.methods] == [(2, 0)]
    assert (found.figures, found.rows) == ((), ())


def test_money_that_came_late_is_named_by_the_next_review(store):
    with store.writing() as session:
        factories.a_project(session)
        paid = factories.a_payment(session, amount=100)
        kind, row_id = type(paid), paid.id
    _code, first = frozen(store)
    assert first["review"]["told_late"] == {}
    with store.writing() as session:
        factories.a_payment(session, amount=7, **NOVEMBER)
        factories.a_payment(session, amount=9, month=dt.date(2024, 12, 1),
                            effective_on=dt.date(2025, 1, 5))  # fmt: skip
        row = session.get(kind, row_id)
        corrections.correct(session, factories.OWNER, row, {"amount": 101}, "Ghi nhầm")
    _code, second = frozen(store, **NEXT)
    assert second["review"]["told_late"]["disbursements"] == [
        {"project": "DUONG-THU", "budget_year": 2024, "month": "2024-11-01", "kind": "payment",
         "amount": 7},
    ]  # fmt: skip


def test_the_documentation_tells_each_version():
    told = Path(__file__).parents[3].joinpath("docs", "reviews.md").read_text(encoding="utf-8")
    section = told.split("## Versions of the rules")[1].split("\n## ")[0]
    listed = re.findall(r"^\| (\d+) \| (.+) \|$", section, re.MULTILINE)
    with TRANSLATIONS.joinpath("en", "LC_MESSAGES", "messages.po").open("rb") as file:
        english = {text.id: text.string for text in read_po(file, locale="en")}
    assert listed == [(str(m.version), english[m.says]) for m in METHODS]
    assert [m.version for m in METHODS] == list(range(1, METHOD + 1))
