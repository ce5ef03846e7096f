"""The state of one site that the next update of it follows, by all that is known."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.models.projects import Milestone, ProjectDecision, ProjectRevision, StatusUpdate
from geodata.queries.facts import Reach, all_alive, latest
from geodata.queries.verdicts import is_gone, is_open
from geodata.vocabulary import STATUSES, TRANSITIONS, codes

EVERYTHING = 2**31 - 1
"""A rev beyond every other."""


@dataclass(frozen=True)
class SiteState:
    """`version`: rev of the newest update, whatever became of it (0: none). `verified`: the row
    that counts on the day asked for; `open_rows`: those that wait for a decision, oldest first.
    `first_day`: since when the project is described; `finish`: its milestone of completion;
    `document`: the decision of acceptance that has a number."""

    version: int
    verified: Any | None
    open_rows: tuple[Any, ...]
    first_day: dt.date
    finish: Any | None
    document: Any | None

    @property
    def on_record(self) -> tuple[dt.date, str] | None:
        """The day of acceptance and the number of its document, where both are on record."""
        if self.finish is None or self.finish.actual_on is None or self.document is None:
            return None
        return self.finish.actual_on, self.document.number

    @property
    def accepted(self) -> bool:
        """Whether the day of acceptance and its document are on record."""
        return self.on_record is not None

    @property
    def next_statuses(self) -> tuple[str, ...]:
        """What may sensibly be reported: what the verified status or one that waits can become.

        What another office says and nobody confirmed yet binds nobody.
        """
        bases = {row.status for row in self.open_rows}
        bases.add(self.verified.status if self.verified else "identification")
        allowed = bases.union(*(TRANSITIONS[base] for base in bases))
        return tuple(code for code in codes(STATUSES) if code in allowed)


def site_state(session: Session, project_id: int, day: dt.date) -> SiteState:
    """The state of a site on a day."""
    of_site = StatusUpdate.project_id == project_id
    reach = Reach(EVERYTHING, day)
    version = session.scalar(select(func.max(StatusUpdate.rev)).where(of_site)) or 0
    verified = session.execute(
        latest(StatusUpdate, reach, StatusUpdate.project_id, among=[of_site])
    ).first()
    waiting = session.execute(
        select(*StatusUpdate.__table__.c)
        .where(of_site, StatusUpdate.supersedes_id.is_(None), is_open(StatusUpdate))
        .order_by(StatusUpdate.rev)
    )
    first_day = session.scalar(
        select(func.min(ProjectRevision.effective_on)).where(
            ProjectRevision.project_id == project_id, ~is_gone(ProjectRevision)
        )
    )
    return SiteState(
        version,
        verified,
        tuple(waiting),
        first_day or day,
        *_acceptance(session, project_id, reach),
    )


def _acceptance(session: Session, project_id: int, reach: Reach) -> tuple[Any, Any]:
    by_key = latest(
        Milestone,
        reach,
        Milestone.project_id,
        Milestone.key,
        among=[Milestone.project_id == project_id, Milestone.key == "finish"],
    )
    finish = session.execute(by_key).first()
    documents = session.execute(
        all_alive(ProjectDecision, reach).where(
            ProjectDecision.project_id == project_id,
            ProjectDecision.kind == "acceptance",
            ProjectDecision.number.is_not(None),
        )
    ).all()
    return finish, documents[-1] if documents else None


def newest_update(session: Session, project_id: int) -> StatusUpdate | None:
    """The newest update of a site, whatever became of it."""
    return session.scalars(
        select(StatusUpdate)
        .where(StatusUpdate.project_id == project_id)
        .order_by(StatusUpdate.rev.desc(), StatusUpdate.id.desc())
        .limit(1)
    ).first()
