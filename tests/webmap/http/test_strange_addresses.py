"""Addresses that nobody links to: names with control characters, ids that no store holds."""

import pytest

from tests.officers import account, sign_in, token_of

BIG = "9" * 30
LAST = 2**31 - 1


@pytest.mark.parametrize(
    ("role", "method", "path"),
    [
        ("leader", "GET", "/reviews/{}"),
        ("leader", "GET", "/projects/{}"),
        ("owner", "GET", "/desk/projects/{}"),
        ("owner", "GET", "/desk/projects/{}/revise"),
        ("ward", "GET", "/desk/sites/{}/update"),
        ("secretariat", "GET", "/desk/reviews/{}"),
        ("administrator", "GET", "/admin/accounts/{}"),
        ("administrator", "POST", "/admin/accounts/{}/disable"),
        ("administrator", "POST", "/admin/tokens/{}/revoke"),
        ("ward", "GET", "/api/projects/{}"),
    ],
)
@pytest.mark.parametrize("name", ["%00", "A%00B", "%0A", "%7F"])
def test_a_name_with_control_characters_is_nowhere(desk, role, method, path, name):
    answer = desk.officer(role).open(path.format(name), method=method)
    assert answer.status_code == 404
    assert desk.app.test_client().get("/reviews/%00").status_code == 404


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("owner", "/desk/projects?q=%00"),
        ("owner", "/desk/queue?unit=a%00b"),
        ("ward", "/desk?sent=%00"),
        ("secretariat", "/admin/journal?%00=1"),
        ("owner", "/api/queue?kind=%00"),
    ],
)
def test_a_query_of_officers_has_no_control_characters(desk, role, path):
    answer = desk.officer(role).get(path, headers={"Accept": "application/json"})
    assert answer.status_code in (400, 404), path
    if answer.status_code == 400:
        assert answer.get_json()["errors"][0]["reason"]


def test_a_user_name_with_nul_is_no_account(desk):
    client = desk.app.test_client()
    for name in ("\0", "ward\0", "phuong\x01thu", "", "x" * 5000):
        answer = sign_in(client, name, "mật khẩu nào đó")
        assert answer.status_code == 401
        assert "Tên đăng nhập, mật khẩu hoặc mã xác thực chưa đúng." in answer.text
    password = account(desk.store, "phuong.thu", "ward")
    for wrong in ({"password": "\0"}, {"totp": "\0"}):
        form = {"username": "phuong.thu", "password": password, "csrf_token": token_of(client)}
        answer = client.post("/login", data=form | wrong)
        assert answer.status_code == (401 if "password" in wrong else 303)
    form = {"username": "\0", "display_name": "a\0", "contact": "\0", "role": "ward\0"}
    administrator = desk.officer("administrator")
    before = desk.counts()["accounts"]
    answer = administrator.post("/admin/accounts/new", data=form | {"office": "\0"})
    assert (answer.status_code, desk.counts()["accounts"]) == (422, before)


@pytest.mark.parametrize(
    ("role", "method", "path"),
    [
        ("owner", "GET", "/desk/entries/update/{}"),
        ("owner", "POST", "/desk/entries/update/{}"),
        ("ward", "POST", "/desk/entries/update/{}/withdraw"),
        ("ward", "GET", "/desk/entries/update/{}/correct"),
        ("ward", "POST", "/desk/entries/update/{}/correct"),
        ("ward", "GET", "/desk/entries/contribution/{}/mend"),
        ("ward", "GET", "/desk/entries/contribution/{}/correct"),
        ("ward", "POST", "/desk/entries/contribution/{}/correct"),
        ("owner", "GET", "/desk/projects/DUONG-N7/disbursement/{}"),
        ("owner", "POST", "/desk/projects/DUONG-N7/disbursement/{}"),
        ("ward", "POST", "/desk/aside/{}/drop"),
    ],
)
def test_an_id_that_no_store_holds_is_not_found(desk, role, method, path):
    officer = desk.officer(role)
    nowhere = 404 if method == "GET" or path.endswith(("drop", "withdraw")) else 405
    for row in (BIG, LAST + 1):
        assert officer.open(path.format(row), method=method).status_code in (404, nowhere), row
    assert officer.open(path.format(LAST), method=method).status_code in (404, 422)


def test_ids_in_a_query_have_the_same_end(desk):
    officer = desk.officer("ward")
    for name in ("mend", "aside"):
        for row in (BIG, LAST + 1, -1, "x"):
            answer = officer.get(f"/desk/sites/DUONG-N7/update?{name}={row}")
            assert answer.status_code == 200
        assert officer.get(f"/desk/sites/DUONG-N7/update?{name}={LAST}").status_code == 404


def test_a_login_form_without_a_user_name_still_needs_its_token(desk):
    client = desk.app.test_client()
    assert token_of(client)
    assert client.post("/login", data={"username": "\0"}).status_code == 403
