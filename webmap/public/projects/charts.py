"""The charts of a project's page as tables: planned against actual, and what was disbursed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _

from geodata.queries import ProjectHistory
from geodata.queries.projects import progress

MOST_MONTHS = 30
"""Longer curves go by quarters."""
DONE = Decimal(100)


@dataclass(frozen=True)
class Point:
    """The state at the end of a month or quarter: percent planned, and last observed till then."""

    label: str
    planned: Decimal | None
    actual: Decimal | None
    observed_on: dt.date | None


@dataclass(frozen=True)
class Month:
    """A month of a budget year: đồng disbursed in it and from the year's start; None ahead, and
    after the last month that is told."""

    label: str
    amount: int | None
    total: int | None


def _ends(first: dt.date, last: dt.date, step: int) -> Iterator[dt.date]:
    """The last days of months (step 1) or quarters (3), from that of `first` to that of `last`."""
    number = first.year * 12 + first.month - 1
    number -= number % step
    while True:
        number += step
        end = dt.date(number // 12, number % 12 + 1, 1) - dt.timedelta(days=1)
        yield end
        if end >= last:
            return


def curve(told: ProjectHistory, facts_on: dt.date) -> list[Point]:
    """Planned against actual progress; empty when nothing is planned and nothing observed.

    Actual is the last confirmed report of the time; after `facts_on` there is none.
    """
    plan = progress.schedule(told.revisions[-1], told.decisions)
    seen = [
        (report.row.effective_on, report.row.physical_percent)
        for report in reversed(told.reports)
        if report.row.physical_percent is not None
    ]
    days = [day for day, _percent in plan.points]
    # After the work is done reports of upkeep go on for years.
    finished = next((day for day, percent in seen if percent >= DONE), None)
    days += [day for day, _percent in seen if finished is None or day <= finished]
    if not days:
        return []
    first, last = min(days), max(days)
    months = (last.year - first.year) * 12 + last.month - first.month
    step = 1 if months <= MOST_MONTHS else 3
    points = []
    for end in _ends(first, last, step):
        known = [pair for pair in seen if pair[0] <= min(end, facts_on)]
        reached = dt.date(end.year, end.month - step + 1, 1) <= facts_on
        day, percent = known[-1] if known and reached else (None, None)
        points.append(Point(_label(end, step), plan.planned_percent(end), percent, day))
    return points


def _label(end: dt.date, step: int) -> str:
    if step == 1:
        return f"{end:%m/%Y}"
    return _("Quý %(number)s/%(year)s", number=end.month // 3, year=end.year)


def months_of_year(told: ProjectHistory, year: int) -> list[Month]:
    """Disbursement of a budget year by month, from January to the January after it, in which the
    year's money may still be paid (Luật Đầu tư công 58/2024, Điều 72), or to the last month in
    which some was, where a line of the plan runs longer. It ends with the last month that is told:
    of what came after nothing is known."""
    rows = [row for row in told.disbursements if row.budget_year == year]
    last = max((row.month for row in rows), default=None)
    longer = 0 if last is None else (last.year - year) * 12 + last.month
    months = []
    for number in range(max(13, longer)):
        first = dt.date(year + number // 12, number % 12 + 1, 1)
        if last is None or first > last:
            months.append(Month(f"{first:%m/%Y}", None, None))
            continue
        own = progress.disbursed([r for r in rows if r.month == first]) or 0
        total = progress.disbursed([r for r in rows if r.month <= first]) or 0
        months.append(Month(f"{first:%m/%Y}", own, total))
    return months
