"""Erasing a person's data: gone from every page and every byte of the store; no figure moves."""

import hashlib
import sqlite3

import pytest
from sqlalchemy import func, select, text

from geodata import clock
from geodata.accounts import accounts
from geodata.errors import Forbidden, NotFound
from geodata.journal import SYSTEM
from geodata.models import (
    APPEND_ONLY,
    Account,
    AccountSession,
    ApiToken,
    Base,
    ConflictingChange,
    Erasure,
    Person,
    Reminder,
    SignInAttempt,
    StoreState,
)
from geodata.people import erasure, people
from geodata.people.people import NewPerson
from geodata.permissions import Actor
from tests.officers import as_officer, sign_in, uid_of

pytestmark = pytest.mark.both_stores

MARK = "Zxqvwk"
"""Part of every name of these tests; no other text holds it."""
NAME = f"Bà {MARK} Thị Thử"
PUBLIC = (
    "/figures.json",
    "/figures.json?as_of=2024-12-31&by=sector",
    "/layers/projects.geojson",
    "/layers/contributions.geojson",
    "/layers/awards.geojson",
    "/layers/units.geojson",
    "/criteria.json",
    "/agencies.json",
    "/units.json",
    "/feed.atom",
    "/awards?format=csv",
    "/contributions?format=csv",
)
AWARD = "GK-RACH-NGA-AM"


@pytest.fixture
def contribution(sample_copy):
    with sample_copy.reading() as session:
        return session.scalar(text("SELECT code FROM contributions ORDER BY id LIMIT 1"))


def public_bytes(app):
    """Bytes and validators of what everybody may ask for."""
    client = app.test_client()
    found = {}
    for address in PUBLIC:
        answer = client.get(address)
        assert answer.status_code == 200, address
        found[address] = (answer.headers.get("ETag"), hashlib.sha256(answer.data).hexdigest())
    return found


def history(store):
    """A digest of every row of every table that is only appended, but for the erasures' own."""
    digests = {}
    with store.engine.connect() as connection:
        for table in sorted(APPEND_ONLY - {"erasures"}):
            rows = connection.execute(text(f'SELECT * FROM "{table}" ORDER BY id')).all()
            digests[table] = hashlib.sha256(repr(rows).encode()).hexdigest()
        digests["rev"] = connection.scalar(select(StoreState.last_rev))
    return digests


def left_in_tables(store, mark=MARK):
    """The tables in which a text is still told."""
    found = set()
    with store.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            columns = ", ".join(
                f'"{c.name}"' for c in table.columns if "geometry" not in str(c.type).lower()
            )
            rows = connection.execute(text(f'SELECT {columns} FROM "{table.name}"')).all()
            if mark.lower() in repr(rows).lower():
                found.add(table.name)
    return found


def left_in_files(store, mark=MARK, tries=5):
    """The files of the store that hold a text, in any case of its letters."""
    if store.dialect == "sqlite":
        files = {
            path.name: path.read_bytes() for path in store.path.parent.glob(store.path.name + "*")
        }
    else:
        files = _relations(store)
    found = {name for name, data in files.items() if mark.lower().encode() in data.lower()}
    # PostgreSQL keeps what a snapshot of another session may still see: the operator, too, is told
    # to scrub again.
    if found and tries and store.dialect == "postgresql":
        store.scrub(erasure.ERASABLE)
        return left_in_files(store, mark, tries - 1)
    return found


def _relations(store):
    """What PostgreSQL's files of the erasable tables and of their indexes hold."""
    files = {}
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        for table in erasure.ERASABLE:
            names = [table] + connection.scalars(
                text("SELECT indexname FROM pg_indexes WHERE tablename = :table"), {"table": table}
            ).all()
            for name in names:
                path = text("SELECT pg_read_binary_file(pg_relation_filepath(:name))")
                files[name] = bytes(connection.scalar(path, {"name": name}))
            toast = text(
                "SELECT pg_read_binary_file(pg_relation_filepath(reltoastrelid)) FROM pg_class "
                "WHERE relname = :table AND reltoastrelid <> 0"
            )
            files[f"{table} (toast)"] = bytes(connection.scalar(toast, {"table": table}) or b"")
    return files


def test_erasing_a_giver_leaves_no_name_and_moves_no_figure(sample_copy, make_app, contribution):
    app = make_app(sample_copy.url)
    with sample_copy.writing() as session:
        new = NewPerson(NAME, f"{MARK}@example.vn", f"Khóm {MARK}", "public")
        uid = people.add_giver(session, contribution, new).uid
        people.add_recipient(session, AWARD, NewPerson(f"Ông {MARK}", consent="public"))
    page = f"/contributions?q={contribution}"
    assert NAME in app.test_client().get(page).text
    before, rows = public_bytes(app), history(sample_copy)
    assert left_in_files(sample_copy)

    done = erasure.person(sample_copy, SYSTEM, uid)

    assert done.scrubbed
    assert NAME not in app.test_client().get(page).text
    assert public_bytes(app) == before
    assert history(sample_copy) == rows
    assert left_in_tables(sample_copy, NAME) == set()
    assert left_in_files(sample_copy, f"{MARK}@example.vn") == set()
    other = _named(sample_copy)
    erasure.person(sample_copy, SYSTEM, other)
    assert left_in_tables(sample_copy) == set()
    assert left_in_files(sample_copy) == set()
    with sample_copy.reading() as session:
        kept = session.scalars(select(Erasure).order_by(Erasure.id)).all()
        assert [(e.subject_kind, e.subject, e.made_by) for e in kept] == [
            ("person", uid, "system"),
            ("person", other, "system"),
        ]


def _named(store):
    with store.reading() as session:
        return session.scalars(select(Person.uid).where(Person.name.is_not(None))).one()


def test_erasing_an_account_leaves_nothing_of_its_holder(sample_copy, make_app):
    app = make_app(sample_copy.url)
    username = f"{MARK}.thu".lower()
    officer = as_officer(app, "ward", username=username)
    sign_in(app.test_client(), username, "wrong wrong wrong")
    with sample_copy.writing() as session:
        account = accounts.by_username(session, username)
        uid = account.uid
        account.contact, account.totp_secret = f"{MARK}@example.vn", f"{MARK}SECRET"
        session.add(_set_aside(uid))
        session.add(Reminder(account=uid, subject="sites", day=clock.today(), sent_at=clock.now()))
        session.add(_token("t-1", f"Máy của Cán bộ {username}", "a-other"))
        session.add(_token("t-2", "Phần mềm kho bạc", uid))
    before, rows = public_bytes(app), history(sample_copy)
    assert left_in_tables(sample_copy) == {"accounts", "set_aside", "api_tokens"}

    done = erasure.account(sample_copy, SYSTEM, username)

    assert (done.uid, done.scrubbed, done.tokens) == (uid, True, ("Phần mềm kho bạc",))
    assert left_in_tables(sample_copy) == set()
    assert left_in_files(sample_copy) == set()
    assert public_bytes(app) == before
    assert history(sample_copy) == rows
    assert officer.get("/desk").status_code == 303
    with sample_copy.reading() as session:
        kept = session.scalars(select(Account).where(Account.uid == uid)).one()
        told = {column.key: getattr(kept, column.key) for column in Account.__table__.columns}
        for field in ("username", "display_name", "contact", "password_hash", "totp_secret"):
            assert told[field] is None
        assert (told["disabled_at"], told["erased_at"]) != (None, None)
        for table in (AccountSession, ConflictingChange, Reminder, SignInAttempt):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        names = session.scalars(select(ApiToken.name).order_by(ApiToken.uid)).all()
        assert names == ["t-1", "Phần mềm kho bạc"]


def _set_aside(uid):
    return ConflictingChange(
        account=uid, client_uuid="u-1", kind="status_updates", subject="DUONG-N7",
        mine={"note": f"gọi cô {MARK}"}, theirs={}, made_at=clock.now(),
    )  # fmt: skip


def _token(uid, name, made_by):
    return ApiToken(
        uid=uid, digest=uid, name=name, role="owner", office="ban-qlda@2013", made_by=made_by,
        made_at=clock.now(),
    )  # fmt: skip


def test_erasing_again_only_scrubs_again(sample_copy, make_app):
    officer = as_officer(make_app(sample_copy.url), "ward", username="phuong.thu")
    erasure.account(sample_copy, SYSTEM, "phuong.thu")
    assert erasure.account(sample_copy, SYSTEM, officer.uid).scrubbed
    with sample_copy.reading() as session:
        assert session.scalar(select(func.count()).select_from(Erasure)) == 1
    with pytest.raises(NotFound):
        erasure.account(sample_copy, SYSTEM, "phuong.thu")
    with pytest.raises(NotFound):
        erasure.person(sample_copy, SYSTEM, "p-nobody")


def test_only_the_administrator_erases_and_not_their_own_account(sample_copy, make_app):
    app = make_app(sample_copy.url)
    admin = as_officer(app, "administrator", username="quan.tri.thu")
    ward = as_officer(app, "ward", username="phuong.thu")
    other = Actor(ward.uid, "29905@2025", "ward")
    with pytest.raises(Forbidden):
        erasure.account(sample_copy, other, "quan.tri.thu")
    own = Actor(admin.uid, "ubnd-29905@2025", "administrator")
    with pytest.raises(Forbidden):
        erasure.account(sample_copy, own, "quan.tri.thu")
    with sample_copy.writing() as session:
        giver = people.add_recipient(session, AWARD, NewPerson("Thử")).uid
    with pytest.raises(Forbidden):
        erasure.person(sample_copy, other, giver)
    assert erasure.account(sample_copy, own, "phuong.thu").uid == ward.uid
    with sample_copy.reading() as session:
        assert session.scalars(select(Erasure.made_by)).all() == [admin.uid]
        assert uid_of(sample_copy, "quan.tri.thu") == admin.uid


def test_a_reader_in_the_way_is_told_and_the_next_time_does_it(sample_file, monkeypatch):
    monkeypatch.setattr("geodata.store.BUSY_MS", 200)
    with sample_file.writing() as session:
        uid = people.add_recipient(session, AWARD, NewPerson(NAME)).uid
    reader = sqlite3.connect(sample_file.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM people").fetchone()
    try:
        assert erasure.person(sample_file, SYSTEM, uid).scrubbed is False
    finally:
        reader.close()
    assert left_in_tables(sample_file) == set()
    assert erasure.person(sample_file, SYSTEM, uid).scrubbed is True
    assert left_in_files(sample_file) == set()
