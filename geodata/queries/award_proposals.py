"""Awards under way at a moment: proposed and neither decided nor declined.

An award is public from its decision on. Until then only its dossier is told of (code, form, unit,
how many are proposed, how far it is), never who or for what.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.models.awards import Award, AwardRevision, AwardStep
from geodata.queries.facts import Reach, all_alive, grouped, latest, one_each

ENDS = frozenset({"decided", "declined", "revoked"})
"""Steps after which nothing is left to decide."""


@dataclass(frozen=True)
class AwardProposal:
    """A dossier that waits for a decision. `step` is the last one taken, on `step_on`; `recipients`
    counts people, households or collectives (`recipient_kind`)."""

    code: str
    type: str
    form: str
    year: int
    recipient_kind: str
    recipients: int
    unit: str | None
    step: str
    step_on: dt.date
    illustrative: tuple[str, ...]


def award_proposals(session: Session, reach: Reach) -> tuple[AwardProposal, ...]:
    """Every award that waits for its decision, the longest waiting first."""
    rows = one_each(session, latest(AwardRevision, reach, AwardRevision.award_id), "award_id")
    steps = grouped(session, all_alive(AwardStep, reach), "award_id")
    codes = dict(session.execute(select(Award.id, Award.code)).all())
    found = [
        _proposal(codes[identity], row, steps.get(identity, ()))
        for identity, row in rows.items()
        if not ENDS & {step.step for step in steps.get(identity, ())}
    ]
    return tuple(sorted(found, key=lambda proposal: (proposal.step_on, proposal.code)))


def _proposal(code: str, row: AwardRevision, steps: Sequence[AwardStep]) -> AwardProposal:
    last = steps[-1] if steps else None
    return AwardProposal(
        code=code,
        type=row.type,
        form=row.form,
        year=row.year,
        recipient_kind=row.recipient_kind,
        recipients=row.recipients,
        unit=row.unit,
        step=last.step if last else "proposed",
        step_on=last.effective_on if last else row.effective_on,
        illustrative=tuple(row.illustrative),
    )
