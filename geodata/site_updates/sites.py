"""The sites that an officer answers for: how far each is, what waits, when the next look is due."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from geodata import permissions
from geodata.checks import row_checks
from geodata.models.projects import ProjectDecision, StatusUpdate
from geodata.permissions import Actor
from geodata.queries.definition import Definition
from geodata.queries.facts import Reach, all_alive, grouped, latest, one_each
from geodata.queries.projects import late, progress
from geodata.queries.projects.described import Described, among, described
from geodata.queries.projects.site_state import EVERYTHING
from geodata.queries.verdicts import WAITING, verdicts_on
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
    geometry: BaseGeometry | None

    @property
    def late(self) -> bool:
        """Whether it is late; derived, never typed in."""
        return self.late_reason is not None


def sites(session: Session, actor: Actor, today: dt.date) -> list[Site]:
    """The sites that concern an officer today: a ward's by `responsible_units` alone (not
    geometry), an owner's, all of them for those who see all. What is due the longest comes first.

    Also those that wait for their first confirmation.
    """
    definition = row_checks.definition_of(session)
    reach = Reach(EVERYTHING, today)
    mine = {
        project_id: one
        for project_id, one in described(session, reach).items()
        if permissions.may(definition, actor, "project.see", one.standing)
    }
    rows = _Rows.read(session, reach, list(mine))
    found = [_site(project_id, one, rows, definition, today) for project_id, one in mine.items()]
    return sorted(found, key=lambda site: (site.due is None, site.due, site.code))


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
        narrow = among(StatusUpdate.project_id, keys)
        query = latest(StatusUpdate, reach, StatusUpdate.project_id, among=narrow)
        newest = _newest(session, narrow)
        decided = all_alive(ProjectDecision, reach).where(*among(ProjectDecision.project_id, keys))
        return cls(
            one_each(session, query, "project_id"),
            newest,
            verdicts_on(session, StatusUpdate, [row.id for row in newest.values()]),
            grouped(session, decided, "project_id"),
        )


def _newest(session: Session, narrow: list[ColumnElement[bool]]) -> dict[int, Any]:
    """The newest update of each site, whatever became of it: ids grow with the revs."""
    newest = (
        select(func.max(StatusUpdate.id)).where(*narrow).group_by(StatusUpdate.project_id)
    ).scalar_subquery()
    columns = (StatusUpdate.id, StatusUpdate.rev, StatusUpdate.project_id, StatusUpdate.status)
    return one_each(session, select(*columns).where(StatusUpdate.id.in_(newest)), "project_id")


def _site(
    project_id: int,
    project: Described,
    rows: _Rows,
    definition: Definition,
    today: dt.date,
) -> Site:
    revision, update = project.row, rows.verified.get(project_id)
    newest = rows.newest.get(project_id)
    verdict = rows.verdicts.get(newest.id, WAITING) if newest is not None else None
    plan = progress.schedule(revision, rows.decisions.get(project_id, ()))
    status = update.status if update else "identification"
    judgement = late.judge(
        status,
        update,
        plan,
        revision.effective_on,
        today,
        late_points=definition.campaign.late_points,
        stale_days=definition.campaign.stale_days,
    )
    since = update.effective_on if update else revision.effective_on
    due = since + dt.timedelta(days=definition.campaign.stale_days) if status in ACTIVE else None
    waits = verdict if verdict is not None and verdict.state in ("waiting", "asked") else None
    return Site(
        code=project.code,
        name=revision.name,
        agency=revision.agency,
        responsible=project.responsible,
        published=project.published,
        status=status,
        next_statuses=_next(status, newest.status if waits and newest is not None else None),
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
        waiting=waits.state if waits else None,
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
