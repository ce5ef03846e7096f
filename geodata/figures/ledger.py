"""The ledger of contributions over time: sums by period, kind and unit of measure.

Value is integer đồng, as far as it is known; quantities are decimals in native units, which never
add up across kinds or units of measure.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from geodata.figures.figure import added
from geodata.queries.states import ContributionState
from geodata.spelling import sort_key
from geodata.vocabulary import CONTRIBUTION_KINDS, codes

Length = Literal["month", "quarter", "year"]
PERIODS: tuple[Length, ...] = ("month", "quarter", "year")
MOST_MONTHS = 24
MONTHS = {"month": 1, "quarter": 3, "year": 12}

Measure = tuple[str, str]
"""A kind and a unit of measure: what quantities may be added over."""


@dataclass(frozen=True)
class Period:
    """A period of the calendar that begins on `start`, with what was given in it."""

    start: dt.date
    length: Length
    count: int = 0
    values: dict[str, int] = field(default_factory=dict)
    quantities: dict[Measure, Decimal] = field(default_factory=dict)

    @property
    def value(self) -> int | None:
        """Value of every kind, in đồng; None when no contribution of the period states one."""
        return added(self.values.values())


def period_for(contributions: Sequence[ContributionState]) -> Length:
    """Months where that gives at most two years of them, quarters otherwise."""
    if not contributions:
        return "month"
    days = [contribution.date for contribution in contributions]
    return "month" if _months(min(days), max(days)) < MOST_MONTHS else "quarter"


def over_time(contributions: Sequence[ContributionState], length: Length) -> tuple[Period, ...]:
    """Sums per period from the first contribution to the last, oldest first; periods without one
    are there too. No contribution gives no period."""
    if not contributions:
        return ()
    first, last = (_start(day, length) for day in _span(contributions))
    periods: dict[dt.date, list[Any]] = {}
    while first <= last:
        periods[first] = [0, {}, {}]
        first = _next(first, length)
    for contribution in contributions:
        sums = periods[_start(contribution.date, length)]
        sums[0] += 1
        if contribution.value is not None:
            sums[1][contribution.kind] = sums[1].get(contribution.kind, 0) + contribution.value
        if contribution.quantity is not None and contribution.unit_of_measure:
            measure = (contribution.kind, contribution.unit_of_measure)
            sums[2][measure] = sums[2].get(measure, Decimal(0)) + Decimal(contribution.quantity)
    return tuple(Period(start, length, *sums) for start, sums in periods.items())


def measures(periods: Sequence[Period]) -> tuple[Measure, ...]:
    """The kinds and units of measure that occur, in the vocabulary's order."""
    found = {measure for period in periods for measure in period.quantities}
    order = {code: place for place, code in enumerate(codes(CONTRIBUTION_KINDS))}
    return tuple(sorted(found, key=lambda measure: (order[measure[0]], sort_key(measure[1]))))


def _span(contributions: Sequence[ContributionState]) -> tuple[dt.date, dt.date]:
    days = [contribution.date for contribution in contributions]
    return min(days), max(days)


def _months(first: dt.date, last: dt.date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _start(day: dt.date, length: Length) -> dt.date:
    size = MONTHS[length]
    return dt.date(day.year, (day.month - 1) // size * size + 1, 1)


def _next(start: dt.date, length: Length) -> dt.date:
    months = start.year * 12 + start.month - 1 + MONTHS[length]
    return dt.date(months // 12, months % 12 + 1, 1)
