"""Signing in and out over HTTP."""

import pytest
from sqlalchemy import func, select

from geodata.models import Account, JournalEntry, SignIn, SignInAttempt
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
    assert count(sample_copy, SignIn) == 1
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
    assert count(sample_copy, SignIn) == 0


def test_sign_in_without_the_token_is_403(over, sample_copy):
    password = account(sample_copy, "phuong.thu", "ward")
    form = {"username": "phuong.thu", "password": password}
    for fields in ({}, {"csrf_token": ""}, {"csrf_token": "x"}):
        assert over.test_client().post("/login", data=form | fields).status_code == 403
    stranger = over.test_client()
    other = token_of(over.test_client())
    token_of(stranger)
    assert stranger.post("/login", data=form | {"csrf_token": other}).status_code == 403
    assert count(sample_copy, SignIn) == 0


def test_sign_out_ends_a_copied_cookie_too(over, sample_copy):
    officer = as_officer(over, "ward")
    copied = over.test_client()
    copied.set_cookie("session", officer.client.get_cookie("session").value)
    assert "Đăng xuất" in copied.get("/projects").text
    answer = officer.post("/logout")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "Đăng nhập" in copied.get("/projects").text
    assert "Đăng xuất" not in copied.get("/projects").text
    assert count(sample_copy, SignIn) == 0


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
