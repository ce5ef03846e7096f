"""The doors of accounts and of what they are proved by, when two come at the same moment."""

import datetime as dt
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from geodata.accounts import accounts, credentials, sessions
from geodata.accounts.accounts import NewAccount
from geodata.errors import BadInput, CampaignError, InvalidChange, NotSignedIn
from geodata.journal import SYSTEM
from geodata.models import Account
from geodata.store import Store
from tests.geodata.at_once import at_once
from tests.geodata.officers import TODAY
from tests.officers import account, uid_of

NEW = NewAccount("phuong.thu", "Cán bộ", "ward", "29905@2025")
CHOSEN = "bảy con vịt ăn dưa hấu"
TERM = dt.timedelta(hours=1)
VISITOR = sessions.Visitor("127.0.0.1", None)


def create(store, new=NEW):
    with store.writing() as session:
        return accounts.create(session, SYSTEM, new, today=TODAY)


def test_of_four_equal_accounts_at_once_one_is_made(defined_store):
    for again in range(3):
        new = NewAccount(f"phuong.thu{again}", "Cán bộ", "ward", "29905@2025")
        got = at_once(*[lambda new=new: create(defined_store, new)] * 4)
        refused = [one for one in got if isinstance(one, CampaignError)]
        assert [type(one) for one in refused] == [InvalidChange] * 3
        assert {one.problems[0].pointer for one in refused} == {"username"}


def test_of_two_that_are_handed_over_to_the_same_name_one_is(defined_store):
    first, second = (
        create(defined_store, NewAccount(name, "Cán bộ", "ward", "29905@2025")).uid
        for name in ("mot.mot", "hai.hai")
    )
    person = NewAccount("ba.ba", "Cán bộ", "", "")

    def hand_over(uid):
        with defined_store.writing() as session:
            return accounts.hand_over(session, SYSTEM, uid, person=person, today=TODAY)

    got = at_once(lambda: hand_over(first), lambda: hand_over(second))
    assert sorted(type(one).__name__ for one in got) == ["HandedOut", "InvalidChange"]


class Meddled(Store):
    """A store of which somebody else does something right before it is read from, once."""

    def __init__(self, url, meddle):
        super().__init__(url)
        self.meddle = meddle

    @contextmanager
    def reading(self):
        meddle, self.meddle = self.meddle, None
        if meddle is not None:
            with self.writing() as session:
                meddle(session)
        with super().reading() as session:
            yield session


@pytest.mark.parametrize("deed", [credentials.reset, accounts.disable])
def test_a_password_is_not_changed_over_the_administrators_head(defined_store, deed):
    """Its holder's old password was right when they sent it."""
    password = account(defined_store, "phuong.thu", "ward")
    uid = uid_of(defined_store, "phuong.thu")
    meddled = Meddled(defined_store.url, lambda session: deed(session, SYSTEM, uid))
    try:
        with pytest.raises(BadInput) as caught:
            credentials.change_password(meddled, "key", uid, password, CHOSEN)
    finally:
        meddled.close()
    assert caught.value.pointer == "current"
    with defined_store.reading() as session:
        kept = session.scalars(select(Account)).one()
        assert (kept.password_hash is None, kept.disabled_at is not None) == (
            deed is credentials.reset, deed is accounts.disable,
        )  # fmt: skip
    terms = sessions.Terms(TERM, TERM)
    with pytest.raises(NotSignedIn), defined_store.writing() as session:
        sessions.again(session, uid, VISITOR, terms)


def test_a_password_is_changed_when_nobody_meddles(defined_store):
    password = account(defined_store, "phuong.thu", "ward")
    uid = uid_of(defined_store, "phuong.thu")
    credentials.change_password(defined_store, "key", uid, password, CHOSEN)
    with defined_store.writing() as session:
        assert sessions.again(session, uid, VISITOR, sessions.Terms(TERM, TERM))
