"""`/api`: who asks, sites, reports; the order of checks; what is sent twice or too late."""

import datetime as dt
from uuid import uuid4

import pytest

from geodata.models import StatusUpdate
from tests.remote import a_report

JSON = "application/json"
PROBLEM = "application/problem+json"


@pytest.fixture
def ward(desk):
    return desk.officer("ward")


@pytest.fixture
def owner(desk):
    return desk.officer("owner")


@pytest.fixture
def site(ward):
    """A site of the ward's that is being built, as it is now."""
    return next(each for each in sites(ward) if each["status"] == "implementation")


def sites(officer):
    return officer.get("/api/my/sites").get_json()["sites"]


def updates_of(site):
    return f"/api/projects/{site['code']}/updates"


def said(response, status):
    assert response.status_code == status, response.text
    assert response.headers["Cache-Control"] in ("private, no-store", "no-store")
    assert response.mimetype == (JSON if status < 400 else PROBLEM)
    return response.get_json()


@pytest.mark.parametrize(
    "role", ["ward", "owner", "finance", "secretariat", "leader", "administrator"]
)
def test_me_says_who_asks(desk, role):
    found = said(desk.officer(role).get("/api/me"), 200)
    assert (found["role"], found["in_force"]) == (role, True)
    assert found["office"].count("@") == 1
    assert "password" not in str(found)


def test_my_sites_are_those_that_my_unit_answers_for(desk, ward, owner):
    mine, owners = sites(ward), sites(owner)
    assert mine
    assert all("29905@2025" in each["responsible"] for each in mine)
    assert all(each["agency"] == "ban-qlda@2013" for each in owners)
    assert {"code", "name", "status", "version", "physical_percent", "planned_percent",
            "last_observed_on", "due"} <= set(mine[0])  # fmt: skip
    assert desk.officer("administrator").get("/api/my/sites").status_code == 403


def test_nobody_gets_nothing(desk):
    stranger = desk.app.test_client()
    assert said(stranger.get("/api/my/sites"), 401)["status"] == 401
    token = {"X-CSRF-Token": stranger.get("/api/csrf").get_json()["csrf_token"]}
    answer = stranger.post("/api/projects/DUONG-N7/updates", json={}, headers=token)
    assert answer.status_code == 401


def test_a_report_is_taken_once(desk, ward, site):
    report = a_report(site, note="Đang lu nền", observed_on="2026-11-20")
    first = said(ward.post(updates_of(site), json=report), 201)
    assert set(first) == {"id", "version", "state", "warnings"}
    assert (first["state"], first["version"]) == ("waiting", desk_version(desk, ward, site))
    before = desk.counts()
    assert said(ward.post(updates_of(site), json=report), 200) == first
    shouted = report | {"client_uuid": report["client_uuid"].upper()}
    assert said(ward.post(updates_of(site), json=shouted), 200) == first
    other = said(ward.post(updates_of(site), json=report | {"note": "Khác"}), 409)
    assert other["type"] == "urn:sadec-map:problem:reused-key"
    assert desk.counts() == before


def desk_version(desk, officer, site):
    return next(each["version"] for each in sites(officer) if each["code"] == site["code"])


def test_a_report_from_an_older_state_is_set_aside(desk, ward, owner, site):
    said(ward.post(updates_of(site), json=a_report(site)), 201)
    late = a_report(site, note="Nói khác", obstacles=["capital"])
    answer = said(ward.post(updates_of(site), json=late), 409)
    assert answer["type"] == "conflict"
    assert answer["mine"]["note"] == "Nói khác"
    assert answer["theirs"]["version"] == desk_version(desk, ward, site)
    (kept,) = said(ward.get("/api/aside"), 200)["aside"]
    assert (kept["code"], kept["client_uuid"]) == (site["code"], late["client_uuid"])
    assert kept["mine"]["obstacles"] == ["capital"]
    assert said(owner.get("/api/aside"), 200) == {"aside": []}
    assert owner.open(f"/api/aside/{kept['id']}", method="DELETE").status_code == 404
    assert ward.open(f"/api/aside/{kept['id']}", method="DELETE").status_code == 204
    assert said(ward.get("/api/aside"), 200) == {"aside": []}


def test_checks_come_in_the_order_of_the_design(desk, ward, site):
    """Each request has all the later faults too; the first one is told."""
    broken, path = b'{"a": NaN}', updates_of(site)
    anybody = desk.app.test_client()
    token = {"X-CSRF-Token": anybody.get("/api/csrf").get_json()["csrf_token"]}
    nowhere = "/api/projects/KHONG-CO/updates"
    others = next(
        each for each in sites(desk.officer("secretariat"))
        if "29905@2025" not in each["responsible"]
    )  # fmt: skip
    report = a_report(site, base_version=10**6, note="x")

    def send(client, address, body, **options):
        return client.post(address, data=body, content_type=JSON, **options)

    assert said(send(anybody, nowhere, broken, headers=token), 401)
    assert said(send(ward.client, nowhere, broken), 403)["title"]
    assert said(send(desk.officer("leader"), nowhere, broken), 403)
    assert said(send(ward, nowhere, broken), 404)
    assert said(send(ward, updates_of(others), broken), 403)
    assert said(send(ward, path, broken), 400)["errors"][0]["parameter"] == "/a"
    seen = a_report(site)
    assert said(ward.post(path, json=seen), 201)
    wrong = said(ward.post(path, json=seen | {"status": "x", "base_version": 0}), 422)
    assert set(wrong["errors"]) == {"status"}
    assert said(ward.post(path, json=seen | {"status": "completion"}), 422)
    assert said(ward.post(path, json=seen | {"note": "khác"}), 409)["type"].endswith("reused-key")
    assert said(ward.post(path, json=seen), 200)
    assert said(ward.post(path, json=report), 409)["type"] == "conflict"
    now = a_report(site, base_version=desk_version(desk, ward, site))
    backwards = said(ward.post(path, json=now | {"status": "identification"}), 422)
    assert set(backwards["errors"]) == {"status"}
    (told,) = backwards["errors"]["status"]
    assert (told["value"], "implementation" in told["allowed"]) == ("identification", True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"observed_on": "2026-11-24"}, "observed_on"),
        ({"observed_on": "2013-01-01"}, "observed_on"),
        ({"status": "completion", "physical_percent": 100}, "status"),
        ({"physical_percent": 100.5}, "physical_percent"),
        ({"physical_percent": None}, "physical_percent"),
        ({"position": {"lon": 10.3, "lat": 105.76, "accuracy": 5}}, "position.lat"),
        ({"position": {"lon": 105.7, "lat": 10.3, "accuracy": -5}}, "position.accuracy"),
        ({"obstacles": ["other"]}, "note"),
        ({"note": "x" * 1001}, "note"),
        ({"completed_on": "2026-11-20", "document_number": "12/BB"}, "completed_on"),
    ],
)
def test_what_a_report_may_not_say(desk, ward, site, changes, field):
    before = desk.counts()
    wrong = said(ward.post(updates_of(site), json=a_report(site) | changes), 422)
    assert field in wrong["errors"]
    assert all(set(each) == {"reason", "value", "allowed"} for each in wrong["errors"][field])
    assert desk.counts() == before


def test_what_a_report_leaves_out_stays_as_it_was(desk, ward, site):
    full = a_report(site, note="Mưa nhiều", obstacles=["weather"], forecast_finish="2027-01-31")
    sent = said(ward.post(updates_of(site), json=full), 201)
    short = {name: full[name] for name in ("status", "position")}
    short |= {"client_uuid": str(uuid4()), "base_version": sent["version"]}
    again = said(ward.post(updates_of(site), json=short), 201)
    with desk.store.reading() as session:
        first, second = (session.get(StatusUpdate, each["id"]) for each in (sent, again))
        for name in ("note", "obstacles", "forecast_finish", "physical_percent"):
            assert getattr(second, name) == getattr(first, name) is not None


@pytest.mark.parametrize(
    ("position", "marks"),
    [
        ({"lon": 105.63, "lat": 10.46, "accuracy": 20}, ["position_left_out"]),
        ({"lon": 105.77, "lat": 10.296, "accuracy": 250_000}, ["position_left_out"]),
        ({"lon": 105.77, "lat": 10.296, "accuracy": 5_001}, ["position_left_out"]),
        ({"lon": 105.7581, "lat": 10.3, "accuracy": 5_000}, ["coarse_position"]),
        ({"lon": 105.70, "lat": 10.3, "accuracy": 500}, ["far_from_site"]),
    ],
)
def test_a_poor_or_far_fix_refuses_no_report(desk, ward, owner, site, position, marks):
    sent = said(ward.post(updates_of(site), json=a_report(site, position=position)), 201)
    left_out = marks == ["position_left_out"]
    assert sent["warnings"] == (marks if left_out else [])
    (entry,) = (
        one
        for one in said(owner.get("/api/queue"), 200)["entries"]
        if (one["kind"], one["id"]) == ("update", sent["id"])
    )
    assert [mark for mark in entry["odd"] if "position" in mark or "far" in mark] == marks
    with desk.store.reading() as session:
        row = session.get(StatusUpdate, sent["id"])
        assert (row.seen_at is None, row.accuracy_m) == (left_out, position["accuracy"])


def test_a_project_tells_what_waits_to_those_whom_it_concerns(desk, ward, owner, site):
    sent = said(ward.post(updates_of(site), json=a_report(site, physical_percent=99)), 201)
    found = said(owner.get(f"/api/projects/{site['code']}"), 200)
    assert found["site"]["code"] == site["code"]
    mine = next(each for each in found["waiting"] if each["id"] == sent["id"])
    assert (mine["kind"], mine["office"], mine["state"], mine["mine"]) == (
        "update", "29905@2025", "waiting", False,
    )  # fmt: skip
    assert mine["observed_on"] == dt.date(2026, 11, 23).isoformat()
    changed = {each["label"]: (each["old"], each["new"]) for each in mine["changes"]}
    assert changed["Physical progress"][1] == 99
    other = next(
        each for each in sites(desk.officer("secretariat"))
        if "29905@2025" not in each["responsible"]
    )  # fmt: skip
    assert said(ward.get(f"/api/projects/{other['code']}"), 403)
    assert said(ward.get("/api/projects/KHONG-CO"), 404)
    assert said(ward.get("/api/projects/%00"), 404)
