"""The campaign's definition: its frame, code lists, units, agencies and criteria.

What may be worded anew has an identity row (the target of links) and revisions.
"""

import datetime as dt
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geodata.columns import Geometry, Json, Quantity
from geodata.models.base import Appended


class CampaignRevision(Appended):
    """The campaign's frame: titles, dates, plan, rules; the latest row counts."""

    __tablename__ = "campaign_revisions"

    code: Mapped[str] = mapped_column(String)
    title_vi: Mapped[str] = mapped_column(String)
    title_en: Mapped[str] = mapped_column(String)
    short_vi: Mapped[str] = mapped_column(String)
    short_en: Mapped[str] = mapped_column(String)
    starts_on: Mapped[dt.date] = mapped_column(Date)
    ends_on: Mapped[dt.date] = mapped_column(Date)
    plan: Mapped[dict[str, Any]] = mapped_column(Json)
    rules: Mapped[dict[str, Any]] = mapped_column(Json)


class CodeItem(Appended):
    """An entry of one of the campaign's code lists: phase, sector, function, award type or form."""

    __tablename__ = "code_items"
    __table_args__ = (UniqueConstraint("kind", "code", "rev"),)

    kind: Mapped[str] = mapped_column(String)
    code: Mapped[str] = mapped_column(String)
    position: Mapped[int] = mapped_column(Integer)
    name_vi: Mapped[str] = mapped_column(String)
    name_en: Mapped[str] = mapped_column(String)
    attributes: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    withdrawn: Mapped[bool] = mapped_column(default=False)


class Unit(Appended):
    """An administrative unit of one generation. Codes are reused; `uid` is `code@year`."""

    __tablename__ = "units"

    uid: Mapped[str] = mapped_column(String, unique=True)
    code: Mapped[str | None] = mapped_column(String)


class UnitRevision(Appended):
    """Name, validity, successors and outline of a unit; `valid_to` is exclusive."""

    __tablename__ = "unit_revisions"
    __table_args__ = (UniqueConstraint("unit_id", "rev"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    name: Mapped[str] = mapped_column(String)
    name_en: Mapped[str] = mapped_column(String)
    kind: Mapped[str] = mapped_column(String)
    in_campaign: Mapped[bool]
    valid_from: Mapped[dt.date] = mapped_column(Date)
    valid_to: Mapped[dt.date | None] = mapped_column(Date)
    successors: Mapped[list[str]] = mapped_column(Json, default=list)
    position: Mapped[int] = mapped_column(Integer)
    area_ha: Mapped[float | None] = mapped_column(Quantity)
    population: Mapped[int | None] = mapped_column(Integer)
    source: Mapped[str | None] = mapped_column(String)
    outline: Mapped[BaseGeometry] = mapped_column(Geometry("GEOMETRY"), nullable=False)


class Agency(Appended):
    """An agency of one generation; `uid` is `code@year`."""

    __tablename__ = "agencies"

    uid: Mapped[str] = mapped_column(String, unique=True)


class AgencyRevision(Appended):
    """Name, level, functions, validity and successors of an agency."""

    __tablename__ = "agency_revisions"
    __table_args__ = (UniqueConstraint("agency_id", "rev"),)

    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    name_vi: Mapped[str] = mapped_column(String)
    name_en: Mapped[str] = mapped_column(String)
    level: Mapped[str] = mapped_column(String)
    unit: Mapped[str | None] = mapped_column(String)
    functions: Mapped[list[str]] = mapped_column(Json, default=list)
    valid_from: Mapped[dt.date] = mapped_column(Date)
    valid_to: Mapped[dt.date | None] = mapped_column(Date)
    successors: Mapped[list[str]] = mapped_column(Json, default=list)
    position: Mapped[int] = mapped_column(Integer)


class Criterion(Appended):
    """A criterion of section III.1 of the plan, or a node above some."""

    __tablename__ = "criteria"

    code: Mapped[str] = mapped_column(String, unique=True)


class CriterionRevision(Appended):
    """Wording of a criterion, whom it binds, and its place in the tree."""

    __tablename__ = "criterion_revisions"
    __table_args__ = (UniqueConstraint("criterion_id", "rev"),)

    criterion_id: Mapped[int] = mapped_column(ForeignKey("criteria.id"))
    parent: Mapped[str | None] = mapped_column(String)
    position: Mapped[int] = mapped_column(Integer)
    is_leaf: Mapped[bool]
    text_vi: Mapped[str] = mapped_column(String)
    text_en: Mapped[str] = mapped_column(String)
    binds_vi: Mapped[str | None] = mapped_column(String)
    binds_en: Mapped[str | None] = mapped_column(String)
