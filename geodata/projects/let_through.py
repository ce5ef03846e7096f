"""What looked odd and was let through, as long as the row that it is about counts."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session, aliased

from geodata.models import (
    CapitalPlan,
    Disbursement,
    JournalEntry,
    Package,
    Project,
    ProjectDecision,
    ProjectRevision,
)
from geodata.projects.oddities import LET_THROUGH

_ASKED: tuple[Any, ...] = (CapitalPlan, Disbursement, Package, ProjectDecision, ProjectRevision)
_ACTIONS = (
    "project.capital_plan",
    "project.disbursement",
    "project.package",
    "project.decision",
    "project.register",
    "fact.correct",
)


def by_project(session: Session) -> Mapping[str, tuple[str, ...]]:
    """Project code to codes of vocabulary WARNINGS, each once. A row that was corrected or taken
    back is no longer told of."""
    noted = session.execute(
        select(JournalEntry.rev, JournalEntry.detail).where(
            JournalEntry.action.in_(_ACTIONS),
            cast(JournalEntry.detail, String).contains(f'"{LET_THROUGH}"'),
        )
    ).all()
    codes = {row.rev: row.detail[LET_THROUGH] for row in noted}
    found: dict[str, list[str]] = defaultdict(list)
    for model in _ASKED if codes else ():
        after = aliased(model)
        rows = session.execute(
            select(Project.code, model.rev)
            .join(Project, Project.id == model.project_id)
            .where(
                model.rev.in_(sorted(codes)),
                model.voided.is_(False),
                ~select(after.id).where(after.supersedes_id == model.id).exists(),
            )
            .order_by(model.rev)
        )
        for row in rows:
            found[row.code] += codes[row.rev]
    return {code: tuple(dict.fromkeys(each)) for code, each in found.items()}
