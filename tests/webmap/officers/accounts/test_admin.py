"""The administrator's pages: accounts and tokens."""

import re

import pytest
import time_machine
from sqlalchemy import select

from geodata.models import Account, ApiToken, JournalEntry
from tests.officers import account, as_officer, sign_in, token_of, uid_of


@pytest.fixture
def over(make_app, sample_file):
    return make_app(sample_file.url)


@pytest.fixture
def admin(over):
    return as_officer(over, "administrator", username="quan.tri")


def handed_out(answer):
    return re.search(r"data-handed-out>([^<]+)<", answer.text).group(1)


NEW = {
    "username": "xa.thu",
    "display_name": "Cán bộ thử",
    "role": "ward",
    "office": "30214@2025",
    "contact": "",
}


def test_account_is_made_and_its_password_shown_once(over, admin, sample_file):
    answer = admin.post("/admin/accounts/new", data=NEW)
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "private, no-store"
    password = handed_out(answer)
    uid = uid_of(sample_file, "xa.thu")
    for path in ("/admin/accounts", f"/admin/accounts/{uid}"):
        page = admin.get(path)
        assert "xa.thu" in page.text
        assert password not in page.text
    client = over.test_client()
    assert sign_in(client, "xa.thu", password).status_code == 303
    assert client.get("/account").headers["Location"] == "/account/password"


def test_what_a_form_names_beside_its_fields_changes_nothing(admin, sample_file):
    more = {
        "uid": "a-mine", "password": "chosen by me", "password_hash": "x", "must_change": "",
        "totp_secret": "A" * 32, "disabled_at": "2020-01-01", "made_by": "me",
    }  # fmt: skip
    assert admin.post("/admin/accounts/new", data=NEW | more).status_code == 201
    with sample_file.reading() as session:
        made = session.scalars(select(Account).where(Account.username == "xa.thu")).one()
        assert made.uid.startswith("a-")
        assert made.uid != "a-mine"
        assert (made.must_change, made.totp_secret, made.disabled_at) == (True, None, None)
        assert made.password_hash.startswith("$argon2id$")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"username": "Có dấu"}, "chữ thường không dấu"),
        ({"username": "quan.tri"}, "Đã có tài khoản “quan.tri”"),
        ({"display_name": " "}, "Cần từ 1 đến 120 ký tự"),
        ({"display_name": "a\nb"}, "trên một dòng"),
        ({"contact": "0" * 121}, "Cần từ 0 đến 120 ký tự"),
        ({"role": "mayor"}, "Không có chức danh"),
        ({"role": "owner"}, "không đặt ở “30214@2025” được"),
        ({"office": "29905@2013"}, "không đặt ở “29905@2013” được"),
        ({"office": ""}, "không đặt ở “” được"),
    ],
)
def test_wrong_field_is_told_and_nothing_is_made(admin, sample_file, change, said):
    answer = admin.post("/admin/accounts/new", data=NEW | change)
    assert answer.status_code == 422
    assert said in answer.text
    with sample_file.reading() as session:
        assert session.scalars(select(Account.username)).all() == ["quan.tri"]


def test_disabling_ends_cookie_and_tokens_at_once(over, admin, sample_file):
    other = as_officer(over, "administrator", username="quan.tri.2")
    form = {"name": "Kho bạc", "role": "finance", "office": "phong-kthtdt-29905@2025"}
    token = handed_out(other.post("/admin/tokens", data=form))
    bearer = {"Authorization": f"Bearer {token}"}
    assert token.startswith("sadec_")
    assert admin.post(f"/admin/accounts/{other.uid}/disable").status_code == 303
    assert other.get("/account").status_code == 303
    assert "đã khóa" in admin.get(f"/admin/accounts/{other.uid}").text
    with sample_file.reading() as session:
        assert session.scalars(select(ApiToken.revoked_at)).one() is not None
    assert over.test_client().get("/api/csrf", headers=bearer).status_code == 200
    admin.post(f"/admin/accounts/{other.uid}/enable")
    assert other.get("/account").status_code == 303


def test_disabled_account_cannot_sign_in_until_it_is_enabled(over, admin, sample_file):
    password = account(sample_file, "phuong.thu", "ward")
    uid = uid_of(sample_file, "phuong.thu")
    admin.post(f"/admin/accounts/{uid}/disable")
    assert sign_in(over.test_client(), "phuong.thu", password).status_code == 401
    admin.post(f"/admin/accounts/{uid}/enable")
    assert sign_in(over.test_client(), "phuong.thu", password).status_code == 303


def test_administrator_does_not_disable_themselves(admin):
    assert admin.post(f"/admin/accounts/{admin.uid}/disable").status_code == 403
    assert admin.get("/admin/accounts").status_code == 200


def test_reset_gives_a_link_that_works(over, admin, sample_file):
    account(sample_file, "phuong.thu", "ward")
    uid = uid_of(sample_file, "phuong.thu")
    answer = admin.post(f"/admin/accounts/{uid}/reset")
    assert answer.status_code == 201
    link = handed_out(answer)
    assert link.startswith("http://localhost/login/link/")
    assert over.test_client().get(link.removeprefix("http://localhost")).status_code == 200


def test_account_that_is_none_is_404(admin):
    for action in ("", "/disable", "/enable", "/reset", "/totp", "/hand-over"):
        path = f"/admin/accounts/a-none{action}"
        asked = admin.post(path, data={"office": "x"}) if action else admin.get(path)
        assert asked.status_code == 404, action
    assert admin.post("/admin/tokens/t-none/revoke").status_code == 404


# ── Handing over ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def of_ward_1(sample_file):
    """An account of Phường 1, made while it stood."""
    with time_machine.travel("2025-06-01T09:00:00+07:00"):
        account(sample_file, "phuong.1", "ward", "29905@2013")
    return uid_of(sample_file, "phuong.1")


def last_entry(store):
    with store.reading() as session:
        row = session.scalars(select(JournalEntry).order_by(JournalEntry.rev.desc()).limit(1)).one()
        return row.action, row.subject, row.detail


def test_account_is_handed_over_to_the_successor_of_its_office(admin, of_ward_1, sample_file):
    page = admin.get(f"/admin/accounts/{of_ward_1}").text
    assert '<option value="29905@2025" selected>' in page
    answer = admin.post(f"/admin/accounts/{of_ward_1}/hand-over", data={"office": "29905@2025"})
    assert answer.status_code == 303
    detail = {"role": "ward", "from": "29905@2013", "office": "29905@2025"}
    assert last_entry(sample_file) == ("account.hand_over", of_ward_1, detail)
    with sample_file.reading() as session:
        found = session.scalars(select(Account).where(Account.uid == of_ward_1)).one()
        assert (found.office, found.disabled_at) == ("29905@2025", None)


def test_account_is_handed_over_to_another_person(over, admin, of_ward_1, sample_file):
    form = {"office": "29905@2025", "username": "phuong.moi", "display_name": "Người mới"}
    answer = admin.post(f"/admin/accounts/{of_ward_1}/hand-over", data=form | {"role": "leader"})
    assert answer.status_code == 201
    password = handed_out(answer)
    made = uid_of(sample_file, "phuong.moi")
    action, subject, detail = last_entry(sample_file)
    assert (action, subject) == ("account.hand_over", of_ward_1)
    assert detail == {"role": "ward", "from": "29905@2013", "office": "29905@2025", "to": made}
    assert "mới" not in str(detail)
    with sample_file.reading() as session:
        found = session.scalars(select(Account).where(Account.uid == made)).one()
        assert (found.role, found.office) == ("ward", "29905@2025")
        old = session.scalars(select(Account).where(Account.uid == of_ward_1)).one()
        assert old.disabled_at is not None
    assert sign_in(over.test_client(), "phuong.moi", password).status_code == 303


def test_tokens_go_to_who_takes_over_from_an_administrator(over, admin, sample_file):
    other = as_officer(over, "administrator", username="quan.tri.2")
    form = {"name": "Kho bạc", "role": "finance", "office": "phong-kthtdt-29905@2025"}
    other.post("/admin/tokens", data=form)
    form = {"office": "", "username": "quan.tri.3", "display_name": "Quản trị mới"}
    assert admin.post(f"/admin/accounts/{other.uid}/hand-over", data=form).status_code == 201
    with sample_file.reading() as session:
        token = session.scalars(select(ApiToken)).one()
        assert (token.revoked_at, token.made_by) == (None, uid_of(sample_file, "quan.tri.3"))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"office": "29905@2013"}, "Chọn cơ quan khác"),
        ({"office": "ban-qlda@2013"}, "không đặt ở “ban-qlda@2013” được"),
        ({"office": "", "display_name": "Ai đó"}, "chữ thường không dấu"),
    ],
)
def test_wrong_hand_over_is_told(admin, of_ward_1, sample_file, form, said):
    answer = admin.post(f"/admin/accounts/{of_ward_1}/hand-over", data=form)
    assert answer.status_code == 422
    assert said in answer.text
    assert last_entry(sample_file)[0] == "account.create"


# ── Tokens ────────────────────────────────────────────────────────────────────────────────────


def test_token_is_shown_once_and_revoked(admin, sample_file):
    form = {"name": "Kho bạc", "role": "finance", "office": "phong-kthtdt-29905@2025"}
    answer = admin.post("/admin/tokens", data=form | {"made_by": "me", "uid": "t-mine"})
    assert answer.status_code == 201
    value = handed_out(answer)
    page = admin.get("/admin/tokens").text
    assert "Kho bạc" in page
    assert value not in page
    with sample_file.reading() as session:
        token = session.scalars(select(ApiToken)).one()
        assert value not in (token.digest, token.uid)
        uid = token.uid
        assert (token.made_by, uid != "t-mine") == (admin.uid, True)
    assert admin.post(f"/admin/tokens/{uid}/revoke").status_code == 303
    assert "đã thu hồi" in admin.get("/admin/tokens").text
    assert last_entry(sample_file)[:2] == ("token.revoke", uid)


def test_no_token_for_an_administrator(admin, sample_file):
    form = {"name": "x", "role": "administrator", "office": "ubnd-29905@2025"}
    answer = admin.post("/admin/tokens", data=form)
    assert answer.status_code == 422
    assert "Phần mềm không làm quản trị được" in answer.text


def test_page_speaks_english_too(admin):
    page = admin.get("/admin/accounts?lang=en").text
    assert "Officers' accounts" in page or "Officers&#39; accounts" in page
    assert "Cán bộ phường" not in page


def test_form_without_the_token_changes_nothing(admin, sample_file):
    assert admin.client.post("/admin/accounts/new", data=NEW).status_code == 403
    assert token_of(admin.client)
    with sample_file.reading() as session:
        assert session.scalars(select(Account.username)).all() == ["quan.tri"]
