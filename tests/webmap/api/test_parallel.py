"""Many at once, against a server of two processes: each submission makes one row, and of two
officers who begin from the same state neither loses a word."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from geodata.models import ConflictingChange, StatusUpdate, Submission
from geodata.store import Store
from tests.officers import account
from tests.processes import GUNICORN, running
from tests.remote import RemoteOfficer, a_report
from tests.stores import copy_of

TIMES = 50
ROUNDS = 4


@dataclass
class Place:
    """A server over a copy of the sample, and officers who are signed in to it."""

    store: Store
    ward: RemoteOfficer
    owner: RemoteOfficer


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)]
)
def place(request, templates):
    chosen = templates(request.param)
    with copy_of(chosen.stores, chosen.sample()) as store:
        passwords = {role: account(store, role, role) for role in ("ward", "owner")}
        with running(GUNICORN, store.url, WEB_CONCURRENCY="2") as server:
            officers = {
                role: RemoteOfficer(server.address).sign_in(role, password)
                for role, password in passwords.items()
            }
            yield Place(store, **officers)
            code, output = server.interrupt()
    assert (code, "Traceback" in output) == (0, False), output


def at_once(*calls):
    """What each call gives, begun at the same moment."""
    barrier = threading.Barrier(len(calls))

    def begin(call):
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [each.result() for each in [pool.submit(begin, call) for call in calls]]


def site_of_both(ward, owner):
    """A site that the ward and the owner both report of, being built."""
    known = {site["code"] for site in owner.sites()}
    return next(
        site for site in ward.sites()
        if site["code"] in known and site["status"] == "implementation"
    )  # fmt: skip


def test_the_same_update_fifty_times_is_one_row(place):
    officer = place.ward
    site = next(site for site in officer.sites() if site["status"] == "implementation")
    report = a_report(site, note="Đã đổ xong mặt cầu", obstacles=["weather"])
    path = f"/api/projects/{site['code']}/updates"
    answers = at_once(*[lambda: officer.post(path, report)] * TIMES)
    assert Counter(status for status, _ in answers) == {201: 1, 200: TIMES - 1}
    first = answers[0][1]
    assert all(body == first for _, body in answers)
    assert (first["state"], first["warnings"]) == ("waiting", [])
    with place.store.reading() as session:
        rows = session.scalars(
            select(StatusUpdate).where(StatusUpdate.client_uuid == report["client_uuid"])
        ).all()
        assert [(row.id, row.rev, row.note) for row in rows] == [
            (first["id"], first["version"], "Đã đổ xong mặt cầu")
        ]
        taken = session.scalars(
            select(Submission).where(Submission.client_uuid == report["client_uuid"])
        ).all()
        assert [row.row_id for row in taken] == [first["id"]]
    status, _ = officer.post(path, report | {"note": "Khác"})
    assert status == 409


def test_two_officers_from_the_same_base_lose_nothing(place):
    ward, owner = place.ward, place.owner
    code = site_of_both(ward, owner)["code"]
    path = f"/api/projects/{code}/updates"
    for number in range(ROUNDS):
        site = next(each for each in ward.sites() if each["code"] == code)
        sent = [a_report(site, note=f"{name} {number}") for name in ("Phường", "Chủ đầu tư")]
        answers = at_once(
            lambda: ward.post(path, sent[0]),  # noqa: B023
            lambda: owner.post(path, sent[1]),  # noqa: B023
        )
        assert sorted(status for status, _ in answers) == [201, 409]
        lost = 0 if answers[0][0] == 409 else 1
        won = 1 - lost
        conflict = answers[lost][1]
        assert conflict["type"] == "conflict"
        assert conflict["mine"]["note"] == sent[lost]["note"]
        assert conflict["theirs"]["note"] == sent[won]["note"]
        assert conflict["theirs"]["version"] == answers[won][1]["version"]
        with place.store.reading() as session:
            kept = session.scalars(
                select(ConflictingChange).where(
                    ConflictingChange.client_uuid == sent[lost]["client_uuid"]
                )
            ).one()
            assert (kept.mine["note"], kept.settled_at) == (sent[lost]["note"], None)
            kept_id = kept.id
            notes = session.scalars(
                select(StatusUpdate.note).where(
                    StatusUpdate.client_uuid.in_([each["client_uuid"] for each in sent])
                )
            ).all()
            assert notes == [sent[won]["note"]]
        again = sent[lost] | {"base_version": conflict["theirs"]["version"]}
        status, _ = (ward, owner)[lost].post(path, again)
        assert status == 201
        with place.store.reading() as session:
            assert session.get(ConflictingChange, kept_id).settled_at is not None
