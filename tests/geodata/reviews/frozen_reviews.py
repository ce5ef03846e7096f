"""A review to prepare and to freeze, and what it says, for several tests."""

import datetime as dt

from geodata import reviews
from geodata.evidence import awards
from geodata.journal import Officer
from geodata.permissions import Actor
from geodata.reviews import preparing
from tests import factories

SECRETARY = Officer("account-secretary", "phong-vhxh-29905@2025")
WARD = Actor("account-ward", "29905@2025", "ward")
SECRETARIAT = Actor("account-secretary", "phong-vhxh-29905@2025", "secretariat")
TODAY = dt.date(2026, 11, 23)
ABOUT = {
    "name": "Báo cáo năm 2024",
    "kind": "annual",
    "office": None,
    "period_from": dt.date(2024, 1, 1),
    "period_to": dt.date(2024, 12, 31),
    "as_of": dt.date(2024, 11, 30),
    "against": None,
}


def prepared(store, **changes):
    with store.writing() as session:
        factories.a_project(session)
        factories.an_update(session)
        factories.a_payment(session)
        factories.a_contribution(session)
        return preparing.set_up(session, SECRETARY, ABOUT | changes).code


def body_of(store, code):
    with store.reading() as session:
        return reviews.frozen_body(session, reviews.review(session, code).id)


def difference_of(store, code):
    body = body_of(store, code)
    with store.reading() as session:
        return reviews.difference(session, body, TODAY)


def propose(session, code, unit="29905@2013", steps=()):
    about = {
        "effective_on": dt.date(2024, 10, 1), "type": "thematic", "form": "giay-khen-xa",
        "year": 2024, "recipient_kind": "household", "recipients": 3, "recipient": "Ba hộ",
        "unit": unit, "achievement": "Hiến đất mở đường", "illustrative": [],
    }  # fmt: skip
    awards.propose(session, SECRETARY, code, about)
    for name, day in steps:
        step = {"step": name, "effective_on": day, "illustrative": []}
        awards.step(session, SECRETARY, code, step)
