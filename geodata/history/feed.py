"""What was confirmed, newest first: reports, project descriptions, contributions, awards.

Only the office that confirmed is told, never a person.
"""

import datetime as dt
import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.models.awards import Award, AwardStep
from geodata.models.base import Query
from geodata.models.contributions import Contribution, ContributionRevision
from geodata.models.evidence import Verification
from geodata.models.journal import JournalEntry
from geodata.models.projects import Project, ProjectRevision, StatusUpdate
from geodata.queries.facts import Reach, alive
from geodata.queries.moments import Moment

AT_ONCE = 200
"""Rows read from the store at a time: a feed of one unit may have to pass over many."""


@dataclass(frozen=True)
class Change:
    """A confirmed change: `kind` is report, project, contribution or award; `subject` its code;
    `recorded_at` when it was confirmed; `day` of what day it is true; `office` who confirmed."""

    rev: int
    kind: str
    subject: str
    recorded_at: dt.datetime
    day: dt.date
    office: str | None
    status: str | None = None
    percent: Decimal | None = None
    illustrative: tuple[str, ...] = ()


def changes(
    session: Session, moment: Moment, limit: int, wanted: Callable[[Change], bool]
) -> list[Change]:
    """The newest confirmed changes that are `wanted`, at most `limit`."""
    reach = Reach.of(moment)
    streams = (
        _stream(session, _verified(StatusUpdate, Project, reach), "report"),
        _stream(session, _verified(ProjectRevision, Project, reach), "project"),
        _stream(session, _verified(ContributionRevision, Contribution, reach), "contribution"),
        _stream(session, _decided(reach), "award"),
    )
    found: list[Change] = []
    for change in heapq.merge(*streams, key=lambda change: -change.rev):
        if wanted(change):
            found.append(change)
            if len(found) == limit:
                break
    return found


def _columns(model: Any, identity: Any, by: Any) -> list[Any]:
    update = model is StatusUpdate
    return [
        by.rev.label("rev"),
        by.office.label("office"),
        JournalEntry.recorded_at,
        identity.code.label("subject"),
        model.effective_on.label("day"),
        model.illustrative.label("illustrative"),
        *(
            [model.status.label("status"), model.physical_percent.label("percent")]
            if update
            else []
        ),
    ]


def _verified(model: Any, identity: Any, reach: Reach) -> Query:
    """Rows that count, with the verdicts that confirmed them."""
    verdict = {
        StatusUpdate: Verification.status_update_id,
        ProjectRevision: Verification.project_revision_id,
        ContributionRevision: Verification.contribution_revision_id,
    }[model]
    owner = model.contribution_id if identity is Contribution else model.project_id
    return (
        select(*_columns(model, identity, Verification))
        .join(model, verdict == model.id)
        .join(identity, owner == identity.id)
        .join(JournalEntry, JournalEntry.rev == Verification.rev)
        .where(Verification.verdict == "verified", Verification.rev <= reach.rev)
        .where(*alive(model, reach))
        .order_by(Verification.rev.desc())
    )


def _decided(reach: Reach) -> Query:
    return (
        select(*_columns(AwardStep, Award, AwardStep))
        .join(Award, AwardStep.award_id == Award.id)
        .join(JournalEntry, JournalEntry.rev == AwardStep.rev)
        .where(AwardStep.step == "decided", *alive(AwardStep, reach))
        .order_by(AwardStep.rev.desc())
    )


def _stream(session: Session, query: Query, kind: str) -> Iterator[Change]:
    for row in session.execute(query.execution_options(yield_per=AT_ONCE)):
        told = row._asdict()
        told["illustrative"] = tuple(told["illustrative"] or ())
        yield Change(kind=kind, **told)
