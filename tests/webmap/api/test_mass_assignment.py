"""What is not a field of a body is refused by every POST of `/api`, whoever sends it, and changes
nothing: unit, state, role, verifier and the like are never read from a request."""

import datetime as dt

import pytest

from tests.remote import a_report
from tests.webmap.desk import new_uuid
from webmap.api import openapi

EXTRA = {
    "unit": "30214@2025",
    "state": "verified",
    "role": "secretariat",
    "verifier": "ban-qlda@2013",
    "verified": True,
    "reported_by": "ban-qlda@2013",
    "office": "ban-qlda@2013",
    "account": "system",
    "rev": 1,
    "id": 1,
    "recorded_at": "2020-01-01T00:00:00Z",
    "supersedes_id": 1,
    "voided": True,
    "illustrative": [],
    "confirmed": True,
    "__proto__": {"role": "administrator"},
}
"""Fields that a body has not; `unit` is one of a single body."""
TODAY = dt.date(2026, 11, 20).isoformat()
DESCRIBED = {
    "effective_on": TODAY,
    "name": "Đường gửi thêm trường",
    "sector": "transport",
    "agency": "ban-qlda@2013",
}
OWNED = {
    "disbursement": {"budget_year": 2026, "month": "2026-10", "kind": "payment", "amount": 1},
    "capital_plan": {
        "budget_year": 2027, "capital_source": "lottery", "kind": "assigned", "amount": 5,
    },
    "clearance": {"households_total": 9, "households_done": 8},
    "milestone": {"key": "moc-moi", "name": "Mốc mới", "planned_on": TODAY},
    "decision": {"kind": "approval", "number": "12/QĐ"},
    "package": {"key": "xl-99", "name": "Gói mới"},
    "responsible_unit": {"unit": "29905@2025"},
}  # fmt: skip


class Ready:
    """Every POST of /api with an address, a body that would be taken, and who sends it."""

    def __init__(self, desk):
        self.desk = desk
        self.ward, self.owner = desk.officer("ward"), desk.officer("owner")
        self.secretariat = desk.officer("secretariat")
        self.site = next(
            site for site in self.ward.get("/api/my/sites").get_json()["sites"]
            if site["status"] == "implementation" and site["agency"] == "ban-qlda@2013"
        )  # fmt: skip
        self.code = self.site["code"]
        self.waiting = {
            "update": self.sent(self.ward, f"projects/{self.code}/updates", a_report(self.site)),
            "contribution": self.sent(self.ward, "contributions", self.contribution()),
            "revision": self.sent(self.owner, f"projects/{self.code}/revisions", self.anew()),
        }
        self.verified = {
            "update": self.sent(self.ward, f"projects/{self.code}/updates", self.report()),
            "contribution": self.sent(self.ward, "contributions", self.contribution()),
            "revision": self.sent(self.owner, f"projects/{self.code}/revisions", self.anew()),
        }
        for kind, row in self.verified.items():
            answer = self.secretariat.post(f"/api/{kind}s/{row}/verify", json={})
            assert answer.status_code == 200, answer.text
        self.waiting["update"] = self.sent(
            self.ward, f"projects/{self.code}/updates", self.report()
        )

    def sent(self, officer, path, body):
        answer = officer.post(f"/api/{path}", json=body)
        assert answer.status_code == 201, answer.text
        return answer.get_json()["id"]

    def report(self):
        sites = self.ward.get("/api/my/sites").get_json()["sites"]
        return a_report(next(site for site in sites if site["code"] == self.code))

    @staticmethod
    def contribution():
        return {
            "client_uuid": new_uuid(), "kind": "labour", "given_on": TODAY, "quantity": 3,
            "giver_kind": "household", "givers": 2,
        }  # fmt: skip

    @staticmethod
    def described():
        return DESCRIBED | {"client_uuid": new_uuid()}

    def anew(self):
        """A description on the version that stands, as a program reads it."""
        found = self.owner.get(f"/api/projects/{self.code}").get_json()
        return self.described() | {"base_version": found["description_version"]}

    def request(self, endpoint):
        """Who sends, what, to which arguments of the address."""
        blueprint, name = endpoint.split(".")
        if name in OWNED:
            body = OWNED[name] | {"client_uuid": new_uuid(), "effective_on": TODAY}
            officer = self.secretariat if name == "responsible_unit" else self.owner
            return officer, body, {"code": self.code}
        if blueprint == "api_entries":
            return self._on_entry(*name.split("_"))
        return {
            "report": (self.ward, self.report(), {"code": self.code}),
            "contribute": (self.ward, self.contribution(), {}),
            "register": (
                self.owner,
                self.described() | {"code": "DUONG-THEM", "name": "Đường thêm"},
                {},
            ),
            "revise": (self.owner, self.anew(), {"code": self.code}),
        }[name]

    def _on_entry(self, verb, kind):
        if verb == "correct":
            changes = {"note": "nhầm"} if kind != "revision" else {"name": "Tên khác"}
            body = {"client_uuid": new_uuid(), "reason": "nhầm"} | changes
            officer = self.owner if kind == "revision" else self.ward
            return officer, body, {"row_id": self.verified[kind]}
        officer = self.secretariat
        if verb == "withdraw":
            officer = self.owner if kind == "revision" else self.ward
        body = {"reason": "vì"} if verb in ("return", "ask") else {}
        return officer, body, {"row_id": self.waiting[kind]}


@pytest.fixture(scope="module")
def ready(desk):
    return Ready(desk)


def posts(app):
    return [rule for rule, method, _ in openapi.operations(app) if method == "POST"]


def test_no_post_reads_what_is_not_a_field_of_its_body(desk, ready):
    tried = []
    for rule in posts(desk.app):
        officer, body, arguments = ready.request(rule.endpoint)
        path = openapi.address(rule).format(**arguments)
        before = desk.counts()
        extra = {name: value for name, value in EXTRA.items() if name not in body}
        answer = officer.post(path, json=body | extra)
        assert answer.status_code == 422, (path, answer.text)
        assert set(answer.get_json()["errors"]) == set(extra), path
        assert desk.counts() == before, path
        tried.append(rule.endpoint)
    assert len(tried) == 26


def test_the_same_bodies_without_more_are_taken(desk, ready):
    """So the refusals were for the field that was too much, and for nothing else."""
    for rule in posts(desk.app):
        if rule.endpoint.startswith("api_entries.") and "correct" not in rule.endpoint:
            continue  # tests/webmap/api/test_entries.py decides entries one by one
        officer, body, arguments = ready.request(rule.endpoint)
        answer = officer.post(openapi.address(rule).format(**arguments), json=body)
        assert answer.status_code == 201, (rule.endpoint, answer.text)
