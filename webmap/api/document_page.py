"""The OpenAPI document as a page: operations by subject, then the models, each field in a line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from geodata.vocabulary import N_

TAGS = {
    "session": N_("Phiên làm việc"),
    "sites": N_("Hiện trường"),
    "contributions": N_("Đóng góp"),
    "projects": N_("Dự án"),
    "decisions": N_("Xác nhận và đính chính"),
    "reading": N_("Tài liệu"),
}
LIMITS = (
    ("minimum", "≥ {}"),
    ("maximum", "≤ {}"),
    ("minLength", "≥ {} characters"),
    ("maxLength", "≤ {} characters"),
    ("maxItems", "≤ {} items"),
    ("pattern", "{}"),
)


@dataclass(frozen=True)
class FieldKind:
    """The type of a field: words, the model that it refers to, the values that are allowed."""

    words: str
    model: str | None = None
    allowed: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A field or a parameter."""

    name: str
    kind: FieldKind
    needed: bool
    description: str


@dataclass(frozen=True)
class Reply:
    """An answer: status, what it means, its model."""

    status: str
    description: str
    model: str | None


@dataclass(frozen=True)
class Operation:
    """An operation."""

    anchor: str
    method: str
    path: str
    summary: str
    who: str
    parameters: tuple[Line, ...]
    body: str | None
    replies: tuple[Reply, ...]


@dataclass(frozen=True)
class Model:
    """A model: what it is and its fields."""

    name: str
    description: str
    fields: tuple[Line, ...]


@dataclass(frozen=True)
class ApiPage:
    """What the page shows."""

    introduction: str
    groups: tuple[tuple[str, tuple[Operation, ...]], ...]
    models: tuple[Model, ...]


def page(document: Mapping[str, Any]) -> ApiPage:
    """The page of a document made by webmap.api.openapi."""
    by_tag: dict[str, list[Operation]] = {tag: [] for tag in TAGS}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            by_tag[operation["tags"][0]].append(_operation(path, method, operation))
    return ApiPage(
        document["info"]["description"],
        tuple((gettext(TAGS[tag]), tuple(told)) for tag, told in by_tag.items() if told),
        tuple(_models(document["components"]["schemas"])),
    )


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> Operation:
    body = operation.get("requestBody")
    return Operation(
        operation["operationId"],
        method.upper(),
        path,
        operation["summary"],
        operation.get("description", "" if operation["security"] else "Anybody."),
        tuple(
            Line(each["name"], _kind(each["schema"]), each.get("required", False), each["in"])
            for each in operation.get("parameters", ())
        ),
        _name(body["content"]["application/json"]["schema"]) if body else None,
        tuple(_replies(operation["responses"])),
    )


def _replies(responses: Mapping[str, Any]) -> Iterator[Reply]:
    for status, told in responses.items():
        schemas = [each["schema"] for each in told.get("content", {}).values()]
        yield Reply(status, told["description"], _name(schemas[0]) if schemas else None)


def _models(schemas: Mapping[str, Any]) -> Iterator[Model]:
    for name, schema in sorted(schemas.items()):
        needed = schema.get("required", ())
        yield Model(
            name,
            schema.get("description", ""),
            tuple(
                Line(field, _kind(told), field in needed, _description(told))
                for field, told in schema.get("properties", {}).items()
            ),
        )


def _description(schema: Mapping[str, Any]) -> str:
    own = schema.get("description")
    within = [each.get("description", "") for each in schema.get("anyOf", ())]
    return own or next((text for text in within if text), "")


def _name(schema: Mapping[str, Any]) -> str | None:
    reference = schema.get("$ref")
    return reference.rsplit("/", 1)[1] if reference else None


def _kind(schema: Mapping[str, Any]) -> FieldKind:
    """A schema in a few words; what may be null says so."""
    if "anyOf" in schema:
        arms = [each for each in schema["anyOf"] if each.get("type") != "null"]
        found = _kind(arms[0])
        nullable = len(arms) < len(schema["anyOf"])
        words = f"{found.words} or null" if nullable else found.words
        return FieldKind(words, found.model, found.allowed, found.limits)
    if model := _name(schema):
        return FieldKind(model, model)
    if schema.get("type") == "array" and "items" in schema:
        items = _kind(schema["items"])
        return FieldKind(f"list of {items.words}", items.model, items.allowed, _limits(schema))
    words = schema.get("type", "anything")
    words = " or ".join(words) if isinstance(words, list) else words
    if "format" in schema:
        words = f"{words} ({schema['format']})"
    allowed = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    return FieldKind(words, None, tuple(str(value) for value in allowed), _limits(schema))


def _limits(schema: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(words.format(schema[name]) for name, words in LIMITS if name in schema)
