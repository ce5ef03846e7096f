"""The campaign's definition as known at a rev: frame, code lists, units, agencies, criteria."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.errors import NotFound
from geodata.models.base import Query
from geodata.models.definition import (
    Agency,
    AgencyRevision,
    CampaignRevision,
    CodeItem,
    Criterion,
    CriterionRevision,
    Unit,
    UnitRevision,
)
from geodata.queries.states import AgencyState, CriterionState, Item, UnitState
from geodata.shares import from_grid, on_grid
from geodata.vocabulary import N_


@dataclass(frozen=True)
class CampaignState:
    """The campaign's titles, dates (inclusive), plan and rules."""

    code: str
    title_vi: str
    title_en: str
    short_vi: str
    short_en: str
    starts_on: dt.date
    ends_on: dt.date
    plan: Mapping[str, Any]
    rules: Mapping[str, Any]

    @property
    def late_points(self) -> int:
        """Points below the plan from which a project is late."""
        return int(self.rules.get("late_points", 10))

    @property
    def stale_days(self) -> int:
        """Days without an update after which a project is stale."""
        return int(self.rules.get("stale_days", 30))

    @property
    def waiting_days(self) -> int:
        """Days after which an entry has waited too long for its verdict."""
        return int(self.rules.get("waiting_days", 5))


@dataclass(frozen=True, eq=False)
class Definition:
    """The frame in which every question is asked. Dicts are in the campaign's own order."""

    rev: int
    campaign: CampaignState
    units: Mapping[str, UnitState]
    agencies: Mapping[str, AgencyState]
    criteria: Mapping[str, CriterionState]
    items: Mapping[str, Mapping[str, Item]]

    sectors = property(lambda self: self.items.get("sector", {}))
    phases = property(lambda self: self.items.get("phase", {}))
    functions = property(lambda self: self.items.get("function", {}))
    award_types = property(lambda self: self.items.get("award_type", {}))
    award_forms = property(lambda self: self.items.get("award_form", {}))

    def units_on(self, day: dt.date) -> dict[str, UnitState]:
        """The units that stand on a day; before 2025-07-01 with the ground outside the city."""
        return {uid: unit for uid, unit in self.units.items() if unit.valid_on(day)}

    def agencies_on(self, day: dt.date) -> dict[str, AgencyState]:
        """The agencies that stand on a day."""
        return {uid: agency for uid, agency in self.agencies.items() if agency.valid_on(day)}

    @cached_property
    def atoms(self) -> dict[str, BaseGeometry]:
        """The smallest units' outlines, by id."""
        return {uid: unit.geometry for uid, unit in self.units.items() if unit.is_atom}

    def unit_at(self, uid: str, day: dt.date) -> str | None:
        """The unit that holds `uid`'s ground on a day, following successors; None when only a
        part of it is known there (a later unit asked for by an earlier generation)."""
        unit = self.units.get(uid)
        while unit is not None and not unit.valid_on(day):
            if unit.valid_from > day or len(unit.successors) != 1:
                return None
            unit = self.units.get(unit.successors[0])
        return unit.id if unit else None

    def within(self, uid: str, other: str) -> bool:
        """Whether the ground of `uid` lies in `other` (the same unit or one of its successors)."""
        while uid != other:
            unit = self.units.get(uid)
            if unit is None or len(unit.successors) != 1:
                return False
            uid = unit.successors[0]
        return True

    def merged_into(self, uid: str, day: dt.date) -> list[str]:
        """Ids of the units that stood on a day and whose ground went to `uid` alone."""
        return [
            other
            for other, unit in self.units.items()
            if other != uid and unit.in_campaign and unit.valid_on(day) and self.within(other, uid)
        ]

    def office_name(self, uid: str) -> str:
        """The Vietnamese name of a unit or an agency; the id of one that is not known."""
        if uid in self.units:
            return self.units[uid].name
        return self.agencies[uid].name_vi if uid in self.agencies else uid

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """Lon/lat box of all units with the campaign's margin (5 km): the map's bounds, and what
        "within the campaign's surroundings" means."""
        margin = float(self.campaign.rules.get("extent_margin_m", 5000))
        ground = shapely.union_all([on_grid(u.geometry) for u in self.units.values()])
        minx, miny, maxx, maxy = ground.bounds
        around = minx - margin, miny - margin, maxx + margin, maxy + margin
        box = from_grid().transform_bounds(*around)
        west, south, east, north = (round(c, 7) for c in box)
        return west, south, east, north


def definition_rev(session: Session, known_rev: int) -> int:
    """The rev of the newest definition known then; the first one ever if asked for before it.

    Raises NotFound when no campaign is loaded.
    """
    revs = select(func.max(CampaignRevision.rev)).where(CampaignRevision.rev <= known_rev)
    rev = session.scalar(revs) or session.scalar(select(func.min(CampaignRevision.rev)))
    if rev is None:
        raise NotFound(
            N_("Kho chưa có phong trào nào. Nạp bằng: flask --app app campaign load %(path)s"),
            path="geodata/campaign",
        )
    return rev


def definition_at(session: Session, known_rev: int) -> Definition:
    """Read the definition as known at a rev (not cached; `snapshot` keeps it)."""
    rev = max(known_rev, definition_rev(session, known_rev))
    return Definition(
        rev,
        _campaign(session, rev),
        _units(session, rev),
        _agencies(session, rev),
        _criteria(session, rev),
        _items(session, rev),
    )


def _campaign(session: Session, rev: int) -> CampaignState:
    row = session.scalars(
        select(CampaignRevision)
        .where(CampaignRevision.rev <= rev)
        .order_by(CampaignRevision.rev.desc())
        .limit(1)
    ).one()
    names = ("code", "title_vi", "title_en", "short_vi", "short_en", "starts_on", "ends_on")
    return CampaignState(
        **{name: getattr(row, name) for name in names}, plan=row.plan, rules=row.rules
    )


def _latest(identity: Any, revision: Any, key: Any, rev: int) -> Query:
    """Pairs (identity, revision) with the newest revision up to a rev, in the campaign's order."""
    newest = (
        select(func.max(revision.rev))
        .where(key == identity.id, revision.rev <= rev)
        .correlate(identity)
        .scalar_subquery()
    )
    return (
        select(identity, revision)
        .join(revision, key == identity.id)
        .where(revision.rev == newest)
        .order_by(revision.position)
    )


def _predecessors(rows: list[tuple[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    return {uid: tuple(other for other, nexts in rows if uid in nexts) for uid, _ in rows}


def _units(session: Session, rev: int) -> Mapping[str, UnitState]:
    rows = session.execute(_latest(Unit, UnitRevision, UnitRevision.unit_id, rev)).all()
    before = _predecessors([(unit.uid, state.successors) for unit, state in rows])
    return MappingProxyType(
        {
            unit.uid: UnitState(
                id=unit.uid,
                code=unit.code,
                name=state.name,
                name_en=state.name_en,
                kind=state.kind,
                in_campaign=state.in_campaign,
                valid_from=state.valid_from,
                valid_to=state.valid_to,
                successors=tuple(state.successors),
                predecessors=before[unit.uid],
                area_ha=state.area_ha,
                population=state.population,
                source=state.source,
                geometry=state.outline,
            )
            for unit, state in rows
        }
    )


def _agencies(session: Session, rev: int) -> Mapping[str, AgencyState]:
    rows = session.execute(_latest(Agency, AgencyRevision, AgencyRevision.agency_id, rev)).all()
    before = _predecessors([(agency.uid, state.successors) for agency, state in rows])
    return MappingProxyType(
        {
            agency.uid: AgencyState(
                id=agency.uid,
                name_vi=state.name_vi,
                name_en=state.name_en,
                level=state.level,
                unit=state.unit,
                functions=tuple(state.functions),
                valid_from=state.valid_from,
                valid_to=state.valid_to,
                successors=tuple(state.successors),
                predecessors=before[agency.uid],
            )
            for agency, state in rows
        }
    )


def _criteria(session: Session, rev: int) -> Mapping[str, CriterionState]:
    rows = session.execute(
        _latest(Criterion, CriterionRevision, CriterionRevision.criterion_id, rev)
    )
    return MappingProxyType(
        {
            criterion.code: CriterionState(
                code=criterion.code,
                parent=state.parent,
                order=state.position,
                text_vi=state.text_vi,
                text_en=state.text_en,
                binds_vi=state.binds_vi,
                binds_en=state.binds_en,
                is_leaf=state.is_leaf,
            )
            for criterion, state in rows
        }
    )


def _items(session: Session, rev: int) -> Mapping[str, Mapping[str, Item]]:
    rows = session.scalars(select(CodeItem).where(CodeItem.rev <= rev).order_by(CodeItem.rev))
    newest = {(row.kind, row.code): row for row in rows}
    lists: dict[str, dict[str, Item]] = {}
    for row in sorted(newest.values(), key=lambda row: row.position):
        if not row.withdrawn:
            item = Item(row.code, row.name_vi, row.name_en, MappingProxyType(row.attributes))
            lists.setdefault(row.kind, {})[row.code] = item
    return MappingProxyType(lists)
