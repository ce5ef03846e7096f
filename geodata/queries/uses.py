"""How contributed money and material were used; published too (plan, section IV.3)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from geodata.models.contributions import Contribution, ContributionUse
from geodata.queries.facts import Reach, all_alive
from geodata.queries.moments import Moment


@dataclass(frozen=True)
class Use:
    """One use of a contribution: `quantity` in its unit of measure, `amount` in đồng."""

    contribution: str
    project: str | None
    date: dt.date
    quantity: Decimal | None
    amount: int | None
    note: str
    document_date: dt.date | None
    illustrative: tuple[str, ...]
    source: str | None


def uses(session: Session, moment: Moment) -> tuple[Use, ...]:
    """Every use that counts at a moment, newest first."""
    rows = session.execute(
        all_alive(ContributionUse, Reach.of(moment))
        .join(Contribution, Contribution.id == ContributionUse.contribution_id)
        .add_columns(Contribution.code.label("contribution"))
    )
    found = [
        Use(
            row.contribution,
            row.project,
            row.effective_on,
            row.quantity,
            row.amount,
            row.note,
            row.document_date,
            tuple(row.illustrative),
            row.source,
        )
        for row in rows
    ]
    return tuple(reversed(found))
