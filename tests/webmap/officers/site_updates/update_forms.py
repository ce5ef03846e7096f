"""The form of a site's update as a browser fills it in and sends it, for several tests."""

import datetime as dt
import re

from sqlalchemy import select

from geodata.models import StatusUpdate
from geodata.permissions import Actor
from geodata.verification import deciding

N7 = "/desk/sites/DUONG-N7/update"
TODAY = dt.date(2026, 11, 23)
OWNER = Actor("account-of-the-owner", "ban-qlda@2013", "owner")


def field(page, name):
    """The value of an input of a page."""
    tag = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*>', page)
    value = re.search(r'value="([^"]*)"', tag[0])
    return value[1] if value else ""


def filled(client, address=N7, **changes):
    """What a browser would send of the form at an address, with some fields changed."""
    page = client.get(address).text
    found = {
        name: field(page, name)
        for name in (
            "client_uuid", "base_version", "physical_percent", "forecast_finish", "observed_on",
        )
        if f'name="{name}"' in page
    }  # fmt: skip
    found["status"] = re.search(r'name="status" value="(\w+)" checked', page)[1]
    found["obstacles"] = re.findall(r'name="obstacles" value="(\w+)" checked', page)
    note = re.search(r'<textarea[^>]*name="note"[^>]*>([^<]*)</textarea>', page)
    return found | {"note": note[1]} | changes


def newest(store):
    """The newest update of the store."""
    with store.reading() as session:
        columns = select(*StatusUpdate.__table__.c)
        return session.execute(columns.order_by(StatusUpdate.rev.desc()).limit(1)).one()


def decide(store, row_id, verdict, reason=None):
    with store.writing() as session:
        deciding.decide(session, OWNER, "update", row_id, verdict, reason, today=TODAY)


def sent_id(answer):
    assert answer.status_code == 303, answer.text.partition('id="form-problems"')[2][:800]
    return int(re.fullmatch(r"/desk\?sent=update-(\d+)", answer.headers["Location"])[1])
