"""What is true: every question takes `as_of` and may take `known_at`."""

from geodata.queries.definition import Definition, definition_at
from geodata.queries.evidence import Paper, Proof, proofs
from geodata.queries.moments import Moment, moment
from geodata.queries.projects.history import ProjectHistory, history
from geodata.queries.snapshot import Snapshot, snapshot
from geodata.queries.standing import Standing, contribution_standing, project_standing
from geodata.queries.states import (
    AgencyState,
    AwardState,
    ContributionState,
    CriterionState,
    Item,
    ProjectState,
    UnitState,
)
from geodata.queries.uses import Use, uses

__all__ = [
    "AgencyState",
    "AwardState",
    "ContributionState",
    "CriterionState",
    "Definition",
    "Item",
    "Moment",
    "Paper",
    "ProjectHistory",
    "ProjectState",
    "Proof",
    "Snapshot",
    "Standing",
    "UnitState",
    "Use",
    "contribution_standing",
    "definition_at",
    "history",
    "moment",
    "project_standing",
    "proofs",
    "snapshot",
    "uses",
]
