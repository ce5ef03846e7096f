"""Responsibility today for a project or a contribution, as permission needs it."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from geodata.errors import NotFound
from geodata.models.contributions import Contribution, ContributionRevision
from geodata.models.journal import StoreState
from geodata.models.projects import Project, ProjectRevision, ResponsibleUnit
from geodata.queries.facts import Reach, all_alive, latest
from geodata.vocabulary import N_


@dataclass(frozen=True)
class Standing:
    """`owner`: agency id of the project's owner; `responsible`: ids of the units that answer for
    its site today; `unit`: the unit of a contribution; `published`: whether the public sees it."""

    code: str
    owner: str | None = None
    responsible: frozenset[str] = frozenset()
    unit: str | None = None
    published: bool = True


def project_standing(session: Session, code: str, day: dt.date) -> Standing:
    """Who answers for a project on a day (today), by all that is known; its rows of
    `responsible_units` alone count, not geometry. A project that waits for its first confirmation
    is not published, and its owner is that of the description that waits.

    Raises NotFound.
    """
    identity = session.scalar(select(Project.id).where(Project.code == code))
    if identity is None:
        raise NotFound(N_("Không có dự án mang mã %(code)s."), pointer="project", code=code)
    reach = Reach(session.scalar(select(StoreState.last_rev)) or 0, day)
    mine = ProjectRevision.project_id == identity
    verified = session.execute(
        latest(ProjectRevision, reach, ProjectRevision.project_id, among=[mine])
    ).first()
    described = (
        verified
        or session.execute(
            select(ProjectRevision).where(mine).order_by(ProjectRevision.rev.desc()).limit(1)
        ).scalar_one_or_none()
    )
    return Standing(
        code,
        owner=described.agency if described else None,
        responsible=_responsible(session, identity, reach),
        published=verified is not None,
    )


def _responsible(session: Session, identity: int, reach: Reach) -> frozenset[str]:
    still = or_(ResponsibleUnit.ends_on.is_(None), ResponsibleUnit.ends_on > reach.day)
    rows = session.execute(
        all_alive(ResponsibleUnit, reach).where(ResponsibleUnit.project_id == identity, still)
    )
    return frozenset(row.unit for row in rows)


def contribution_standing(session: Session, code: str) -> Standing:
    """Which unit a contribution belongs to, by its newest row. Raises NotFound."""
    row = session.execute(
        select(ContributionRevision)
        .join(Contribution, Contribution.id == ContributionRevision.contribution_id)
        .where(Contribution.code == code)
        .order_by(ContributionRevision.rev.desc())
        .limit(1)
    ).scalar_one_or_none()
    if row is None:
        raise NotFound(N_("Không có đóng góp mang mã %(code)s."), pointer="contribution", code=code)
    return Standing(code, unit=row.unit)
