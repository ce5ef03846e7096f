"""One's own account over HTTP: the password that was handed out, links, the second factor."""

import re

import pyotp
import pytest
import time_machine
from sqlalchemy import select

from geodata.accounts import credentials
from geodata.journal import SYSTEM
from geodata.models import Account, JournalEntry
from tests.officers import account, as_officer, sign_in, token_of, uid_of

CHOSEN = "bảy con vịt ăn dưa hấu"


@pytest.fixture
def over(make_app, sample_file):
    return make_app(sample_file.url)


def actions(store):
    with store.reading() as session:
        return list(
            session.scalars(
                select(JournalEntry.action)
                .where(JournalEntry.subject_kind == "account")
                .order_by(JournalEntry.rev)
            )
        )


def change(client, current, password, again=None):
    form = {"current": current, "password": password, "again": again or password}
    return client.post("/account/password", data=form | {"csrf_token": token_of(client)})


def test_handed_out_password_is_changed_before_anything_else(over, sample_file):
    password = account(sample_file, "phuong.thu", "ward", must_change=True)
    client = over.test_client()
    assert sign_in(client, "phuong.thu", password).status_code == 303
    for path in ("/account", "/account/totp", "/admin/accounts"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/account/password")
    assert client.get("/projects").status_code == 200
    assert change(client, password, CHOSEN).headers["Location"] == "/account"
    assert client.get("/account").status_code == 200
    assert sign_in(over.test_client(), "phuong.thu", password).status_code == 401
    assert sign_in(over.test_client(), "phuong.thu", CHOSEN).status_code == 303
    assert actions(sample_file) == ["account.create", "account.change_password"]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("ngắn quá", "ít nhất 12 ký tự"),
        ("password1234", "dễ đoán"),
        ("phuongthu2025!", "dễ đoán"),
        ("PhườngSaĐéc2025", "dễ đoán"),
        ("x" * 257, "dài nhất 256 ký tự"),
    ],
)
def test_password_that_is_refused_says_why_and_changes_nothing(over, sample_file, chosen, said):
    password = account(sample_file, "phuong.thu", "ward")
    client = over.test_client()
    sign_in(client, "phuong.thu", password)
    answer = change(client, password, chosen)
    assert answer.status_code == 422
    assert said in answer.text
    assert chosen not in answer.text
    assert sign_in(over.test_client(), "phuong.thu", password).status_code == 303


def test_password_is_not_changed_by_a_wrong_one_nor_to_the_same(over, sample_file):
    password = account(sample_file, "phuong.thu", "ward")
    client = over.test_client()
    sign_in(client, "phuong.thu", password)
    assert "Mật khẩu hiện tại chưa đúng" in change(client, "another one", CHOSEN).text
    assert "chưa giống nhau" in change(client, password, CHOSEN, "bảy con vịt").text
    assert "phải khác mật khẩu cũ" in change(client, password, password).text


def test_changed_password_ends_every_other_session(over, sample_file):
    password = account(sample_file, "phuong.thu", "ward")
    here, there = over.test_client(), over.test_client()
    for client in (here, there):
        sign_in(client, "phuong.thu", password)
    before = here.get_cookie("session").value
    change(here, password, CHOSEN)
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303
    there.set_cookie("session", before)
    assert there.get("/account").status_code == 303


def test_long_passphrase_is_not_cut_short(over, sample_file):
    password = account(sample_file, "phuong.thu", "ward")
    client = over.test_client()
    sign_in(client, "phuong.thu", password)
    long = CHOSEN * 10
    assert change(client, password, long).status_code == 303
    assert sign_in(over.test_client(), "phuong.thu", long[:-1]).status_code == 401
    assert sign_in(over.test_client(), "phuong.thu", long).status_code == 303


def test_sessions_elsewhere_can_be_ended(over, sample_file):
    password = account(sample_file, "phuong.thu", "ward")
    here, there = over.test_client(), over.test_client()
    for client in (here, there):
        sign_in(client, "phuong.thu", password)
    assert here.get("/account").text.count("dùng lần cuối") == 2
    here.post("/account/sessions/end", data={"csrf_token": token_of(here)})
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303


# ── One-time links ────────────────────────────────────────────────────────────────────────────


def link_of(store, username):
    with store.writing() as session:
        return credentials.reset(session, SYSTEM, uid_of(store, username))


def choose(client, value, password):
    form = {"password": password, "again": password, "csrf_token": token_of(client)}
    return client.post(f"/login/link/{value}", data=form)


def test_link_sets_a_password_once(over, sample_file):
    old = account(sample_file, "phuong.thu", "ward", must_change=True)
    signed = over.test_client()
    sign_in(signed, "phuong.thu", old)
    value = link_of(sample_file, "phuong.thu")
    assert signed.get("/account").status_code == 303
    assert sign_in(over.test_client(), "phuong.thu", old).status_code == 401
    client = over.test_client()
    assert "phuong.thu" in client.get(f"/login/link/{value}").text
    assert choose(client, value, "quá ngắn").status_code == 422
    assert choose(client, value, CHOSEN).headers["Location"] == "/login"
    assert client.get(f"/login/link/{value}").status_code == 404
    assert choose(client, value, "tám con gà ăn bắp ngô").status_code == 404
    assert sign_in(client, "phuong.thu", CHOSEN).headers["Location"] == "/desk"
    assert client.get("/account").status_code == 200


def test_link_ends_after_a_day_and_with_a_newer_one(over, sample_file):
    account(sample_file, "phuong.thu", "ward")
    first = link_of(sample_file, "phuong.thu")
    second = link_of(sample_file, "phuong.thu")
    client = over.test_client()
    assert client.get(f"/login/link/{first}").status_code == 404
    assert client.get(f"/login/link/{second}").status_code == 200
    with time_machine.travel("2026-11-24T23:00:00+07:00"):
        assert client.get(f"/login/link/{second}").status_code == 404


# ── The second factor ─────────────────────────────────────────────────────────────────────────


def turn_on(client, password):
    """Enrol as a person does; gives the phone."""
    page = client.get("/account/totp").text
    assert '<svg viewBox="0 0' in page
    secret = re.search(r'<code class="secret">([^<]+)</code>', page).group(1)
    phone = pyotp.TOTP(secret.replace(" ", ""))
    form = {"current": password, "code": phone.now(), "csrf_token": token_of(client)}
    answer = client.post("/account/totp", data=form)
    assert answer.headers["Location"] == "/account", answer.text
    return phone


def test_second_factor_is_asked_for_once_it_is_on(over, sample_file):
    password = account(sample_file, "phuong.thu", "ward")
    client = over.test_client()
    sign_in(client, "phuong.thu", password)
    with time_machine.travel("2026-11-23T10:00:00+07:00", tick=False) as clock:
        phone = turn_on(client, password)
        used = phone.now()
        other = over.test_client()
        assert sign_in(other, "phuong.thu", password).status_code == 401
        assert sign_in(other, "phuong.thu", password, totp="000000").status_code == 401
        assert sign_in(other, "phuong.thu", password, totp=used).status_code == 401
        clock.shift(30)
        assert sign_in(other, "phuong.thu", password, totp=phone.now()).status_code == 303
        again = over.test_client()
        assert sign_in(again, "phuong.thu", password, totp=phone.now()).status_code == 401
        clock.shift(30)
        wrong = sign_in(again, "phuong.thu", "x" * 12, totp=phone.now())
        assert wrong.status_code == 401
        assert sign_in(again, "phuong.thu", password, totp=phone.now()).status_code == 303


def test_second_factor_needs_a_right_code_and_the_password(over, sample_file):
    password = account(sample_file, "phuong.thu", "ward")
    client = over.test_client()
    sign_in(client, "phuong.thu", password)
    client.get("/account/totp")
    token = token_of(client)
    for form in ({"current": password, "code": "12345"}, {"current": "x", "code": "123456"}):
        answer = client.post("/account/totp", data=form | {"csrf_token": token})
        assert answer.status_code == 422
    with sample_file.reading() as session:
        assert session.scalars(select(Account.totp_secret)).one() is None


def test_a_secret_shown_to_one_officer_is_never_another_ones(over, sample_file):
    """At a shared computer the first one read the secret and did not go on."""
    passwords = [account(sample_file, name, "ward") for name in ("phuong.mot", "phuong.hai")]
    client = over.test_client()
    shown = []
    for name, password in zip(("phuong.mot", "phuong.hai"), passwords, strict=True):
        assert sign_in(client, name, password).status_code == 303
        assert "totp_new" not in cookie_of(client)
        page = client.get("/account/totp").text
        shown.append(re.search(r'<code class="secret">([^<]+)</code>', page)[1])
    assert shown[0] != shown[1]
    code = pyotp.TOTP(shown[0].replace(" ", "")).now()
    form = {"current": passwords[1], "code": code, "csrf_token": token_of(client)}
    assert client.post("/account/totp", data=form).status_code == 422
    phone = pyotp.TOTP(shown[1].replace(" ", ""))
    answer = client.post("/account/totp", data=form | {"code": phone.now()})
    assert answer.status_code == 303


def test_a_planted_secret_counts_for_its_account_alone(over, sample_file):
    password = account(sample_file, "phuong.thu", "ward")
    client = over.test_client()
    sign_in(client, "phuong.thu", password)
    secret = pyotp.random_base32()
    for planted in (secret, {"of": "a-somebody-else", "secret": secret}):
        with client.session_transaction() as kept:
            kept["totp_new"] = planted
        code = pyotp.TOTP(secret).now()
        form = {"current": password, "code": code, "csrf_token": token_of(client)}
        answer = client.post("/account/totp", data=form)
        assert answer.headers["Location"] == "/account/totp"
    with sample_file.reading() as session:
        assert session.scalars(select(Account.totp_secret)).one() is None


def cookie_of(client):
    with client.session_transaction() as kept:
        return dict(kept)


def test_role_that_needs_a_second_factor_enrols_first(make_app, sample_file):
    app = make_app(sample_file.url, totp_roles="ward, administrator")
    password = account(sample_file, "phuong.thu", "ward")
    client = app.test_client()
    sign_in(client, "phuong.thu", password)
    assert client.get("/account").headers["Location"] == "/account/totp"
    assert client.get("/account/password").headers["Location"] == "/account/totp"
    turn_on(client, password)
    assert client.get("/account").status_code == 200
    owner = as_officer(app, "owner")
    assert owner.get("/account").status_code == 200


def test_administrator_takes_a_second_factor_off(over, sample_file):
    password = account(sample_file, "phuong.thu", "ward")
    client = over.test_client()
    sign_in(client, "phuong.thu", password)
    turn_on(client, password)
    with sample_file.writing() as session:
        credentials.reset_totp(session, SYSTEM, uid_of(sample_file, "phuong.thu"))
    assert client.get("/account").status_code == 303
    assert sign_in(client, "phuong.thu", password).status_code == 303
    assert actions(sample_file) == ["account.create", "account.totp_on", "account.totp_reset"]


def test_office_that_ended_can_be_read_from_but_not_written_for(make_app, sample_file):
    """The account was made while the ward stood."""
    with time_machine.travel("2025-06-01T09:00:00+07:00"):
        password = account(sample_file, "phuong.1", "ward", "29905@2013")
    app = make_app(sample_file.url)
    client = app.test_client()
    assert sign_in(client, "phuong.1", password).status_code == 303
    assert "đã kết thúc" in client.get("/account").text
    assert change(client, password, CHOSEN).status_code == 303
