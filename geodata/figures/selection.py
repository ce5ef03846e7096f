"""Filters: which projects, contributions, awards and units of a snapshot are asked for.

Values of one filter are alternatives; filters narrow each other. Contributions and awards answer
filters on projects (sector, status, …) through the project that they belong to.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import BadInput
from geodata.figures.filters import FILTERS, NAMES, OF_UNITS, Filter, is_set
from geodata.queries.definition import Definition
from geodata.queries.snapshot import Snapshot
from geodata.queries.states import (
    AwardState,
    ContributionState,
    CriterionState,
    ProjectState,
    UnitState,
)
from geodata.spelling import fold
from geodata.vocabulary import N_

CHANGED_DAYS = 30


@dataclass(frozen=True, eq=False)
class Changed:
    """A project of which something is new, and the day of its newest fact."""

    project: ProjectState
    changed_on: dt.date


@dataclass(frozen=True, eq=False)
class Selection:
    """What answers a filter, in the snapshot's order."""

    projects: tuple[ProjectState, ...]
    contributions: tuple[ContributionState, ...]
    awards: tuple[AwardState, ...]
    units: tuple[UnitState, ...]
    changed: tuple[Changed, ...] = ()
    """Those of the projects of which something is new in the last CHANGED_DAYS, newest first."""
    key: tuple[object, ...] | None = field(default=None, init=False)
    """What was asked, of which moment; a selection changed by `replace` has none."""


NO_VALUE = N_("Bộ lọc %(name)s không có giá trị “%(value)s”.")
NO_UNIT = N_("Không có đơn vị này: “%(value)s”.")


def allowed_values(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """What each filter takes, in the campaign's order."""
    return {row.name: tuple(row.allowed(snapshot)) for row in FILTERS if row.allowed}


def check(snapshot: Snapshot, wanted: Filter) -> list[BadInput]:
    """The values of a filter that nothing is called by; empty when all is well."""
    wrong = []
    for name, allowed in allowed_values(snapshot).items():
        told = NO_UNIT if name == "unit" else NO_VALUE
        wrong += [
            BadInput(told, pointer=name, allowed=allowed, name=name, value=value)
            for value in wanted.values(name)
            if value not in allowed
        ]
    return wrong


def select(snapshot: Snapshot, wanted: Filter, units_on: dt.date | None = None) -> Selection:
    """What answers a filter; the snapshot remembers it. Raises the first BadInput of `check`."""
    for problem in check(snapshot, wanted):
        raise problem
    return snapshot.remember(
        ("selection", wanted, units_on), lambda: _select(snapshot, wanted, units_on)
    )


def _select(snapshot: Snapshot, wanted: Filter, units_on: dt.date | None) -> Selection:
    asked = _Asked(snapshot, wanted)
    projects = tuple(filter(asked.project, snapshot.projects))
    found = Selection(
        projects,
        tuple(filter(asked.contribution, snapshot.contributions)),
        tuple(filter(asked.award, snapshot.awards)),
        _units(snapshot, wanted, projects, units_on),
        _changed(snapshot, projects),
    )
    object.__setattr__(found, "key", (snapshot.moment.key(), wanted))
    return found


def _changed(snapshot: Snapshot, projects: Iterable[ProjectState]) -> tuple[Changed, ...]:
    """After today there are plans and no facts: nothing has changed yet."""
    if snapshot.moment.is_plan:
        return ()
    since = snapshot.moment.as_of - dt.timedelta(days=CHANGED_DAYS)
    found = [Changed(project, snapshot.changed_on[project.code]) for project in projects]
    fresh = [one for one in found if one.changed_on > since]
    return tuple(sorted(fresh, key=lambda one: (one.changed_on, one.project.code), reverse=True))


class _Asked:
    """A filter made ready: accents folded, criteria with their leaves, phases as days."""

    def __init__(self, snapshot: Snapshot, wanted: Filter) -> None:
        self.snapshot = snapshot
        self.definition = snapshot.definition
        self.wanted = wanted
        self.words = fold(wanted.q).split()
        self.box = shapely.box(*wanted.bbox) if wanted.bbox else None
        self.criteria = _with_leaves(self.definition.criteria, wanted.criterion)
        self.phases = [
            tuple(
                dt.date.fromisoformat(self.definition.phases[code].attrs[end])
                for end in ("from", "to")
            )
            for code in wanted.phase
        ]
        self.of_project = [
            (row.of_project, row.wanted(wanted))
            for row in FILTERS
            if row.of_project and is_set(wanted, row.name)
        ]

    def project(self, state: ProjectState) -> bool:
        """Whether a project answers. `kind` asks for projects that got such a contribution."""
        wanted = self.wanted
        return (
            self._described(state)
            and self._in_unit(state.shares)
            and (not self.criteria or not self.criteria.isdisjoint(state.criteria))
            and self._in_phase(state.planned_start, state.approved_finish)
            and (wanted.awards is None or wanted.awards == bool(state.awards))
            and self._gave(state.contributions)
            and self._in_box(state.geometry)
            and self._worded(
                (state.code, state.name, state.place_note, *self._unit_names(state.units))
            )
        )

    def _described(self, state: ProjectState) -> bool:
        """Whether a project answers every filter on what a project is."""
        return all(answer(state) in values for answer, values in self.of_project)

    def _gave(self, contributions: Iterable[str]) -> bool:
        if not self.wanted.kind:
            return True
        found = self.snapshot.contribution_by_code
        return any(found[code].kind in self.wanted.kind for code in contributions)

    def _through(self, projects: Iterable[str | None]) -> bool:
        """Whether filters on projects are met by one of a feature's projects."""
        if not self.of_project:
            return True
        found = self.snapshot.project_by_code
        return any(self._described(found[code]) for code in projects if code and code in found)

    def contribution(self, state: ContributionState) -> bool:
        """Whether a contribution answers."""
        wanted = self.wanted
        project = self.snapshot.project_by_code.get(state.project or "")
        return (
            self._through((state.project,))
            and (not wanted.kind or state.kind in wanted.kind)
            and self._in_unit(state.shares)
            and (not self.criteria or not self.criteria.isdisjoint(state.criteria))
            and self._in_phase(state.date, state.date)
            and (wanted.awards is None or wanted.awards == bool(state.awards))
            and self._in_box(state.geometry)
            and self._worded(
                (state.code, state.hamlet, state.note, project.name if project else None)
                + self._unit_names((state.unit,))
            )
        )

    def award(self, state: AwardState) -> bool:
        """Whether an award answers; `awards=false` asks for what has none, so for no award."""
        shares = {state.unit: 1} if state.unit else {}
        contributions = self.snapshot.contribution_by_code
        names = [p.name for p in map(self.snapshot.project_by_code.get, state.projects) if p]
        return (
            self.wanted.awards is not False
            and self._through(
                (
                    *state.projects,
                    *(contributions[c].project for c in state.contributions if c in contributions),
                )
            )
            and self._gave(state.contributions)
            and self._in_unit(shares)
            and (not self.criteria or not self.criteria.isdisjoint(state.criteria))
            and self._in_phase(state.decided_on, state.decided_on)
            and self._in_box(state.geometry)
            and self._worded(
                (state.code, state.recipient, state.achievement, *names)
                + self._unit_names((state.unit,) if state.unit else ())
            )
        )

    def _in_unit(self, shares: Mapping[str, int]) -> bool:
        return not self.wanted.unit or any(
            self.definition.within(share, unit) for share in shares for unit in self.wanted.unit
        )

    def _in_phase(self, start: dt.date | None, end: dt.date | None) -> bool:
        if not self.phases:
            return True
        start, end = start or end, end or start
        if start is None or end is None:
            return False
        return any(start <= last and end >= first for first, last in self.phases)

    def _in_box(self, geometry: BaseGeometry | None) -> bool:
        return self.box is None or (
            geometry is not None and bool(shapely.intersects(self.box, geometry))
        )

    def _worded(self, texts: Iterable[str | None]) -> bool:
        if not self.words:
            return True
        whole = fold(" ".join(text for text in texts if text))
        return all(word in whole for word in self.words)

    def _unit_names(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.definition.units[uid].name for uid in ids if uid in self.definition.units)


def _with_leaves(criteria: Mapping[str, CriterionState], wanted: Collection[str]) -> set[str]:
    """The wanted criteria and all below them."""
    found = set(wanted)
    for code, criterion in criteria.items():
        if criterion.parent in found:
            found.add(code)
    return found


def _units(
    snapshot: Snapshot,
    wanted: Filter,
    projects: tuple[ProjectState, ...],
    units_on: dt.date | None,
) -> tuple[UnitState, ...]:
    """Units of the day that answer `unit`, `q` and `bbox`; with any filter on projects, those
    that a matching project touches."""
    definition = snapshot.definition
    narrowed = any(is_set(wanted, name) for name in NAMES if name not in OF_UNITS)
    box = shapely.box(*wanted.bbox) if wanted.bbox else None
    words = fold(wanted.q).split()
    day = units_on or snapshot.moment.as_of
    return tuple(
        unit
        for unit in definition.units_on(day).values()
        if (not wanted.unit or any(definition.within(unit.id, other) for other in wanted.unit))
        and (not narrowed or any(_touches(definition, p, unit.id) for p in projects))
        and (box is None or shapely.intersects(box, unit.geometry))
        and all(word in fold(f"{unit.name} {unit.code} {unit.id}") for word in words)
    )


def _touches(definition: Definition, project: ProjectState, uid: str) -> bool:
    return any(definition.within(share, uid) for share in project.shares)
