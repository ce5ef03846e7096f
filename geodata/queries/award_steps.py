"""Steps of awards: which awards are decided and not revoked at a moment."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from geodata.models.awards import AwardStep
from geodata.queries.facts import Reach, all_alive, grouped


def decided_awards(session: Session, reach: Reach) -> dict[int, Sequence[AwardStep]]:
    """Steps of each award that is decided and not revoked, by award id."""
    steps = grouped(session, all_alive(AwardStep, reach), "award_id")
    return {award: rows for award, rows in steps.items() if _stands(rows)}


def _stands(steps: Sequence[AwardStep]) -> bool:
    names = [row.step for row in steps]
    return "decided" in names and "revoked" not in names[names.index("decided") :]
