"""What is sent twice, or over a colleague's words: one row of a double tap, and nothing lost."""

import re
from html import unescape

import pytest

from geodata import reviews
from geodata.reviews import states
from tests.webmap.desk import new_uuid
from tests.webmap.reviews.desk_steps import (
    ABOUT,
    RAISED,
    WARD,
    asked,
    begin,
    petition_of,
    raised,
    seen,
    text_of,
    texts_of,
)


def key_on(page):
    return re.search(r'name="client_uuid" value="([0-9a-f-]{36})"', page)[1]


@pytest.mark.parametrize(
    ("address", "form", "table", "other"),
    [
        ("/desk/petitions/new", RAISED, "petitions", {"text": "Việc khác"}),
        ("/desk/reviews/new", ABOUT, "reviews", {"name": "Kỳ khác"}),
    ],
)
def test_a_double_tap_makes_one(desk, secretary, address, form, table, other):
    key = key_on(secretary.get(address).text)
    before = desk.counts()[table]
    first = secretary.post(address, data=form | {"client_uuid": key})
    second = secretary.post(address, data=form | {"client_uuid": key})
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert desk.counts()[table] == before + 1
    # Something else from the same page: told, kept on the page, taken when it is sent again.
    answer = secretary.post(address, data=form | other | {"client_uuid": key})
    assert answer.status_code == 409
    assert next(iter(other.values())) in unescape(answer.text)
    assert "đã được gửi một lần với nội dung khác" in text_of(answer)
    assert desk.counts()[table] == before + 1
    fresh = key_on(answer.text)
    assert fresh != key
    assert secretary.post(address, data=form | other | {"client_uuid": fresh}).status_code == 303
    assert desk.counts()[table] == before + 2


def test_what_was_refused_is_sent_again_under_its_key(desk, secretary):
    key = new_uuid()
    answer = secretary.post("/desk/petitions/new", data=RAISED | {"text": "", "client_uuid": key})
    assert (answer.status_code, key_on(answer.text)) == (422, key)
    wrong = secretary.post("/desk/petitions/new", data=RAISED | {"client_uuid": "một"})
    assert wrong.status_code == 422
    assert key_on(wrong.text)


def test_a_double_tap_makes_one_note(desk, secretary):
    code = begin(secretary)
    assert secretary.post(f"/desk/reviews/{code}/freeze").status_code == 303
    key = key_on(secretary.get(f"/desk/reviews/{code}").text)
    form = {"slide": "figures", "text": "Đẩy nhanh", "client_uuid": key}
    address, program = f"/desk/reviews/{code}/notes", {"Accept": "application/json"}
    assert secretary.post(address, data=form).status_code == 303
    assert secretary.post(address, data=form, headers=program).status_code == 204
    other = form | {"text": "Việc khác"}
    assert secretary.post(address, data=other, headers=program).status_code == 409
    answer = secretary.post(address, data=other)
    assert answer.status_code == 409
    assert "Việc khác" in answer.text
    with desk.store.reading() as session:
        noted = states.decisions(session, reviews.review(session, code).id)
        assert [row.text for row in noted] == ["Đẩy nhanh"]


# ── Answers ───────────────────────────────────────────────────────────────────────────────────


def test_two_who_answer_lose_nothing(desk, secretary, ward):
    code = raised(ward)
    address = f"/desk/petitions/{code}"
    base = {"base_version": str(petition_of(desk, code).row)}
    first = {"addressed_to": "ban-qlda@2013", "answer": "Đã bố trí", "answered_on": "02/10/2026"}
    second = {"addressed_name": "Sở Tài chính", "answer": "Chưa có vốn", "answer_number": "9/STC",
              "answered_on": "03/10/2026"}  # fmt: skip
    assert secretary.post(address, data=first | base).status_code == 303
    answer = secretary.post(address, data=second | base)
    assert answer.status_code == 409
    for words in ("Đã bố trí", "02/10/2026", "Chưa có vốn", "9/STC", "Sở Tài chính"):
        assert words in answer.text
    assert petition_of(desk, code).answer == "Đã bố trí"
    newer = {"base_version": re.search(r'name="base_version" value="(\d+)"', answer.text)[1]}
    assert newer == {"base_version": str(petition_of(desk, code).row)}
    assert secretary.post(address, data=second | newer).status_code == 303
    assert petition_of(desk, code).answer == "Chưa có vốn"
    count = desk.counts()["petition_revisions"]
    assert secretary.post(address, data=second | newer).status_code == 303
    assert desk.counts()["petition_revisions"] == count, "a double tap"


def test_a_refused_answer_still_knows_what_it_was_begun_from(desk, secretary, ward):
    code = raised(ward)
    address = f"/desk/petitions/{code}"
    base = {"base_version": str(petition_of(desk, code).row)}
    done = {"answer": "Xong", "answered_on": "02/10/2026"}
    assert secretary.post(address, data=done | base).status_code == 303
    answer = secretary.post(address, data={"answer": "Khác", "answered_on": "31/02/2026"} | base)
    assert answer.status_code == 422
    assert f'name="base_version" value="{base["base_version"]}"' in answer.text
    assert secretary.post(address, data=done).status_code == 422, "it does not say what it saw"


# ── Texts ─────────────────────────────────────────────────────────────────────────────────────


def test_a_part_that_was_left_alone_does_not_restore_what_a_colleague_changed(desk, secretary):
    code = asked(secretary)
    address = f"/desk/reviews/{code}/texts?office={WARD}"
    form = seen(secretary, address) | {"plans": "Kế hoạch một", "lessons": "Bài học một"}
    assert secretary.post(address, data=form).status_code == 303
    old = seen(secretary, address) | {"plans": "Kế hoạch một", "lessons": "Bài học một"}
    fresh = seen(secretary, address) | {"plans": "Kế hoạch hai", "lessons": "Bài học một"}
    assert secretary.post(address, data=fresh).status_code == 303
    assert secretary.post(address, data=old | {"lessons": "Bài học hai"}).status_code == 303
    assert texts_of(desk, code) == {
        (WARD, "plans"): "Kế hoạch hai", (WARD, "lessons"): "Bài học hai"
    }  # fmt: skip


def test_a_refused_page_still_knows_what_it_was_begun_from(desk, secretary):
    code = asked(secretary)
    address = f"/desk/reviews/{code}/texts?office={WARD}"
    old = seen(secretary, address)
    fresh = seen(secretary, address) | {"plans": "Của đồng nghiệp"}
    assert secretary.post(address, data=fresh).status_code == 303
    answer = secretary.post(address, data=old | {"plans": "Của tôi", "results": "ạ" * 20_001})
    assert answer.status_code == 422
    marks = dict(re.findall(r'name="(seen\.\w+)" value="(\w+)"', answer.text))
    assert marks == old
    again = secretary.post(address, data=marks | {"plans": "Của tôi", "results": "Ngắn"})
    assert again.status_code == 409
    assert texts_of(desk, code)[WARD, "plans"] == "Của đồng nghiệp"
