"""What is said of a row of a project that came in: to its sender, and to the journal."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.checks.submissions import Receipt
from geodata.models import JournalEntry
from geodata.projects import oddities, record_fields
from geodata.queries.facts import Reach, all_alive
from geodata.queries.projects.money import project_money
from geodata.queries.projects.site_state import EVERYTHING


def noted(odd: Sequence[str]) -> dict[str, list[str]]:
    """What the journal keeps of what was let through."""
    return {oddities.LET_THROUGH: list(odd)} if odd else {}


def answer(session: Session, kind: str, row: Any, today: dt.date, *, created: bool) -> Receipt:
    """With what was let through when the row came in, so that every answer is the first. Rows of
    before this was kept are told as they were then: over the budget or not."""
    detail = session.scalars(select(JournalEntry.detail).where(JournalEntry.rev == row.rev)).one()
    warnings = tuple(detail.get(oddities.LET_THROUGH, ()))
    if not warnings and kind == "disbursement" and not row.voided:
        money = project_money(session, row.project_id, today, rev=row.rev)
        warnings = ("over_budget",) if money.over(row.budget_year) else ()
    return Receipt(row, row.id, row.rev, "recorded", created, warnings)


def replaced(
    session: Session, kind: str, project_id: int, columns: Mapping[str, Any]
) -> dict[str, Any]:
    """What the journal tells of the row whose place the new one takes."""
    made = record_fields.KINDS[kind]
    if made.same is None:
        return {}
    if columns.get("kind") == "carried_over":  # comes on top of what is there
        return {}
    reach = Reach(EVERYTHING, columns["effective_on"])
    rows = session.execute(
        all_alive(made.model, reach).where(
            made.model.project_id == project_id,
            *(getattr(made.model, name) == columns[name] for name in made.same),
        )
    ).all()
    before = [row._asdict() for row in rows if getattr(row, "kind", None) != "carried_over"]
    return record_fields.journal_values(kind, before[-1]) if before else {}
