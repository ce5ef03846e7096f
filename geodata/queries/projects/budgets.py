"""What a project may spend and what it has: whether disbursement goes beyond its budget."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.models.projects import (
    CapitalPlan,
    Disbursement,
    Project,
    ProjectDecision,
    ProjectRevision,
)
from geodata.queries.facts import Reach, all_alive, grouped
from geodata.queries.projects import progress
from geodata.queries.projects.site_state import EVERYTHING


@dataclass(frozen=True)
class Budget:
    """The rows of money of a project that count, oldest first."""

    decisions: Sequence[ProjectDecision]
    capital: Sequence[CapitalPlan]
    disbursements: Sequence[Disbursement]

    def total_investment(self, revision: ProjectRevision | None) -> int | None:
        """The approved total in đồng, None when it is not known."""
        if revision is None:
            return None
        return progress.total_investment(revision, self.decisions)

    def over(self, revision: ProjectRevision | None, year: int) -> bool:
        """Whether more was disbursed than the total investment, or than the plan of the year."""
        total, spent = self.total_investment(revision), progress.disbursed(self.disbursements) or 0
        plan = progress.plan_of_year(self.capital, year)
        if plan is None and self.capital:
            plan = 0  # other years have a plan: in this one nothing may be spent
        of_year = progress.disbursed(self.disbursements, year) or 0
        return (total is not None and spent > total) or (plan is not None and of_year > plan)

    @property
    def advances(self) -> int:
        """Đồng advanced and not yet recovered."""
        return sum(
            {"advance": row.amount, "recovery": -row.amount}.get(row.kind, 0)
            for row in self.disbursements
        )


def budgets(session: Session, reach: Reach, project_ids: Iterable[int]) -> dict[int, Budget]:
    """The budgets of projects by their ids."""
    ids = sorted(set(project_ids))

    def of(model: Any) -> dict[int, list[Any]]:
        return grouped(
            session, all_alive(model, reach).where(model.project_id.in_(ids)), "project_id"
        )

    decisions, capital, paid = of(ProjectDecision), of(CapitalPlan), of(Disbursement)
    return {
        key: Budget(decisions.get(key, ()), capital.get(key, ()), paid.get(key, ())) for key in ids
    }


def money_of_year(
    session: Session, day: dt.date, year: int, codes: Iterable[str]
) -> dict[str, tuple[int | None, int | None]]:
    """Plan and disbursement of a budget year in đồng per project code, by what counts on a day and
    is known now; None where no row speaks of any year."""
    query = select(Project.id, Project.code).where(Project.code.in_(sorted(set(codes))))
    names = {row.id: row.code for row in session.execute(query)}
    return {
        names[key]: (
            progress.plan_of_year(one.capital, year),
            progress.disbursed(one.disbursements, year),
        )
        for key, one in budgets(session, Reach(EVERYTHING, day), names).items()
    }
