"""How projects stand that may not be published yet: their description, owner, responsible units."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from geodata.models.projects import Project, ProjectRevision, ResponsibleUnit
from geodata.queries.facts import Reach, all_alive, grouped, latest, one_each
from geodata.queries.standing import Standing

FEW = 1_000


@dataclass(frozen=True)
class Described:
    """A project by its verified description, or by the newest one while none is."""

    code: str
    row: ProjectRevision
    published: bool
    responsible: tuple[str, ...]

    @property
    def standing(self) -> Standing:
        """What permission asks of it."""
        return Standing(
            self.code,
            owner=self.row.agency,
            responsible=frozenset(self.responsible),
            published=self.published,
        )


def among(column: Any, ids: Collection[int] | None) -> list[ColumnElement[bool]]:
    """A narrow question names its projects; a wide one reads them all."""
    return [column.in_(sorted(ids))] if ids is not None and len(ids) <= FEW else []


def described(
    session: Session, reach: Reach, ids: Collection[int] | None = None
) -> dict[int, Described]:
    """Projects by their ids; all of them unless some are named."""
    codes = dict(
        session.execute(select(Project.id, Project.code).where(*among(Project.id, ids))).all()
    )
    narrow = among(ProjectRevision.project_id, ids)
    query = latest(ProjectRevision, reach, ProjectRevision.project_id, among=narrow)
    rows = one_each(session, query, "project_id")
    published = set(rows)
    missing = [key for key in codes if key not in rows]
    first = (
        select(*ProjectRevision.__table__.c)
        .where(ProjectRevision.project_id.in_(missing))
        .order_by(ProjectRevision.rev)
    )
    rows |= one_each(session, first, "project_id") if missing else {}
    answering = _responsible(session, reach, ids)
    return {
        key: Described(codes[key], row, key in published, answering.get(key, ()))
        for key, row in rows.items()
        if ids is None or key in ids
    }


def _responsible(
    session: Session, reach: Reach, ids: Collection[int] | None
) -> dict[int, tuple[str, ...]]:
    still = or_(ResponsibleUnit.ends_on.is_(None), ResponsibleUnit.ends_on > reach.day)
    query = all_alive(ResponsibleUnit, reach).where(still, *among(ResponsibleUnit.project_id, ids))
    rows = grouped(session, query, "project_id")
    return {project: tuple(sorted({row.unit for row in of})) for project, of in rows.items()}
