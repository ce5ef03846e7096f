"""What is sent to a project's desk, and what the public sees of it, for several tests."""

import re
from html import unescape
from uuid import uuid4

DESK = "/desk/projects/DUONG-THU"
PAID = {
    "budget_year": "2026",
    "month": "10/2026",
    "kind": "payment",
    "amount": "250.000.000",
    "effective_on": "02/11/2026",
}
PLANNED = {
    "budget_year": "2026",
    "capital_source": "city_budget",
    "kind": "assigned",
    "amount": "500.000.000",
    "effective_on": "12/01/2026",
}
DESCRIBED = {
    "name": "Đường thử nối dài",
    "sector": "transport",
    "agency": "ban-qlda@2013",
    "effective_on": "20/11/2026",
    "total_investment": "2.000.000.000",
    "planned_start": "01/01/2024",
    "planned_finish": "31/12/2026",
    "place": "POINT (105.758 10.3)",
    "reason": "Kéo dài thêm 200 m",
}


def text_of(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def send(client, path, fields, **more):
    return client.post(path, data={"client_uuid": str(uuid4())} | fields | more)


def based(client, path=f"{DESK}/revise", fields=DESCRIBED):
    """The fields with the version that the form bears."""
    return fields | {"base_version": value_of(client.get(path), "base_version")}


def value_of(answer, name):
    return re.search(rf'name="{name}" value="([^"]*)"', answer.text)[1]


def feature(app):
    found = app.test_client().get("/layers/projects.geojson?project=DUONG-THU").get_json()
    return found["features"][0]["properties"]


def figures(app):
    return app.test_client().get("/figures.json").get_json()["total"]
