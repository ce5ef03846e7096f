"""Contributions at a moment."""

from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

from sqlalchemy.orm import Session

from geodata.models.contributions import ContributionRevision, ContributionShare
from geodata.queries.facts import Reach, latest, one_each, weights
from geodata.queries.links import Links
from geodata.queries.states import ContributionState
from geodata.spelling import key
from geodata.vocabulary import NATIVE_UNITS

_SAME = (
    "kind",
    "quantity",
    "value",
    "value_basis",
    "unit",
    "project",
    "giver_kind",
    "givers",
    "households",
    "mobilised_by",
    "stage",
    "source",
    "note",
)
SPELLED = {"hamlet": "unit", "unit_of_measure": "kind"}
"""Texts that are names, and the column within whose values each is one."""


def _spellings(rows: Mapping[int, ContributionRevision]) -> dict[tuple[str, str, str], str]:
    """How each hamlet of a unit and each unit of measure of a kind is shown, by the text that was
    entered: as in the contribution that was entered first, so that `khóm 3` and `KHÓM  3` are one.
    Putting that one right puts all right."""
    first = {
        ("unit_of_measure", kind, key(native)): native for kind, native in NATIVE_UNITS.items()
    }
    found: dict[tuple[str, str, str], str] = {}
    for _identity, row in sorted(rows.items()):
        for name, of in SPELLED.items():
            entered = name, getattr(row, of), getattr(row, name)
            if entered[2] and entered not in found:
                shown = normalize("NFC", " ".join(entered[2].split()))
                found[entered] = first.setdefault((*entered[:2], key(shown)), shown)
    return found


def _spelled(
    spellings: Mapping[tuple[str, str, str], str], row: ContributionRevision
) -> dict[str, Any]:
    told = {name: (name, getattr(row, of), getattr(row, name)) for name, of in SPELLED.items()}
    return {name: spellings.get(entered, entered[2]) for name, entered in told.items()}


def contribution_states(
    session: Session, reach: Reach, links: Links
) -> tuple[ContributionState, ...]:
    """Every verified contribution, newest first; sector and agency are its project's."""
    rows = one_each(
        session,
        latest(ContributionRevision, reach, ContributionRevision.contribution_id),
        "contribution_id",
    )
    spelled = _spellings(rows)
    shares = weights(session, ContributionShare, [row.id for row in rows.values()])
    states = [
        ContributionState(
            id=identity,
            code=links.contribution_codes[identity],
            **{name: getattr(row, name) for name in _SAME},
            **_spelled(spelled, row),
            sector=None,
            agency=None,
            date=row.effective_on,
            shares=dict(shares.get(row.id, {})),
            criteria=links.contribution_criteria.get(identity, ()),
            awards=links.contribution_awards.get(identity, ()),
            illustrative=tuple(row.illustrative),
            geometry=row.place,
        )
        for identity, row in rows.items()
    ]
    return tuple(
        sorted(
            states, key=lambda contribution: (contribution.date, contribution.code), reverse=True
        )
    )
