"""Signing in and out over HTTP."""

import pytest
import time_machine
from sqlalchemy import func, select

from geodata.accounts import accounts, passwords
from geodata.journal import SYSTEM
from geodata.models import Account, AccountSession, JournalEntry, SignInAttempt
from tests.officers import account, as_officer, sign_in, token_of


@pytest.fixture
def over(make_app, sample_copy):
    """An application over a sample of the test's own, on each kind of store."""
    return make_app(sample_copy.url)


def count(store, model):
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def test_right_password_gives_303_and_a_new_cookie(over, sample_copy):
    password = account(sample_copy, "phuong.thu", "ward")
    client = over.test_client()
    token = token_of(client)
    before = client.get_cookie("session").value
    form = {"username": " Phuong.Thu ", "password": password, "csrf_token": token}
    answer = client.post("/login", data=form)
    assert (answer.status_code, answer.text.count("Traceback")) == (303, 0)
    cookie = answer.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie.split("; ")
    assert client.get_cookie("session").value != before
    assert "Cán bộ phuong.thu" in client.get("/projects").text
    assert count(sample_copy, AccountSession) == 1
    assert count(sample_copy, SignInAttempt) == 0


@pytest.mark.parametrize("name", ["phuong.thu", "nobody.here"])
def test_wrong_is_401_in_the_same_words(over, sample_copy, name):
    account(sample_copy, "phuong.thu", "ward")
    client = over.test_client()
    answer = sign_in(client, name, "not the password")
    assert answer.status_code == 401
    assert "Tên đăng nhập, mật khẩu hoặc mã xác thực chưa đúng." in answer.text
    assert f'value="{name}"' in answer.text
    assert "not the password" not in answer.text
    assert count(sample_copy, AccountSession) == 0


def test_sign_in_without_the_token_is_403(over, sample_copy):
    password = account(sample_copy, "phuong.thu", "ward")
    form = {"username": "phuong.thu", "password": password}
    for fields in ({}, {"csrf_token": ""}, {"csrf_token": "x"}):
        assert over.test_client().post("/login", data=form | fields).status_code == 403
    stranger = over.test_client()
    other = token_of(over.test_client())
    token_of(stranger)
    assert stranger.post("/login", data=form | {"csrf_token": other}).status_code == 403
    assert count(sample_copy, AccountSession) == 0


def test_sign_out_ends_a_copied_cookie_too(over, sample_copy):
    officer = as_officer(over, "ward")
    copied = over.test_client()
    copied.set_cookie("session", officer.client.get_cookie("session").value)
    assert "Đăng xuất" in copied.get("/projects").text
    answer = officer.post("/logout")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "Đăng nhập" in copied.get("/projects").text
    assert "Đăng xuất" not in copied.get("/projects").text
    assert count(sample_copy, AccountSession) == 0


def test_public_data_is_the_same_whoever_asks(over):
    officer = as_officer(over, "administrator")
    for path in ("/layers/projects.geojson", "/figures.json", "/units.json"):
        asked, public = officer.get(path), over.test_client().get(path)
        assert asked.data == public.data
        assert asked.headers["ETag"] == public.headers["ETag"]
        assert asked.headers["Cache-Control"] == "public, no-cache"
        assert "Cookie" not in asked.headers.get("Vary", "")
    page = officer.get("/projects")
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in page.headers["Vary"]


def test_a_new_account_leaves_no_name_in_the_journal(over, sample_copy):
    as_officer(over, "ward", username="phuong.thu")
    with sample_copy.reading() as session:
        uid = session.scalars(select(Account.uid)).one()
        entry = session.scalars(
            select(JournalEntry).order_by(JournalEntry.rev.desc()).limit(1)
        ).one()
        told = (entry.actor, entry.action, entry.subject_kind, entry.subject)
        detail = entry.detail
    assert told == ("system", "account.create", "account", uid)
    assert detail == {"role": "ward", "office": "29905@2025"}


def test_cookie_over_https_is_secure_and_of_this_host_alone(over, sample_copy):
    password = account(sample_copy, "phuong.thu", "ward")
    client = over.test_client()
    secure = {"base_url": "https://map.example"}
    form = {
        "username": "phuong.thu",
        "password": password,
        "csrf_token": token_of(client, **secure),
    }
    answer = client.post("/login", data=form, **secure)
    assert answer.status_code == 303
    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    assert name == "__Host-session"
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(rest.split("; "))
    assert "Domain" not in rest
    assert client.get("/account", **secure).status_code == 200


def test_many_failures_are_429_and_the_right_password_waits_too(over, sample_copy):
    password = account(sample_copy, "phuong.thu", "ward")
    client = over.test_client()
    statuses = [sign_in(client, "phuong.thu", "wrong").status_code for _ in range(11)]
    assert statuses == [401] * 10 + [429]
    answer = sign_in(client, "phuong.thu", password)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 900
    assert "Chờ 15 phút rồi thử lại" in answer.text
    elsewhere = over.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "10.1.2.3"
    assert sign_in(elsewhere, "phuong.thu", password).status_code == 303


@pytest.mark.parametrize("name", ["phuong.thu", "nobody.here", "gone"])
def test_hash_is_verified_whoever_it_is(over, sample_copy, name):
    """Loosely: no kind of failure answers in a tenth of another's time."""
    import time

    account(sample_copy, "phuong.thu", "ward")
    account(sample_copy, "gone", "ward")
    with sample_copy.writing() as session:
        accounts.disable(session, SYSTEM, accounts.by_username(session, "gone").uid)
    began = time.perf_counter()
    passwords.verify(None, "x")
    hashing = time.perf_counter() - began
    client = over.test_client()
    form = {"username": name, "password": "not this", "csrf_token": token_of(client)}
    began = time.perf_counter()
    assert client.post("/login", data=form).status_code == 401
    assert time.perf_counter() - began > hashing / 3


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example",
        "/\t/evil.example", "javascript:alert(1)", "evil", "", "/" + "a" * 600,
    ],
)  # fmt: skip
def test_next_leads_to_this_site_only(over, sample_copy, wanted):
    password = account(sample_copy, "phuong.thu", "ward")
    answer = sign_in(over.test_client(), "phuong.thu", password, next=wanted)
    assert answer.status_code == 303
    assert answer.headers["Location"] in ("/account", "/desk")


def test_next_leads_back_to_the_page_with_its_question(over, sample_copy):
    password = account(sample_copy, "phuong.thu", "ward")
    client = over.test_client()
    wanted = "/projects?sector=transport&as_of=2024-12-31"
    assert sign_in(client, "phuong.thu", password, next=wanted).headers["Location"] == wanted
    assert client.get("/login?next=/units").headers["Location"] == "/units"


def test_form_that_was_open_while_the_session_ended_can_be_sent_after_it(over, sample_copy):
    password = account(sample_copy, "phuong.thu", "ward")
    client = over.test_client()
    sign_in(client, "phuong.thu", password)
    token = token_of(client)
    with time_machine.travel("2026-11-23T22:30:00+07:00"):
        form = {"csrf_token": token}
        assert client.post("/account/sessions/end", data=form).status_code == 401
        assert client.get("/account").status_code == 303
        sign_in(client, "phuong.thu", password)
        assert client.post("/account/sessions/end", data=form).status_code == 303


def test_session_ends_when_it_is_not_used_and_lasts_while_it_is(over, sample_copy):
    password = account(sample_copy, "phuong.thu", "ward")
    client = over.test_client()
    with time_machine.travel("2026-11-23T10:00:00+07:00", tick=False) as clock:
        sign_in(client, "phuong.thu", password)
        for _ in range(6):
            clock.shift(119 * 60)
            assert client.get("/account").status_code == 200
        clock.shift(10 * 60)  # twelve hours in all
        assert client.get("/account").status_code == 303
        sign_in(client, "phuong.thu", password)
        clock.shift(121 * 60)
        assert client.get("/account").status_code == 303


def test_store_that_is_not_prepared_still_shows_the_error_page(make_app, sqlite):
    client = make_app(sqlite.new()).test_client()
    client.get("/api/csrf")
    with client.session_transaction() as session:
        session["sign_in"] = "x"
    answer = client.get("/")
    assert answer.status_code == 503
    assert "Tạm thời chưa có dữ liệu" in answer.text
