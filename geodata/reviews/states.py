"""A review as it stands: what it is, who reported, what was written, whether it is frozen."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.errors import NotFound
from geodata.models.base import Query
from geodata.models.journal import StoreState
from geodata.models.projects import Project
from geodata.models.reviews import (
    FrozenReview,
    MeetingDecision,
    Petition,
    PetitionRevision,
    Review,
    ReviewEstimate,
    ReviewPublication,
    ReviewReport,
    ReviewRequest,
    ReviewRevision,
    ReviewText,
    SlidePlan,
)
from geodata.queries.facts import Reach, latest
from geodata.queries.moments import PAID_UNTIL
from geodata.vocabulary import N_


@dataclass(frozen=True)
class ReviewState:
    """A review: `office` None means the whole campaign's. `digest` is None until it is frozen."""

    id: int
    code: str
    name: str
    kind: str
    office: str | None
    period_from: dt.date
    period_to: dt.date
    as_of: dt.date
    against: str | None
    digest: str | None
    known_rev: int | None
    published: bool

    @property
    def frozen(self) -> bool:
        """Whether its figures are fixed."""
        return self.digest is not None

    @property
    def budget_year(self) -> int:
        """The year whose capital and disbursement the figures tell: that in which the period ends
        when they close up to 31 January after it, else the closing day's own."""
        year = self.period_to.year
        in_time = self.period_to <= self.as_of <= dt.date(year + 1, *PAID_UNTIL)
        return year if in_time else self.as_of.year

    @property
    def counted_until(self) -> dt.date:
        """The last day that tables "in the period" count."""
        return min(self.period_to, self.as_of)


@dataclass(frozen=True)
class Reporting:
    """An office that has to report by a day, and the report that it sent, if any."""

    office: str
    due_on: dt.date
    report: ReviewReport | None

    def overdue(self, today: dt.date) -> bool:
        """Whether the day is past and nothing came."""
        return self.report is None and today > self.due_on


@dataclass(frozen=True)
class PetitionState:
    """An entry of the register of difficulties and kiến nghị, as of a day."""

    code: str
    row: int
    kind: str
    raised_by: str
    raised_on: dt.date
    project: str | None
    text: str
    addressed_to: str | None
    due_on: dt.date | None
    answer: str | None
    answer_number: str | None
    answered_on: dt.date | None
    done_on: dt.date | None

    @property
    def open(self) -> bool:
        """Whether it still waits for its answer or its doing."""
        return self.done_on is None


def _newest(session: Session, model: Any, review_id: int) -> Any:
    return session.scalars(
        select(model).where(model.review_id == review_id).order_by(model.rev.desc()).limit(1)
    ).first()


def _state(session: Session, review: Review) -> ReviewState:
    about = _newest(session, ReviewRevision, review.id)
    frozen = _newest(session, FrozenReview, review.id)
    publication = _newest(session, ReviewPublication, review.id)
    return ReviewState(
        review.id,
        review.code,
        about.name,
        about.kind,
        about.office,
        about.period_from,
        about.period_to,
        about.as_of,
        about.against,
        frozen.digest if frozen else None,
        frozen.known_rev if frozen else None,
        bool(publication and publication.published),
    )


def reviews(session: Session, ids: Query | None = None) -> list[ReviewState]:
    """Every review, or those whose ids a query names, the latest closing day first."""
    query = select(Review) if ids is None else select(Review).where(Review.id.in_(ids))
    states = [_state(session, review) for review in session.scalars(query)]
    return sorted(states, key=lambda state: (state.as_of, state.id), reverse=True)


def review(session: Session, code: str) -> ReviewState:
    """One review. Raises NotFound."""
    row = session.scalars(select(Review).where(Review.code == code)).first()
    if row is None:
        raise NotFound(N_("Không có kỳ sơ kết, tổng kết nào mang mã %(code)s."), code=code)
    return _state(session, row)


def frozen_body(session: Session, review_id: int) -> bytes | None:
    """The frozen bytes, as they were kept."""
    body = session.scalar(select(FrozenReview.body).where(FrozenReview.review_id == review_id))
    return None if body is None else body.encode()


def reporting(session: Session, review_id: int) -> list[Reporting]:
    """Who has to report, and what came; the newest row of each office counts."""
    asked = _newest_per(session, ReviewRequest, review_id, "office")
    came = _newest_per(session, ReviewReport, review_id, "office")
    return [
        Reporting(office, row.due_on, came.get(office))
        for office, row in asked.items()
        if not row.voided
    ]


def texts(session: Session, review_id: int) -> dict[tuple[str | None, str], str]:
    """The newest text per office (None: the campaign's) and part; an emptied one is left out."""
    rows = session.scalars(
        select(ReviewText).where(ReviewText.review_id == review_id).order_by(ReviewText.rev)
    )
    newest = {(row.office, row.part): row.text for row in rows}
    return {key: text for key, text in newest.items() if text}


def estimates(session: Session, review_id: int) -> dict[str, ReviewEstimate]:
    """The newest estimate per project code."""
    newest = _newest_per(session, ReviewEstimate, review_id, "project_id")
    names = dict(session.execute(select(Project.id, Project.code)).all())
    return {names[identity]: row for identity, row in newest.items()}


def slides(session: Session, review_id: int) -> list[dict[str, Any]]:
    """The chosen slides in their order; empty: all of them, in the usual order."""
    row = _newest(session, SlidePlan, review_id)
    return list(row.slides) if row else []


def decisions(session: Session, review_id: int) -> Sequence[MeetingDecision]:
    """What the meeting decided, in the order in which it was noted."""
    return session.scalars(
        select(MeetingDecision)
        .where(MeetingDecision.review_id == review_id)
        .order_by(MeetingDecision.rev)
    ).all()


def _newest_per(session: Session, model: Any, review_id: int, key: str) -> dict[Any, Any]:
    rows = session.scalars(select(model).where(model.review_id == review_id).order_by(model.rev))
    return {getattr(row, key): row for row in rows}


def petitions(session: Session, day: dt.date, known_rev: int | None = None) -> list[PetitionState]:
    """The register as of a day, by what was known at a rev: open ones first, oldest first."""
    rev = known_rev if known_rev is not None else session.scalar(select(StoreState.last_rev)) or 0
    rows = session.execute(
        latest(PetitionRevision, Reach(rev, day), PetitionRevision.petition_id)
    ).all()
    names = dict(session.execute(select(Petition.id, Petition.code)).all())
    found = [
        PetitionState(
            names[row.petition_id], row.id, row.kind, row.raised_by, row.raised_on, row.project,
            row.text, row.addressed_to, row.due_on, row.answer, row.answer_number,
            row.answered_on, row.done_on,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda p: (not p.open, p.raised_on, p.code))
