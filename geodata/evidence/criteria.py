"""The door of links: a feature serves a criterion, and this proves it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.checks import row_checks
from geodata.errors import BadInput, NotFound
from geodata.journal import Imported, Officer, record
from geodata.models import Award, Contribution, CriterionLink, Project
from geodata.vocabulary import N_

_FEATURES: dict[str, tuple[type[Project] | type[Contribution] | type[Award], str]] = {
    "project": (Project, "project_id"),
    "contribution": (Contribution, "contribution_id"),
    "award": (Award, "award_id"),
}


def link(
    session: Session,
    officer: Officer,
    criterion: str,
    kind: str,
    code: str,
    values: Mapping[str, Any],
    *,
    imported: Imported | None = None,
) -> CriterionLink:
    """Link a feature (`kind`: project, contribution, award) to a leaf criterion with its evidence.

    Raises BadInput for a criterion that only groups others, NotFound for an unknown feature.
    """
    known = row_checks.definition_of(session).criteria.get(criterion)
    if known is not None and not known.is_leaf:
        raise BadInput(
            N_("%(code)s là nhóm tiêu chí; chọn một tiêu chí cụ thể bên dưới."),
            pointer="criterion",
            code=criterion,
        )
    model, column = _FEATURES[kind]
    feature = session.scalar(select(model.id).where(model.code == code))
    if feature is None:
        raise NotFound(N_("Không có %(kind)s mang mã %(code)s."), kind=kind, code=code)
    identity = row_checks.identity(session, "criterion", criterion)
    rev = record(
        session,
        officer,
        "criterion.link",
        kind,
        code,
        detail={"criterion": criterion},
        imported=imported,
    )
    row = CriterionLink(criterion_id=identity, rev=rev, **{column: feature}, **values)
    session.add(row)
    session.flush()
    return row
