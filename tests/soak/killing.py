"""Writers who go on while the server is killed under them, and the count afterwards."""

import os
import random
import signal
import sqlite3
import threading
import time
from dataclasses import dataclass, field

from sqlalchemy import func, select

from geodata.models import JournalEntry, StatusUpdate, Submission
from geodata.store import Store
from tests.officers import account
from tests.processes import GUNICORN, Running, running
from tests.remote import RemoteOfficer, Unanswered, a_report

NAME = "can.bo"
WRITERS = 8
GIVE_UP_SECONDS = 60


@dataclass
class Writer:
    """Reports of a site of its own, one after the other. What is not answered is sent again, by the
    same key, as a phone does. `acknowledged`: key to id of what the server said that it has."""

    officer: RemoteOfficer
    site: dict
    acknowledged: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def work(self, stop: threading.Event) -> None:
        """Until told to stop; then what is under way is brought to its end."""
        while not stop.is_set() and not self.failures:
            report = a_report(self.site)
            began = time.monotonic()
            while time.monotonic() - began < GIVE_UP_SECONDS:
                try:
                    self._send(report)
                    break
                except Unanswered:
                    time.sleep(0.05)
            else:
                self.failures.append(f"{self.site['code']}: no answer in {GIVE_UP_SECONDS} s")

    def _send(self, report: dict) -> None:
        status, body = self.officer.post(f"/api/projects/{self.site['code']}/updates", report)
        if status in (200, 201):
            self.acknowledged[report["client_uuid"]] = body["id"]
            self.site["version"] = body["version"]
        else:
            self.failures.append(f"{status} {body}")


def kill_under_writers(store: Store, kills: int, seed: int) -> list[Writer]:
    """Start the server, let eight phones write, kill it, and again. The last server ends as an
    operator ends it. Gives the writers."""
    password = account(store, NAME, "owner")
    moment = random.Random(seed)
    writers: list[Writer] = []
    stop = threading.Event()
    threads: list[threading.Thread] = []
    for number in range(kills + 1):
        with running(GUNICORN, store.url, WEB_CONCURRENCY="2") as server:
            if not writers:
                writers = _signed_in(server, password)
                threads = [threading.Thread(target=each.work, args=[stop]) for each in writers]
                for thread in threads:
                    thread.start()
            writers[0].officer.address = server.address
            _let_write(writers)
            if number < kills:
                time.sleep(moment.uniform(0, 0.4))
                os.killpg(server.process.pid, signal.SIGKILL)
                server.process.wait(timeout=10)
            else:
                stop.set()
                for thread in threads:
                    thread.join(timeout=GIVE_UP_SECONDS)
                server.interrupt()
    return writers


def _signed_in(server: Running, password: str) -> list[Writer]:
    """Eight writers with one session, each with a site of its own."""
    officer = RemoteOfficer(server.address).sign_in(NAME, password)
    return [Writer(officer, site) for site in officer.sites()[:WRITERS]]


def _let_write(writers: list[Writer]) -> None:
    """Wait until every writer has got something acknowledged by this server."""
    before = [len(writer.acknowledged) for writer in writers]
    began = time.monotonic()
    while any(
        len(writer.acknowledged) <= count and not writer.failures
        for writer, count in zip(writers, before, strict=True)
    ):
        assert time.monotonic() - began < GIVE_UP_SECONDS, "the writers got no answer"
        time.sleep(0.02)


def check(store: Store, writers: list[Writer]) -> int:
    """Everything acknowledged is in the store exactly once, and the store is sound. Gives how many
    were acknowledged."""
    failures = [failure for writer in writers for failure in writer.failures]
    assert failures == [], failures  # pytest explains the asserts of tests alone
    acknowledged = {key: row for writer in writers for key, row in writer.acknowledged.items()}
    with store.reading() as session:
        rows = session.execute(
            select(StatusUpdate.client_uuid, StatusUpdate.id).where(
                StatusUpdate.client_uuid.is_not(None)
            )
        ).all()
        taken = session.execute(select(Submission.client_uuid, Submission.row_id)).all()
        count, last = session.execute(
            select(func.count(), func.max(JournalEntry.rev)).select_from(JournalEntry)
        ).one()
    assert len(rows) == len(dict(rows))
    # At the end every writer had its answer: nothing is there that was not acknowledged.
    assert dict(rows) == acknowledged
    assert dict(taken) == acknowledged
    assert count == last
    if store.path is not None:
        with sqlite3.connect(store.path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
    return len(acknowledged)
