"""The types of the fields that officers send, in JSON or by a form; `field_values` reads them."""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema

from geodata.checks import written
from geodata.checks.fields import LARGEST_AMOUNT, NAME_LENGTH, NOTE_LENGTH
from geodata.errors import BadInput
from geodata.spelling import clean
from geodata.vocabulary import N_, Code, codes
from webmap.forms.field_values import (
    Reader,
    bounded,
    form_language,
    read_amount,
    read_day,
    read_month,
    read_number,
    read_quantity,
    wrong,
)
from webmap.http.readers import UNKNOWN

MOST_COUNT = 10**9 - 1
MOST_QUANTITY = 10**12 - 1

Reading = tuple[Any, ...]
"""What stands beside a type in `Annotated[str, *needed(60)]`: how its values are read, and their
schema. A type checker sees the type alone."""

# ── Days ──────────────────────────────────────────────────────────────────────────────────────


Day = Annotated[
    dt.date,
    BeforeValidator(read_day),
    WithJsonSchema(
        {"type": "string", "format": "date", "description": "ISO 8601, of Asia/Ho_Chi_Minh."}
    ),
]
Month = Annotated[
    dt.date,
    BeforeValidator(read_month),
    WithJsonSchema({"type": "string", "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])$"}),
]

# ── Numbers ───────────────────────────────────────────────────────────────────────────────────


def number(low: int, high: int, places: int = 3, read: Any = None) -> Reading:
    """How a decimal is read: within limits, with at most so many decimals. `read`: a validator of
    pydantic, unless it is a percent."""
    schema = {
        "type": "number",
        "minimum": low,
        "maximum": high,
        "description": f"At most {places} decimals.",
    }
    return (
        BeforeValidator(read or _by(written.written_percent)),
        AfterValidator(bounded(low, high, places)),
        WithJsonSchema(schema),
    )


def _by(reader: Reader) -> Callable[[Any, ValidationInfo], Decimal]:
    return lambda value, info: read_number(value, info, reader)


def whole(low: int, high: int) -> Reading:
    """How an integer is read: within limits."""
    check = bounded(low, high, 0)

    def read(value: Any, info: ValidationInfo) -> int:
        return int(check(read_number(value, info, written.written_count)))

    return (
        BeforeValidator(read),
        WithJsonSchema({"type": "integer", "minimum": low, "maximum": high}),
    )


class Money:
    """Marks an amount in đồng: on a form its unit may be chosen beside it."""


def _dong(value: Any, info: ValidationInfo) -> int:
    return int(bounded(0, LARGEST_AMOUNT, 0)(read_amount(value, info)))


def measured(low: int, high: int, places: int) -> Reading:
    """How a decimal is read that an instrument gave, with more places than it knows; rounded, not
    refused."""
    check = bounded(low, high, places)

    def rounded(value: Decimal) -> Decimal:
        near = value.is_finite() and low <= value <= high
        return check(round(value, places) if near else value)

    return (
        BeforeValidator(_by(lambda text, _language: written.written_degrees(text))),
        AfterValidator(rounded),
        WithJsonSchema({"type": "number", "minimum": low, "maximum": high}),
    )


Percent = Annotated[Decimal, *number(0, 100)]
Quantity = Annotated[Decimal, *number(0, MOST_QUANTITY, read=read_quantity)]
Dong = Annotated[
    int,
    BeforeValidator(_dong),
    Money(),
    WithJsonSchema(
        {
            "description": "In đồng: a whole number, or as people write it (1.250.000).",
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": LARGEST_AMOUNT},
                {"type": "string", "maxLength": written.LONGEST},
            ],
        }
    ),
]
Count = Annotated[int, *whole(0, MOST_COUNT)]
Version = Annotated[int, *whole(0, 2**31 - 1)]
Year = Annotated[int, *whole(2000, 2100)]


def _flag(value: Any, info: ValidationInfo) -> bool:
    if form_language(info) and value in ("1", "on", "true", "0", "false"):
        return value not in ("0", "false")
    if not isinstance(value, bool):
        raise wrong(N_("phải là đúng hoặc sai"), ("true", "false"))
    return value


Flag = Annotated[bool, BeforeValidator(_flag)]

# ── Texts and codes ───────────────────────────────────────────────────────────────────────────


def _text(most: int, *, required: bool, lines: bool) -> Callable[[Any], str | None]:
    def read(value: Any) -> str | None:
        if not isinstance(value, str):
            raise wrong(N_("phải là chữ"))
        try:
            text = clean(value, lines=lines)
        except BadInput as error:
            raise wrong(error.template, error.allowed or (), **error.params) from None
        if len(text) > most:
            raise wrong(N_("dài quá %(most)s ký tự"), (f"≤ {most}",), most=most)
        if required and not text:
            raise wrong(N_("cần điền"))
        return text or None

    return read


def text(most: int, *, lines: bool = False) -> Reading:
    """How a text is read that may be left out; blanks around are cut, nothing but blanks is
    nothing."""
    return (
        BeforeValidator(
            lambda value: None if value is None else _text(most, required=False, lines=lines)(value)
        ),
        WithJsonSchema({"type": ["string", "null"], "maxLength": most}),
    )


def needed(most: int, *, lines: bool = False) -> Reading:
    """How a text is read that has to be there."""
    return (
        BeforeValidator(_text(most, required=True, lines=lines)),
        WithJsonSchema({"type": "string", "minLength": 1, "maxLength": most}),
    )


Note = Annotated[str | None, *text(NOTE_LENGTH, lines=True)]
Words = Annotated[str | None, *text(NAME_LENGTH)]
Reason = Annotated[str, *needed(NOTE_LENGTH, lines=True)]
Name = Annotated[str, *needed(NAME_LENGTH)]


def shaped(pattern: str, reason: str, example: str) -> Reading:
    """How a text of one form is read."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise wrong(reason, (example,))
        return value

    return (
        BeforeValidator(check),
        WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"}),
    )


ProjectCode = Annotated[
    str, *shaped(r"[A-Z0-9][A-Z0-9-]{1,39}", N_("không đúng dạng mã (A–Z, 0–9, -)"), "DUONG-N7")
]
Uid = Annotated[
    str, *shaped(r"[a-z0-9][a-z0-9-]{0,40}@[0-9]{4}", N_("không đúng dạng mã@năm"), "29905@2025")
]
Key = Annotated[
    str, *shaped(r"[a-z0-9][a-z0-9_-]{0,39}", N_("không đúng dạng mã (a–z, 0–9, - _)"), "finish")
]


def code_of(listing: Sequence[Code]) -> Reading:
    """How a code of a list of geodata.vocabulary is read."""
    return one_of(codes(listing))


def one_of(allowed: Sequence[str]) -> Reading:
    """How one of a few words is read."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise wrong(UNKNOWN, allowed)
        return value

    return (
        BeforeValidator(check),
        WithJsonSchema({"type": "string", "enum": list(allowed)}),
    )


def _uuid(value: Any) -> str:
    """A UUID in its usual form, in small letters: the same key however it is written."""
    if isinstance(value, str) and re.fullmatch(
        r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", value
    ):
        return str(uuid.UUID(value))
    raise wrong(N_("không phải UUID"), ("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",))


ClientUuid = Annotated[
    str,
    BeforeValidator(_uuid),
    WithJsonSchema(
        {
            "type": "string",
            "format": "uuid",
            "description": "Made by the sender, one per entry: sending it again is safe.",
        }
    ),
]


def _each_once(values: list[str]) -> list[str]:
    if len(set(values)) < len(values):
        raise wrong(N_("có giá trị lặp lại"))
    return sorted(values)


def several(most: int) -> Reading:
    """How a list is read that has no repetition; it is kept in a fixed order."""

    def few(values: Any) -> Any:
        if not isinstance(values, list):
            raise wrong(N_("phải là danh sách"))
        if len(values) > most:
            raise wrong(N_("nhiều giá trị quá"), (f"≤ {most}",))
        return values

    limits = Field(json_schema_extra={"maxItems": most, "uniqueItems": True})
    return BeforeValidator(few), AfterValidator(_each_once), limits


def _confirmed(value: Any, info: ValidationInfo) -> Any:
    """Codes, or what a form's button bears of several, joined by commas."""
    if form_language(info) and isinstance(value, list):
        return [part for text in value for part in str(text).split(",") if part]
    return value


Confirmed = Annotated[
    list[
        Annotated[str, *shaped("[a-z_]{1,40}(-[0-9a-f]{16})?", N_("không có giá trị này"), "code")]
    ],
    *several(40),
    BeforeValidator(_confirmed),
]
"""What looks odd and is right: codes of vocabulary WARNINGS, or their tokens."""
