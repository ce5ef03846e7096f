"""What is sent to the desk of the reviews, and what it did, for several tests."""

import datetime as dt
import re
from html import unescape

from geodata import reviews
from geodata.reviews import register, states

WARD = "29905@2025"
COMMUNE = "30214@2025"
OWNER = "ban-qlda@2013"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
ABOUT = {
    "name": "Báo cáo năm 2025", "kind": "annual", "period_from": "01/01/2025",
    "period_to": "31/12/2025", "as_of": "30/11/2025",
}  # fmt: skip


def text_of(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def begin(secretary, **changes):
    """A new review; gives its code."""
    answer = secretary.post("/desk/reviews/new", data=ABOUT | changes)
    assert answer.status_code == 303, answer.text
    return re.search(r"/desk/reviews/([^?]+)\?", answer.headers["Location"])[1]


def asked(secretary, *offices, due="05/12/2025", **changes):
    code = begin(secretary, **changes)
    form = {"offices": list(offices or (WARD, COMMUNE, OWNER)), "due_on": due}
    assert secretary.post(f"/desk/reviews/{code}/ask", data=form).status_code == 303
    return code


def state_of(desk, code):
    with desk.store.reading() as session:
        return reviews.review(session, code)


def texts_of(desk, code):
    with desk.store.reading() as session:
        return states.texts(session, reviews.review(session, code).id)


def seen(client, address):
    """The marks of the texts that a page shows, as its form sends them back."""
    page = client.get(address).text
    return dict(re.findall(r'name="(seen\.\w+)" value="(\w+)"', page))


def estimates_of(desk, code):
    with desk.store.reading() as session:
        found = states.estimates(session, reviews.review(session, code).id)
        return {name: (row.disbursed_year, row.physical_percent) for name, row in found.items()}


RAISED = {
    "kind": "petition", "raised_by": WARD, "raised_on": "01/06/2026", "text": "Bố trí vốn",
    "project": "DUONG-N7", "addressed_name": "Sở Xây dựng", "due_on": "01/09/2026",
}  # fmt: skip


def raised(client, **changes):
    answer = client.post("/desk/petitions/new", data=RAISED | changes)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].partition("done=")[2]


def settle(client, code, data):
    """Send an answer from the page as it is now."""
    address = f"/desk/petitions/{code}"
    seen = re.search(r'name="base_version" value="(\d+)"', client.get(address).text)
    return client.post(address, data={"base_version": seen[1]} | data)


def petition_of(desk, code, day=dt.date(2026, 11, 23)):
    with desk.store.reading() as session:
        return register.entry(session, code, day)
