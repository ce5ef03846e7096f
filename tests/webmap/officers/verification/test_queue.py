"""`/desk/queue` and `/desk/entries/KIND/ID`: what waits is seen by those whom it concerns, decided
by those who may, one by one or several at once."""

import datetime as dt
import re
from html import unescape

import pytest

from geodata.permissions import Actor
from tests.factories import a_contribution
from tests.geodata.officers import OWNED, WARD, report, with_site
from tests.officers import as_officer
from webmap.officers.verification import queue_page


@pytest.fixture
def site(defined_store):
    """A road of Ban QLDA's, 50 % as verified; Phường Sa Đéc answers for it."""
    return with_site(defined_store)


@pytest.fixture
def app(site, make_app):
    return make_app(site.url)


@pytest.fixture
def owner(app):
    return as_officer(app, "owner")


def text_of(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def key(sent, kind="update"):
    return f"{kind}:{sent.id}:{sent.version}"


def percent(app):
    features = app.test_client().get("/layers/projects.geojson").get_json()["features"]
    return features[0]["properties"]["physical_percent"]


def decide(client, *keys, verdict="verified", reason=""):
    form = {"entry": list(keys), "verdict": verdict, "reason": reason}
    return client.post("/desk/queue", data=form)


# ── What is seen ──────────────────────────────────────────────────────────────────────────────


def test_queue_without_entries_says_so(owner):
    answer = owner.get("/desk/queue")
    assert answer.status_code == 200
    assert "Không còn mục nào chờ xác nhận." in text_of(answer)
    assert 'name="verdict"' not in answer.text


def test_queue_tells_who_when_and_the_difference_in_a_line(site, owner):
    report(site)
    text = text_of(owner.get("/desk/queue"))
    assert "1 mục đang chờ xác nhận" in text
    assert "Phường Sa Đéc gửi 23/11/2026" in text
    assert "Tiến độ thực hiện : 50% → thành 60%" in text
    assert "mới hôm nay" in text


def test_queue_in_english(site, owner):
    report(site)
    assert "1 entry awaiting confirmation" in text_of(owner.get("/desk/queue?lang=en"))


def test_what_looks_odd_is_told_in_words_and_explained(site, owner):
    sent = report(site, physical_percent=40)
    assert "Tiến độ giảm so với lần xác nhận trước" in text_of(owner.get("/desk/queue"))
    assert "Khối lượng đã làm không tự mất đi" in text_of(
        owner.get(f"/desk/entries/update/{sent.id}")
    )


def test_notes_are_never_markup(site, owner):
    sent = report(site, note="<script>alert(1)</script>")
    for path in ("/desk/queue", f"/desk/entries/update/{sent.id}"):
        body = owner.get(path).text
        assert "&lt;script&gt;alert(1)" in body
        assert "<script>alert" not in body


def test_leader_reads_everything_and_changes_nothing(app, site):
    sent = report(site)
    leader = as_officer(app, "leader")
    queue, entry = leader.get("/desk/queue"), leader.get(f"/desk/entries/update/{sent.id}")
    assert "Đường thử" in queue.text
    for answer in (queue, entry):
        assert answer.status_code == 200
        assert 'name="verdict"' not in answer.text
    assert "Xác nhận được: Cán bộ chủ đầu tư (Ban Quản lý dự án" in text_of(entry)
    assert decide(leader, key(sent)).status_code == 403
    assert leader.post(f"/desk/entries/update/{sent.id}").status_code == 403


@pytest.mark.parametrize("role", ["ward", "finance", "administrator"])
def test_queue_is_closed_to_who_confirms_nothing(app, role):
    assert as_officer(app, role).get("/desk/queue").status_code == 403


def test_queue_asks_to_sign_in(app):
    answer = app.test_client().get("/desk/queue")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login?next=/desk/queue")


def test_entry_of_another_unit_is_not_shown(app, site):
    sent = report(site)
    path = f"/desk/entries/update/{sent.id}"
    assert as_officer(app, "ward", "30214@2025").get(path).status_code == 403
    assert as_officer(app, "ward").get(path).status_code == 200


@pytest.mark.parametrize("path", ["update/999999", "contribution/999999", "award/1"])
def test_entry_that_is_none(owner, path):
    assert owner.get(f"/desk/entries/{path}").status_code == 404


def test_filters_orders_and_pages(site, owner, monkeypatch):
    report(site, physical_percent=40)
    with site.writing() as session:
        on = dt.date(2026, 11, 20)
        a_contribution(session, verified=False, effective_on=on, unit="29905@2025")
    secretariat = as_officer(owner.client.application, "secretariat")
    assert "2 mục đang chờ" in text_of(secretariat.get("/desk/queue"))
    for query, shown in {
        "kind=update": 1,
        "kind=contribution": 1,
        "only=odd": 1,
        "only=long": 0,
        "unit=30214@2025": 0,
        "sort=size": 2,
        "sort=nonsense&kind=nonsense": 2,
    }.items():
        text = text_of(secretariat.get(f"/desk/queue?{query}"))
        assert f"{shown} mục đang chờ" in text, query
    monkeypatch.setattr(queue_page, "PER_PAGE", 1)
    first, second = (secretariat.get(f"/desk/queue?page={n}").text for n in (1, 2))
    assert "Trang 1 / 2" in first
    assert "Trang 2 / 2" in second
    assert first.count('name="entry"') == second.count('name="entry"') == 1


# ── Verdicts ──────────────────────────────────────────────────────────────────────────────────


def test_verified_in_the_queue_counts_at_once(app, site, owner):
    sent = report(site)
    assert percent(app) == 50
    answer = decide(owner, key(sent))
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/desk/queue?done=1&verdict=verified"
    assert "Đã xác nhận 1 mục." in text_of(owner.get(answer.headers["Location"]))
    assert percent(app) == 60


@pytest.mark.parametrize("verdict", ["returned", "asked"])
def test_return_and_question_need_a_reason_and_keep_what_was_chosen(site, owner, verdict):
    sent = report(site)
    answer = decide(owner, key(sent), verdict=verdict)
    assert answer.status_code == 422
    assert "Lý do, câu hỏi: cần điền" in text_of(answer)
    assert f'value="{key(sent)}" checked' in answer.text
    answer = decide(owner, key(sent), verdict=verdict, reason="Đo lại đoạn cuối")
    assert answer.status_code == 303
    entry = text_of(owner.get(f"/desk/entries/update/{sent.id}"))
    assert "Đo lại đoạn cuối" in entry


def test_nothing_chosen_or_no_verdict_is_told(owner):
    assert "Chọn ít nhất một mục." in text_of(decide(owner))
    answer = owner.post("/desk/queue", data={"entry": "update:1:1"})
    assert answer.status_code == 422
    assert "Chọn xác nhận, trả lại hay hỏi thêm." in text_of(answer)


def test_of_several_the_one_decided_meanwhile_is_told_and_the_others_are_done(app, site, owner):
    with site.writing() as session:
        contribution = a_contribution(session, verified=False)
        keys = [f"contribution:{contribution.id}:{contribution.rev}"]
    sent = report(site)
    keys.append(key(sent))
    secretariat = as_officer(app, "secretariat")
    assert decide(owner, key(sent)).status_code == 303
    answer = decide(secretariat, *keys)
    assert answer.status_code == 409
    text = text_of(answer)
    assert "Đã xác nhận 1 mục." in text
    assert "Đường thử : Mục này vừa được xử lý (Đã xác nhận); tải lại để xem." in text


def test_entry_that_changed_since_it_was_read_is_not_decided(site, owner):
    sent = report(site)
    answer = owner.post(
        f"/desk/entries/update/{sent.id}",
        data={"verdict": "verified", "expected_version": str(sent.version + 1)},
    )
    assert answer.status_code == 409


def test_verdict_on_one_entry_leads_back_to_it(app, site, owner):
    sent = report(site)
    path = f"/desk/entries/update/{sent.id}"
    answer = owner.post(path, data={"verdict": "returned", "reason": " "})
    assert answer.status_code == 422
    answer = owner.post(path, data={"verdict": "returned", "reason": "Ghi nhầm công trình"})
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        f"{path}?done=1&verdict=returned",
    )
    text = text_of(as_officer(app, "ward").get(path))
    assert "Trả lại, lý do: Ghi nhầm công trình" in text
    assert "Trả lại · Ban Quản lý dự án" in text
    assert percent(app) == 50


def test_nobody_confirms_their_own(app, site, owner):
    actor = Actor(owner.uid, "ban-qlda@2013", role="owner")
    sent = report(site, actor)
    path = f"/desk/entries/update/{sent.id}"
    entry = owner.get(path)
    assert 'name="verdict"' not in entry.text
    assert "Bạn đã gửi mục này nên người khác phải xác nhận." in text_of(entry)
    assert "Bạn đã gửi mục này: người khác xác nhận." in text_of(owner.get("/desk/queue"))
    assert owner.post(path, data={"verdict": "verified"}).status_code == 403
    assert decide(owner, key(sent)).status_code == 409
    assert percent(app) == 50
    colleague = as_officer(app, "owner", username="dong.nghiep")
    assert decide(colleague, key(sent)).status_code == 303


def test_rivals_stand_side_by_side_until_one_decision(app, site, owner):
    ward = report(site, WARD, physical_percent=60)
    other = report(site, OWNED, physical_percent=55)
    queue = owner.get("/desk/queue")
    assert "2 nơi báo khác nhau, chờ một quyết định" in text_of(queue)
    assert queue.text.count('class="side-by-side"') == 1
    assert "Tiến độ thực hiện đã xác nhận: 50% 60% 55%" in text_of(queue)
    entry = text_of(owner.get(f"/desk/entries/update/{ward.id}"))
    assert "Các nơi báo khác nhau" in entry
    assert decide(owner, key(ward)).status_code == 303
    assert percent(app) == 60
    entry = text_of(owner.get(f"/desk/entries/update/{other.id}"))
    assert "Trả lại, lý do: Đã chọn báo cáo của Phường Sa Đéc" in entry
    assert "Không còn mục nào chờ xác nhận." in text_of(owner.get("/desk/queue"))


def test_sender_takes_an_entry_back(app, site):
    ward = as_officer(app, "ward")
    sent = report(site, Actor(ward.uid, "29905@2025", role="ward"))
    path = f"/desk/entries/update/{sent.id}"
    assert f'action="{path}/withdraw"' in ward.get(path).text
    answer = ward.post(f"{path}/withdraw")
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        f"{path}?done=1&verdict=withdrawn",
    )
    page = ward.get(path)
    assert "Rút lại · Phường Sa Đéc" in text_of(page)
    again = f"/desk/sites/DUONG-THU/update?mend={sent.id}"
    assert f'href="{again}"' in page.text
    assert "Mục đã rút lại: xem lại rồi gửi như một mục mới." in text_of(ward.get(again))


def test_taking_back_is_two_steps(app, site):
    ward = as_officer(app, "ward")
    sent = report(site, Actor(ward.uid, "29905@2025", role="ward"))
    for address in (f"/desk/entries/update/{sent.id}", "/desk/entries"):
        step = re.search(r"<details class=.withdraw.>.*?</details>", ward.get(address).text, re.S)[
            0
        ]
        assert step.index("</summary>") < step.index(f"/{sent.id}/withdraw") < step.index("<button")


def test_mass_assignment_changes_nothing(app, site, owner):
    sent = report(site)
    answer = owner.post(
        f"/desk/entries/update/{sent.id}",
        data={"verdict": "verified", "office": "29905@2025", "physical_percent": "99"},
    )
    assert answer.status_code == 422
    assert percent(app) == 50
