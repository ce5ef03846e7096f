"""The form of a contribution as a person fills it in and sends it, for several tests."""

import datetime as dt
import re

from sqlalchemy import func, select

from geodata.models import Contribution, ContributionRevision
from geodata.permissions import Actor
from geodata.verification import deciding

NEW = "/desk/contributions/new"
TODAY = dt.date(2026, 11, 23)
SECRETARIAT = Actor("account-of-the-secretariat", "phong-vhxh-29905@2025", "secretariat")


def uuid_in(page):
    return re.search(r'name="client_uuid" value="([^"]+)"', page)[1]


def value_in(page, name):
    tag = re.search(rf'<(?:input|textarea)[^>]*name="{re.escape(name)}"[^>]*>([^<]*)', page)
    value = re.search(r'value="([^"]*)"', tag[0])
    return value[1] if value else tag[1]


def chosen_in(page, name):
    part = page.split(f'name="{name}"', 1)[1].split("</select>")[0]
    return re.search(r'<option value="([^"]*)" selected>', part)[1]


def land(client, **changes):
    """A contribution of land as a person types it."""
    typed = {
        "client_uuid": uuid_in(client.get(f"{NEW}?kind=land").text),
        "kind": "land",
        "quantity": "1.250,5",
        "parcel": "125",
        "map_sheet": "7",
        "stage": "minuted",
        "certificate_corrected": "0",
        "value": "375.150.000",
        "value_basis": "Bảng giá đất 2026",
        "giver_kind": "household",
        "givers": "2",
        "households": "2",
        "given_on": "20/11/2026",
        "project": "DUONG-N7",
        "hamlet": "Khóm 3",
        "position.lon": "105,76",
        "position.lat": "10.289",
        "minutes_number": "12/BB-UBND",
        "minutes_on": "19/11/2026",
        "mobilised_by": "mttq-29905@2025",
        "note": "Hiến để mở rộng đường",
    }
    return typed | changes


def newest(store):
    with store.reading() as session:
        columns = select(*ContributionRevision.__table__.c, Contribution.code)
        joined = columns.join(Contribution, Contribution.id == ContributionRevision.contribution_id)
        return session.execute(joined.order_by(ContributionRevision.rev.desc()).limit(1)).one()


def count(store):
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(ContributionRevision))


def sent_id(answer):
    assert answer.status_code == 303, answer.text.partition('id="form-problems"')[2][:800]
    return int(re.fullmatch(r"/desk\?sent=contribution-(\d+)", answer.headers["Location"])[1])


def decide(store, row_id, verdict, reason=None):
    with store.writing() as session:
        deciding.decide(session, SECRETARIAT, "contribution", row_id, verdict, reason, today=TODAY)
