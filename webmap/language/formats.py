"""Numbers, money, areas, dates for people, in the visitor's language (Jinja filters).

Vietnamese: 1.234,5; English: 1,234.5; dates are dd/mm/yyyy in both.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal
from flask import Flask
from flask_babel import gettext as _

from geodata.clock import CITY_ZONE, month_end
from webmap.language.i18n import language

NOTHING = "–"
BILLION = 1_000_000_000
MILLION = 1_000_000


def _rounded(value: Decimal | float, places: int) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def number(value: Decimal | float | None, places: int = 2, least: int = 0) -> str:
    """A number with grouping and at most `places` decimals, at least `least`; a dash for None."""
    if value is None:
        return NOTHING
    pattern = "#,##0." + "0" * least + "#" * (places - least) if places else "#,##0"
    return format_decimal(_rounded(value, places), format=pattern, locale=language())


def decimals(values: Iterable[Decimal | float | None], places: int = 2) -> int:
    """How many decimals, of at most `places`, the numbers of one column are told with: as many as
    the one that needs the most."""
    needed = 0
    for value in values:
        if value is not None and needed < places and not isinstance(value, int):
            told = _rounded(value, places).normalize().as_tuple().exponent
            needed = max(needed, -int(told))
    return needed


def money(value: int | Decimal | None, least: int = 0) -> str:
    """Đồng in short: `2,4 tỷ đồng`, `850 triệu đồng`, `950.000 đồng`; a dash for None. Amounts in
    tỷ and triệu have at least `least` decimals, and at most one.

    Half is rounded up; what rounds to 1000 triệu is 1 tỷ.
    """
    if value is None:
        return NOTHING
    size = _money_unit(value)
    if size == 1:
        return money_full(value)
    amount = number(Decimal(value) / size, 1, least)
    if size == BILLION:
        return _("%(amount)s tỷ đồng", amount=amount)
    return _("%(amount)s triệu đồng", amount=amount)


def _money_unit(value: int | Decimal) -> int:
    size = abs(Decimal(value))
    if size >= BILLION - MILLION // 20:
        return BILLION
    return MILLION if size >= MILLION else 1


def money_decimals(values: Iterable[int | Decimal | None]) -> int:
    """How many decimals the amounts of one column are told with by `money`: 0 or 1."""
    known = (value for value in values if value is not None)
    in_short = (Decimal(v) / size for v in known if (size := _money_unit(v)) > 1)
    return decimals(in_short, 1)


def money_full(value: int | Decimal | None) -> str:
    """Đồng to the last one: `2.412.000.000 đồng`."""
    return NOTHING if value is None else _("%(amount)s đồng", amount=number(value, 0))


def percent(value: Decimal | float | None, least: int = 0) -> str:
    """0–100 with at most one decimal, at least `least`: `45%`, `62,5%`."""
    return NOTHING if value is None else f"{number(value, 1, least)}%"


def share(part: int | None, whole: int | None) -> Decimal | None:
    """`part` of `whole` as 0–100, or None when either is unknown or the whole is nothing."""
    if part is None or not whole:
        return None
    return Decimal(part) * 100 / Decimal(whole)


def area(value: Decimal | float | None, unit: str = "m²") -> str:
    """An area with its unit: `1.400 m²`; hectares when asked (`| area("ha")`)."""
    return NOTHING if value is None else f"{number(value, 1)} {unit}"


def day(value: dt.date | dt.datetime | None) -> str:
    """A day, dd/mm/yyyy; an instant is the day in the city."""
    if value is None:
        return NOTHING
    if isinstance(value, dt.datetime):
        value = value.astimezone(CITY_ZONE)
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def told_through(through: dt.date | None, until: dt.date) -> str:
    """Up to when amounts are told (`through`), where that is before the day up to which they should
    be (`until`): `số liệu đến hết tháng 10/2026`; else nothing."""
    if through is None or through >= until:
        return ""
    if through == month_end(through):
        return _("số liệu đến hết tháng %(month)s", month=f"{through:%m/%Y}")
    return _("số liệu đến ngày %(day)s", day=day(through))


def instant(value: dt.datetime | None) -> str:
    """An instant in the city's zone: `23/11/2026 17:05`."""
    if value is None:
        return NOTHING
    there = value.astimezone(CITY_ZONE)
    return f"{day(there)} {there.hour:02d}:{there.minute:02d}"


def init_app(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.filters.update(
        number=number,
        decimals=decimals,
        money=money,
        money_decimals=money_decimals,
        money_full=money_full,
        percent=percent,
        share=share,
        area=area,
        day=day,
        told_through=told_through,
        instant=instant,
    )
