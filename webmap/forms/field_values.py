"""How the values that officers send are read, and how a value is refused.

JSON is strict: a number is a number, a day is ISO; only an amount in đồng may be a text. A form is
read as people write it, by `geodata.checks.written`: so it is when the validation's context has
`form`, the page's language.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from geodata.checks import written as written_values
from geodata.checks.fields import EARLIEST, LATEST
from geodata.errors import BadInput
from geodata.vocabulary import N_

WRONG = "wrong"
Reader = Callable[[str, str | None], Decimal | int]
"""A reader of `geodata.checks.written`: a text and the page's language."""


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
    text = (written_values.written_day(text) or text.strip()) if form else text
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        if form:
            raise wrong(N_("không phải ngày dạng ngày/tháng/năm, ví dụ 23/11/2026"))
        raise wrong(N_("không phải ngày dạng năm-tháng-ngày"), ("YYYY-MM-DD",))
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise wrong(N_("không có ngày này trong lịch")) from None
    if not EARLIEST <= day <= LATEST:
        raise wrong(N_("ngoài khoảng thời gian cho phép"), (f"{EARLIEST}…{LATEST}",))
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


def read_number(value: Any, info: ValidationInfo, written: Reader) -> Decimal:
    """A number: of JSON, on a form as people write it. Raises PydanticCustomError."""
    language = form_language(info)
    if language and isinstance(value, str):
        return Decimal(as_value(written, value, language))
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise wrong(written_values.NO_NUMBER)
    return Decimal(value)


def read_amount(value: Any, info: ValidationInfo) -> Decimal:
    """An amount in đồng: a number, or a text as people write it, in JSON too. Raises
    PydanticCustomError."""
    if isinstance(value, str):
        return Decimal(as_value(written_values.written_amount, value, form_language(info)))
    return read_number(value, info, written_values.written_amount)


def read_quantity(value: Any, info: ValidationInfo) -> Decimal:
    """A quantity; of a gift of money it is an amount in đồng. Raises PydanticCustomError."""
    if info.data.get("kind") == "money" and form_language(info):
        return read_amount(value, info)
    return read_number(value, info, written_values.written_quantity)


def as_value(written: Reader, text: str, language: str | None) -> Decimal | int:
    """What a reader of `geodata.checks.written` reads; its refusal as one of a field."""
    try:
        return written(text, language)
    except BadInput as error:
        raise wrong(error.template, error.allowed or (), **error.params) from None


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
