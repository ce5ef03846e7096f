"""Schemas of the campaign's files, and a refusal in words for what does not fit them."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic import ValidationError as Invalid
from pydantic_core import ErrorDetails, PydanticCustomError

from geodata.checks.fields import LARGEST_AMOUNT, shown
from geodata.checks.written import written_amount, written_quantity
from geodata.errors import BadInput
from geodata.geojson import shape
from geodata.importers.yaml_lines import Document, Loc
from geodata.spelling import clean
from geodata.vocabulary import N_


def _date(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError(value)
    return value


def _instant(value: Any) -> Any:
    if isinstance(value, str) and not re.search(r"(Z|[-+]\d\d:\d\d)\Z", value):
        raise ValueError(value)
    return value


def _year_day(value: str) -> str:
    """MM-DD, a day that every year has."""
    if not re.fullmatch(r"\d\d-\d\d", value):
        raise ValueError(value)
    dt.date.fromisoformat(f"2023-{value}")
    return value


def _quantity(value: Decimal | None) -> Decimal | None:
    """Three decimals and twelve digits before them are what the store keeps."""
    if value is not None and (value != round(value, 3) or abs(value) >= Decimal(10) ** 12):
        raise ValueError(value)
    return value


def _dong(value: Any) -> Any:
    """An amount in đồng as it stands in the file. YAML takes 850.000 for a fraction."""
    if isinstance(value, Decimal) and "E" not in str(value):
        value = str(value)
    return written_amount(value, None) if isinstance(value, str) else value


def _number(value: Any) -> Any:
    return written_quantity(value, None) if isinstance(value, str) else value


def _cleaned(text: str, *, lines: bool) -> str:
    try:
        return clean(text, lines=lines)
    except BadInput as error:
        raise PydanticCustomError("unreadable", "{told}", {"told": error.message}) from None


def _text(value: Any) -> Any:
    return _cleaned(value, lines=True) if isinstance(value, str) else value


def _on_one_line(value: Any) -> Any:
    return _cleaned(value, lines=False) if isinstance(value, str) else value


Day = Annotated[dt.date, BeforeValidator(_date)]
Instant = Annotated[dt.datetime, BeforeValidator(_instant)]
YearDay = Annotated[str, AfterValidator(_year_day)]
Dong = Annotated[
    int,
    BeforeValidator(lambda value: _written(_dong, value)),
    AfterValidator(lambda v: v if 0 <= v <= LARGEST_AMOUNT else _refuse(v)),
]
Count = Annotated[int, AfterValidator(lambda v: v if 0 <= v < 10**9 else _refuse(v))]
Amount = Annotated[
    Decimal, BeforeValidator(lambda value: _written(_number, value)), AfterValidator(_quantity)
]
Text = Annotated[str, BeforeValidator(_text), StringConstraints(min_length=1, max_length=4000)]
CodeText = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{1,39}$")]
Name = Annotated[
    str, BeforeValidator(_on_one_line), StringConstraints(min_length=1, max_length=300)
]


_BAD_PLACE = "bad_place"


def _refuse(value: Any) -> Any:
    raise ValueError(value)


def _written(read: Callable[[Any], Any], value: Any) -> Any:
    """What was read; a refusal of `geodata.checks.written` keeps its words."""
    try:
        return read(value)
    except BadInput as error:
        raise PydanticCustomError(
            "written", "{template}", {"template": error.template, "params": error.params}
        ) from None


class Strict(BaseModel):
    """A mapping whose every key is known."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


class Both(Strict):
    """A text in both languages."""

    vi: Text
    en: Text


def parsed(schema: type[BaseModel], document: Document, data: Any, at: Loc = ()) -> Any:
    """Data as the schema's model. Raises BrokenFile for the first thing that does not fit."""
    try:
        return schema.model_validate(data)
    except Invalid as error:
        first = error.errors(include_url=False)[0]
        loc = (*at, *first["loc"])
        field = ".".join(str(part) for part in first["loc"]) or "."
        if first["type"] == "written":
            why = first["ctx"]["template"] % first["ctx"]["params"]
            raise document.broken(
                loc, _WRITTEN, field=field, value=_shown(first), why=why
            ) from error
        if first["type"] == _BAD_PLACE:
            said = first["ctx"]
            raise document.broken(loc, said["template"], **said["params"]) from error
        told = first.get("ctx", {}).get("told")
        raise document.broken(
            loc, _reason(first), field=field, value=_shown(first), told=told
        ) from error


_WRITTEN = N_("%(field)s: “%(value)s”: %(why)s")
_REASONS = {
    "missing": N_("thiếu %(field)s"),
    "extra_forbidden": N_("không biết khóa %(field)s; kiểm tra chính tả"),
    "date_from_datetime_parsing": N_("%(field)s: “%(value)s” không phải ngày dạng 2024-08-30"),
    "date_parsing": N_("%(field)s: “%(value)s” không phải ngày dạng 2024-08-30"),
    "date_type": N_("%(field)s: “%(value)s” không phải ngày dạng 2024-08-30"),
    "int_type": N_("%(field)s: “%(value)s” không phải số nguyên"),
    "int_parsing": N_("%(field)s: “%(value)s” không phải số nguyên"),
    "bool_parsing": N_("%(field)s: “%(value)s” phải là true hoặc false"),
    "string_type": N_("%(field)s: “%(value)s” phải là chữ (để trong ngoặc kép)"),
    "string_pattern_mismatch": N_("%(field)s: “%(value)s” không đúng dạng mã (A–Z, 0–9, -)"),
    "string_too_short": N_("%(field)s để trống"),
    "unreadable": N_("%(field)s: %(told)s"),
    "list_type": N_("%(field)s phải là một danh sách"),
}


def _reason(first: ErrorDetails) -> str:
    return _REASONS.get(first["type"], N_("%(field)s: giá trị “%(value)s” không dùng được"))


def _shown(first: ErrorDetails) -> str:
    text = shown(first.get("input"))
    return text if len(text) <= 80 else text[:79] + "…"


def _place(value: Any) -> Any:
    try:
        return shape(value)
    except BadInput as error:
        raise PydanticCustomError(
            _BAD_PLACE, "{template}", {"template": error.template, "params": error.params}
        ) from None


Place = Annotated[Any, BeforeValidator(_place)]
