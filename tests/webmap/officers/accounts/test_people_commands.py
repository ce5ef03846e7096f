"""Commands `people …`, as an operator runs them; and who is named on public pages."""

import re

import pytest
from sqlalchemy import select

from geodata import clock
from geodata.models import Account, Person, Reminder
from geodata.people import people
from geodata.people.people import NewPerson
from tests import factories
from tests.officers import as_officer

NAME = "Bà Đậu Thị Thử"


@pytest.fixture
def store(defined_store):
    """The campaign is defined in it."""
    return defined_store


@pytest.fixture
def site(store, make_app):
    with store.writing() as session:
        factories.a_contribution(session)
        new = NewPerson(NAME, "0900 000 001", "Khóm Thử", "public")
        uid = people.add_giver(session, "DG-THU", new).uid
    app = make_app(store.url)
    return app, app.test_cli_runner(), uid


def test_find_prints_everything_that_is_kept(site):
    _app, runner, uid = site
    done = runner.invoke(args=["people", "find", "dau thi"])
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        f"{uid}  {NAME}",
        "  liên hệ: 0900 000 001",
        "  địa chỉ: Khóm Thử",
        "  đồng ý: nêu tên công khai",
        "  đóng góp: DG-THU",
    ]
    nothing = runner.invoke(args=["people", "find", "không ai"])
    assert (nothing.exit_code, nothing.stderr) == (1, "Không lưu gì về “không ai”.\n")


def test_consent_withdraw_takes_the_name_off_the_page(site):
    app, runner, uid = site
    page = "/contributions"
    assert NAME in app.test_client().get(page).text
    assert NAME not in app.test_client().get(f"{page}?format=csv").text
    done = runner.invoke(args=["people", "consent-withdraw", uid])
    assert (done.exit_code, done.output) == (0, "Đã rút đồng ý nêu tên.\n")
    text = app.test_client().get(page).text
    assert NAME not in text
    assert "Người đồng ý nêu tên" not in text
    again = runner.invoke(args=["people", "consent-withdraw", uid])
    assert again.output == "Người này không có đồng ý nào đang có hiệu lực.\n"
    wrong = runner.invoke(args=["people", "consent-withdraw", "p-0"])
    assert (wrong.exit_code, wrong.stderr) == (1, "Không có người mang mã p-0.\n")


def test_erase_says_what_was_done_and_what_is_left_to_do(site, store):
    _app, runner, uid = site
    done = runner.invoke(args=["people", "erase", uid])
    assert done.exit_code == 0
    assert done.output.splitlines()[0] == (
        f"Đã xóa dữ liệu cá nhân của {uid}. Số liệu, nhật ký giữ nguyên."
    )
    assert "Bản sao lưu cũ" in done.output
    with store.reading() as session:
        assert session.scalars(select(Person.name)).all() == [None]
    assert runner.invoke(args=["people", "find", uid]).exit_code == 1
    assert runner.invoke(args=["people", "erase", "p-0"]).exit_code == 1


def test_a_busy_store_is_an_error_that_says_what_to_do(site, monkeypatch):
    _app, runner, uid = site
    monkeypatch.setattr("geodata.store.Store.scrub", lambda _store, _tables: False)
    done = runner.invoke(args=["people", "erase", uid])
    assert done.exit_code == 1
    assert f"Chạy lại lệnh này lúc ít người dùng (với mã {uid})." in done.stderr


def test_recipients_are_named_on_the_page_of_awards_alone(sample_file, make_app):
    with sample_file.writing() as session:
        people.add_recipient(session, "GK-RACH-NGA-AM", NewPerson(NAME, consent="public"))
    client = make_app(sample_file.url).test_client()
    assert NAME in client.get("/awards").text
    assert NAME not in client.get("/awards?format=csv").text
    assert NAME not in client.get("/layers/awards.geojson").text


def test_accounts_erase_by_user_name_and_then_by_id(site, store):
    app, runner, _uid = site
    ward = as_officer(app, "ward", username="phuong.thu")
    page = ward.get("/account").text
    assert "Dữ liệu cá nhân của bạn" in page
    done = runner.invoke(args=["accounts", "erase", "phuong.thu"])
    assert done.exit_code == 0
    assert ward.uid in done.output
    assert ward.get("/account").status_code == 303
    assert runner.invoke(args=["accounts", "erase", "phuong.thu"]).exit_code == 1
    assert runner.invoke(args=["accounts", "erase", ward.uid]).exit_code == 0
    assert "phuong.thu" not in runner.invoke(args=["accounts", "list"]).output


def test_the_account_page_tells_what_is_kept(site, store):
    app, _runner, _uid = site
    ward = as_officer(app, "ward", username="phuong.thu")
    with store.writing() as session:
        account = session.scalars(select(Account)).one()
        account.contact = "thu@example.vn"
        sent = {"day": clock.today(), "sent_at": clock.now()}
        session.add(Reminder(account=account.uid, subject="sites", **sent))
    page = " ".join(re.sub(r"<[^>]+>", " ", ward.get("/account").text).split())
    assert "Liên hệ thu@example.vn Tạo ngày 23/11/2026" in page
    assert "Bản để lại chưa gửi được 0 Thư nhắc đã gửi 1" in page
