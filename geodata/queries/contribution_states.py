"""Contributions at a moment."""

from sqlalchemy.orm import Session

from geodata.models.contributions import ContributionRevision, ContributionShare
from geodata.queries.facts import Reach, latest, one_each, weights
from geodata.queries.links import Links
from geodata.queries.states import ContributionState

_SAME = (
    "kind",
    "quantity",
    "unit_of_measure",
    "value",
    "value_basis",
    "unit",
    "project",
    "giver_kind",
    "givers",
    "households",
    "hamlet",
    "mobilised_by",
    "stage",
    "source",
    "note",
)


def contribution_states(
    session: Session, reach: Reach, links: Links
) -> tuple[ContributionState, ...]:
    """Every verified contribution, newest first; sector and agency are its project's."""
    rows = one_each(
        session,
        latest(ContributionRevision, reach, ContributionRevision.contribution_id),
        "contribution_id",
    )
    shares = weights(session, ContributionShare, [row.id for row in rows.values()])
    states = [
        ContributionState(
            id=identity,
            code=links.contribution_codes[identity],
            **{name: getattr(row, name) for name in _SAME},
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
