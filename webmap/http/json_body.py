"""Strict reading of a JSON body: an error names its place, as one 400 (or 413).

Flask's own reader takes NaN, lets the last of two equal keys win, and runs out of stack on deep
nesting; none of them may reach a model. Numbers with a fraction arrive as Decimal, exact.
"""

import json
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from geodata.errors import BadInput
from geodata.vocabulary import N_

LARGEST = 256_000
"""Bytes of a body; the largest honest one is a project's outline."""
DEEPEST = 20
LONGEST_NUMBER = 40
LARGEST_EXPONENT = 100
SURROGATE = re.compile("[\ud800-\udfff]")
_NESTING = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)


class BadBody(BadInput):
    """A body that is not the JSON that this interface reads; `pointer` is a JSON pointer or a
    place in the text."""


class NotJson(BadBody):
    """A body that says that it is something else than JSON in UTF-8."""


@dataclass(frozen=True)
class _Refused:
    """Stands in the parsed tree for what JSON or we do not allow, until the walk finds it."""

    reason: str
    shown: str


def body(*, may_be_empty: bool = False) -> dict[str, object]:
    """The object in the body of this request; `{}` for no body where that is allowed.

    Raises BadBody; RequestEntityTooLarge (413) past LARGEST bytes.
    """
    raw = _bounded()
    if not raw and may_be_empty and not request.content_length:
        return {}
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype != "application/json" or charset not in ("utf-8", "utf8"):
        raise NotJson(
            N_("Content-Type phải là application/json (UTF-8), không phải “%(value)s”."),
            pointer="Content-Type",
            allowed=("application/json",),
            value=request.headers.get("Content-Type", "")[:200],
        )
    return read(raw)


def _bounded() -> bytes:
    """The bytes of the body. The stream may be limited already to what a form may have."""
    request.max_content_length = LARGEST
    if (request.content_length or 0) > LARGEST:
        raise RequestEntityTooLarge
    raw = request.get_data(cache=False)
    if len(raw) > LARGEST:
        raise RequestEntityTooLarge
    return raw


def read(raw: bytes) -> dict[str, object]:
    """Bytes as one JSON object. Raises BadBody that says what is wrong and where."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadBody(
            N_("Nội dung không phải UTF-8 ở byte %(place)s."),
            pointer=f"byte {error.start}",
            place=error.start,
        ) from None
    _check_depth(text)
    try:
        tree = json.loads(
            text,
            parse_float=_fraction,
            parse_int=_whole,
            parse_constant=lambda name: _Refused(N_("không phải là số của JSON"), name),
            object_pairs_hook=_once,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BadBody(
            N_("Nội dung không phải JSON: sai ở dòng %(line)s, cột %(column)s."),
            pointer=place,
            line=error.lineno,
            column=error.colno,
        ) from None
    _walk(tree, "")
    if not isinstance(tree, dict):
        raise BadBody(N_("Nội dung phải là một đối tượng JSON {…}."), pointer="/")
    return tree


def _check_depth(text: str) -> None:
    """Refuse deep nesting before any parser goes down into it."""
    depth = 0
    for match in _NESTING.finditer(text):
        mark = match.group()[0]
        if mark == '"':
            continue
        depth += 1 if mark in "[{" else -1
        if depth > DEEPEST:
            raise BadBody(
                N_("Nội dung lồng nhau quá %(most)s tầng ở ký tự %(place)s."),
                pointer=f"character {match.start()}",
                most=DEEPEST,
                place=match.start(),
            )


def _whole(literal: str) -> int | _Refused:
    if len(literal) > LONGEST_NUMBER:
        return _Refused(N_("số dài quá"), literal)
    return int(literal)


def _fraction(literal: str) -> Decimal | _Refused:
    if len(literal) > LONGEST_NUMBER:
        return _Refused(N_("số dài quá"), literal)
    try:
        value = Decimal(literal)
    except InvalidOperation:  # an exponent past what Decimal itself can hold
        return _Refused(N_("số mũ lớn quá"), literal)
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > LARGEST_EXPONENT:
        return _Refused(N_("số mũ lớn quá"), literal)
    return value


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys differ; of a key that comes twice, neither value is believed."""
    found: dict[str, object] = {}
    for key, value in pairs:
        found[key] = _Refused(N_("khóa lặp lại"), key) if key in found else value
    return found


def _walk(value: object, at: str) -> None:
    if isinstance(value, _Refused):
        raise _wrong(at, value.reason, value.shown)
    if isinstance(value, str):
        _check_text(value, at)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _walk(item, f"{at}/{index}")
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_text(key, at)
            _walk(item, f"{at}/{key.replace('~', '~0').replace('/', '~1')}")


def _check_text(text: str, at: str) -> None:
    if "\0" in text:
        raise _wrong(at, N_("có ký tự NUL"), text)
    if SURROGATE.search(text):
        raise _wrong(at, N_("có nửa ký tự thay thế (surrogate) đứng một mình"), text)


def _wrong(at: str, reason: str, shown: str) -> BadBody:
    shown = shown[:80].encode("utf-8", "backslashreplace").decode().replace("\0", "\\u0000")
    return BadBody(
        N_("%(place)s: %(reason)s (“%(value)s”)."),
        pointer=at or "/",
        place=at or "/",
        reason=reason,
        value=shown,
    )
