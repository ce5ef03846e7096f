"""Slowing down who guesses: counted in the store, without locking anybody out."""

import datetime as dt

import pytest
import time_machine
from sqlalchemy import func, select

from geodata.accounts import throttling
from geodata.errors import Throttled
from geodata.models import SignInAttempt

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
KEY = "the secret of this application"


def fail(store, username="phuong.thu", address="10.0.0.1"):
    with store.writing() as session:
        return throttling.take(session, KEY, username, address)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as found:
        yield found


def test_too_many_of_one_address_on_one_name_wait_until_the_oldest_is_forgotten(store, clock):
    for _ in range(throttling.MOST_OF_PAIR):
        fail(store)
        clock.shift(10)
    with pytest.raises(Throttled) as refused:
        fail(store)
    assert refused.value.wait == 15 * 60 - 10 * throttling.MOST_OF_PAIR
    assert "Chờ 14 phút" in str(refused.value)
    # What is refused is not counted: waiting ends, whoever goes on trying.
    clock.shift(refused.value.wait)
    fail(store)


def test_officer_elsewhere_is_not_locked_out(store, clock):
    for _ in range(throttling.MOST_OF_PAIR):
        fail(store)
    fail(store, address="10.0.0.2")
    fail(store, username="xa.thu")


def test_name_under_attack_from_everywhere_leaves_each_address_one_attempt(store, clock):
    for number in range(throttling.MOST_OF_NAME):
        fail(store, address=f"10.0.1.{number}")
    fail(store, address="10.0.0.1")
    with pytest.raises(Throttled):
        fail(store, address="10.0.0.1")
    fail(store, address="10.0.0.2")


def test_address_that_tries_many_names_waits(store, clock):
    for number in range(throttling.MOST_OF_ADDRESS):
        fail(store, username=f"name.{number}")
    with pytest.raises(Throttled):
        fail(store, username="another")
    fail(store, username="another", address="10.0.0.2")


def test_right_attempt_is_taken_back_with_what_was_mistyped_before(store, clock):
    for _ in range(throttling.MOST_OF_PAIR - 1):
        fail(store)
    right = fail(store)
    with store.writing() as session:
        throttling.forgive(session, right)
    for _ in range(throttling.MOST_OF_PAIR):
        fail(store)


def test_one_household_of_ipv6_is_one_address(store, clock):
    for number in range(throttling.MOST_OF_PAIR):
        fail(store, address=f"2001:db8:1:2::{number}")
    with pytest.raises(Throttled):
        fail(store, address="2001:db8:1:2:ffff::1")
    fail(store, address="2001:db8:1:3::1")


@pytest.mark.parametrize("address", [None, "", "not an address"])
def test_unknown_address_counts_as_one(store, clock, address):
    for _ in range(throttling.MOST_OF_PAIR):
        fail(store, address=address)
    with pytest.raises(Throttled):
        fail(store, address=None)


def test_nothing_readable_is_kept_and_that_not_for_long(store, clock):
    fail(store, username="phuong.thu", address="10.9.8.7")
    with store.reading() as session:
        keys = session.scalars(select(SignInAttempt.key)).all()
    assert len(keys) == 3
    assert all(len(key) == 64 and "phuong" not in key and "10.9" not in key for key in keys)
    clock.shift(throttling.WINDOW)
    fail(store, username="xa.thu", address="10.0.0.9")
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 3
