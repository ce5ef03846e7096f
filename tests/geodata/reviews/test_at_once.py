"""Several who prepare a review at the same moment, and who send the same twice: nothing twice,
nothing into a review that is frozen already."""

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from geodata import reviews
from geodata.errors import BadInput, Conflict, ReusedKey, StaleChange
from geodata.models import JournalEntry
from geodata.models.reviews import MeetingDecision, Petition, Review
from geodata.reviews import freezing, preparing, register, states
from tests.geodata.at_once import at_once
from tests.geodata.officers import rows
from tests.geodata.reviews.frozen_reviews import (
    ABOUT,
    SECRETARIAT,
    SECRETARY,
    TODAY,
    WARD,
    prepared,
)

RAISED = {
    "kind": "petition", "raised_by": "29905@2025", "raised_on": dt.date(2026, 6, 1),
    "text": "Bố trí vốn", "project": None, "addressed_to": "Sở Xây dựng", "due_on": None,
}  # fmt: skip
ANSWER = {
    "addressed_to": "Sở Xây dựng", "due_on": None, "answer": "Đã bố trí", "answer_number": None,
    "answered_on": dt.date(2026, 8, 1), "done_on": None,
}  # fmt: skip


def enter(store, text="Bố trí vốn", key=None, officer=WARD):
    with store.writing() as session:
        return register.enter(session, officer, RAISED | {"text": text}, TODAY, client_uuid=key)


def answer(store, code, seen, officer=SECRETARIAT, **changes):
    with store.writing() as session:
        register.answer(session, officer, code, ANSWER | changes, TODAY, seen=seen)


def entry(store, code):
    with store.reading() as session:
        return register.entry(session, code, TODAY)


@pytest.fixture
def place(defined_store):
    return defined_store


def test_petitions_raised_at_once_have_codes_of_their_own(place):
    texts = [f"Việc {number}" for number in range(8)]
    codes = at_once(*[lambda text=text: enter(place, text) for text in texts])
    assert sorted(codes) == [f"KN-{number:04d}" for number in range(1, 9)]
    assert {entry(place, code).text for code in codes} == set(texts)


def test_reviews_set_up_at_once_have_codes_of_their_own(place):
    def begin():
        with place.writing() as session:
            return preparing.set_up(session, SECRETARY, ABOUT).code

    codes = at_once(*[begin] * 4)
    first = "annual-2024-11-30"
    assert sorted(codes) == [first, *(f"{first}-{number}" for number in (2, 3, 4))]


@pytest.mark.parametrize("what", ["text", "estimate", "about"])
def test_nothing_is_saved_into_a_review_that_is_being_frozen(store, what):
    code = prepared(store)
    with store.reading() as session:
        ready = freezing.composed(session, code, "0.1.0", TODAY)

    def late():
        with store.writing() as session:
            if what == "text":
                preparing.write(session, SECRETARY, code, None, "results", "Muộn rồi")
            elif what == "estimate":
                preparing.estimate(session, SECRETARY, code, "DUONG-THU", 5, None)
            else:
                preparing.set_up(session, SECRETARY, ABOUT | {"name": "Tên khác"}, code)

    with ThreadPoolExecutor(1) as pool:
        with store.writing() as session:
            freezing.keep(session, SECRETARY, ready, "0.1.0")
            waiting = pool.submit(late)
            time.sleep(0.5)  # long enough to look, too early to see the figures kept
            assert not waiting.done()
        with pytest.raises(Conflict, match="đã chốt"):
            waiting.result(timeout=30)
    with store.reading() as session:
        state = reviews.review(session, code)
        assert state.name == "Báo cáo năm 2024"
        assert states.texts(session, state.id) == {}
        assert states.estimates(session, state.id) == {}


def test_a_double_tap_makes_one_petition(place):
    key = str(uuid4())
    journal = len(rows(place, JournalEntry))
    assert at_once(*[lambda: enter(place, key=key)] * 4) == ["KN-0001"] * 4
    assert len(rows(place, Petition)) == 1
    assert len(rows(place, JournalEntry)) == journal + 1
    with pytest.raises(ReusedKey):
        enter(place, "Việc khác", key)
    with pytest.raises(ReusedKey):
        enter(place, key=key, officer=SECRETARIAT)
    assert enter(place) == "KN-0002", "without a key each is its own"


def test_a_double_tap_makes_one_review_and_one_note(place):
    key = str(uuid4())

    def begin():
        with place.writing() as session:
            return preparing.set_up(session, SECRETARY, ABOUT, client_uuid=key).code

    assert at_once(begin, begin) == ["annual-2024-11-30"] * 2
    assert len(rows(place, Review)) == 1
    noted = {"slide": "map", "text": "Giao Ban QLDA", "office": None, "due_on": None}
    own = str(uuid4())

    def note(values=noted, key=own):
        with place.writing() as session:
            preparing.note(session, SECRETARY, "annual-2024-11-30", values, client_uuid=key)

    at_once(note, note)
    assert [row.text for row in rows(place, MeetingDecision)] == ["Giao Ban QLDA"]
    note(key=str(uuid4()))
    note(key=None)
    assert len(rows(place, MeetingDecision)) == 3
    with pytest.raises(ReusedKey):
        note(noted | {"slide": "title"})


def test_an_answer_does_not_overwrite_another(place):
    code = enter(place)
    seen = entry(place, code).row
    answer(place, code, seen)
    with pytest.raises(StaleChange) as refused:
        answer(place, code, seen, answer="Chưa bố trí")
    assert refused.value.mine["answer"] == "Chưa bố trí"
    assert refused.value.theirs == ANSWER
    assert entry(place, code).answer == "Đã bố trí"
    count = len(rows(place, JournalEntry))
    answer(place, code, seen)
    assert len(rows(place, JournalEntry)) == count, "the same again, as by a double tap"
    answer(place, code, entry(place, code).row, done_on=dt.date(2026, 9, 1))
    assert not entry(place, code).open


def test_of_two_answers_at_once_one_is_told(place):
    code = enter(place)
    seen = entry(place, code).row
    found = at_once(
        lambda: answer(place, code, seen, answer="Một"),
        lambda: answer(place, code, seen, answer="Hai"),
    )
    (stale,) = [one for one in found if isinstance(one, StaleChange)]
    assert entry(place, code).answer == stale.theirs["answer"]
    assert {stale.mine["answer"], stale.theirs["answer"]} == {"Một", "Hai"}


def test_a_report_put_right_keeps_its_file_until_another_comes(store):
    code = prepared(store)
    office = "29905@2013"
    told = {"office": office, "number": "12/BC-UBND", "dated": dt.date(2024, 12, 2),
            "received_on": dt.date(2024, 12, 3)}  # fmt: skip
    file = {"file_name": "bao-cao.pdf", "digest": "a" * 64, "media_type": "application/pdf"}
    other = {"file_name": "khac.pdf", "digest": "b" * 64, "media_type": "application/pdf"}
    none = dict.fromkeys(file)

    def reported(**values):
        with store.writing() as session:
            preparing.report(session, SECRETARY, code, told | values)
            row = states.reporting(session, reviews.review(session, code).id)[0].report
            return row.number, row.file_name, row.digest, row.media_type

    with store.writing() as session:
        preparing.ask(session, SECRETARY, code, [office], dt.date(2024, 12, 5))
    assert reported() == ("12/BC-UBND", None, None, None)
    assert reported(**file) == ("12/BC-UBND", *file.values())
    assert reported(number="21/BC-UBND", **none) == ("21/BC-UBND", *file.values())
    assert reported(number="22/BC-UBND", **other) == ("22/BC-UBND", *other.values())


def test_a_presentation_without_slides_is_refused(store):
    code = prepared(store)
    with store.writing() as session:
        for none in ([], [{"key": "title", "shown": False}]):
            with pytest.raises(BadInput, match="ít nhất một trang"):
                preparing.arrange(session, SECRETARY, code, none)
        assert states.slides(session, reviews.review(session, code).id) == []
