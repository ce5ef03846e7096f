"""The OpenAPI document says what `/api` is: all routes, all answers, who may ask."""

import json
import re

import pytest

from webmap.access import rules as access_rules
from webmap.api import openapi
from webmap.api.operations import OPERATIONS


@pytest.fixture
def app(make_app, sqlite):
    return make_app(sqlite.new())


@pytest.fixture
def document(app):
    return app.test_client().get("/api/openapi.json").get_json()


def routes(app):
    return {
        (openapi.address(rule), method.lower())
        for rule in app.url_map.iter_rules()
        if str(rule).startswith("/api/")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }


def test_the_document_and_the_routes_name_the_same(app, document):
    told = {(path, method) for path, methods in document["paths"].items() for method in methods}
    assert told == routes(app)


def test_the_table_has_no_operation_without_a_route(app):
    assert set(OPERATIONS) <= set(app.view_functions)


def test_every_reference_leads_to_a_model(document):
    text = json.dumps(document)
    models = set(document["components"]["schemas"])
    assert set(re.findall(r'"#/components/schemas/([^"]+)"', text)) == models


def test_operation_ids_are_of_one_operation(document):
    ids = [told["operationId"] for path in document["paths"].values() for told in path.values()]
    assert len(ids) == len(set(ids))


def test_who_may_ask_is_what_access_says(app, document):
    for rule, method, _ in openapi.operations(app):
        told = document["paths"][openapi.address(rule)][method.lower()]
        allowed = access_rules.ACCESS[rule.endpoint]
        if allowed == access_rules.PUBLIC:
            assert told["security"] == []
            continue
        assert {"401", "403"} <= set(told["responses"])
        csrf = {"csrf": []} if method != "GET" else {}
        assert told["security"] == [{"session": []} | csrf, {"token": []}]
        if isinstance(allowed, frozenset):
            assert set(told["description"].removeprefix("Roles: ")[:-1].split(", ")) == allowed


def test_bodies_take_nothing_but_their_fields(document):
    bodies = {
        told["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
        for path in document["paths"].values()
        for told in path.values()
        if "requestBody" in told
    }
    assert bodies
    for name in bodies:
        schema = document["components"]["schemas"][name]
        assert schema["additionalProperties"] is False
        assert {"state", "role", "verifier", "reported_by", "rev"}.isdisjoint(schema["properties"])


def test_a_report_is_described_field_by_field(document):
    schema = document["components"]["schemas"]["SiteReport"]
    assert set(schema["required"]) == {"client_uuid", "base_version", "status"}
    assert schema["properties"]["obstacles"] == {
        "type": "array",
        "items": {
            "type": "string",
            "enum": [
                "clearance", "capital", "contractor", "weather", "procedure", "material", "other",
            ],
        },
        "maxItems": 7,
        "uniqueItems": True,
        "default": [],
    }  # fmt: skip


def test_the_page_tells_every_operation_and_model(app, document):
    page = app.test_client().get("/api")
    assert page.status_code == 200
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            assert f'id="{told["operationId"]}"' in page.text
            assert f"<b>{method.upper()}</b> {path}</code>" in page.text
    for model in document["components"]["schemas"]:
        assert f'id="model-{model}"' in page.text
