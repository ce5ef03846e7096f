"""How the values that officers send are read, and how a value is refused.

JSON is strict: a number is a number, a day is ISO. A form is read as people write it (dates
dd/mm/yyyy, numbers in the language of the page: 1.234,5 in Vietnamese, 1,234.5 in English): the
same readers do so when the validation's context has `form`, the page's language.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from geodata.vocabulary import N_
from webmap.http.readers import typed_day

FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
WRONG = "wrong"
GROUPING = {"vi": (".", ","), "en": (",", ".")}


def wrong(template: str, allowed: Sequence[str] = (), **params: object) -> PydanticCustomError:
    """A refusal of a value: a msgid, what would do."""
    return PydanticCustomError(
        WRONG, "{template}", {"template": template, "params": params, "allowed": tuple(allowed)}
    )


def form_language(info: ValidationInfo) -> str | None:
    """The language of the page that the form stood on; None for JSON."""
    return (info.context or {}).get("form")


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


def read_month(value: Any, info: ValidationInfo) -> dt.date:
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


def read_decimal(value: Any, info: ValidationInfo) -> Decimal:
    """A number: of JSON, on a form as people write it. Raises PydanticCustomError."""
    language = form_language(info)
    if language and isinstance(value, str):
        return typed_number(value, language)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise wrong(N_("không phải số"))
    return Decimal(value)


def bounded(low: int, high: int, places: int) -> Callable[[Decimal], Decimal]:
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
