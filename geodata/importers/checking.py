"""Schemas of the campaign's files, and a refusal in words for what does not fit them."""

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic import ValidationError as Invalid
from pydantic_core import ErrorDetails

from geodata.geojson import shape
from geodata.importers.yaml_lines import Document, Loc
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


Day = Annotated[dt.date, BeforeValidator(_date)]
Instant = Annotated[dt.datetime, BeforeValidator(_instant)]
YearDay = Annotated[str, AfterValidator(_year_day)]
Dong = Annotated[int, AfterValidator(lambda v: v if 0 <= v < 10**15 else _refuse(v))]
Count = Annotated[int, AfterValidator(lambda v: v if 0 <= v < 10**9 else _refuse(v))]
Amount = Annotated[Decimal, AfterValidator(_quantity)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
CodeText = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{1,39}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]


def _refuse(value: Any) -> Any:
    raise ValueError(value)


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
        raise document.broken(loc, _reason(first), field=field, value=_shown(first)) from error


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
    "list_type": N_("%(field)s phải là một danh sách"),
}


def _reason(first: ErrorDetails) -> str:
    return _REASONS.get(first["type"], N_("%(field)s: giá trị “%(value)s” không dùng được"))


def _shown(first: ErrorDetails) -> str:
    text = str(first.get("input"))
    return text if len(text) <= 80 else text[:79] + "…"


Place = Annotated[Any, BeforeValidator(shape)]
