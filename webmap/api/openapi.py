"""The OpenAPI 3.1 document of `/api`: from the routes, the table of operations and the models."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from flask import Flask
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from werkzeug.routing import Rule

from geodata.vocabulary import ROLES, codes
from webmap.access import rules as access_rules
from webmap.api import answers
from webmap.api.operations import OPERATIONS, Operation
from webmap.errors import PROBLEM

PREFIX = "/api/"
REFERENCE = "#/components/schemas/{model}"
PARAMETERS = {
    "code": {"type": "string", "pattern": "^[A-Z0-9][A-Z0-9-]{1,39}$"},
    "row_id": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
}
REFUSALS: dict[int, tuple[str, type[BaseModel]]] = {
    400: ("The body is not the JSON that is read here, or a parameter is wrong", answers.Problem),
    401: ("Nobody is signed in, or no longer", answers.Problem),
    403: ("Not of this role, this row, or without the CSRF token", answers.Problem),
    404: ("No such thing, or none that the asker may know of", answers.Problem),
    409: ("Another state stands, or the key was used", answers.Conflict),
    413: ("The body is too large", answers.Problem),
    422: ("Fields are wrong", answers.WrongFields),
    503: ("The store is out of reach; Retry-After says when to try again", answers.Problem),
}
OF_A_BODY = (400, 413, 422)
INTRODUCTION = (
    "What officers and their programs do: report sites, enter what is theirs to enter, confirm. "
    "A browser signs in at /login and sends the token of /api/csrf as X-CSRF-Token with every "
    "change; a program sends `Authorization: Bearer …` with a token of the administrator's, and "
    "needs no other. Every submission bears a `client_uuid` of the sender's: sending it again "
    "gives the first answer and makes no second row. Checks come in this order: session and CSRF "
    "(401, 403), the thing (404), the row (403), the body (400, 413), its fields (422), sent "
    "before (200, or 409 with another content), a newer state (409), what the state allows (422). "
    "Money is integer đồng, percent 0–100 with at most 3 decimals, days ISO 8601 of "
    "Asia/Ho_Chi_Minh, coordinates EPSG:4326, longitude first."
)


def document(app: Flask) -> dict[str, Any]:
    """The document, of the routes that this application has."""
    paths: dict[str, dict[str, Any]] = {}
    for rule, method, operation in operations(app):
        told = _operation(rule, method, operation)
        paths.setdefault(address(rule), {})[method.lower()] = told
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sa Đéc campaign map",
            "version": "1",
            "description": INTRODUCTION,
        },
        "servers": [{"url": "/"}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "session"},
                "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token"},
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def operations(app: Flask) -> Iterator[tuple[Rule, str, Operation]]:
    """Every route under /api, its method, and what the table says of it (KeyError: nothing)."""
    for rule in app.url_map.iter_rules():
        if str(rule).startswith(PREFIX):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method, OPERATIONS[rule.endpoint]


def address(rule: Rule) -> str:
    """A route as OpenAPI writes it: `/api/updates/{row_id}`."""
    return re.sub(r"<(?:[^:<>]+:)?([a-z_]+)>", r"{\1}", str(rule))


def _operation(rule: Rule, method: str, operation: Operation) -> dict[str, Any]:
    allowed = access_rules.ACCESS[rule.endpoint]
    told: dict[str, Any] = {
        "operationId": rule.endpoint.split(".")[-1],
        "tags": [operation.tag],
        "summary": operation.summary,
        "security": _security(allowed, method),
        "responses": dict(_responses(rule, operation, allowed)),
    }
    if isinstance(allowed, frozenset):
        roles = [role for role in codes(ROLES) if role in allowed]
        told["description"] = f"Roles: {', '.join(roles)}."
    if parameters := [*_in_path(rule), *_in_query(operation)]:
        told["parameters"] = parameters
    if operation.body is not None:
        told["requestBody"] = {
            "required": not operation.optional_body,
            "content": {"application/json": {"schema": _reference(operation.body)}},
        }
    return told


def _security(allowed: access_rules.Rule, method: str) -> list[dict[str, list[str]]]:
    if allowed == access_rules.PUBLIC:
        return []
    browser: dict[str, list[str]] = {"session": []}
    if method != "GET":
        browser["csrf"] = []
    return [browser, {"token": []}]


def _responses(
    rule: Rule, operation: Operation, allowed: access_rules.Rule
) -> Iterator[tuple[str, dict[str, Any]]]:
    for status, model in operation.answers.items():
        told: dict[str, Any] = {"description": _words(model)}
        if model is not None:
            told["content"] = {"application/json": {"schema": _reference(model)}}
        elif status == 200:
            told["content"] = {"application/json": {"schema": {"type": "object"}}}
        yield str(status), told
    for status in sorted(_refused(rule, operation, allowed)):
        words, model = REFUSALS[status]
        yield (
            str(status),
            {"description": words, "content": {PROBLEM: {"schema": _reference(model)}}},
        )


def _words(model: type[BaseModel] | None) -> str:
    """What a model says of itself, in one line."""
    return " ".join((model.__doc__ or "").split()) if model else "Done."


def _refused(rule: Rule, operation: Operation, allowed: access_rules.Rule) -> set[int]:
    found = {503}
    if allowed != access_rules.PUBLIC:
        found |= {401, 403}
    if rule.arguments:
        found.add(404)
    if operation.query is not None:
        found.add(400)
    if operation.body is not None:
        found.update(OF_A_BODY)
    if operation.conflict:
        found.add(409)
    return found


def _in_path(rule: Rule) -> Iterable[dict[str, Any]]:
    names = re.findall(r"{([a-z_]+)}", address(rule))
    return [
        {"name": name, "in": "path", "required": True, "schema": PARAMETERS[name]} for name in names
    ]


def _in_query(operation: Operation) -> Iterable[dict[str, Any]]:
    if operation.query is None:
        return []
    fields = _plain(operation.query.model_json_schema(ref_template=REFERENCE))["properties"]
    return [
        {"name": name, "in": "query", "schema": _or_empty(schema)}
        for name, schema in fields.items()
    ]


def _or_empty(schema: dict[str, Any]) -> dict[str, Any]:
    """An empty value of a query is no value."""
    arms = [each for each in schema.pop("anyOf", [schema]) if each.get("type") != "null"]
    told = {} if schema in arms else schema
    return {"anyOf": [*arms, {"const": ""}], **told}


# ── Models ────────────────────────────────────────────────────────────────────────────────────


def _reference(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REFERENCE.format(model=model.__name__)}


def _schemas() -> dict[str, Any]:
    """Every model that an operation names, and those within."""
    bodies = {each.body for each in OPERATIONS.values() if each.body is not None}
    given = {model for each in OPERATIONS.values() for model in each.answers.values() if model}
    given |= {model for _, model in REFUSALS.values()}
    named: list[tuple[type[BaseModel], Literal["validation", "serialization"]]] = [
        *((model, "validation") for model in sorted(bodies, key=lambda each: each.__name__)),
        *((model, "serialization") for model in sorted(given, key=lambda each: each.__name__)),
    ]
    _, found = models_json_schema(named, ref_template=REFERENCE)
    plain: dict[str, Any] = _plain(found["$defs"])
    return plain


def _plain(schema: Any, *, of_names: bool = False) -> Any:
    """Without the titles that only repeat names, and without `null` as a default."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, Mapping):
        return " ".join(schema.split()) if isinstance(schema, str) else schema
    return {
        name: _plain(value, of_names=name in ("properties", "$defs"))
        for name, value in schema.items()
        if of_names or not (name == "title" or (name == "default" and value is None))
    }
