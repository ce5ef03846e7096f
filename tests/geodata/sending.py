"""A process of its own that sends updates: `python -m tests.geodata.sending URL`.

Reads `[[account, uuid, base, percent], …]` from standard input, sends them one after another as
fast as it can after a line `go`, and prints what became of each as JSON.
"""

import datetime as dt
import json
import sys

from geodata.checks import submissions
from geodata.errors import CampaignError
from geodata.permissions import Actor
from geodata.site_updates import reporting
from geodata.store import open_store

TODAY = dt.date(2026, 11, 23)


def send(store, account, uuid, base, percent):
    """Send one update; gives id and version, or the name of the refusal."""
    change = {"status": "implementation", "physical_percent": percent, "note": account}
    try:
        sent = submissions.send(
            store,
            reporting.report,
            Actor(account, "29905@2025", role="ward"),
            "DUONG-THU",
            change,
            client_uuid=uuid,
            base_version=base,
            today=TODAY,
        )
    except CampaignError as error:
        return [type(error).__name__]
    return ["Sent", sent.id, sent.version, sent.created]


def main() -> None:
    """Say `ready`, wait for `go`, send."""
    store = open_store(sys.argv[1])
    try:
        orders = json.loads(sys.stdin.readline())
        with store.reading() as session:
            session.connection()
        print("ready", flush=True)
        sys.stdin.readline()
        print(json.dumps([send(store, *order) for order in orders]), flush=True)
    finally:
        store.close()


if __name__ == "__main__":
    main()
