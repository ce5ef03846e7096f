"""A project's budget years for its desk: plan by source, disbursement by month, sums in đồng."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from geodata.queries import ProjectHistory
from geodata.queries.projects import progress
from geodata.vocabulary import DISBURSEMENT_KINDS, codes
from webmap.language.formats import share


@dataclass(frozen=True)
class Month:
    """What was disbursed of a budget year in a month: rows by kind, the month's net, the sum since
    the year's first month, and that sum as percent of the year's plan."""

    month: dt.date
    rows: dict[str, list[Any]]
    net: int
    total: int
    percent: Decimal | None


@dataclass(frozen=True)
class Year:
    """A budget year: rows of its plan, what they come to, what was disbursed of it."""

    year: int
    plans: Sequence[progress.Line]
    planned: int | None
    disbursed: int
    months: Sequence[Month]

    @property
    def percent(self) -> Decimal | None:
        """Disbursed of the year's plan."""
        return share(self.disbursed, self.planned)

    @property
    def sums(self) -> dict[str, int]:
        """Sums of the year by kind of disbursement."""
        return {
            kind: sum(row.amount for month in self.months for row in month.rows[kind])
            for kind in codes(DISBURSEMENT_KINDS)
        }


def year_of(told: ProjectHistory, year: int) -> Year:
    """One budget year of a project."""
    paid = [row for row in told.disbursements if row.budget_year == year]
    planned = progress.plan_of_year(told.capital_plans, year) or None
    return Year(
        year,
        [one for one in progress.lines(told.capital_plans) if one.row.budget_year == year],
        planned,
        progress.disbursed(paid) or 0,
        _months(paid, planned),
    )


def years(told: ProjectHistory, today: dt.date) -> list[Year]:
    """The budget years that any row speaks of, and this year; the newest first."""
    numbers = {row.budget_year for row in told.capital_plans} | {today.year}
    numbers |= {row.budget_year for row in told.disbursements}
    return [year_of(told, number) for number in sorted(numbers, reverse=True)]


def _months(paid: Sequence[Any], planned: int | None) -> list[Month]:
    found: list[Month] = []
    total = 0
    for month in sorted({row.month for row in paid}):
        rows = [row for row in paid if row.month == month]
        net = progress.disbursed(rows) or 0
        total += net
        by_kind = {
            kind: [row for row in rows if row.kind == kind] for kind in codes(DISBURSEMENT_KINDS)
        }
        found.append(Month(month, by_kind, net, total, share(total, planned)))
    return found
