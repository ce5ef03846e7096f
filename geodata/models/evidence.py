"""What ties features to criteria, what proves it, and who confirmed a row."""

import datetime as dt

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Appended, Fact


def _exactly_one(*columns: str) -> str:
    return " + ".join(f"(CASE WHEN {c} IS NULL THEN 0 ELSE 1 END)" for c in columns) + " = 1"


class Document(Fact):
    """A document that can be cited as evidence (decision, minutes, report, press)."""

    __tablename__ = "documents"

    title: Mapped[str] = mapped_column(String)
    number: Mapped[str | None] = mapped_column(String)
    issuer: Mapped[str | None] = mapped_column(String)
    issued_on: Mapped[dt.date | None] = mapped_column(Date)
    url: Mapped[str | None] = mapped_column(String)
    digest: Mapped[str | None] = mapped_column(String)


class CriterionLink(Fact):
    """A feature serves a criterion, with its evidence. `voided` with `supersedes_id` unlinks."""

    __tablename__ = "criterion_links"
    __table_args__ = (
        CheckConstraint(
            _exactly_one("project_id", "contribution_id", "award_id"), name="one_feature"
        ),
    )

    criterion_id: Mapped[int] = mapped_column(ForeignKey("criteria.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contributions.id"), index=True)
    award_id: Mapped[int | None] = mapped_column(ForeignKey("awards.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    evidence: Mapped[str | None] = mapped_column(String)


class Verification(Appended):
    """A verdict of the one who confirms. Public figures use what was `verified` by the asked rev;
    the last verdict on a row counts."""

    __tablename__ = "verifications"
    __table_args__ = (
        CheckConstraint(
            _exactly_one("project_revision_id", "status_update_id", "contribution_revision_id"),
            name="one_row",
        ),
    )

    project_revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("project_revisions.id"), index=True
    )
    status_update_id: Mapped[int | None] = mapped_column(
        ForeignKey("status_updates.id"), index=True
    )
    contribution_revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("contribution_revisions.id"), index=True
    )
    verdict: Mapped[str] = mapped_column(String)
    office: Mapped[str] = mapped_column(String)
    reason: Mapped[str | None] = mapped_column(String)
