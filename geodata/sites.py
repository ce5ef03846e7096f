"""The sites that an officer answers for: how far each is, what waits, when the next look is due."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import shapely
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from geodata import features, permissions
from geodata.models.projects import (
    Project,
    ProjectDecision,
    ProjectRevision,
    ResponsibleUnit,
    StatusUpdate,
)
from geodata.permissions import Actor
from geodata.queries import progress
from geodata.queries.definition import Definition
from geodata.queries.facts import Reach, all_alive, grouped, latest, one_each
from geodata.queries.site_state import EVERYTHING
from geodata.queries.standing import Standing
from geodata.queries.verdicts import WAITING, is_gone, verdicts_on
from geodata.vocabulary import ACTIVE, STATUSES, TRANSITIONS, codes


@dataclass(frozen=True, eq=False)
class Site:
    """A site as its officers see it today. Figures are the verified ones.

    `version`: what the next update names as its base. `waiting`: state of the newest update while
    it is not decided (`waiting`, `asked`), with its id; `returned_reason`: why the newest one came
    back. `due`: the day of the next update; None once nothing has to be reported.
    """

    code: str
    name: str
    agency: str
    responsible: tuple[str, ...]
    published: bool
    status: str
    next_statuses: tuple[str, ...]
    version: int
    physical_percent: Decimal | None
    planned_percent: Decimal | None
    forecast_finish: dt.date | None
    obstacles: tuple[str, ...]
    note: str | None
    last_observed_on: dt.date | None
    due: dt.date | None
    overdue: bool
    late_reason: str | None
    waiting: str | None
    newest_id: int | None
    returned_reason: str | None
    geometry: shapely.Geometry | None

    @property
    def late(self) -> bool:
        """Whether it is late; derived, never typed in."""
        return self.late_reason is not None


def sites(session: Session, actor: Actor, today: dt.date) -> list[Site]:
    """The sites that concern an officer today: a ward's by `responsible_units` alone (not
    geometry), an owner's, all of them for those who see all. What is due the longest comes first.

    Also those that wait for their first confirmation.
    """
    frame = features.frame_of(session)
    reach = Reach(EVERYTHING, today)
    responsible = _responsible(session, reach)
    mine = {
        project_id: one
        for project_id, one in _described(session, reach).items()
        if permissions.may(
            frame,
            actor,
            "project.see",
            Standing(
                one.code,
                owner=one.row.agency,
                responsible=frozenset(responsible.get(project_id, ())),
                published=one.published,
            ),
        )
    }
    rows = _Rows.read(session, reach, list(mine))
    found = [
        _site(project_id, one, rows, responsible.get(project_id, ()), frame, today)
        for project_id, one in mine.items()
    ]
    return sorted(found, key=lambda site: (site.due is None, site.due, site.code))


@dataclass(frozen=True)
class _Described:
    code: str
    row: ProjectRevision
    published: bool


def _responsible(session: Session, reach: Reach) -> dict[int, tuple[str, ...]]:
    still = or_(ResponsibleUnit.ends_on.is_(None), ResponsibleUnit.ends_on > reach.day)
    rows = grouped(session, all_alive(ResponsibleUnit, reach).where(still), "project_id")
    return {project: tuple(sorted({row.unit for row in of})) for project, of in rows.items()}


def _described(session: Session, reach: Reach) -> dict[int, _Described]:
    """Each project by its verified description, or by the newest one while none is."""
    codes_by_id = dict(session.execute(select(Project.id, Project.code)).all())
    query = latest(ProjectRevision, reach, ProjectRevision.project_id)
    found = {
        key: _Described(codes_by_id[key], row, published=True)
        for key, row in one_each(session, query, "project_id").items()
    }
    missing = [key for key in codes_by_id if key not in found]
    waiting = session.execute(
        select(*ProjectRevision.__table__.c)
        .where(ProjectRevision.project_id.in_(missing), ~is_gone(ProjectRevision))
        .order_by(ProjectRevision.rev)
    )
    for row in waiting:
        found[row.project_id] = _Described(codes_by_id[row.project_id], row, published=False)
    return found


def _narrow(column: Any, keys: Any) -> list[ColumnElement[bool]]:
    """A narrow question names its projects; a wide one reads them all."""
    return [column.in_(list(keys))] if len(keys) <= _FEW else []


_FEW = 1_000


@dataclass(frozen=True)
class _Rows:
    """What the sites are judged by, per project id."""

    verified: Mapping[int, StatusUpdate]
    newest: Mapping[int, Any]
    verdicts: Mapping[int, Any]
    decisions: Mapping[int, Sequence[ProjectDecision]]

    @classmethod
    def read(cls, session: Session, reach: Reach, keys: list[int]) -> "_Rows":
        """The rows of these projects."""
        narrow = _narrow(StatusUpdate.project_id, keys)
        query = latest(StatusUpdate, reach, StatusUpdate.project_id, among=narrow)
        newest = _newest(session, narrow)
        decided = all_alive(ProjectDecision, reach).where(
            *_narrow(ProjectDecision.project_id, keys)
        )
        return cls(
            one_each(session, query, "project_id"),
            newest,
            verdicts_on(session, StatusUpdate, [row.id for row in newest.values()]),
            grouped(session, decided, "project_id"),
        )


def _newest(session: Session, narrow: list[ColumnElement[bool]]) -> dict[int, Any]:
    """The newest update of each site by rev, whatever became of it."""
    order = func.row_number().over(
        partition_by=StatusUpdate.project_id,
        order_by=[StatusUpdate.rev.desc(), StatusUpdate.id.desc()],
    )
    ranked = (
        select(
            StatusUpdate.id,
            StatusUpdate.rev,
            StatusUpdate.project_id,
            StatusUpdate.status,
            order.label("place"),
        )
        .where(*narrow)
        .subquery()
    )
    rows = session.execute(select(ranked).where(ranked.c.place == 1))
    return {row.project_id: row for row in rows}


def _site(
    project_id: int,
    described: _Described,
    rows: _Rows,
    responsible: tuple[str, ...],
    frame: Definition,
    today: dt.date,
) -> Site:
    revision, update = described.row, rows.verified.get(project_id)
    newest = rows.newest.get(project_id)
    verdict = rows.verdicts.get(newest.id, WAITING) if newest is not None else None
    plan = progress.schedule(revision, rows.decisions.get(project_id, ()))
    status = update.status if update else "identification"
    judgement = progress.judge(
        status,
        update,
        plan,
        revision.effective_on,
        today,
        late_points=frame.campaign.late_points,
        stale_days=frame.campaign.stale_days,
    )
    since = update.effective_on if update else revision.effective_on
    due = since + dt.timedelta(days=frame.campaign.stale_days) if status in ACTIVE else None
    waits = verdict is not None and verdict.state in ("waiting", "asked")
    return Site(
        code=described.code,
        name=revision.name,
        agency=revision.agency,
        responsible=responsible,
        published=described.published,
        status=status,
        next_statuses=_next(status, newest.status if waits else None),
        version=newest.rev if newest is not None else 0,
        physical_percent=update.physical_percent if update else None,
        planned_percent=plan.planned_percent(today),
        forecast_finish=update.forecast_finish if update else None,
        obstacles=tuple(update.obstacles) if update else (),
        note=update.note if update else None,
        last_observed_on=update.effective_on if update else None,
        due=due,
        overdue=due is not None and due < today,
        late_reason=judgement.late_reason,
        waiting=verdict.state if waits else None,
        newest_id=newest.id if newest is not None else None,
        returned_reason=(
            verdict.reason if verdict is not None and verdict.state == "returned" else None
        ),
        geometry=revision.place,
    )


def _next(status: str, waiting: str | None) -> tuple[str, ...]:
    bases = {status} if waiting is None else {status, waiting}
    allowed = bases.union(*(TRANSITIONS[base] for base in bases))
    return tuple(code for code in codes(STATUSES) if code in allowed)
