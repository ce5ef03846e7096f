"""`/api`: the queue, decisions, withdrawals, corrections."""

import pytest

from tests.remote import a_report
from tests.webmap.desk import new_uuid


@pytest.fixture
def ward(desk):
    return desk.officer("ward")


@pytest.fixture
def owner(desk):
    return desk.officer("owner")


def site_of(officer):
    return next(
        each for each in officer.get("/api/my/sites").get_json()["sites"]
        if each["status"] == "implementation" and each["agency"] == "ban-qlda@2013"
    )  # fmt: skip


@pytest.fixture
def sent(ward):
    """An update of the ward's that waits for the owner."""
    site = site_of(ward)
    return taken(ward, site, physical_percent=(site["physical_percent"] or 0) + 1)


def taken(officer, site, **changes):
    report = a_report(site, **changes)
    response = officer.post(f"/api/projects/{site['code']}/updates", json=report)
    assert response.status_code == 201, response.text
    return response.get_json()


def said(response, status):
    assert response.status_code == status, response.text
    return response.get_json()


def deed(officer, sent, verb, body=None, kind="updates"):
    body = {} if body is None else {"json": body}
    return officer.post(f"/api/{kind}/{sent['id']}/{verb}", **body)


def test_an_entry_is_told_to_its_sender_and_to_who_decides(ward, owner, sent):
    mine = said(ward.get(f"/api/updates/{sent['id']}"), 200)
    theirs = said(owner.get(f"/api/updates/{sent['id']}"), 200)
    assert (mine["mine"], mine["may_decide"], mine["may_withdraw"]) == (True, False, True)
    assert (theirs["mine"], theirs["may_decide"], theirs["may_withdraw"]) == (False, True, False)
    assert mine["version"] == sent["version"]
    assert "author" not in mine


def test_the_queue_holds_what_waits_and_narrows(ward, owner, sent):
    def ids(officer, query=""):
        found = said(officer.get(f"/api/queue{query}"), 200)["entries"]
        return [each["id"] for each in found if each["kind"] == "update"]

    assert sent["id"] in ids(owner, "?to_decide=true&kind=update&sort=size")
    assert sent["id"] in ids(ward)
    assert sent["id"] not in ids(ward, "?to_decide=true")
    assert sent["id"] in ids(owner, "?unit=29905@2025")
    assert ids(owner, "?unit=30214@2025&kind=contribution") == []


@pytest.mark.parametrize("query", ["sort=colour", "unit=29905", "kind=x", "state=1", "kind=%00"])
def test_the_queue_refuses_what_it_does_not_know(owner, query):
    answer = said(owner.get(f"/api/queue?{query}"), 400)
    assert [each["parameter"] for each in answer["errors"]] == [query.split("=")[0]]


def test_verifying_needs_no_body_and_counts_once(desk, ward, owner, sent):
    decided = said(deed(owner, sent, "verify"), 200)
    assert (decided["id"], decided["state"], decided["also_returned"]) == (
        sent["id"], "verified", [],
    )  # fmt: skip
    before = desk.counts()
    assert said(deed(owner, sent, "verify"), 200) == decided
    assert said(deed(owner, sent, "return", {"reason": "Sai"}), 409)["type"].endswith("conflict")
    assert desk.counts() == before
    assert said(ward.get(f"/api/updates/{sent['id']}"), 200)["state"] == "verified"


@pytest.mark.parametrize(("verb", "state"), [("return", "returned"), ("ask", "asked")])
def test_returning_and_asking_need_a_reason_that_the_sender_reads(ward, owner, sent, verb, state):
    for body in ({}, {"reason": " "}, {"reason": None}):
        assert set(said(deed(owner, sent, verb, body), 422)["errors"]) == {"reason"}
    assert deed(owner, sent, verb).status_code == 400
    assert said(deed(owner, sent, verb, {"reason": "Thiếu ảnh"}), 200)["state"] == state
    found = said(ward.get(f"/api/updates/{sent['id']}"), 200)
    assert (found["state"], found["reason"], found["decided_by"]) == (
        state, "Thiếu ảnh", "ban-qlda@2013",
    )  # fmt: skip


def test_a_decision_on_another_version_is_refused(owner, sent):
    said(deed(owner, sent, "ask", {"reason": "Ngày nào?"}), 200)
    old = {"expected_version": sent["version"]}
    assert said(deed(owner, sent, "verify", old), 409)
    now = said(owner.get(f"/api/updates/{sent['id']}"), 200)["version"]
    assert said(deed(owner, sent, "verify", {"expected_version": now}), 200)


def test_nobody_confirms_their_own(desk, owner):
    own = taken(owner, site_of(owner))
    assert said(deed(owner, own, "verify"), 403)
    assert said(deed(desk.officer("secretariat"), own, "verify"), 200)


def test_only_who_may_decide_decides(desk, ward, sent):
    for role in ("finance", "leader", "administrator"):
        assert deed(desk.officer(role), sent, "verify").status_code == 403
    assert deed(ward, sent, "verify").status_code == 403
    assert deed(desk.officer("ward", "30214@2025"), sent, "withdraw").status_code == 403
    stranger = desk.officer("ward", "30214@2025")
    assert stranger.get(f"/api/updates/{sent['id']}").status_code == 403


@pytest.mark.parametrize("address", ["0", "999999", "2147483647", "2147483648", "9" * 40, "-1"])
@pytest.mark.parametrize("kind", ["updates", "contributions", "revisions"])
def test_what_is_not_there_is_not_found(desk, address, kind):
    secretariat = desk.officer("secretariat")
    assert secretariat.get(f"/api/{kind}/{address}").status_code == 404
    answer = secretariat.post(f"/api/{kind}/{address}/verify", data=b"[", content_type="text/plain")
    assert answer.status_code == 404


def test_a_withdrawal(ward, owner, sent):
    assert said(deed(ward, sent, "withdraw"), 200)["state"] == "withdrawn"
    assert said(deed(owner, sent, "verify"), 409)


def test_a_correction_names_what_was_wrong(ward, owner, sent):
    body = {"client_uuid": new_uuid(), "reason": "Đọc nhầm", "physical_percent": 12.5}
    assert said(deed(ward, sent, "correct", body), 409)
    said(deed(owner, sent, "verify"), 200)
    assert set(said(deed(ward, sent, "correct", body | {"reason": ""}), 422)["errors"]) == {
        "reason"
    }
    made = said(deed(ward, sent, "correct", body), 201)
    assert said(deed(ward, sent, "correct", body), 200) == made
    assert said(deed(ward, sent, "correct", body | {"physical_percent": 13}), 409)
    found = said(owner.get(f"/api/updates/{made['id']}"), 200)
    assert (found["correction_of"], found["correction_reason"]) == (sent["id"], "Đọc nhầm")
    assert said(deed(owner, made, "verify"), 200)
