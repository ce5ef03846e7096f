"""Commands `accounts …` and the sample's accounts, as an operator runs them."""

import stat

import pytest
from sqlalchemy import select

from geodata.models import Account, JournalEntry
from tests import factories
from tests.officers import account, sign_in
from webmap import config
from webmap.officers.accounts.sample import where

SAMPLE = {
    "phuong.sadec": ("ward", "29905@2025"),
    "xa.tanduong": ("ward", "30214@2025"),
    "banqlda": ("owner", "ban-qlda@2013"),
    "taichinh": ("finance", "phong-kthtdt-29905@2025"),
    "thuky": ("secretariat", "phong-vhxh-29905@2025"),
    "lanhdao": ("leader", "ubnd-29905@2025"),
    "quantri": ("administrator", "ubnd-29905@2025"),
}


@pytest.fixture
def command(make_app, sample_file):
    """`command("list")`: a command of `accounts` over a sample of the test's own."""
    runner = make_app(sample_file.url).test_cli_runner()
    return lambda *words: runner.invoke(args=["accounts", *words])


NEW = ("create", "phuong.thu", "--name", "Cán bộ thử", "--role", "ward", "--office", "29905@2025")


def test_create_prints_a_password_that_has_to_be_changed(command, make_app, sample_file):
    done = command(*NEW)
    assert done.exit_code == 0, done.output
    password = done.output.strip().rsplit(" ", 1)[1]
    client = make_app(sample_file.url).test_client()
    assert sign_in(client, "phuong.thu", password).status_code == 303
    assert client.get("/account").headers["Location"] == "/account/password"
    listed = command("list").output.split()
    assert listed == ["phuong.thu", "ward", "29905@2025", "chờ", "đặt", "mật", "khẩu"]


def test_create_that_is_wrong_says_all_and_makes_nothing(command):
    command(*NEW)
    done = command(
        "create", "phuong.thu", "--name", " ", "--role", "owner", "--office", "29905@2025"
    )
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Đã có tài khoản “phuong.thu”" in done.stderr
    assert "không đặt ở “29905@2025” được" in done.stderr
    assert len(command("list").output.splitlines()) == 1


def test_disable_and_enable(command):
    command(*NEW)
    assert command("disable", "phuong.thu").output == "Đã khóa phuong.thu.\n"
    assert "đã khóa" in command("list").output
    assert command("enable", "PHUONG.thu ").exit_code == 0
    assert "đã khóa" not in command("list").output


@pytest.mark.parametrize("words", [["disable"], ["enable"], ["reset"], ["hand-over"]])
def test_account_that_is_none_is_refused(command, words):
    done = command(*words, "nobody.here")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Không có tài khoản “nobody.here”" in done.stderr


def test_reset_prints_a_link(command, make_app, sample_file):
    account(sample_file, "phuong.thu", "ward")
    link = command("reset", "phuong.thu", "--site", "https://map.example/").output.strip()
    assert link.startswith("https://map.example/login/link/")
    client = make_app(sample_file.url).test_client()
    assert client.get(link.removeprefix("https://map.example")).status_code == 200
    assert command("reset", "phuong.thu").output.startswith("http://127.0.0.1:8000/login/link/")


def test_hand_over_to_a_person(command, sample_file):
    account(sample_file, "phuong.thu", "ward")
    done = command("hand-over", "phuong.thu", "--to", "phuong.moi", "--name", "Người mới")
    assert done.output.splitlines()[0] == "Đã khóa phuong.thu."
    with sample_file.reading() as session:
        entry = session.scalars(
            select(JournalEntry).order_by(JournalEntry.rev.desc()).limit(1)
        ).one()
        assert (entry.action, entry.actor) == ("account.hand_over", "system")
    assert command("hand-over", "phuong.moi").exit_code == 1
    moved = command("hand-over", "phuong.moi", "--office", "30214@2025")
    assert moved.output == "Đã chuyển phuong.moi sang 30214@2025.\n"


# ── The sample's ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def _own_instance(tmp_path, monkeypatch):
    """instance/ of the test's own, for stores that are no file."""
    monkeypatch.setattr(config, "INSTANCE", tmp_path)


@pytest.mark.usefixtures("_own_instance")
def test_sample_gets_accounts_whose_passwords_are_told_once(make_app, sample_copy):
    app = make_app(sample_copy.url)
    done = app.test_cli_runner().invoke(args=["prepare"])
    assert done.exit_code == 0, done.output
    path = where(sample_copy)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    lines = [line.split(" ") for line in path.read_text("utf-8").splitlines()]
    assert [name for name, _ in lines] == list(SAMPLE)
    assert len({password for _, password in lines}) == len(lines)
    with sample_copy.reading() as session:
        found = {a.username: (a.role, a.office) for a in session.scalars(select(Account))}
    assert found == SAMPLE
    for name, password in lines:
        assert f"  {name:<16} {password}" in done.output
        client = app.test_client()
        assert sign_in(client, name, password).status_code == 303
        assert client.get("/account").status_code == 200
    again = app.test_cli_runner().invoke(args=["prepare"])
    assert "Tài khoản mẫu" not in again.output
    assert path.read_text("utf-8").split()[1::2] == [password for _, password in lines]


@pytest.mark.parametrize("why", ["no sample", "a city's own data", "an account"])
def test_no_sample_accounts_for(make_app, sqlite, sample_file, why):
    if why == "an account":
        account(sample_file, "quan.tri", "administrator")
        app = make_app(sample_file.url)
    elif why == "no sample":
        app = make_app(sqlite.new(), sample=False)
    else:
        app = make_app(sqlite.new())
        store = app.extensions["campaign_map"].store
        store.upgrade()
        with store.writing() as session:
            factories.define(session)
            factories.a_project(session)
    store = app.extensions["campaign_map"].store
    done = app.test_cli_runner().invoke(args=["prepare"])
    assert done.exit_code == 0, done.output
    assert "Tài khoản mẫu" not in done.output
    with store.reading() as session:
        names = session.scalars(select(Account.username)).all()
    assert names == (["quan.tri"] if why == "an account" else [])


def test_file_of_a_store_that_is_no_file_is_in_instance(sample_store):
    expected = sample_store.path.parent if sample_store.path else config.INSTANCE
    assert where(sample_store) == expected / "sample-accounts.txt"
