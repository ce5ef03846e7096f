"""`/desk/due`, the command `due`, and mailing reminders to a real mail server."""

import re

import pytest
from sqlalchemy import select

from geodata.accounts import accounts
from geodata.models import Reminder
from tests.mail_server import mail_server, make_certificate
from tests.officers import as_officer, uid_of

SENDER = "nhac-viec@example.vn"


@pytest.fixture
def post():
    with mail_server() as kept:
        yield kept


@pytest.fixture
def site(sample_copy, make_app, post):
    """The sample with officers who gave mail addresses, and an application that mails."""
    app = make_app(
        sample_copy.url, smtp_host="127.0.0.1", smtp_port=post.port, smtp_from=SENDER,
        smtp_tls="off", smtp_user="nobody", smtp_password="secret-password",
    )  # fmt: skip
    officers = {
        "ward": as_officer(app, "ward", username="phuong.thu"),
        "secretariat": as_officer(app, "secretariat", username="thu.ky"),
        "leader": as_officer(app, "leader", username="lanh.dao"),
    }
    reach(sample_copy, "phuong.thu", "phuong@example.vn")
    reach(sample_copy, "thu.ky", "thuky@example.vn")
    reach(sample_copy, "lanh.dao", "lanhdao@example.vn")
    return app, officers


def reach(store, username, contact):
    with store.writing() as session:
        accounts.by_username(session, username).contact = contact


def reminders(store):
    with store.reading() as session:
        return sorted(session.scalars(select(Reminder.subject)))


def test_secretariat_and_leader_see_what_is_due_with_its_text(site):
    _app, officers = site
    for role in ("secretariat", "leader"):
        page = officers[role].get("/desk/due")
        assert page.status_code == 200
        assert "<b>4</b> công trình quá 30 ngày chưa cập nhật" in page.text
        assert "Kính gửi: UBND phường Sa Đéc" in page.text
        assert "1. Sân thể thao phường An Hòa (SAN-THE-THAO-AH): lần cuối 17/09/2026" in page.text
        assert page.headers["Cache-Control"] == "private, no-store"
    english = officers["secretariat"].get("/desk/due?lang=en").text
    assert "Kính gửi: UBND phường Sa Đéc" in english
    assert "37 days overdue" in english


def test_only_the_secretariat_sends(site, post):
    _app, officers = site
    assert "Gửi thư nhắc tất cả" in officers["secretariat"].get("/desk/due").text
    assert "Gửi thư nhắc tất cả" not in officers["leader"].get("/desk/due").text
    assert officers["leader"].post("/desk/due/mail").status_code == 403
    assert officers["ward"].get("/desk/due").status_code == 403
    assert officers["ward"].post("/desk/due/mail").status_code == 403
    assert officers["secretariat"].client.post("/desk/due/mail").status_code == 403
    assert post.letters == []


def test_letters_go_to_the_office_once_a_day(site, post, sample_copy):
    _app, officers = site
    answer = officers["secretariat"].post("/desk/due/mail")
    assert (answer.status_code, answer.location) == (303, "/desk/due?sent=2&already=0")
    assert sorted(post.to) == ["phuong@example.vn", "thuky@example.vn"]
    letter = next(x for x in post.letters if x["To"] == "phuong@example.vn")
    assert letter["From"] == SENDER
    assert letter["Subject"] == "2 công trình quá hạn cập nhật tiến độ"
    assert "Kính gửi: UBND phường Sa Đéc" in letter.get_content()
    assert letter["Auto-Submitted"] == "auto-generated"
    assert post.sign_ins == []  # no password goes unencrypted
    assert reminders(sample_copy) == ["reports", "sites"]
    again = officers["secretariat"].post("/desk/due/mail")
    assert again.location == "/desk/due?sent=0&already=2"
    assert len(post.letters) == 2
    said = officers["secretariat"].get(again.location).text
    assert "Đã gửi 0 thư. 2 thư đã gửi hôm nay rồi, không gửi lại." in said


def test_disabled_erased_and_phone_contacts_are_not_mailed(site, post, sample_copy):
    _app, officers = site
    reach(sample_copy, "thu.ky", "0900 000 001")
    reach(sample_copy, "phuong.thu", "a@b.vn, c@d.vn")
    assert officers["secretariat"].post("/desk/due/mail").location.startswith("/desk/due?sent=0")
    assert post.letters == []


def test_a_mailbox_that_is_refused_holds_up_no_other(site, post, sample_copy, caplog):
    app, officers = site
    post.refuse = "phuong@example.vn"
    answer = officers["secretariat"].post("/desk/due/mail")
    assert answer.location == "/desk/due?sent=1&already=0&refused=1"
    assert post.to == ["thuky@example.vn"]
    assert reminders(sample_copy) == ["reports"]
    said = officers["secretariat"].get(answer.location).text
    assert "1 thư bị hộp thư từ chối: xem lại địa chỉ của tài khoản." in said
    assert uid_of(sample_copy, "phuong.thu") in caplog.text
    assert "example.vn" not in caplog.text
    done = app.test_cli_runner().invoke(args=["due", "--send"])
    assert done.exit_code == 0
    assert done.output.splitlines()[:2] == [
        "Đã gửi 0 thư; 1 thư đã gửi hôm nay từ trước.",
        "1 thư bị hộp thư từ chối; mã tài khoản ở nhật ký máy chủ.",
    ]
    post.refuse = ""
    assert "sent=1&already=1" in officers["secretariat"].post("/desk/due/mail").location


def test_without_a_mail_server_the_page_offers_the_text_alone(sample_file, make_app):
    officer = as_officer(make_app(sample_file.url), "secretariat")
    page = officer.get("/desk/due").text
    assert "Gửi thư nhắc tất cả" not in page
    assert page.count("<textarea") == 12
    assert officer.post("/desk/due/mail").location == "/desk/due?failed=1"


def test_the_secrets_of_mail_are_on_no_page(site):
    _app, officers = site
    assert "secret-password" not in officers["secretariat"].get("/desk/due").text


@pytest.mark.parametrize("told", ["sent=<b>", "sent=99999999999", "sent=-1", "already=1&sent=²"])
def test_numbers_in_the_address_are_only_numbers(site, told):
    _app, officers = site
    page = officers["secretariat"].get(f"/desk/due?{told}")
    assert page.status_code == 200
    assert "Đã gửi 0 thư." in re.sub(r"\s+", " ", page.text)


# ── The command ───────────────────────────────────────────────────────────────────────────────


def test_due_prints_every_reminder(sample_file, make_app):
    done = make_app(sample_file.url).test_cli_runner().invoke(args=["due"])
    assert done.exit_code == 0
    assert done.output.count("Kính gửi:") == 12
    assert "đã chờ 7 ngày" in done.output


def test_due_send_mails_and_says_who_has_no_address(site, post):
    app, _officers = site
    runner = app.test_cli_runner()
    done = runner.invoke(args=["due", "--send"])
    assert done.exit_code == 0
    assert done.output.splitlines()[0] == "Đã gửi 2 thư; 0 thư đã gửi hôm nay từ trước."
    assert "30214@2025" in done.output.splitlines()[1]
    again = runner.invoke(args=["due", "--send"])
    assert again.output.splitlines()[0] == "Đã gửi 0 thư; 2 thư đã gửi hôm nay từ trước."
    assert len(post.letters) == 2


def test_due_send_without_a_server_or_with_one_that_is_away(sample_file, make_app):
    done = make_app(sample_file.url).test_cli_runner().invoke(args=["due", "--send"])
    assert (done.exit_code, done.stderr) == (
        1, "Chưa cấu hình máy chủ thư: đặt SMTP_HOST và SMTP_FROM.\n",
    )  # fmt: skip
    away = make_app(sample_file.url, smtp_host="127.0.0.1", smtp_port=1, smtp_from=SENDER)
    failed = away.test_cli_runner().invoke(args=["due", "--send"])
    assert failed.exit_code == 1
    assert "Máy chủ thư không nhận:" in failed.stderr


@pytest.fixture
def encrypted(tmp_path, sample_file, make_app):
    """A mail server that insists on STARTTLS and a password, and the application's settings."""
    certificate = make_certificate(tmp_path)
    with mail_server(certificate) as kept:

        def runner(**settings):
            chosen = {
                "smtp_host": "localhost", "smtp_port": kept.port, "smtp_from": SENDER,
                "smtp_user": "nhac", "smtp_password": "right-password",
            } | settings  # fmt: skip
            app = make_app(sample_file.url, **chosen)
            return app.test_cli_runner().invoke(args=["due", "--send"])

        as_officer(make_app(sample_file.url), "ward", username="phuong.thu")
        reach(sample_file, "phuong.thu", "phuong@example.vn")
        yield kept, runner, certificate


def test_starttls_with_a_trusted_certificate_signs_in_and_sends(encrypted, monkeypatch):
    kept, run, certificate = encrypted
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    done = run()
    assert (done.exit_code, kept.to) == (0, ["phuong@example.vn"])
    assert kept.sign_ins == [("nhac", "right-password")]


def test_a_certificate_that_nobody_trusts_gets_neither_password_nor_letter(encrypted):
    kept, run, _certificate = encrypted
    done = run()
    assert done.exit_code == 1
    assert "CERTIFICATE_VERIFY_FAILED" in done.stderr
    assert (kept.sign_ins, kept.letters) == ([], [])


def test_a_wrong_password_is_told_without_the_password(encrypted, monkeypatch):
    kept, run, certificate = encrypted
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    done = run(smtp_password="wrong-password")
    assert done.exit_code == 1
    assert "535" in done.stderr
    assert "wrong-password" not in done.output + done.stderr
    assert kept.letters == []
