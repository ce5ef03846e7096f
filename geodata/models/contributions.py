"""What people gave: land, labour, money, material, equipment, ideas, cleared sites."""

import datetime as dt
from decimal import Decimal

from shapely.geometry.base import BaseGeometry
from sqlalchemy import BigInteger, Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from geodata.columns import Geometry, Quantity
from geodata.models.base import Appended, Fact


class Contribution(Appended):
    """A contribution's identity."""

    __tablename__ = "contributions"

    code: Mapped[str] = mapped_column(String, unique=True)


class ContributionRevision(Fact):
    """A contribution as entered or corrected; `effective_on` is the day it was made.

    Quantity in the kind's unit of measure, value in đồng (null: not known), place in EPSG:4326.
    Givers are counts here; their names live in `people`.
    """

    __tablename__ = "contribution_revisions"

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contributions.id"), index=True)
    client_uuid: Mapped[str | None] = mapped_column(String, unique=True)
    kind: Mapped[str] = mapped_column(String)
    quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    unit_of_measure: Mapped[str | None] = mapped_column(String)
    value: Mapped[int | None] = mapped_column(BigInteger)
    value_basis: Mapped[str | None] = mapped_column(String)
    unit: Mapped[str] = mapped_column(String)
    hamlet: Mapped[str | None] = mapped_column(String)
    project: Mapped[str | None] = mapped_column(String, index=True)
    giver_kind: Mapped[str] = mapped_column(String)
    givers: Mapped[int] = mapped_column(Integer)
    households: Mapped[int | None] = mapped_column(Integer)
    mobilised_by: Mapped[str | None] = mapped_column(String)
    minutes: Mapped[str | None] = mapped_column(String)
    """Number and date of the minutes (biên bản)."""
    receipt: Mapped[str | None] = mapped_column(String)
    stage: Mapped[str | None] = mapped_column(String)
    parcel: Mapped[str | None] = mapped_column(String)
    map_sheet: Mapped[str | None] = mapped_column(String)
    certificate_corrected: Mapped[bool | None]
    note: Mapped[str | None] = mapped_column(String)
    place: Mapped[BaseGeometry | None] = mapped_column(Geometry(), nullable=True)


class ContributionShare(Appended):
    """Integer weight of a contribution revision in an atom or, when no more is known, a unit."""

    __tablename__ = "contribution_shares"

    revision_id: Mapped[int] = mapped_column(ForeignKey("contribution_revisions.id"), index=True)
    unit: Mapped[str] = mapped_column(String)
    weight: Mapped[int] = mapped_column(BigInteger)


class ContributionUse(Fact):
    """How contributed money or material was used; published too (plan, section IV.3)."""

    __tablename__ = "contribution_uses"

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contributions.id"), index=True)
    project: Mapped[str | None] = mapped_column(String)
    quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    amount: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(String)
    document_date: Mapped[dt.date | None] = mapped_column(Date)
