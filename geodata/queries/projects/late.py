"""Whether a project is late, or silent (stale), and why: derived from rows, never typed in."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from geodata.models.projects import StatusUpdate
from geodata.queries.projects.progress import Schedule
from geodata.vocabulary import ACTIVE, ENDED


@dataclass(frozen=True)
class Judgement:
    """Whether a project is late or silent, and by how much."""

    late_reason: str | None
    days_overdue: int
    points_behind: Decimal
    stale: bool
    days_silent: int | None


def judge(
    status: str,
    update: StatusUpdate | None,
    plan: Schedule,
    since: dt.date,
    as_of: dt.date,
    *,
    late_points: int,
    stale_days: int,
) -> Judgement:
    """Late: unfinished past the latest approved finish, or verified progress at least
    `late_points` below the plan on the day it was observed. Stale: no update for more than
    `stale_days` days (of a project that is still to be built)."""
    overdue = 0
    if status not in ENDED and plan.approved_finish and as_of > plan.approved_finish:
        overdue = (as_of - plan.approved_finish).days
    behind = Decimal(0)
    if status not in ENDED and update is not None and update.physical_percent is not None:
        planned = plan.planned_percent(update.effective_on)
        if planned is not None:
            behind = max(Decimal(0), planned - update.physical_percent)
    silent = (as_of - (update.effective_on if update else since)).days
    reason = None
    if overdue:
        reason = "overdue"
    elif behind >= late_points:
        reason = "behind"
    return Judgement(
        late_reason=reason,
        days_overdue=overdue,
        points_behind=behind,
        stale=status in ACTIVE and silent > stale_days,
        days_silent=silent if status in ACTIVE else None,
    )
