"""`/projects/CODE/journal`: what the public reads of a project's journal."""

import ast
import datetime as dt
import re
from collections import defaultdict

import pytest
from sqlalchemy import select

from geodata import corrections
from geodata.actions import ACTIONS
from geodata.evidence import criteria
from geodata.models import JournalEntry
from geodata.verification import deciding
from geodata.vocabulary import codes
from tests import factories
from tests.factories import OWNER
from tests.officers import as_officer
from tests.webmap.pages.lists import records
from webmap.config import PROJECT_ROOT

JOURNAL = "/projects/DUONG-THU/journal"
CLOCK = r"\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?|20\d\d|[0-9a-f]{16,}"
"""Times of a day to the microsecond, years, keys: their digits happen to be any."""


@pytest.fixture
def store(defined_store):
    """The campaign is defined in it."""
    return defined_store


@pytest.fixture
def client(store, make_app):
    with store.writing() as session:
        factories.a_project(session)
    return make_app(store.url).test_client()


def lines(page):
    """The entries of a page as text, newest first."""
    found = re.findall(r'<li id="r\d+">(.*?)</li>', page.text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def test_a_verified_update_shows_offices_both_times_before_and_after(client, store):
    with store.writing() as session:
        factories.an_update(session, percent=30, on=dt.date(2024, 6, 1))
        factories.an_update(session, percent=45)
    first = lines(client.get(JOURNAL))[0]
    assert "Xác nhận báo cáo tiến độ" in first
    assert "Ban Quản lý dự án và phát triển quỹ đất thành phố" in first
    assert "Phường 1" in first
    assert "của ngày 01/07/2024" in first
    assert "30% → 45%" in first
    assert re.search(r"gửi lúc 23/11/2026 \d\d:\d\d", first)


def test_persons_are_not_named(client, store):
    with store.writing() as session:
        factories.an_update(session)
    page = client.get(JOURNAL).text
    assert "account-" not in page
    assert "account-" not in client.get(f"{JOURNAL}?format=csv").text


def test_what_waits_is_not_on_the_page_nor_in_the_download(client, store):
    with store.writing() as session:
        factories.an_update(session, percent=77, verified=False, note="bí mật")
    for address in (JOURNAL, f"{JOURNAL}?format=csv"):
        text = client.get(address).text
        told = text.split("<main")[-1].split("</main>")[0]  # nonces and digests may hold 77
        assert "77" not in re.sub(CLOCK, "", told)
        assert "bí mật" not in text


def test_a_returned_update_has_neither_content_nor_reason(client, store):
    with store.writing() as session:
        row = factories.an_update(session, percent=77, verified=False)
        deciding.give(session, OWNER, row, "returned", reason="lý do nội bộ")
    first = lines(client.get(JOURNAL))[0]
    assert "Trả lại báo cáo tiến độ" in first
    assert "01/07/2024" not in first
    assert "77" not in first
    assert "lý do nội bộ" not in client.get(JOURNAL).text


def test_a_project_that_waits_for_its_first_confirmation_has_no_journal(client, store):
    with store.writing() as session:
        factories.a_project(session, "DUONG-CHO", verified=False)
    assert client.get("/projects/DUONG-CHO/journal").status_code == 404
    assert client.get("/projects/KHONG-CO/journal").status_code == 404
    assert client.get("/projects/<b>/journal").status_code == 404


def test_filters_and_unknown_values(client, store):
    with store.writing() as session:
        factories.an_update(session)
        paid = factories.a_payment(session, amount=5)
        corrections.correct(session, OWNER, paid, {"amount": 6}, "sai <i>số</i>")
    by_action = client.get(f"{JOURNAL}?action=fact.correct")
    assert len(lines(by_action)) == 1
    assert "5 đồng → 6 đồng" in lines(by_action)[0]
    assert "Lý do: sai &lt;i&gt;số&lt;/i&gt;" in lines(by_action)[0]
    assert len(lines(client.get(f"{JOURNAL}?office=29905@2013"))) == 0
    assert len(lines(client.get(f"{JOURNAL}?day=2026-11-23"))) == 4
    typed = client.get(f"{JOURNAL}?day=23/11/2026&action=fact.correct")
    assert typed.status_code == 303
    assert typed.location == f"{JOURNAL}?day=2026-11-23&action=fact.correct"
    for wrong in ("office=ai-do", "action=nothing.done", "day=hôm qua"):
        assert client.get(f"{JOURNAL}?{wrong}").status_code == 400


def test_many_entries_come_in_parts_and_whole_in_a_download(client, store):
    with store.writing() as session:
        for _ in range(60):
            factories.a_payment(session)
    assert len(lines(client.get(JOURNAL))) == 50
    assert len(lines(client.get(f"{JOURNAL}?page=2"))) == 11
    assert lines(client.get(f"{JOURNAL}?page=99")) == lines(client.get(f"{JOURNAL}?page=2"))
    whole = records(client.get(f"{JOURNAL}?format=csv"))
    assert len(whole) == 61
    assert whole[0]["Việc"] == "Ghi giải ngân"
    assert "Số tiền: 100.000.000 đồng" in whole[0]["Thay đổi"]
    assert client.get(f"{JOURNAL}?format=xlsx").data[:2] == b"PK"


def test_the_projects_page_leads_to_its_journal(client):
    assert f'href="{JOURNAL}"' in client.get("/projects/DUONG-THU").text


def actions_of(path):
    """The actions that the doors of a file hand to `journal.record`, as far as they are literals or
    a name that was given one; formatted ones are in the sample."""
    tree = ast.parse(path.read_text())
    given = defaultdict(list)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            given[node.targets[0].id].append(node.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
            said = node.args[2]
            for value in given[said.id] if isinstance(said, ast.Name) else [said]:
                if not isinstance(value, ast.JoinedStr):
                    yield from _literals(value)


def _literals(node):
    words = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
    return [word for word in words if isinstance(word, str) and "." in word]


def test_every_action_that_a_door_writes_has_its_words():
    files = (PROJECT_ROOT / "geodata").rglob("*.py")
    written = {action for path in files for action in actions_of(path)}
    assert {"project.register", "project.revise", "fact.correct"} <= written
    assert written - set(codes(ACTIONS)) == set()


def test_every_action_of_the_sample_has_its_words(sample_store):
    with sample_store.reading() as session:
        found = set(session.scalars(select(JournalEntry.action).distinct()))
    assert found - set(codes(ACTIONS)) == set()


def test_links_to_criteria_are_told(client, store):
    with store.writing() as session:
        criteria.link(
            session, OWNER, "1.1.a.1", "project", "DUONG-THU",
            {"effective_on": dt.date(2024, 2, 1), "evidence": "biên bản số 3"},
        )  # fmt: skip
    assert "Minh chứng biên bản số 3" in lines(client.get(JOURNAL))[0]


# ── The whole journal ─────────────────────────────────────────────────────────────────────────


@pytest.fixture
def campaign(store, make_app):
    with store.writing() as session:
        factories.a_project(session)
        factories.an_update(session, percent=77, verified=False, note="ghi chú nội bộ")
    return make_app(store.url)


def test_whole_journal_names_account_office_and_what_waits(campaign, store):
    office = as_officer(campaign, "secretariat")
    as_officer(campaign, "ward", username="phuong.thu")
    page = office.get("/journal")
    made, waiting = lines(page)[0], lines(page)[2]
    assert "Tạo tài khoản · Cán bộ phuong.thu" in made
    assert "Báo cáo tiến độ · DUONG-THU" in waiting
    assert "Phường 1" in waiting
    assert "Chờ xác nhận" in waiting
    assert "Tiến độ thực hiện 77%" in waiting
    assert 'href="/projects/DUONG-THU"' in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "ghi chú nội bộ" not in page.text


def test_whole_journal_marks_what_was_loaded_from_files(sample_file, make_app):
    office = as_officer(make_app(sample_file.url), "administrator")
    assert "nạp từ tệp" in lines(office.get("/journal?action=project.register"))[0]
    assert "nạp từ tệp" not in lines(office.get("/journal?action=account.create"))[0]


def test_whole_journal_narrows_and_downloads(campaign):
    office = as_officer(campaign, "administrator")
    assert len(lines(office.get("/journal?project=DUONG-THU"))) == 3
    assert lines(office.get("/journal?project=KHONG-CO")) == []
    assert office.get("/journal?project=A&project=B").status_code == 400
    rows = records(office.get("/journal?project=DUONG-THU&format=csv"))
    assert rows[0]["Tài khoản"] == "account-ward"
    assert rows[0]["Tình trạng xác nhận"] == "Chờ xác nhận"
    assert rows[2]["Việc"] == "Đăng ký dự án"
    answer = office.get("/journal?format=xlsx")
    assert answer.data[:2] == b"PK"
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("role", ["ward", "owner", "finance", "leader"])
def test_others_may_not_read_the_whole_journal(campaign, role):
    assert as_officer(campaign, role).get("/journal").status_code == 403


def test_a_visitor_is_sent_to_sign_in(campaign):
    answer = campaign.test_client().get("/journal?project=DUONG-THU")
    assert answer.status_code == 303
    assert "/login?" in answer.location
