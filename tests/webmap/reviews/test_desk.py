"""`/desk/reviews` and `/desk/petitions`: a review is prepared by many, frozen and published by the
secretariat; each office writes its own, and what was typed is never lost."""

import datetime as dt
import hashlib
import io
import re
import stat
import zipfile
from html import unescape

import pytest
from sqlalchemy import select

from geodata import reviews
from geodata.models.journal import JournalEntry
from geodata.reviews import filed, register, states
from geodata.vocabulary import REPORT_PARTS, codes

WARD = "29905@2025"
COMMUNE = "30214@2025"
OWNER = "ban-qlda@2013"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
ABOUT = {
    "name": "Báo cáo năm 2025", "kind": "annual", "period_from": "01/01/2025",
    "period_to": "31/12/2025", "as_of": "30/11/2025",
}  # fmt: skip


@pytest.fixture(scope="module")
def secretary(desk):
    return desk.officer("secretariat")


@pytest.fixture(scope="module")
def ward(desk):
    return desk.officer("ward")


def text_of(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def begin(secretary, **changes):
    """A new review; gives its code."""
    answer = secretary.post("/desk/reviews/new", data=ABOUT | changes)
    assert answer.status_code == 303, answer.text
    return re.search(r"/desk/reviews/([^?]+)\?", answer.headers["Location"])[1]


def asked(secretary, *offices, due="05/12/2025", **changes):
    code = begin(secretary, **changes)
    form = {"offices": list(offices or (WARD, COMMUNE, OWNER)), "due_on": due}
    assert secretary.post(f"/desk/reviews/{code}/ask", data=form).status_code == 303
    return code


def state_of(desk, code):
    with desk.store.reading() as session:
        return reviews.review(session, code)


def texts_of(desk, code):
    with desk.store.reading() as session:
        return states.texts(session, reviews.review(session, code).id)


def reporting_of(desk, code):
    with desk.store.reading() as session:
        found = states.reporting(session, reviews.review(session, code).id)
        return {item.office: (item.due_on, item.report and item.report.number) for item in found}


def seen(client, address):
    """The marks of the texts that a page shows, as its form sends them back."""
    page = client.get(address).text
    return dict(re.findall(r'name="(seen\.\w+)" value="(\w+)"', page))


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


# ── Who reports ───────────────────────────────────────────────────────────────────────────────


def test_offices_are_asked_and_who_has_not_reported_is_told(desk, secretary):
    code = asked(secretary, WARD, COMMUNE)
    day = dt.date(2025, 12, 5)
    assert reporting_of(desk, code) == {WARD: (day, None), COMMUNE: (day, None)}
    page = secretary.get(f"/desk/reviews/{code}").text
    reminder = unescape(re.search(r'id="reminder"[^>]*>(.*?)</textarea>', page, re.S)[1])
    assert "- Phường Sa Đéc" in reminder
    assert "05/12/2025" in reminder
    again = {"offices": [COMMUNE], "due_on": "10/12/2025"}
    secretary.post(f"/desk/reviews/{code}/ask", data=again)
    assert reporting_of(desk, code) == {COMMUNE: (dt.date(2025, 12, 10), None)}


def test_offices_of_the_closing_day_can_be_asked(secretary):
    def offered(code):
        page = secretary.get(f"/desk/reviews/{code}/ask").text
        return set(re.findall(r'name="offices" value="([^"]+)"', page))

    now = offered(begin(secretary))
    assert {WARD, COMMUNE, OWNER} <= now, "an owner without a known successor still reports"
    assert "29905@2013" not in now
    before = offered(begin(secretary, as_of="30/11/2024", period_from="01/01/2024"))
    assert {"29905@2013", OWNER} <= before
    assert WARD not in before


def test_an_unknown_office_cannot_be_asked(desk, secretary):
    code = begin(secretary)
    form = {"offices": ["nowhere@2025"], "due_on": "05/12/2025"}
    answer = secretary.post(f"/desk/reviews/{code}/ask", data=form)
    assert answer.status_code == 422
    assert reporting_of(desk, code) == {}


def reported(client, code, office=WARD, file=None, **changes):
    form = {"office": office, "number": "12/BC-UBND", "dated": "02/12/2025",
            "received_on": "03/12/2025"} | changes  # fmt: skip
    if file is not None:
        form["file"] = (io.BytesIO(file[1]), file[0])
    address = f"/desk/reviews/{code}/report"
    return client.post(address, data=form, content_type="multipart/form-data")


def test_a_report_keeps_its_number_and_its_file(desk, secretary, ward):
    code = asked(secretary)
    assert reported(ward, code, file=("Báo cáo.pdf", PDF)).status_code == 303
    assert reporting_of(desk, code)[WARD][1] == "12/BC-UBND"
    digest = hashlib.sha256(PDF).hexdigest()
    path = filed.place(desk.store.media, digest, filed.PDF)
    assert path.read_bytes() == PDF
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    address = f"/desk/reviews/{code}/reports/{WARD}"
    for role in ("ward", "secretariat", "leader"):
        answer = desk.officer(role).get(address)
        assert answer.data == PDF, role
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert desk.officer("ward", COMMUNE).get(address).status_code == 403
    visitor = desk.app.test_client()
    assert visitor.get(address).status_code == 303
    assert visitor.get(f"/photos/{digest}.pdf").status_code == 404
    assert secretary.get(f"/desk/reviews/{code}/reports/{COMMUNE}").status_code == 404


def word(*names):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return body.getvalue()


def test_a_word_document_is_taken_by_its_bytes(desk, secretary, ward):
    code = asked(secretary)
    docx = word("[Content_Types].xml", "word/document.xml")
    assert reported(ward, code, file=("tên gì cũng được", docx)).status_code == 303
    answer = ward.get(f"/desk/reviews/{code}/reports/{WARD}")
    assert answer.mimetype == filed.DOCX


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"MZ\x90\x00",
        b"<html><script>alert(1)</script>",
        b"PK\x03\x04 broken",
        word("xl/workbook.xml", "[Content_Types].xml"),
        word("[Content_Types].xml", "word/document.xml", filed.MACROS),
    ],
)
def test_another_kind_of_file_is_refused(desk, secretary, ward, body):
    code = asked(secretary)
    answer = reported(ward, code, file=("report.pdf", body))
    assert answer.status_code == 422
    assert 'href="#file"' in answer.text
    assert 'value="12/BC-UBND"' in answer.text
    assert reporting_of(desk, code)[WARD][1] is None
    digest = hashlib.sha256(body).hexdigest()
    assert not list(desk.store.media.glob(f"**/{digest}*"))


def test_a_file_too_large_is_refused(desk, secretary, ward, monkeypatch):
    code = asked(secretary)
    monkeypatch.setattr(filed, "MOST_BYTES", 100)
    answer = reported(ward, code, file=("report.pdf", PDF + b" " * 100))
    assert answer.status_code == 422
    assert reporting_of(desk, code)[WARD][1] is None


def test_a_report_is_its_offices_or_entered_by_the_secretariat(desk, secretary, ward):
    code = asked(secretary, WARD, COMMUNE)
    assert reported(ward, code, COMMUNE, file=("a.pdf", PDF)).status_code == 403
    assert reported(secretary, code, COMMUNE).status_code == 303
    assert reporting_of(desk, code)[COMMUNE][1] == "12/BC-UBND"
    assert reported(ward, code, number="").status_code == 422
    assert reported(ward, code, received_on="01/12/2025").status_code == 422
    answer = reported(desk.officer("owner"), code, OWNER)
    assert answer.status_code == 422, "it was not asked"


def test_a_refused_report_leaves_no_file(desk, secretary, ward):
    code = asked(secretary, WARD)
    body = PDF + b"refused"
    digest = hashlib.sha256(body).hexdigest()
    owner, file = desk.officer("owner"), ("a.pdf", body)
    assert reported(owner, code, OWNER, file=file).status_code == 422, "it was not asked"
    assert reported(secretary, code, COMMUNE, file=file).status_code == 422, "it was not asked"
    assert reported(owner, code, WARD, file=file).status_code == 403
    assert reported(ward, code, number="", file=file).status_code == 422
    assert reported(ward, code, received_on="01/12/2025", file=file).status_code == 422
    assert list(desk.store.media.glob(f"**/{digest}*")) == []


def test_a_report_put_right_keeps_its_file(desk, secretary, ward):
    code = asked(secretary)
    address = f"/desk/reviews/{code}/report?office={WARD}"
    assert 'name="number" value=""' in ward.get(address).text
    file = ("Báo cáo.pdf", PDF)
    assert reported(ward, code, received_on="04/12/2025", file=file).status_code == 303
    page = ward.get(address).text
    for name, text in {"number": "12/BC-UBND", "dated": "02/12/2025",
                       "received_on": "04/12/2025"}.items():  # fmt: skip
        assert f'name="{name}" value="{text}"' in page
    assert "Đang giữ tệp: Báo cáo.pdf." in page
    assert reported(ward, code, number="21/BC-UBND").status_code == 303
    assert reporting_of(desk, code)[WARD][1] == "21/BC-UBND"
    kept = ward.get(f"/desk/reviews/{code}/reports/{WARD}")
    assert kept.data == PDF
    other = word("[Content_Types].xml", "word/document.xml")
    assert reported(ward, code, number="21/BC-UBND", file=("b.docx", other)).status_code == 303
    assert ward.get(f"/desk/reviews/{code}/reports/{WARD}").mimetype == filed.DOCX


# ── Texts ─────────────────────────────────────────────────────────────────────────────────────


def test_offices_write_and_the_secretariat_puts_together(desk, secretary, ward):
    code = asked(secretary)
    address = f"/desk/reviews/{code}/texts"
    form = seen(ward, address) | {"results": "Đã làm\r\n\r\n<b>hai</b> tuyến", "examples": "Khóm 3"}
    assert ward.post(address, data=form).status_code == 303
    assert texts_of(desk, code) == {
        (WARD, "results"): "Đã làm\n\n<b>hai</b> tuyến", (WARD, "examples"): "Khóm 3"
    }  # fmt: skip
    page = secretary.get(address).text
    assert "&lt;b&gt;hai&lt;/b&gt; tuyến" in page
    assert "<b>hai</b>" not in page
    form = seen(secretary, address) | {"results": "Toàn phong trào"}
    assert secretary.post(address, data=form).status_code == 303
    assert texts_of(desk, code)[None, "results"] == "Toàn phong trào"


def test_nobody_writes_for_another_office(desk, secretary, ward):
    code = asked(secretary)
    for office in (COMMUNE, OWNER, "campaign"):
        address = f"/desk/reviews/{code}/texts?office={office}"
        assert ward.get(address).status_code == 403
        assert ward.post(address, data={"results": "Chen vào"}).status_code == 403
    assert ward.get(f"/desk/reviews/{code}/texts?office=nowhere").status_code == 404
    assert texts_of(desk, code) == {}


def test_two_who_write_the_same_part_lose_nothing(desk, secretary, ward):
    code = asked(secretary)
    address = f"/desk/reviews/{code}/texts?office={WARD}"
    first, second = seen(ward, address), seen(ward, address)
    assert ward.post(address, data=first | {"plans": "Bản một"}).status_code == 303
    answer = ward.post(address, data=second | {"plans": "Bản hai", "lessons": "Bài học"})
    assert answer.status_code == 409
    assert "Bản một" in answer.text
    assert "Bản hai" in answer.text
    assert texts_of(desk, code)[WARD, "plans"] == "Bản một"
    assert texts_of(desk, code)[WARD, "lessons"] == "Bài học"
    merged = dict(re.findall(r'name="(seen\.\w+)" value="(\w+)"', answer.text))
    form = merged | {"plans": "Bản một và hai", "lessons": "Bài học"}
    assert ward.post(address, data=form).status_code == 303
    assert texts_of(desk, code)[WARD, "plans"] == "Bản một và hai"


def test_a_long_text_is_refused_and_stays_on_the_page(desk, secretary, ward):
    code = asked(secretary)
    answer = ward.post(f"/desk/reviews/{code}/texts", data={"results": "ạ" * 20_001})
    assert answer.status_code == 422
    assert "ạ" * 20_001 in answer.text
    every = dict.fromkeys(codes(REPORT_PARTS), "ạ" * 20_000)
    assert ward.post(f"/desk/reviews/{code}/texts", data=every).status_code == 303
    assert len(texts_of(desk, code)) == 8


# ── Estimates ─────────────────────────────────────────────────────────────────────────────────


def estimates_of(desk, code):
    with desk.store.reading() as session:
        found = states.estimates(session, reviews.review(session, code).id)
        return {name: (row.disbursed_year, row.physical_percent) for name, row in found.items()}


def test_owner_estimates_its_projects(desk, secretary):
    code, owner = asked(secretary), desk.officer("owner")
    address = f"/desk/reviews/{code}/estimates"
    mine = re.findall(r'name="([A-Z0-9-]+)\.disbursed_year"', owner.get(address).text)
    form = {f"{mine[0]}.disbursed_year": "1.500.000.000", f"{mine[0]}.physical_percent": "87,5",
            f"{mine[1]}.disbursed_year": "", f"{mine[1]}.physical_percent": ""}  # fmt: skip
    assert owner.post(address, data=form).status_code == 303
    assert estimates_of(desk, code) == {mine[0]: (1_500_000_000, 87.5)}
    assert 'value="1.500.000.000"' in owner.get(address).text
    count = desk.counts()["review_estimates"]
    assert owner.post(address, data=form).status_code == 303
    assert desk.counts()["review_estimates"] == count, "what did not change makes no row"


def test_wrong_estimates_are_told_by_project_and_none_is_taken(desk, secretary, ward):
    code, owner = asked(secretary), desk.officer("owner")
    address = f"/desk/reviews/{code}/estimates"
    mine = re.findall(r'name="([A-Z0-9-]+)\.disbursed_year"', owner.get(address).text)
    form = {f"{mine[0]}.disbursed_year": "5", f"{mine[1]}.physical_percent": "101"}
    answer = owner.post(address, data=form)
    assert answer.status_code == 422
    assert f'href="#{mine[1]}.physical_percent"' in answer.text
    assert 'value="101"' in answer.text
    every = re.findall(r'name="([A-Z0-9-]+)\.disbursed_year"', secretary.get(address).text)
    other = next(name for name in every if name not in mine)
    assert owner.post(address, data={f"{other}.disbursed_year": "5"}).status_code == 422
    assert ward.get(address).status_code == 403
    assert estimates_of(desk, code) == {}


# ── Slides, freezing, publishing, the meeting ─────────────────────────────────────────────────


def plan_of(desk, code):
    with desk.store.reading() as session:
        return states.slides(session, reviews.review(session, code).id)


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


# ── The register ──────────────────────────────────────────────────────────────────────────────

RAISED = {
    "kind": "petition", "raised_by": WARD, "raised_on": "01/06/2026", "text": "Bố trí vốn",
    "project": "DUONG-N7", "addressed_name": "Sở Xây dựng", "due_on": "01/09/2026",
}  # fmt: skip


def raised(client, **changes):
    answer = client.post("/desk/petitions/new", data=RAISED | changes)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].partition("done=")[2]


def settle(client, code, data):
    """Send an answer from the page as it is now."""
    address = f"/desk/petitions/{code}"
    seen = re.search(r'name="base_version" value="(\d+)"', client.get(address).text)
    return client.post(address, data={"base_version": seen[1]} | data)


def petition_of(desk, code, day=dt.date(2026, 11, 23)):
    with desk.store.reading() as session:
        return register.entry(session, code, day)


def test_a_petition_is_raised_answered_and_done(desk, secretary, ward):
    code = raised(ward, text="Xin <i>vốn</i>")
    found = petition_of(desk, code)
    assert (found.addressed_to, found.project, found.open) == ("Sở Xây dựng", "DUONG-N7", True)
    page = ward.get("/desk/petitions?show=overdue").text
    assert f'id="{code}"' in page
    assert "Xin &lt;i&gt;vốn&lt;/i&gt;" in page
    assert 'href="/projects/DUONG-N7"' in page
    answer = {"addressed_to": OWNER, "due_on": "01/09/2026", "answer": "Đã bố trí",
              "answer_number": "7/UBND", "answered_on": "02/10/2026"}  # fmt: skip
    assert ward.get(f"/desk/petitions/{code}").status_code == 403
    assert (
        ward.post(f"/desk/petitions/{code}", data=answer | {"base_version": "1"}).status_code == 403
    )
    assert settle(secretary, code, answer).status_code == 303
    assert petition_of(desk, code, dt.date(2026, 10, 1)).answer is None
    assert petition_of(desk, code).answer == "Đã bố trí"
    done = answer | {"done_on": "20/11/2026"}
    assert settle(secretary, code, done).status_code == 303
    assert not petition_of(desk, code).open
    assert f'id="{code}"' not in ward.get("/desk/petitions").text
    assert f'id="{code}"' in ward.get("/desk/petitions?show=done").text
    # Put right: it is not done after all, and that holds from today on.
    assert settle(secretary, code, answer).status_code == 303
    assert petition_of(desk, code).open


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"kind": "wish"}, "kind"),
        ({"raised_on": "24/11/2026"}, "raised_on"),
        ({"due_on": "01/05/2026"}, "due_on"),
        ({"state": "done"}, "state"),
    ],
)
def test_a_wrong_petition_is_told(desk, ward, changes, field):
    before = desk.counts()
    answer = ward.post("/desk/petitions/new", data=RAISED | changes)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert desk.counts() == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"answer": "Rồi"}, "answered_on"),
        ({"answered_on": "01/10/2026"}, "answer"),
        ({"answer": "Rồi", "answered_on": "24/11/2026"}, "answered_on"),
        ({"done_on": "31/05/2026"}, "done_on"),
    ],
)
def test_a_wrong_answer_is_told(desk, secretary, ward, changes, field):
    code = raised(ward)
    answer = settle(secretary, code, changes)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert petition_of(desk, code).answer is None


def test_a_petition_is_raised_for_ones_own_office(desk, secretary, ward):
    assert ward.post("/desk/petitions/new", data=RAISED | {"raised_by": COMMUNE}).status_code == 403
    assert raised(secretary, raised_by=COMMUNE)
    assert desk.officer("leader").get("/desk/petitions").status_code == 200
    assert desk.officer("leader").get("/desk/petitions/new").status_code == 403
    assert secretary.get("/desk/petitions/KN-9999").status_code == 404
