"""The figures: exact sums with the rows behind them.

Money is integer đồng and quantities are decimals, split over groups by largest remainder, so that
the groups add up to the total in either generation of units. Counts are of the features that touch
a group and may add up to more.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from geodata import shares
from geodata.errors import BadInput
from geodata.figures.figure import AMOUNTS, Figure, KindFigure, added
from geodata.figures.grouping import NO_GROUP, Grouping
from geodata.figures.selection import Selection
from geodata.queries.snapshot import Snapshot
from geodata.queries.states import ContributionState, ProjectState
from geodata.vocabulary import (
    CONTRIBUTION_KINDS,
    FIGURE_GROUPS,
    N_,
    STATUSES,
    codes,
)

__all__ = ["AMOUNTS", "Figure", "Figures", "Group", "KindFigure", "added", "figures", "parts"]

_MILLI = 1000


@dataclass(frozen=True)
class Group:
    """Figures of one group. `key` is `none` for what belongs to no group."""

    key: str
    label_vi: str
    label_en: str
    figure: Figure


@dataclass(frozen=True)
class Figures:
    """A total and its groups; `units_on` names the generation of units."""

    by: str
    units_on: dt.date
    budget_year: int
    total: Figure
    groups: tuple[Group, ...]


@dataclass
class _Sum:
    """A figure being added up; quantities in thousandths."""

    statuses: dict[str, int] = field(default_factory=lambda: dict.fromkeys(codes(STATUSES), 0))
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("late", "stale", "unplaced", "key", "givers"), 0)
    )
    amounts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(AMOUNTS, 0))
    kinds: dict[str, list[Any]] = field(
        default_factory=lambda: {code: [0, 0, {}] for code in codes(CONTRIBUTION_KINDS)}
    )
    projects: list[str] = field(default_factory=list)
    contributions: list[str] = field(default_factory=list)
    awards: list[str] = field(default_factory=list)
    through: list[dt.date] = field(default_factory=list)
    stated: set[str] = field(default_factory=set)

    def add_project(self, state: ProjectState, amounts: Mapping[str, int]) -> None:
        self.projects.append(state.code)
        self.stated.update(name for name in AMOUNTS if getattr(state, name) is not None)
        self.statuses[state.status] += 1
        self.through += [state.disbursed_through] if state.disbursed_through else []
        for name, holds in (
            ("late", state.late),
            ("stale", state.stale),
            ("unplaced", state.geometry is None),
            ("key", state.key),
        ):
            self.counts[name] += holds
        for name, amount in amounts.items():
            self.amounts[name] += amount

    def add_contribution(self, state: ContributionState, value: int, milli: int) -> None:
        self.contributions.append(state.code)
        self.counts["givers"] += state.givers
        kind = self.kinds[state.kind]
        kind[0] += 1
        kind[1] += value
        if state.value is not None:
            self.stated.add(state.kind)
        if state.quantity is not None and state.unit_of_measure:
            kind[2][state.unit_of_measure] = kind[2].get(state.unit_of_measure, 0) + milli

    def done(self) -> Figure:
        return Figure(
            by_status=self.statuses,
            **self.counts,
            total_investment=self._stated("total_investment", self.amounts["total_investment"]),
            plan_year=self._stated("plan_year", self.amounts["plan_year"]),
            disbursed_year=self._stated("disbursed_year", self.amounts["disbursed_year"]),
            disbursed_total=self._stated("disbursed_total", self.amounts["disbursed_total"]),
            kinds={
                code: KindFigure(
                    count,
                    self._stated(code, value),
                    {unit: Decimal(milli) / _MILLI for unit, milli in sorted(quantities.items())},
                )
                for code, (count, value, quantities) in self.kinds.items()
            },
            projects=tuple(self.projects),
            contributions=tuple(self.contributions),
            awards=tuple(self.awards),
            disbursed_through=max(self.through, default=None),
        )

    def _stated(self, name: str, amount: int) -> int | None:
        return amount if name in self.stated else None


def figures(
    snapshot: Snapshot, selection: Selection, by: str = "unit", units_on: dt.date | None = None
) -> Figures:
    """Total and groups of a selection, by `unit`, `sector`, `agency`, `criterion` or `kind`.

    `units_on` picks the generation of units (default: that of as_of). Raises BadInput for another
    grouping.
    """
    if by not in FIGURE_GROUPS:
        raise BadInput(
            N_("Không nhóm số liệu theo “%(value)s” được."),
            pointer="by",
            allowed=FIGURE_GROUPS,
            value=by,
        )
    day = units_on or snapshot.moment.as_of
    if selection.key is None:
        return _figures(snapshot, selection, by, day)
    return snapshot.remember(
        ("figures", selection.key, by, day), lambda: _figures(snapshot, selection, by, day)
    )


def _figures(snapshot: Snapshot, selection: Selection, by: str, day: dt.date) -> Figures:
    grouping = Grouping(snapshot, by, day)
    total = _Sum()
    sums: dict[str, _Sum] = {}
    for project in selection.projects:
        _add_project(project, grouping.of_project(project), total, sums)
    for contribution in selection.contributions:
        _add_contribution(contribution, grouping.of_contribution(contribution), total, sums)
    for award in selection.awards:
        total.awards.append(award.code)
        for key in sorted(set(grouping.of_award(award).values())):
            sums.setdefault(key, _Sum()).awards.append(award.code)
    groups = tuple(
        Group(key, *names, sums.get(key, _Sum()).done())
        for key, names in grouping.names().items()
        if key != NO_GROUP or key in sums
    )
    return Figures(by, day, snapshot.moment.budget_year, total.done(), groups)


def parts(
    snapshot: Snapshot, by: str, key: str, units_on: dt.date | None = None
) -> dict[str, dict[str, int | Decimal]]:
    """What of each feature's amounts falls in one group, by code: the rows behind a group's figure.

    Projects carry `total_investment`, `plan_year`, `disbursed_year`, `disbursed_total`;
    contributions `value` and `quantity`; what a feature does not state is left out. Summed over a
    selection they are that selection's figures.
    """
    grouping = Grouping(snapshot, by, units_on or snapshot.moment.as_of)
    found: dict[str, dict[str, int | Decimal]] = {}
    for project in snapshot.projects:
        keys = grouping.of_project(project)
        if key in keys.values():
            weights = _weights(project.shares, keys)
            found[project.code] = {
                name: _allot(amount, weights, keys)[key]
                for name in AMOUNTS
                if (amount := getattr(project, name)) is not None
            }
    for contribution in snapshot.contributions:
        keys = grouping.of_contribution(contribution)
        if key in keys.values():
            weights = _weights(contribution.shares, keys)
            part = found[contribution.code] = {}
            if contribution.value is not None:
                part["value"] = _allot(contribution.value, weights, keys)[key]
            if contribution.quantity is not None:
                milli = _allot(_milli(contribution.quantity), weights, keys)[key]
                part["quantity"] = Decimal(milli) / _MILLI
    return found


def _milli(quantity: Decimal | None) -> int:
    return 0 if quantity is None else int(quantity * _MILLI)


def _allot(amount: int, weights: Mapping[str, int], keys: Mapping[str, str]) -> dict[str, int]:
    """An amount split over shares, then gathered by the group that each share falls in."""
    if len(keys) == 1:
        return dict.fromkeys(keys.values(), amount)
    gathered: dict[str, int] = dict.fromkeys(keys.values(), 0)
    for share, part in shares.split(amount, weights).items():
        gathered[keys[share]] += part
    return gathered


def _add_project(
    state: ProjectState, keys: Mapping[str, str], total: _Sum, sums: dict[str, _Sum]
) -> None:
    amounts = {name: getattr(state, name) or 0 for name in AMOUNTS}
    total.add_project(state, amounts)
    weights = _weights(state.shares, keys)
    parts = {name: _allot(amount, weights, keys) for name, amount in amounts.items()}
    for key in sorted(set(keys.values())):
        own = {name: parts[name][key] for name in AMOUNTS}
        sums.setdefault(key, _Sum()).add_project(state, own)


def _add_contribution(
    state: ContributionState, keys: Mapping[str, str], total: _Sum, sums: dict[str, _Sum]
) -> None:
    value, milli = state.value or 0, _milli(state.quantity)
    total.add_contribution(state, value, milli)
    weights = _weights(state.shares, keys)
    values, quantities = _allot(value, weights, keys), _allot(milli, weights, keys)
    for key in sorted(set(keys.values())):
        sums.setdefault(key, _Sum()).add_contribution(state, values[key], quantities[key])


def _weights(own: Mapping[str, int], keys: Mapping[str, str]) -> Mapping[str, int]:
    """Geographic weights where the groups are units; equal ones otherwise."""
    return own if own.keys() == keys.keys() else shares.even(keys)
