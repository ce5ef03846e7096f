"""Givers and recipients: who they are, what may be named, and finding what is kept of them."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from geodata.errors import BadInput, NotFound
from geodata.models import Consent, ContributionGiver, Person, StoreState
from geodata.people import people
from geodata.people.people import NewPerson
from geodata.queries import names
from tests import factories


@pytest.fixture
def store(defined_store):
    """The campaign is defined in it."""
    return defined_store


@pytest.fixture
def contribution(store):
    with store.writing() as session:
        factories.a_contribution(session)
    return store


def give(store, name="Bà Đậu Thị Thử", **values):
    with store.writing() as session:
        return people.add_giver(session, "DG-THU", NewPerson(name, **values)).uid


def named(store):
    with store.reading() as session:
        return names.of_givers(session)


def find(store, text):
    with store.reading() as session:
        return people.find(session, text)


@pytest.mark.parametrize(
    ("level", "told"), [("none", {}), ("ward", {}), ("public", {"DG-THU": ("Bà Đậu Thị Thử",)})]
)
def test_only_public_consent_names_in_public(contribution, level, told):
    give(contribution, consent=level)
    assert named(contribution) == told


def test_withdrawn_consent_names_nobody_at_once(contribution):
    uid = give(contribution, consent="public")
    with contribution.writing() as session:
        assert people.withdraw_consent(session, uid) is True
        assert people.withdraw_consent(session, uid) is False
    assert named(contribution) == {}
    assert find(contribution, uid)[0].consent == "none"


def test_a_new_consent_takes_the_place_of_the_last(contribution):
    uid = give(contribution, consent="public")
    with contribution.writing() as session:
        people.consent(session, uid, "ward")
    assert named(contribution) == {}
    with contribution.writing() as session:
        people.consent(session, uid, "public")
    assert named(contribution) == {"DG-THU": ("Bà Đậu Thị Thử",)}
    with contribution.writing() as session:
        people.consent(session, uid, "none")
        ended = session.scalars(select(Consent.withdrawn_at)).all()
    assert len(ended) == 3
    assert None not in ended


def test_two_givers_are_named_in_the_order_they_were_entered(contribution):
    give(contribution, "Bà Thử", consent="public")
    give(contribution, "Ông Thử", consent="public")
    assert named(contribution) == {"DG-THU": ("Bà Thử", "Ông Thử")}


def test_find_forgives_accents_and_reads_every_field(contribution):
    uid = give(contribution, contact="0900 000 001", address="Khóm Thử, Phường 1", consent="ward")
    give(contribution, "Ông Khác")
    [known] = find(contribution, "dau thi thu")
    assert (known.uid, known.contact, known.consent) == (uid, "0900 000 001", "ward")
    assert known.contributions == ("DG-THU",)
    assert [k.uid for k in find(contribution, "khóm thử")] == [uid]
    assert [k.uid for k in find(contribution, "0900 000 001")] == [uid]
    assert len(find(contribution, "dg-thu")) == 2
    assert find(contribution, "không ai") == []
    assert find(contribution, "  ") == []


def test_nothing_of_a_person_takes_a_rev(contribution):
    with contribution.reading() as session:
        before = session.scalar(select(StoreState.last_rev))
    give(contribution, consent="public")
    with contribution.reading() as session:
        assert session.scalar(select(StoreState.last_rev)) == before


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "hai\ndòng"}, "name"),
        ({"name": "Thử", "contact": "c" * 121}, "contact"),
        ({"name": "Thử", "address": "a" * 201}, "address"),
        ({"name": "Thử", "consent": "everybody"}, "consent"),
    ],
)
def test_wrong_values_are_refused_by_field(contribution, values, field):
    with pytest.raises(BadInput) as refused:
        give(contribution, **values)
    assert refused.value.pointer == field
    with contribution.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 0


def test_unknown_things_are_not_found(contribution):
    with contribution.writing() as session:
        with pytest.raises(NotFound):
            people.add_giver(session, "DG-KHONG-CO", NewPerson("Thử"))
        with pytest.raises(NotFound):
            people.add_recipient(session, "KT-KHONG-CO", NewPerson("Thử"))
        with pytest.raises(NotFound):
            people.withdraw_consent(session, "p-nobody")
        assert session.scalar(select(func.count()).select_from(ContributionGiver)) == 0


def test_recipients_are_named_by_consent_too(sample_copy):
    with sample_copy.writing() as session:
        uid = people.add_recipient(
            session, "GK-RACH-NGA-AM", NewPerson("Ông Thử", consent="public")
        ).uid
        people.add_recipient(session, "GK-RACH-NGA-AM", NewPerson("Ông Kín"))
    with sample_copy.reading() as session:
        assert names.of_recipients(session) == {"GK-RACH-NGA-AM": ("Ông Thử",)}
        assert people.find(session, uid)[0].awards == ("GK-RACH-NGA-AM",)
        assert dt.datetime.now(dt.UTC) > session.scalar(select(Consent.given_at))
