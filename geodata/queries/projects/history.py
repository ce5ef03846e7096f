"""One project's rows at a moment: what was decided, planned, paid, cleared and reported."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from geodata.errors import NotFound
from geodata.models.base import Query
from geodata.models.contributions import Contribution, ContributionRevision, ContributionUse
from geodata.models.definition import Criterion
from geodata.models.evidence import CriterionLink, Document, Verification
from geodata.models.journal import JournalEntry
from geodata.models.photos import Photo
from geodata.models.projects import (
    CapitalPlan,
    Clearance,
    Disbursement,
    Milestone,
    Package,
    Project,
    ProjectDecision,
    ProjectRevision,
    ResponsibleUnit,
    StatusUpdate,
)
from geodata.queries.facts import Reach, all_alive, latest
from geodata.queries.moments import Moment
from geodata.queries.projects import progress
from geodata.vocabulary import N_


@dataclass(frozen=True)
class ReportedProgress:
    """A verified status update, who reported it and which office confirmed it."""

    row: StatusUpdate
    recorded_at: dt.datetime
    verified_by: str | None
    verified_at: dt.datetime | None


@dataclass(frozen=True)
class Evidence:
    """A criterion that the project serves, and what proves it."""

    criterion: str
    effective_on: dt.date
    evidence: str | None
    document: Document | None


@dataclass(frozen=True)
class ProjectHistory:
    """Rows of a project that count at a moment, oldest first (reports newest first); each has the
    columns of its table."""

    code: str
    revisions: Sequence[ProjectRevision]
    decisions: Sequence[ProjectDecision]
    milestones: Sequence[Milestone]
    packages: Sequence[Package]
    capital_plans: Sequence[CapitalPlan]
    disbursements: Sequence[Disbursement]
    clearance: Sequence[Clearance]
    responsible_units: Sequence[ResponsibleUnit]
    reports: Sequence[ReportedProgress]
    criteria: Sequence[Evidence]
    photos: Sequence[Photo]
    uses: Sequence[Any]
    """ContributionUse rows with `contribution`, the code of what was used."""


def history(session: Session, moment: Moment, code: str) -> ProjectHistory:
    """What the store tells of a project at a moment.

    Raises NotFound for a code that no project known then has.
    """
    reach = Reach.of(moment)
    identity = session.scalar(
        select(Project.id).where(Project.code == code, Project.rev <= moment.known_rev)
    )
    revisions = _rows(session, ProjectRevision, reach, identity)
    if identity is None or not revisions:
        raise NotFound(N_("Không có dự án mang mã %(code)s vào ngày này."), code=code)
    by_milestone = latest(Milestone, reach, Milestone.project_id, Milestone.key)
    by_package = latest(Package, reach, Package.project_id, Package.key)
    milestones = _of(session, by_milestone, Milestone, identity)
    decisions = _rows(session, ProjectDecision, reach, identity)
    return ProjectHistory(
        code=code,
        revisions=revisions,
        decisions=decisions,
        milestones=sorted(milestones, key=lambda row: _milestone_day(row, decisions)),
        packages=_of(session, by_package, Package, identity),
        capital_plans=_rows(session, CapitalPlan, reach, identity),
        disbursements=_rows(session, Disbursement, reach, identity),
        clearance=_rows(session, Clearance, reach, identity),
        responsible_units=_rows(session, ResponsibleUnit, reach, identity),
        reports=_reports(session, reach, identity),
        criteria=_evidence(session, reach, identity),
        photos=_rows(session, Photo, reach, identity),
        uses=_uses(session, reach, code),
    )


def coming_units(
    session: Session, moment: Moment, code: str, until: dt.date
) -> Sequence[ResponsibleUnit]:
    """Units that are to answer for a project from a day after the moment, up to `until`."""
    identity = session.scalar(select(Project.id).where(Project.code == code))
    reach = Reach(moment.known_rev, until)
    query = all_alive(ResponsibleUnit, reach).where(ResponsibleUnit.effective_on > moment.facts_on)
    return _of(session, query, ResponsibleUnit, identity) if identity is not None else []


def _of(session: Session, query: Query, model: Any, identity: int) -> list[Any]:
    return list(session.execute(query.where(model.project_id == identity)))


def _rows(session: Session, model: Any, reach: Reach, identity: int | None) -> list[Any]:
    return [] if identity is None else _of(session, all_alive(model, reach), model, identity)


def _milestone_day(
    row: Milestone, decisions: Sequence[ProjectDecision]
) -> tuple[bool, dt.date | None, int]:
    day = row.actual_on or progress.extended_to(row, decisions) or row.planned_on
    return (day is None, day, row.position)


def _reports(session: Session, reach: Reach, identity: int) -> list[ReportedProgress]:
    rows = _rows(session, StatusUpdate, reach, identity)
    recorded = dict(
        session.execute(
            select(JournalEntry.rev, JournalEntry.recorded_at).where(
                JournalEntry.rev.in_([row.rev for row in rows])
            )
        ).all()
    )
    verdicts = session.execute(
        select(Verification.status_update_id, Verification.office, JournalEntry.recorded_at)
        .join(JournalEntry, JournalEntry.rev == Verification.rev)
        .where(
            Verification.status_update_id.in_([row.id for row in rows]),
            Verification.rev <= reach.rev,
        )
        .order_by(Verification.rev)
    )
    last = {row_id: verdict for row_id, *verdict in verdicts}
    return [
        ReportedProgress(row, recorded[row.rev], *last.get(row.id, (None, None)))
        for row in reversed(rows)
    ]


def _evidence(session: Session, reach: Reach, identity: int) -> list[Evidence]:
    rows = session.execute(
        all_alive(CriterionLink, reach)
        .where(CriterionLink.project_id == identity)
        .join(Criterion, Criterion.id == CriterionLink.criterion_id)
        .outerjoin(Document, Document.id == CriterionLink.document_id)
        .add_columns(Criterion.code.label("criterion"), Document)
    )
    return [Evidence(row.criterion, row.effective_on, row.evidence, row.Document) for row in rows]


def _uses(session: Session, reach: Reach, code: str) -> list[Any]:
    """Uses of contributions: those used for the project, and any use of one made to it."""
    made_to_it = latest(
        ContributionRevision, reach, ContributionRevision.contribution_id
    ).subquery()
    given = select(made_to_it.c.contribution_id).where(made_to_it.c.project == code)
    return list(
        session.execute(
            all_alive(ContributionUse, reach)
            .join(Contribution, Contribution.id == ContributionUse.contribution_id)
            .add_columns(Contribution.code.label("contribution"))
            .where(
                or_(
                    ContributionUse.project == code,
                    and_(
                        ContributionUse.project.is_(None),
                        ContributionUse.contribution_id.in_(given),
                    ),
                )
            )
        )
    )
