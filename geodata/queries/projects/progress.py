"""Planned progress, capital and disbursement of a project: derived from rows, never typed in."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from geodata.models.base import counts_from
from geodata.models.projects import (
    CapitalPlan,
    Disbursement,
    Milestone,
    ProjectDecision,
    ProjectRevision,
)
from geodata.queries.moments import PAID_UNTIL
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


COMPLETION = "finish"
"""The key of a project's milestone of completion."""


def extended_to(row: Milestone, decisions: Sequence[ProjectDecision]) -> dt.date | None:
    """The day to which a milestone was put off. That of completion is told by the latest decision
    that names a finish, whatever the milestone's own row holds: an extension is entered once."""
    finish = next((d.finish_on for d in reversed(decisions) if d.finish_on), None)
    if row.key != COMPLETION or finish is None:
        return row.extended_on
    return None if finish == row.planned_on else finish


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


@dataclass(frozen=True)
class Line:
    """A row of a capital plan with the last day on which its money is disbursed."""

    row: CapitalPlan
    runs_until: dt.date


ADDED_AFTER = (9, 30)
"""Month and day of budget year N after which money that is added runs longer."""
LONGEST = (12, 31)
"""Month and day of year N+1: until then runs what was added late or extended, and never longer."""


def lines(rows: Sequence[CapitalPlan]) -> list[Line]:
    """The rows of a project's capital plan, each with its last day: the row's own, else the default
    of Luật Đầu tư công 58/2024, Điều 72 khoản 1: 31 January N+1, but 31 December N+1 of money
    that was added after 30 September N. An adjustment that adds nothing leaves the last day of
    its source as it was."""
    found: list[Line] = []
    base: dict[tuple[int, str], Line] = {}
    for row in rows:
        key, year = (row.budget_year, row.capital_source), row.budget_year
        before = base.get(key) if row.kind != "carried_over" else None
        day = dt.date(year + 1, *PAID_UNTIL)
        added = row.kind != "carried_over" and row.amount > (before.row.amount if before else 0)
        if added and row.effective_on > dt.date(year, *ADDED_AFTER):
            day = dt.date(year + 1, *LONGEST)
        elif before is not None:
            day = before.runs_until
        line = Line(row, row.runs_until or day)
        found.append(line)
        if row.kind != "carried_over":
            base[key] = line
    return found


def runs_until(rows: Sequence[CapitalPlan], year: int) -> dt.date:
    """The last day on which any of a project's money of a budget year is disbursed: that of the
    line that runs longest, or the default where the year has no plan."""
    standing: dict[tuple[int, str], dt.date] = {}
    for place, line in enumerate(lines(rows)):
        if line.row.budget_year == year:
            carried = line.row.kind == "carried_over"
            standing[(place if carried else -1, line.row.capital_source)] = line.runs_until
    return max(standing.values(), default=dt.date(year + 1, *PAID_UNTIL))


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


def disbursed_through(rows: Sequence[Disbursement], year: int) -> dt.date | None:
    """The last day up to which disbursement of a budget year is told: nothing is known of what came
    after it. None when no row speaks of the year."""
    return max((counts_from(row) for row in rows if row.budget_year == year), default=None)


def total_investment(revision: ProjectRevision, decisions: Sequence[ProjectDecision]) -> int | None:
    """The approved total: of the latest decision that names one, unless the revision is newer."""
    total = revision.total_investment
    for decision in decisions:
        if decision.total_investment is not None and (
            total is None or decision.effective_on >= revision.effective_on
        ):
            total = decision.total_investment
    return total
