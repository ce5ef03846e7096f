"""Planned progress, capital and disbursement of a project: derived from rows, never typed in."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from geodata.models.projects import (
    CapitalPlan,
    Disbursement,
    ProjectDecision,
    ProjectRevision,
)
from geodata.vocabulary import DEDUCTED, ENDED

_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Schedule:
    """Approved start and finish, and the planned curve between them."""

    start: dt.date | None
    planned_finish: dt.date | None
    approved_finish: dt.date | None
    points: tuple[tuple[dt.date, Decimal], ...]

    def planned_percent(self, day: dt.date) -> Decimal | None:
        """Percent that the plan foresees for a day; None without a plan. One decimal."""
        if not self.points:
            return None
        if day <= self.points[0][0]:
            return self.points[0][1] if day == self.points[0][0] else Decimal(0)
        for (day_a, percent_a), (day_b, percent_b) in zip(
            self.points, self.points[1:], strict=False
        ):
            if day <= day_b:
                part = Decimal((day - day_a).days) / Decimal((day_b - day_a).days)
                percent = percent_a + (percent_b - percent_a) * part
                return percent.quantize(_TENTH, ROUND_HALF_UP)
        return self.points[-1][1]


def schedule(revision: ProjectRevision, decisions: Sequence[ProjectDecision]) -> Schedule:
    """The plan by which lateness is judged: the finish of the latest decision that names one, else
    the description's own.

    An extension that came after the curve was drawn stretches the curve to the new finish.
    """
    finish = revision.planned_finish
    for decision in decisions:
        finish = decision.finish_on or finish
    points = [(dt.date.fromisoformat(d), Decimal(str(p))) for d, p in revision.progress_plan]
    start = revision.planned_start
    if not points and start and finish and start < finish:
        points = [(start, Decimal(0)), (finish, Decimal(100))]
    elif points and finish and finish > points[-1][0]:
        points = _stretched(points, finish)
    return Schedule(start, revision.planned_finish, finish, tuple(points))


def _stretched(
    points: list[tuple[dt.date, Decimal]], finish: dt.date
) -> list[tuple[dt.date, Decimal]]:
    first, last = points[0][0], points[-1][0]
    if last == first:
        return [*points[:-1], (finish, points[-1][1])]
    factor = (finish - first).days / (last - first).days
    return [(first + dt.timedelta(days=round((day - first).days * factor)), p) for day, p in points]


def planned_status(status: str, plan: Schedule, day: dt.date) -> str:
    """What the plan foresees for a day after today; what is stopped stays stopped."""
    if status in ENDED or status == "suspended":
        return status
    if plan.approved_finish and day >= plan.approved_finish:
        return "completion"
    if plan.start and day >= plan.start:
        return "implementation"
    return status


def plan_of_year(rows: Sequence[CapitalPlan], year: int) -> int | None:
    """Capital plan of a budget year: per source the latest assigned or adjusted amount, plus what
    was carried over. None when no row speaks of the year."""
    of_year = [row for row in rows if row.budget_year == year]
    if not of_year:
        return None
    base: dict[str, int] = {}
    carried = 0
    for row in of_year:
        if row.kind == "carried_over":
            carried += row.amount
        else:
            base[row.capital_source] = row.amount
    return sum(base.values()) + carried


def disbursed(rows: Sequence[Disbursement], year: int | None = None) -> int | None:
    """Đồng disbursed, of a budget year or of all: advances and payments, less recoveries and
    what an audit took off. None when no row speaks of any year.
    """
    if not rows:
        return None
    return sum(
        -row.amount if row.kind in DEDUCTED else row.amount
        for row in rows
        if year is None or row.budget_year == year
    )


def total_investment(revision: ProjectRevision, decisions: Sequence[ProjectDecision]) -> int | None:
    """The approved total: of the latest decision that names one, unless the revision is newer."""
    total = revision.total_investment
    for decision in decisions:
        if decision.total_investment is not None and (
            total is None or decision.effective_on >= revision.effective_on
        ):
            total = decision.total_investment
    return total
