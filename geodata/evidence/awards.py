"""Doors of an award: proposed with what it honours, then step by step to its presentation."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.checks import row_checks
from geodata.errors import NotFound
from geodata.journal import Imported, Officer, record
from geodata.models import Award, AwardAchievement, AwardRevision, AwardStep
from geodata.vocabulary import AWARD_STEPS, GIVER_KINDS, ILLUSTRATIVE, N_, codes


def propose(
    session: Session,
    officer: Officer,
    code: str,
    values: Mapping[str, Any],
    *,
    projects: Iterable[str] = (),
    contributions: Iterable[str] = (),
    imported: Imported | None = None,
) -> AwardRevision:
    """Enter an award and what it honours. `values`: columns of AwardRevision.

    Raises BadInput, NotFound for an unknown project or contribution.
    """
    definition = row_checks.definition_of(session)
    row_checks.one_of("type", values["type"], tuple(definition.award_types))
    row_checks.one_of("form", values["form"], tuple(definition.award_forms))
    row_checks.one_of("recipient_kind", values["recipient_kind"], codes(GIVER_KINDS))
    if values.get("unit"):
        row_checks.one_of("unit", values["unit"], tuple(definition.units))
    for mark in values.get("illustrative", ()):
        row_checks.one_of("illustrative", mark, codes(ILLUSTRATIVE))
    honoured = [("project_id", row_checks.identity(session, "project", c)) for c in projects] + [
        ("contribution_id", row_checks.identity(session, "contribution", c)) for c in contributions
    ]
    rev = record(session, officer, "award.propose", "award", code, imported=imported)
    award = Award(code=code, rev=rev)
    session.add(award)
    session.flush()
    row = AwardRevision(award_id=award.id, rev=rev, **values)
    session.add(row)
    session.add_all(
        AwardAchievement(
            award_id=award.id, rev=rev, effective_on=values["effective_on"], **{column: feature}
        )
        for column, feature in honoured
    )
    session.flush()
    return row


def step(
    session: Session,
    officer: Officer,
    code: str,
    values: Mapping[str, Any],
    *,
    imported: Imported | None = None,
) -> AwardStep:
    """Append a step of an award. `values`: columns of AwardStep; `office` is an agency's id."""
    definition = row_checks.definition_of(session)
    row_checks.one_of("step", values["step"], codes(AWARD_STEPS))
    if values.get("office"):
        row_checks.one_of("office", values["office"], tuple(definition.agencies))
    identity = session.scalar(select(Award.id).where(Award.code == code))
    if identity is None:
        raise NotFound(
            N_("Không có hồ sơ khen thưởng mang mã %(code)s."), pointer="award", code=code
        )
    detail = {"on": values["effective_on"].isoformat()}
    rev = record(
        session,
        officer,
        f"award.{values['step']}",
        "award",
        code,
        detail=detail,
        imported=imported,
    )
    row = AwardStep(award_id=identity, rev=rev, **values)
    session.add(row)
    session.flush()
    return row
