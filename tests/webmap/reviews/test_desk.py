"""`/desk/reviews`: a review is set up, its slides chosen, it is frozen, published, presented."""

import datetime as dt
import hashlib
import re

import pytest
from sqlalchemy import select

from geodata import reviews
from geodata.models.journal import JournalEntry
from geodata.reviews import states
from tests.webmap.reviews.desk_steps import (
    ABOUT,
    COMMUNE,
    OWNER,
    WARD,
    asked,
    begin,
    state_of,
    text_of,
)

# ── What it is ────────────────────────────────────────────────────────────────────────────────


def test_secretariat_sets_up_the_campaigns_review(desk, secretary):
    code = begin(secretary)
    state = state_of(desk, code)
    assert (state.name, state.kind, state.office) == ("Báo cáo năm 2025", "annual", None)
    assert (state.as_of, state.period_to) == (dt.date(2025, 11, 30), dt.date(2025, 12, 31))
    assert "Báo cáo năm 2025" in secretary.get("/desk/reviews").text
    changed = ABOUT | {"name": "Tổng kết 2025", "kind": "final", "against": code}
    answer = secretary.post(f"/desk/reviews/{code}/about", data=changed | {"against": ""})
    assert answer.status_code == 303
    assert state_of(desk, code).kind == "final"


def test_a_unit_holds_its_own_review_only(desk, ward):
    form = ABOUT | {"kind": "own", "name": "Sơ kết phường"}
    code = begin(ward, **form)
    assert state_of(desk, code).office == WARD
    answer = ward.post("/desk/reviews/new", data=form | {"kind": "annual"})
    assert answer.status_code == 422
    assert "kind-error" in answer.text
    other = desk.officer("ward", COMMUNE)
    assert other.get(f"/desk/reviews/{code}").status_code == 200
    assert other.get(f"/desk/reviews/{code}/about").status_code == 403
    assert other.post(f"/desk/reviews/{code}/about", data=form).status_code == 403


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"as_of": "31/02/2025"}, "as_of"),
        ({"period_to": "01/01/2024"}, "period_to"),
        ({"kind": "own"}, "kind"),
        ({"office": WARD}, "office"),
    ],
)
def test_wrong_fields_are_told_and_what_was_typed_stays(desk, secretary, changes, field):
    before = desk.counts()
    answer = secretary.post("/desk/reviews/new", data=ABOUT | {"name": "Kỳ sai"} | changes)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert 'value="01/01/2025"' in answer.text
    assert desk.counts() == before


@pytest.mark.parametrize("role", ["ward", "owner", "finance", "leader"])
def test_others_do_not_keep_the_campaigns_review(desk, secretary, role):
    code, officer = begin(secretary), desk.officer(role)
    assert officer.get(f"/desk/reviews/{code}").status_code == 200
    assert "Chốt số liệu…" not in officer.get(f"/desk/reviews/{code}").text
    for path, form in {
        "about": ABOUT, "ask": {"offices": [WARD], "due_on": "05/12/2025"}, "freeze": {},
        "publish": {"published": "1"}, "slides": {"order": ["title"]},
        "notes": {"slide": "title", "text": "Nhất trí"},
    }.items():  # fmt: skip
        assert officer.post(f"/desk/reviews/{code}/{path}", data=form).status_code == 403, path
    assert not state_of(desk, code).frozen


def test_an_unknown_review_is_not_found(secretary):
    for path in ("", "/about", "/ask", "/texts", "/estimates", "/slides", "/freeze", "/report"):
        assert secretary.get(f"/desk/reviews/annual-1999{path}").status_code == 404, path


def plan_of(desk, code):
    with desk.store.reading() as session:
        return states.slides(session, reviews.review(session, code).id)


# ── Slides, freezing, publishing, the meeting ─────────────────────────────────────────────────


def test_slides_are_chosen_and_moved_without_a_script(desk, secretary):
    code = begin(secretary)
    address = f"/desk/reviews/{code}/slides"
    keys = re.findall(r'name="order" value="([^"]+)"', secretary.get(address).text)
    assert keys[:3] == ["title", "figures", "map"]
    shown = [key for key in keys if key != "map"]
    form = {"order": keys, "shown": shown, "move": "up figures"}
    answer = secretary.post(address, data=form)
    assert answer.headers["Location"].endswith("#slide-figures")
    assert plan_of(desk, code)[:3] == [
        {"key": "figures", "shown": True}, {"key": "title", "shown": True},
        {"key": "map", "shown": False},
    ]  # fmt: skip
    again = re.findall(r'name="order" value="([^"]+)"', secretary.get(address).text)
    assert again[:3] == ["figures", "title", "map"]
    secretary.post(address, data={"order": again, "shown": again, "move": "up figures"})
    assert [item["key"] for item in plan_of(desk, code)] == again, "the first cannot go up"
    wrong = secretary.post(address, data={"order": ["a b"]})
    assert wrong.status_code == 422
    assert len(plan_of(desk, code)) == len(keys)


def test_a_presentation_without_slides_is_refused_and_stays_on_the_page(desk, secretary):
    code = begin(secretary)
    address = f"/desk/reviews/{code}/slides"
    keys = re.findall(r'name="order" value="([^"]+)"', secretary.get(address).text)
    answer = secretary.post(address, data={"order": list(reversed(keys))})
    assert answer.status_code == 422
    assert "Chọn ít nhất một trang để chiếu." in text_of(answer)
    again = re.findall(r'name="order" value="([^"]+)"', answer.text)
    assert (again[0], " checked" in answer.text) == (keys[-1], False)
    assert plan_of(desk, code) == []


def test_slides_of_a_day_to_come_are_told(secretary):
    code = begin(secretary, as_of="30/11/2026", period_to="31/12/2026")
    answer = secretary.get(f"/desk/reviews/{code}/slides")
    assert answer.status_code == 200
    assert "30/11/2026 còn ở phía trước" in text_of(answer)
    assert "Chốt số liệu</button>" not in secretary.get(f"/desk/reviews/{code}/freeze").text
    assert secretary.post(f"/desk/reviews/{code}/freeze").status_code == 400


def test_frozen_published_and_everything_told_after(desk, secretary, ward):
    code = asked(secretary)
    visitor = desk.app.test_client()
    address = f"/desk/reviews/{code}"
    assert secretary.post(f"{address}/publish", data={"published": "1"}).status_code == 409
    page = secretary.get(f"{address}/freeze")
    assert "Không mở lại" in text_of(page)
    assert "3 nơi chưa báo cáo" in text_of(page)
    assert secretary.post(f"{address}/freeze").status_code == 303
    digest = state_of(desk, code).digest
    assert digest in secretary.get(address).text
    assert visitor.get(f"/reviews/{code}").status_code == 404
    # Once it is frozen, what goes into the figures is refused, and stays on the page.
    answer = ward.post(f"{address}/texts", data={"results": "Gửi muộn"})
    assert answer.status_code == 409
    assert "Gửi muộn" in answer.text
    assert "đã chốt số liệu" in text_of(answer)
    owner = desk.officer("owner")
    found = re.search(
        r'name="([A-Z0-9-]+)\.disbursed_year"', owner.get(f"{address}/estimates").text
    )
    late = owner.post(f"{address}/estimates", data={f"{found[1]}.disbursed_year": "77"})
    assert late.status_code == 409
    assert 'value="77"' in late.text
    assert secretary.post(f"{address}/about", data=ABOUT).status_code == 409
    assert secretary.post(f"{address}/freeze").status_code == 409
    assert state_of(desk, code).digest == digest
    # The public sees it from when it is published until it no longer is.
    assert secretary.post(f"{address}/publish", data={"published": "1"}).status_code == 303
    assert visitor.get(f"/reviews/{code}").status_code == 200
    assert hashlib.sha256(visitor.get(f"/reviews/{code}/figures.json").data).hexdigest() == digest
    assert secretary.post(f"{address}/publish", data={"published": "0"}).status_code == 303
    assert visitor.get(f"/reviews/{code}").status_code == 404
    # What the meeting decides is kept and shown.
    form = {"slide": "figures", "text": "Giao Ban QLDA đẩy nhanh", "office": OWNER,
            "due_on": "31/12/2026"}  # fmt: skip
    assert secretary.post(f"{address}/notes", data=form).status_code == 303
    json = {"Accept": "application/json"}
    assert secretary.post(f"{address}/notes", data=form, headers=json).status_code == 204
    wrong = secretary.post(f"{address}/notes", data=form | {"text": " "}, headers=json)
    assert (wrong.status_code, list(wrong.get_json()["errors"])) == (422, ["text"])
    wrong = secretary.post(f"{address}/notes", data=form | {"office": "nowhere@2025"})
    assert wrong.status_code == 422
    assert "Giao Ban QLDA đẩy nhanh" in wrong.text
    with desk.store.reading() as session:
        noted = states.decisions(session, reviews.review(session, code).id)
        assert [(row.slide, row.office, row.due_on) for row in noted] == [
            ("figures", OWNER, dt.date(2026, 12, 31))
        ] * 2
    assert "Giao Ban QLDA đẩy nhanh" in ward.get(address).text
    notes = f"/reviews/{code}/present/notes"
    assert 'id="decide"' in secretary.get(notes).text
    assert 'id="decide"' not in ward.get(notes).text


def test_the_journal_tells_what_was_done_and_no_text(desk, secretary, ward):
    code = asked(secretary)
    ward.post(f"/desk/reviews/{code}/texts", data={"results": "Lời riêng của phường"})
    with desk.store.reading() as session:
        told = select(JournalEntry).where(JournalEntry.subject == code)
        rows = session.scalars(told.order_by(JournalEntry.rev)).all()
        assert [row.action for row in rows] == ["review.set_up", "review.ask", "review.write"]
        assert rows[-1].office == WARD
        assert not any("Lời riêng" in str(row.detail) for row in rows)
