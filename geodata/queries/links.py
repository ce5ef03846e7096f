"""Which feature serves which criterion, and which award honours which feature, by codes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.models.awards import Award, AwardAchievement
from geodata.models.base import Base
from geodata.models.contributions import Contribution
from geodata.models.definition import Criterion
from geodata.models.evidence import CriterionLink
from geodata.models.projects import Project
from geodata.queries.award_steps import decided_awards
from geodata.queries.definition import Definition
from geodata.queries.facts import Reach, all_alive


@dataclass(frozen=True)
class Links:
    """Codes on the far side of each link, by the id of the near one."""

    project_codes: Mapping[int, str]
    contribution_codes: Mapping[int, str]
    award_codes: Mapping[int, str]
    project_criteria: Mapping[int, tuple[str, ...]]
    contribution_criteria: Mapping[int, tuple[str, ...]]
    award_criteria: Mapping[int, tuple[str, ...]]
    project_awards: Mapping[int, tuple[str, ...]]
    contribution_awards: Mapping[int, tuple[str, ...]]
    award_projects: Mapping[int, tuple[str, ...]]
    award_contributions: Mapping[int, tuple[str, ...]]

    @classmethod
    def read(cls, session: Session, reach: Reach, definition: Definition) -> "Links":
        """All links that count; an award counts for a feature once it is decided."""
        names: dict[type[Base], dict[int, str]] = {
            model: dict(session.execute(select(model.id, model.code)).all())
            for model in (Project, Contribution, Award, Criterion)
        }
        criteria = _criteria(session, reach, names[Criterion], list(definition.criteria))
        honours = _honours(session, reach, names)
        return cls(
            project_codes=names[Project],
            contribution_codes=names[Contribution],
            award_codes=names[Award],
            project_criteria=criteria["project_id"],
            contribution_criteria=criteria["contribution_id"],
            award_criteria=criteria["award_id"],
            **honours,
        )


_Codes = dict[int, tuple[str, ...]]


def _criteria(
    session: Session, reach: Reach, names: Mapping[int, str], order: list[str]
) -> dict[str, _Codes]:
    place = {code: index for index, code in enumerate(order)}
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for link in session.execute(all_alive(CriterionLink, reach)):
        for column in ("project_id", "contribution_id", "award_id"):
            feature = getattr(link, column)
            if feature is not None:
                found[column][feature].add(names[link.criterion_id])
    return {
        column: {
            feature: tuple(sorted(codes, key=lambda code: place.get(code, 0)))
            for feature, codes in found[column].items()
        }
        for column in ("project_id", "contribution_id", "award_id")
    }


def _honours(
    session: Session, reach: Reach, names: Mapping[type[Base], Mapping[int, str]]
) -> dict[str, _Codes]:
    decided = decided_awards(session, reach)
    lists: dict[str, dict[int, list[str]]] = {
        name: defaultdict(list)
        for name in (
            "project_awards",
            "contribution_awards",
            "award_projects",
            "award_contributions",
        )
    }
    for link in session.execute(all_alive(AwardAchievement, reach)):
        award = names[Award][link.award_id]
        if link.project_id is not None:
            lists["award_projects"][link.award_id].append(names[Project][link.project_id])
            if link.award_id in decided:
                lists["project_awards"][link.project_id].append(award)
        if link.contribution_id is not None:
            contribution = names[Contribution][link.contribution_id]
            lists["award_contributions"][link.award_id].append(contribution)
            if link.award_id in decided:
                lists["contribution_awards"][link.contribution_id].append(award)
    return {name: {k: tuple(v) for k, v in found.items()} for name, found in lists.items()}
