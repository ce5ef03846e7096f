"""Awards at a moment: public from their decision on, until revoked."""

from collections.abc import Mapping, Sequence

from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geodata.models.awards import AwardRevision, AwardStep
from geodata.queries.award_steps import decided_awards
from geodata.queries.definition import Definition
from geodata.queries.facts import Reach, latest, one_each
from geodata.queries.links import Links
from geodata.queries.states import AwardState, ContributionState, ProjectState


def award_states(
    session: Session, reach: Reach, definition: Definition, links: Links
) -> tuple[AwardState, ...]:
    """Every decided award, newest first."""
    rows = one_each(session, latest(AwardRevision, reach, AwardRevision.award_id), "award_id")
    decided = decided_awards(session, reach)
    states = [
        _state(identity, rows[identity], steps, definition, links)
        for identity, steps in decided.items()
        if identity in rows
    ]
    return tuple(sorted(states, key=lambda award: (award.decided_on, award.code), reverse=True))


def _state(
    identity: int,
    row: AwardRevision,
    steps: Sequence[AwardStep],
    definition: Definition,
    links: Links,
) -> AwardState:
    decision = _last(steps, "decided")
    assert decision is not None  # only decided awards come here
    presented = _last(steps, "presented")
    return AwardState(
        id=identity,
        code=links.award_codes[identity],
        type=row.type,
        form=row.form,
        level=_level(definition, row.form),
        year=row.year,
        recipient_kind=row.recipient_kind,
        recipients=row.recipients,
        recipient=row.recipient,
        unit=row.unit,
        achievement=row.achievement,
        decided_on=decision.effective_on,
        decision_number=decision.number,
        decided_by=decision.office,
        presented_on=presented.effective_on if presented else None,
        projects=links.award_projects.get(identity, ()),
        contributions=links.award_contributions.get(identity, ()),
        criteria=links.award_criteria.get(identity, ()),
        money=row.money,
        illustrative=tuple(dict.fromkeys([*row.illustrative, *decision.illustrative])),
        source=row.source,
    )


def _last(steps: Sequence[AwardStep], name: str) -> AwardStep | None:
    return next((row for row in reversed(steps) if row.step == name), None)


def _level(definition: Definition, form: str) -> str:
    item = definition.award_forms.get(form)
    return item.attrs.get("level", "") if item else ""


def placed(
    award: AwardState, features: Mapping[str, ProjectState | ContributionState]
) -> BaseGeometry | None:
    """The geometry of the first honoured feature that has one; an award has no place of its own."""
    for code in (*award.contributions, *award.projects):
        feature = features.get(code)
        if feature is not None and feature.geometry is not None:
            return feature.geometry
    return None
