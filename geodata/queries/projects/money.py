"""What a project's money and schedule stand at, by all that is known: what a new row must fit."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from geodata.models.projects import ProjectRevision
from geodata.queries.facts import Reach
from geodata.queries.projects import progress
from geodata.queries.projects.budgets import Budget, budgets
from geodata.queries.projects.described import described
from geodata.queries.projects.site_state import EVERYTHING


@dataclass(frozen=True)
class ProjectMoney:
    """The budget with its rows, and the approved start and finish."""

    revision: ProjectRevision
    budget: Budget
    start: dt.date | None
    approved_finish: dt.date | None

    def over(self, year: int) -> bool:
        """Whether disbursement is over the total investment or over the plan of a year."""
        return self.budget.over(self.revision, year)


def project_money(
    session: Session,
    project_id: int,
    today: dt.date,
    *,
    without: Any = None,
    rev: int = EVERYTHING,
) -> ProjectMoney:
    """What stands today as known at a rev; `without`: a row that is left out, because it is being
    corrected."""
    reach = Reach(rev, today)
    revision = described(session, reach, [project_id])[project_id].row
    found = budgets(session, reach, [project_id])[project_id]

    def kept(rows: Any, table: str) -> list[Any]:
        left_out = without is not None and without.__tablename__ == table
        return [row for row in rows if not (left_out and row.id == without.id)]

    budget = Budget(
        kept(found.decisions, "project_decisions"),
        kept(found.capital, "capital_plans"),
        kept(found.disbursements, "disbursements"),
    )
    plan = progress.schedule(revision, budget.decisions)
    return ProjectMoney(revision, budget, plan.start, plan.approved_finish)
