"""Reviews (sơ kết, tổng kết): who reports by when, what was written, and the frozen figures.

What an office writes is appended; the newest row of a thing counts. A frozen review is never
changed: its body is canonical JSON, kept as it was served first, with its digest.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from geodata.columns import Json, Quantity
from geodata.models.base import Appended, Fact


class Review(Appended):
    """A review's identity; `code` stands in addresses and on the command line."""

    __tablename__ = "reviews"

    code: Mapped[str] = mapped_column(String, unique=True)


class ReviewRevision(Appended):
    """What a review is. `office` None: of the whole campaign; else the unit or agency that holds
    its own. Figures close on `as_of` (30 November by custom); the period's days are inclusive."""

    __tablename__ = "review_revisions"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    name: Mapped[str] = mapped_column(String)
    kind: Mapped[str] = mapped_column(String)
    office: Mapped[str | None] = mapped_column(String)
    period_from: Mapped[dt.date] = mapped_column(Date)
    period_to: Mapped[dt.date] = mapped_column(Date)
    as_of: Mapped[dt.date] = mapped_column(Date)
    against: Mapped[str | None] = mapped_column(String)
    """Code of the earlier review that it is compared with."""


class ReviewRequest(Appended):
    """An office has to report by a day; `voided` takes the request back."""

    __tablename__ = "review_requests"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    office: Mapped[str] = mapped_column(String)
    due_on: Mapped[dt.date] = mapped_column(Date)
    voided: Mapped[bool] = mapped_column(default=False)


class ReviewReport(Appended):
    """The signed report that an office sent: number and date, and the file's digest if kept."""

    __tablename__ = "review_reports"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    office: Mapped[str] = mapped_column(String)
    number: Mapped[str] = mapped_column(String)
    dated: Mapped[dt.date] = mapped_column(Date)
    received_on: Mapped[dt.date] = mapped_column(Date)
    file_name: Mapped[str | None] = mapped_column(String)
    digest: Mapped[str | None] = mapped_column(String)
    media_type: Mapped[str | None] = mapped_column(String)


class ReviewText(Appended):
    """A narrative part of the report, as an office wrote it (`office` None: put together for the
    whole campaign by the secretariat). Plain text; blank lines part paragraphs."""

    __tablename__ = "review_texts"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    office: Mapped[str | None] = mapped_column(String)
    part: Mapped[str] = mapped_column(String)
    text: Mapped[str] = mapped_column(String)


class ReviewEstimate(Appended):
    """What an owner expects of a project by the year's end: disbursement of the budget year until
    31 January of the next (đồng), physical progress on 31 December (percent)."""

    __tablename__ = "review_estimates"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    disbursed_year: Mapped[int | None] = mapped_column(BigInteger)
    physical_percent: Mapped[Decimal | None] = mapped_column(Quantity)


class Petition(Appended):
    """A difficulty or a kiến nghị in the register: its identity."""

    __tablename__ = "petitions"

    code: Mapped[str] = mapped_column(String, unique=True)


class PetitionRevision(Fact):
    """A difficulty or kiến nghị as it stands from a day on: raised, answered, done."""

    __tablename__ = "petition_revisions"

    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"), index=True)
    kind: Mapped[str] = mapped_column(String)
    raised_by: Mapped[str] = mapped_column(String)
    raised_on: Mapped[dt.date] = mapped_column(Date)
    project: Mapped[str | None] = mapped_column(String)
    text: Mapped[str] = mapped_column(String)
    addressed_to: Mapped[str | None] = mapped_column(String)
    """Agency or unit id, or the name of an authority outside the campaign."""
    due_on: Mapped[dt.date | None] = mapped_column(Date)
    answer: Mapped[str | None] = mapped_column(String)
    answer_number: Mapped[str | None] = mapped_column(String)
    answered_on: Mapped[dt.date | None] = mapped_column(Date)
    done_on: Mapped[dt.date | None] = mapped_column(Date)


class FrozenReview(Appended):
    """The figures of a review, as they were on the day it was frozen. Once per review."""

    __tablename__ = "frozen_reviews"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), unique=True)
    as_of: Mapped[dt.date] = mapped_column(Date)
    known_rev: Mapped[int] = mapped_column(Integer)
    """Rows up to this rev were counted."""
    body: Mapped[str] = mapped_column(String)
    """Canonical JSON; its UTF-8 bytes are what is served."""
    digest: Mapped[str] = mapped_column(String)
    """SHA-256 of those bytes, in hexadecimal."""
    schema: Mapped[str] = mapped_column(String)
    software: Mapped[str] = mapped_column(String)


class ReviewPublication(Appended):
    """Whether the public may see a frozen review; the newest row counts."""

    __tablename__ = "review_publications"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    published: Mapped[bool]


class SlidePlan(Appended):
    """Which slides are shown, in which order: [{"key": …, "shown": …}, …]; the newest counts."""

    __tablename__ = "slide_plans"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    slides: Mapped[list[dict[str, Any]]] = mapped_column(Json)


class MeetingDecision(Appended):
    """What the meeting decided, noted on a slide: who does it by when. Plain text."""

    __tablename__ = "meeting_decisions"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    slide: Mapped[str] = mapped_column(String)
    text: Mapped[str] = mapped_column(String)
    office: Mapped[str | None] = mapped_column(String)
    due_on: Mapped[dt.date | None] = mapped_column(Date)
