"""Which group of a figure a feature falls in: by unit, sector, agency, criterion or kind."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from geodata.queries.snapshot import Snapshot
from geodata.queries.states import AwardState, ContributionState, ProjectState
from geodata.vocabulary import CONTRIBUTION_KINDS, NO_GROUP_LABEL, labels

NO_GROUP = "none"


class Grouping:
    """Which groups a feature falls in: a map from each of its shares to a group's key."""

    def __init__(self, snapshot: Snapshot, by: str, day: dt.date) -> None:
        self.snapshot, self.definition, self.by, self.day = snapshot, snapshot.definition, by, day

    def of_project(self, state: ProjectState) -> dict[str, str]:
        """The groups of a project, by share."""
        if self.by == "unit":
            return self._units(state.shares)
        if self.by == "criterion":
            return self._criteria(state.criteria)
        return _one({"sector": state.sector, "agency": state.agency}.get(self.by))

    def of_contribution(self, state: ContributionState) -> dict[str, str]:
        """The groups of a contribution, by share."""
        if self.by == "unit":
            return self._units(state.shares)
        if self.by == "criterion":
            return self._criteria(state.criteria)
        return _one({"sector": state.sector, "agency": state.agency, "kind": state.kind}[self.by])

    def of_award(self, state: AwardState) -> dict[str, str]:
        """An award falls in the groups of its unit or criteria, else in those it honours."""
        if self.by == "unit":
            return self._units({state.unit: 1} if state.unit else {})
        if self.by == "criterion":
            return self._criteria(state.criteria)
        return _merge(
            [
                *(self.of_project(p) for p in self._found("project_by_code", state.projects)),
                *(
                    self.of_contribution(c)
                    for c in self._found("contribution_by_code", state.contributions)
                ),
            ]
        )

    def _found(self, index: str, wanted: Iterable[str]) -> list[Any]:
        known = getattr(self.snapshot, index)
        return [known[code] for code in wanted if code in known]

    def _units(self, own: Mapping[str, int]) -> dict[str, str]:
        if not own:
            return {NO_GROUP: NO_GROUP}
        return {share: self.definition.unit_at(share, self.day) or NO_GROUP for share in own}

    def _criteria(self, own: Iterable[str]) -> dict[str, str]:
        return {code: code for code in own} or {NO_GROUP: NO_GROUP}

    def names(self) -> dict[str, tuple[str, str]]:
        """Every group there is, in the campaign's order, with its label in both languages."""
        definition = self.definition
        listed = {
            "unit": lambda: {
                u.id: (u.name, u.name_en) for u in definition.units_on(self.day).values()
            },
            "sector": lambda: {i.code: (i.name_vi, i.name_en) for i in definition.sectors.values()},
            "agency": lambda: {a.id: (a.name_vi, a.name_en) for a in definition.agencies.values()},
            "criterion": lambda: {
                c.code: (c.text_vi, c.text_en) for c in definition.criteria.values()
            },
            "kind": lambda: {
                code: (text, text) for code, text in labels(CONTRIBUTION_KINDS).items()
            },
        }[self.by]()
        none = NO_GROUP_LABEL[self.by]
        return {**listed, NO_GROUP: (none, none)}


def _one(key: str | None) -> dict[str, str]:
    return {key or NO_GROUP: key or NO_GROUP}


def _merge(found: list[dict[str, str]]) -> dict[str, str]:
    merged = {key: key for groups in found for key in groups.values() if key != NO_GROUP}
    return merged or {NO_GROUP: NO_GROUP}
