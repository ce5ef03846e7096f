"""Who somebody is stands in the tables that can be erased and nowhere else: whatever is done."""

import datetime as dt
import json
import re
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from geodata import clock
from geodata.accounts import accounts, credentials, tokens
from geodata.accounts.accounts import NewAccount
from geodata.columns import Geometry
from geodata.models import APPEND_ONLY, Account, Base, JournalEntry
from geodata.people import erasure, people
from geodata.people.people import NewPerson
from geodata.permissions import Actor
from geodata.queries import names
from geodata.site_updates import sites
from tests.officers import SAMPLE, as_officer, sign_in, uid_of
from webmap.config import PROJECT_ROOT

MARK = "zxqvwk"
AGENT = {"User-Agent": f"Browser of {MARK}"}
NAMED = {
    "name": f"Bà {MARK} Thị Thử", "contact": f"{MARK}@example.vn",
    "address": f"Khóm {MARK}", "consent": "public",
}  # fmt: skip


@pytest.fixture
def over(sample_copy, make_app):
    """The sample with an officer of each role, whose every name is marked."""
    app = make_app(sample_copy.url)
    officers = {}
    for role in SAMPLE:
        officers[role] = as_officer(app, role, username=f"{role[:5]}.{MARK}")
    with sample_copy.writing() as session:
        for account in session.scalars(select(Account)):
            account.contact = f"{account.role}@{MARK}.example.vn"
    return app, sample_copy, officers


def where(store, mark=MARK):
    """The tables in which a text stands, in whatever column."""
    found = set()
    with store.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            columns = ", ".join(
                f'"{column.name}"'
                for column in table.columns
                if not isinstance(column.type, Geometry)
            )
            rows = connection.execute(text(f'SELECT {columns} FROM "{table.name}"')).all()
            if mark in repr(rows).lower():
                found.add(table.name)
    return found


def post(officer, path, expected=201, **body):
    """What the interface for programs answers; what makes a row is sent with a new uuid."""
    key = (
        {} if path.endswith(("/verify", "/return", "/withdraw")) else {"client_uuid": str(uuid4())}
    )
    answer = officer.post(path, json=key | body, headers=AGENT)
    assert answer.status_code == expected, answer.text
    return answer.get_json()


CONTRIBUTION = {
    "kind": "labour", "quantity": 3, "giver_kind": "individual", "givers": 1,
    "given_on": "2026-11-20", "minutes": "12/BB",
}  # fmt: skip


def enter_updates(officers):
    """Report, return, report again, verify, correct, withdraw."""
    ward, owner = officers["ward"], officers["owner"]
    site = next(
        each for each in ward.get("/api/my/sites").get_json()["sites"]
        if each["status"] == "implementation" and each["agency"] == SAMPLE["owner"]
        and each["waiting"] is None and each["physical_percent"] < 90
    )  # fmt: skip
    path = f"/api/projects/{site['code']}/updates"
    seen = {"status": "implementation", "physical_percent": site["physical_percent"] + 1}
    first = post(ward, path, base_version=site["version"], **seen)
    post(owner, f"/api/updates/{first['id']}/return", 200, reason="chưa rõ")
    again = post(ward, path, base_version=first["version"], **seen)
    post(ward, path, 409, base_version=site["version"], **seen)
    post(owner, f"/api/updates/{again['id']}/verify", 200)
    corrected = post(
        ward, f"/api/updates/{again['id']}/correct", physical_percent=50, reason="đo lại"
    )
    post(ward, f"/api/updates/{corrected['id']}/withdraw", 200)
    return site["code"]


def enter_contributions(officers):
    """Enter with names by the interface and by the form, verify, correct."""
    ward, office = officers["ward"], officers["secretariat"]
    sent = post(ward, "/api/contributions", giver_names=[NAMED], **CONTRIBUTION)
    assert MARK not in json.dumps(sent)
    post(office, f"/api/contributions/{sent['id']}/verify", 200)
    post(office, f"/api/contributions/{sent['id']}/correct", givers=2, reason="đếm lại")
    form = {
        name: str(value)
        for name, value in CONTRIBUTION.items()
        if name not in ("given_on", "minutes")
    }
    form |= {
        "client_uuid": str(uuid4()), "quantity": "40", "given_on": "19/11/2026",
        "minutes_number": "13/BB", "giver_consent": "ward",
        "giver_lines": f"Ông {MARK} Văn Thử; 0900 000 000\nBà {MARK} Thị Hai",
    }  # fmt: skip
    answer = ward.post("/desk/contributions/new", data=form, headers=AGENT)
    assert answer.status_code == 303, answer.text


def keep_accounts(app, store, admin):
    """Everything that an administrator does, by an administrator who has a name too."""
    actor = Actor(admin.uid, SAMPLE["administrator"], "administrator")
    today = clock.today()
    with store.writing() as session:
        new = NewAccount(f"moi.{MARK}", f"Cô {MARK}", "ward", SAMPLE["ward"], f"{MARK}@example.vn")
        made = accounts.create(session, actor, new, today=today)
        accounts.disable(session, actor, made.uid)
        accounts.enable(session, actor, made.uid)
        credentials.reset(session, actor, made.uid, totp=True)
        tokens.make(session, actor, f"Máy của {MARK}", "owner", SAMPLE["owner"], today=today)
        other = NewAccount(f"sau.{MARK}", f"Anh {MARK}", "ward", SAMPLE["ward"])
        accounts.hand_over(session, actor, made.uid, person=other, today=today)
    sign_in(app.test_client(), f"moi.{MARK}", "wrong wrong wrong")


def test_whatever_is_done_names_stand_in_erasable_tables_alone(over):
    app, store, officers = over
    enter_updates(officers)
    enter_contributions(officers)
    keep_accounts(app, store, officers["administrator"])
    with store.writing() as session:
        uid = people.add_recipient(session, "GK-RACH-NGA-AM", NewPerson(**NAMED)).uid
        people.consent(session, uid, "ward")
        people.withdraw_consent(session, uid)
    with store.reading() as session:
        done = set(session.scalars(select(JournalEntry.action).where(~JournalEntry.imported)))
    assert done >= {
        "update.submit", "status_update.returned", "status_update.verified", "update.correct",
        "status_update.withdrawn", "contribution.enter", "contribution_revision.verified",
        "contribution.correct", "account.create", "account.disable", "account.enable",
        "account.reset", "account.hand_over", "token.make",
    }  # fmt: skip
    found = where(store)
    assert found & APPEND_ONLY == set()
    assert found == {"accounts", "api_tokens", "people"}
    assert found <= set(erasure.ERASABLE)


def test_every_table_is_history_or_can_be_erased():
    """Whether a new table may hold persons has to be said: in ERASABLE and to the operator."""
    tables, erasable = set(Base.metadata.tables), set(erasure.ERASABLE)
    assert erasable & APPEND_ONLY == set()
    assert tables - APPEND_ONLY - erasable == {"store_state"}
    text = (PROJECT_ROOT / "docs" / "operate" / "personal-data.md").read_text()
    cells = re.findall(r"^\|.*\|(.*)\|$", text, re.MULTILINE)
    assert {name for cell in cells for name in re.findall(r"`(\w+)`", cell)} == erasable


def test_a_submission_with_names_is_taken_once_whatever_the_names(over):
    """The digest of a submission is history: it must not tell whether a name was guessed right."""
    _app, store, officers = over
    key = str(uuid4())
    first = post(
        officers["ward"], "/api/contributions", client_uuid=key, giver_names=[NAMED], **CONTRIBUTION
    )
    other = [NAMED | {"name": "Ai khác"}]
    again = post(
        officers["ward"],
        "/api/contributions",
        200,
        client_uuid=key,
        giver_names=other,
        **CONTRIBUTION,
    )
    assert again["id"] == first["id"]
    with store.reading() as session:
        assert [known.name for known in people.find(session, MARK)] == [NAMED["name"]]


def test_consented_givers_are_named_once_the_contribution_is_verified(over):
    _app, store, officers = over
    sent = post(officers["ward"], "/api/contributions", giver_names=[NAMED], **CONTRIBUTION)
    page = "/contributions?kind=labour&q="
    visitor = officers["ward"].client.application.test_client()
    assert MARK not in visitor.get(page).text
    post(officers["secretariat"], f"/api/contributions/{sent['id']}/verify", 200)
    assert NAMED["name"] in visitor.get(page).text
    assert NAMED["contact"] not in visitor.get(page).text
    with store.reading() as session:
        assert list(names.of_givers(session).values()) == [(NAMED["name"],)]


@pytest.mark.parametrize(
    "wrong",
    [
        [{"name": ""}], [{"contact": "0900"}], [{"name": "x" * 121}],
        [{"name": "a", "consent": "all"}], [{"name": "a", "born": "1950"}],
        [{"name": 5}], ["a"], "a", [{"name": "a"}] * 51,
    ],
)  # fmt: skip
def test_wrong_names_are_refused_and_nothing_is_entered(over, wrong):
    _app, store, officers = over
    answer = post(officers["ward"], "/api/contributions", 422, giver_names=wrong, **CONTRIBUTION)
    assert {field.partition(".")[0] for field in answer["errors"]} == {"giver_names"}
    assert where(store, "x" * 100) == set()


def test_the_form_keeps_wrong_names_and_says_whose(over):
    _app, _store, officers = over
    form = {
        "client_uuid": str(uuid4()), "kind": "labour", "quantity": "40", "givers": "1",
        "giver_kind": "individual", "giver_lines": f"Bà Thử\n{'x' * 121}",
    }  # fmt: skip
    answer = officers["ward"].post("/desk/contributions/new", data=form)
    assert answer.status_code == 422, answer.text[-1500:]
    assert "Người thứ 2: xem lại tên." in answer.text
    assert "Bà Thử\n" in answer.text


def test_a_sites_version_does_not_move_with_names(over):
    _app, store, officers = over
    actor = Actor(uid_of(store, f"ward.{MARK}"), SAMPLE["ward"], "ward")
    with store.reading() as session:
        before = [(s.code, s.version) for s in sites.sites(session, actor, dt.date(2026, 11, 23))]
    post(officers["ward"], "/api/contributions", giver_names=[NAMED], **CONTRIBUTION)
    with store.reading() as session:
        after = [(s.code, s.version) for s in sites.sites(session, actor, dt.date(2026, 11, 23))]
    assert after == before
