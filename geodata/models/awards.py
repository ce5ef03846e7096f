"""Award records, their steps, and what they honour."""

from sqlalchemy import BigInteger, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Appended, Fact


class Award(Appended):
    """An award's identity."""

    __tablename__ = "awards"

    code: Mapped[str] = mapped_column(String, unique=True)


class AwardRevision(Fact):
    """An award as proposed or corrected. `recipient` is a public label; a person's name is kept
    in `people` and shown by that person's consent of today."""

    __tablename__ = "award_revisions"

    award_id: Mapped[int] = mapped_column(ForeignKey("awards.id"), index=True)
    type: Mapped[str] = mapped_column(String)
    form: Mapped[str] = mapped_column(String)
    year: Mapped[int] = mapped_column(Integer)
    recipient_kind: Mapped[str] = mapped_column(String)
    recipients: Mapped[int] = mapped_column(Integer)
    recipient: Mapped[str] = mapped_column(String)
    unit: Mapped[str | None] = mapped_column(String)
    achievement: Mapped[str] = mapped_column(String)
    money: Mapped[int | None] = mapped_column(BigInteger)


class AwardStep(Fact):
    """A step from proposal to presentation; `effective_on` is its day.

    Steps of Luật Thi đua, khen thưởng as practised: proposed, received, appraised, council,
    submitted, decided or declined, presented (by whom: may differ from the decider), revoked.
    """

    __tablename__ = "award_steps"

    award_id: Mapped[int] = mapped_column(ForeignKey("awards.id"), index=True)
    step: Mapped[str] = mapped_column(String)
    office: Mapped[str | None] = mapped_column(String)
    number: Mapped[str | None] = mapped_column(String)
    signer: Mapped[str | None] = mapped_column(String)
    votes_for: Mapped[int | None] = mapped_column(Integer)
    votes_total: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str | None] = mapped_column(String)


class AwardAchievement(Fact):
    """What an award honours: a project or a contribution (criteria are in `criterion_links`)."""

    __tablename__ = "award_achievements"

    award_id: Mapped[int] = mapped_column(ForeignKey("awards.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contributions.id"), index=True)
