"""The types of the fields that officers send, in JSON or by a form.

JSON is strict: a number is a number, a day is ISO. A form is read as people write it (dates
dd/mm/yyyy, numbers in the language of the page: 1.234,5 in Vietnamese, 1,234.5 in English): the
same validators do so when the validation's context has `form`, the page's language.
"""

import datetime as dt
import re
import unicodedata
import uuid
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from geodata.vocabulary import N_, Code, codes
from webmap.http.readers import UNKNOWN, typed_day

FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
MOST_DONG = 10**15 - 1
MOST_COUNT = 10**9 - 1
MOST_QUANTITY = 10**12 - 1
NOTE, NAME = 1000, 200
WRONG = "wrong"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, and those that turn the direction of what follows (they hide text)."""
GROUPING = {"vi": (".", ","), "en": (",", ".")}


def wrong(template: str, allowed: Sequence[str] = (), **params: object) -> PydanticCustomError:
    """A refusal of a value: a msgid, what would do."""
    return PydanticCustomError(
        WRONG, "{template}", {"template": template, "params": params, "allowed": tuple(allowed)}
    )


def form_language(info: ValidationInfo) -> str | None:
    """The language of the page that the form stood on; None for JSON."""
    return (info.context or {}).get("form")


# ── Days ──────────────────────────────────────────────────────────────────────────────────────


def read_day(value: Any, info: ValidationInfo) -> dt.date:
    """A day: ISO, on a form as people write it. Raises PydanticCustomError."""
    form = form_language(info)
    if isinstance(value, dt.date):
        return value
    text = value if isinstance(value, str) else ""
    text = (typed_day(text) or text.strip()) if form else text
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        if form:
            raise wrong(N_("không phải ngày dạng ngày/tháng/năm, ví dụ 23/11/2026"))
        raise wrong(N_("không phải ngày dạng năm-tháng-ngày"), ("YYYY-MM-DD",))
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise wrong(N_("không có ngày này trong lịch")) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise wrong(N_("ngoài khoảng thời gian cho phép"), (f"{FIRST_DAY}…{LAST_DAY}",))
    return day


def _month(value: Any, info: ValidationInfo) -> dt.date:
    """A month as its first day."""
    if isinstance(value, dt.date):
        return value
    text = value.strip() if isinstance(value, str) and form_language(info) else value
    if form_language(info) and isinstance(text, str):
        typed = re.fullmatch(r"(\d{1,2})[/.-](\d{4})", text, re.ASCII)
        text = f"{typed[2]}-{int(typed[1]):02d}" if typed else text
    if not isinstance(text, str) or not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", text):
        if form_language(info):
            raise wrong(N_("không phải tháng dạng tháng/năm, ví dụ 11/2026"))
        raise wrong(N_("không phải tháng dạng năm-tháng"), ("YYYY-MM",))
    return dt.date.fromisoformat(f"{text}-01")


Day = Annotated[
    dt.date,
    BeforeValidator(read_day),
    WithJsonSchema(
        {"type": "string", "format": "date", "description": "ISO 8601, of Asia/Ho_Chi_Minh."}
    ),
]
Month = Annotated[
    dt.date,
    BeforeValidator(_month),
    WithJsonSchema({"type": "string", "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])$"}),
]

# ── Numbers ───────────────────────────────────────────────────────────────────────────────────


def typed_number(text: str, language: str) -> Decimal:
    """A number as people write it: 1.234,5 (vi), 1,234.5 (en), with blanks, %, đồng around.

    A point or comma before exactly three digits groups thousands as the language does; a number
    that can be read in one way only is read so (45.5 on a Vietnamese page). Raises
    PydanticCustomError.
    """
    group, decimal = GROUPING[language]
    bare = re.sub(r"[\s\u00a0\u202f]|%$|đồng$|đ$", "", text.strip(), flags=re.IGNORECASE)
    grouped = rf"[-+]?[0-9]{{1,3}}(?:\{group}[0-9]{{3}})+(?:\{decimal}[0-9]+)?"
    if re.fullmatch(grouped, bare):
        bare = bare.replace(group, "").replace(decimal, ".")
    else:
        bare = bare.replace(decimal, ".") if group not in bare else bare.replace(group, ".")
    if len(bare) > 40 or not re.fullmatch(r"[-+]?[0-9]+(?:\.[0-9]+)?", bare):
        raise wrong(N_("không phải số"), (f"1{group}234{decimal}5",))
    return Decimal(bare)


def _decimal(value: Any, info: ValidationInfo) -> Decimal:
    language = form_language(info)
    if language and isinstance(value, str):
        return typed_number(value, language)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise wrong(N_("không phải số"))
    return Decimal(value)


def _bounded(low: int, high: int, places: int) -> Callable[[Decimal], Decimal]:
    """A check of limits and decimals; limits first, so that no huge exponent is ever expanded."""

    def check(value: Decimal) -> Decimal:
        if not value.is_finite() or not low <= value <= high:
            raise wrong(N_("phải từ %(low)s đến %(high)s"), (f"{low}…{high}",), low=low, high=high)
        if value != round(value, places):
            if places == 0:
                raise wrong(N_("phải là số nguyên"))
            raise wrong(N_("nhiều nhất %(places)s chữ số thập phân"), places=places)
        return round(value, places)

    return check


def number(low: int, high: int, places: int = 3) -> Any:
    """A type: a decimal within limits, with at most so many decimals."""
    schema = {
        "type": "number",
        "minimum": low,
        "maximum": high,
        "description": f"At most {places} decimals.",
    }
    return Annotated[
        Decimal,
        BeforeValidator(_decimal),
        AfterValidator(_bounded(low, high, places)),
        WithJsonSchema(schema),
    ]


def whole(low: int, high: int) -> Any:
    """A type: an integer within limits."""
    check = _bounded(low, high, 0)

    def read(value: Any, info: ValidationInfo) -> int:
        return int(check(_decimal(value, info)))

    return Annotated[
        int,
        BeforeValidator(read),
        WithJsonSchema({"type": "integer", "minimum": low, "maximum": high}),
    ]


def measured(low: int, high: int, places: int) -> Any:
    """A type: what an instrument gives, with more decimals than it knows; rounded, not refused."""
    check = _bounded(low, high, places)

    def rounded(value: Decimal) -> Decimal:
        near = value.is_finite() and low <= value <= high
        return check(round(value, places) if near else value)

    return Annotated[
        Decimal,
        BeforeValidator(_decimal),
        AfterValidator(rounded),
        WithJsonSchema({"type": "number", "minimum": low, "maximum": high}),
    ]


Percent = number(0, 100)
Quantity = number(0, MOST_QUANTITY)
Dong = whole(0, MOST_DONG)
Count = whole(0, MOST_COUNT)
Version = whole(0, 2**31 - 1)
Year = whole(2000, 2100)


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
        clean = unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip()
        if CONTROL.search(clean) or (not lines and re.search(r"[\n\t]", clean)):
            raise wrong(N_("có ký tự điều khiển"))
        if len(clean) > most:
            raise wrong(N_("dài quá %(most)s ký tự"), (f"≤ {most}",), most=most)
        if required and not clean:
            raise wrong(N_("cần điền"))
        return clean or None

    return read


def text(most: int, *, lines: bool = False) -> Any:
    """A type: what may be left out; blanks around are cut, nothing but blanks is nothing."""
    return Annotated[
        str | None,
        BeforeValidator(
            lambda value: None if value is None else _text(most, required=False, lines=lines)(value)
        ),
        WithJsonSchema({"type": ["string", "null"], "maxLength": most}),
    ]


def needed(most: int, *, lines: bool = False) -> Any:
    """A type: a text that has to be there."""
    return Annotated[
        str,
        BeforeValidator(_text(most, required=True, lines=lines)),
        WithJsonSchema({"type": "string", "minLength": 1, "maxLength": most}),
    ]


Note = text(NOTE, lines=True)
Words = text(NAME)
Reason = needed(NOTE, lines=True)
Name = needed(NAME)


def shaped(pattern: str, reason: str, example: str) -> Any:
    """A type: a text of one form."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise wrong(reason, (example,))
        return value

    return Annotated[
        str,
        BeforeValidator(check),
        WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"}),
    ]


ProjectCode = shaped(r"[A-Z0-9][A-Z0-9-]{1,39}", N_("không đúng dạng mã (A–Z, 0–9, -)"), "DUONG-N7")
Uid = shaped(r"[a-z0-9][a-z0-9-]{0,40}@[0-9]{4}", N_("không đúng dạng mã@năm"), "29905@2025")
Key = shaped(r"[a-z0-9][a-z0-9_-]{0,39}", N_("không đúng dạng mã (a–z, 0–9, - _)"), "finish")


def code_of(listing: Sequence[Code]) -> Any:
    """A type: a code of a list of geodata.vocabulary."""
    return one_of(codes(listing))


def one_of(allowed: Sequence[str]) -> Any:
    """A type: one of a few words."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise wrong(UNKNOWN, allowed)
        return value

    return Annotated[
        str, BeforeValidator(check), WithJsonSchema({"type": "string", "enum": list(allowed)})
    ]


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


def several(of: Any, most: int) -> Any:
    """A type: a list without repetition, in a fixed order."""

    def few(values: Any) -> Any:
        if not isinstance(values, list):
            raise wrong(N_("phải là danh sách"))
        if len(values) > most:
            raise wrong(N_("nhiều giá trị quá"), (f"≤ {most}",))
        return values

    limits = Field(json_schema_extra={"maxItems": most, "uniqueItems": True})
    return Annotated[list[of], BeforeValidator(few), AfterValidator(_each_once), limits]
