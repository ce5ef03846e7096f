"""What a review's figures are: everything that slides, reports and tables say, as plain data.

The one source of every document: what is made of a review is made of this alone. Amounts that no
row speaks of are null, lists without rows are empty; nothing is filled in.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geodata.figures.filters import Filter
from geodata.figures.selection import Selection, select
from geodata.figures.summaries import Figure, figures
from geodata.queries import Definition, Snapshot, proofs, uses
from geodata.queries.award_proposals import award_proposals
from geodata.queries.facts import Reach
from geodata.reviews import rows as review_rows
from geodata.reviews.allowed_fields import ALLOWED

SCHEMA = "sadec-review/1"
"""Version of the shape of the figures; a reader of frozen bytes asks for it first."""

GROUPINGS = ("sector", "agency", "criterion", "kind")
DECIMALS = 6
"""Digits after the point of a degree: 10 cm."""


def compose(
    session: Session, found: Snapshot, office: str | None, about: Mapping[str, Any]
) -> dict[str, Any]:
    """The figures of a snapshot's moment: of the whole campaign, or of a unit's or an agency's own
    review only what is theirs (`scope`). `about` is what the review itself is and holds (`review`,
    `estimates`, `reports`, `texts`, `petitions`). Shapes: see docs/reviews.md."""
    moment = found.moment
    reach = Reach.of(moment)
    wanted = scope(found.definition, office)
    chosen = select(found, wanted)
    return {
        "schema": SCHEMA,
        "method_version": moment.method,
        "as_of": moment.as_of,
        "budget_year": moment.budget_year,
        "rev": moment.known_rev,
        "rules": dict(found.definition.campaign.rules),
        "scope": {"unit": list(wanted.unit), "agency": list(wanted.agency)},
        **about,
        **_campaign(found),
        "figures": _figures(found, chosen),
        "projects": _projects(session, chosen, reach),
        "contributions": [_state(contribution) for contribution in chosen.contributions],
        "awards": [_state(award) for award in chosen.awards],
        **_beside(session, found, wanted),
    }


def scope(definition: Definition, office: str | None) -> Filter:
    """What a review is of. The campaign's (None): everything. A unit's own, or its government's:
    what lies on its ground. An owner's: its projects, with what was given to them and what honours
    them. Another office: its unit's ground, or everything when it works across the city.
    """
    if office is None:
        return Filter()
    if office in definition.units:
        return Filter(unit=(office,))
    agency = definition.agencies[office]
    if "owner" in agency.functions and "government" not in agency.functions:
        return Filter(agency=(office,))
    return Filter(unit=(agency.unit,)) if agency.unit else Filter()


def _beside(session: Session, found: Snapshot, wanted: Filter) -> dict[str, Any]:
    """What belongs to the chosen features: uses, proofs, awards that wait for their decision (an
    owner's are not known: a dossier names a unit)."""
    moment, definition, chosen = found.moment, found.definition, select(found, wanted)
    codes = {
        "project": {project.code for project in chosen.projects},
        "contribution": {contribution.code for contribution in chosen.contributions},
        "award": {award.code for award in chosen.awards},
    }
    told: dict[str, Iterable[Any]] = {
        "uses": [use for use in uses(session, moment) if use.contribution in codes["contribution"]],
        "proofs": [proof for proof in proofs(session, found) if proof.code in codes[proof.kind]],
        "proposals": [
            proposal
            for proposal in award_proposals(session, Reach.of(moment))
            if not wanted.asks
            or (proposal.unit and any(definition.within(proposal.unit, uid) for uid in wanted.unit))
        ],
    }
    return {name: [_state(item) for item in items] for name, items in told.items()}


def _campaign(found: Snapshot) -> dict[str, Any]:
    """Names as of the day: what figures are said with, long after names have changed."""
    definition = found.definition
    campaign = definition.campaign
    return {
        "campaign": {
            "title_vi": campaign.title_vi,
            "title_en": campaign.title_en,
            "starts_on": campaign.starts_on,
            "ends_on": campaign.ends_on,
        },
        "units": [_state(unit) for unit in definition.units.values()],
        "agencies": [_state(agency) for agency in definition.agencies.values()],
        "criteria": [_state(criterion) for criterion in definition.criteria.values()],
        "lists": {
            kind: [
                {"code": item.code, "name_vi": item.name_vi, "name_en": item.name_en}
                for item in items.values()
            ]
            for kind, items in definition.items.items()
        },
    }


def generations(found: Snapshot) -> list[dt.date]:
    """A day of each generation of units, the one of the snapshot's day first."""
    own = found.moment.as_of
    starts = {unit.valid_from for unit in found.definition.units.values() if not unit.valid_on(own)}
    return [own, *sorted(starts)]


def _figures(found: Snapshot, chosen: Selection) -> dict[str, Any]:
    """The total, and its groups by unit in every generation, sector, agency, criterion, kind."""
    total = figures(found, chosen, "sector").total
    told: dict[str, Any] = {"total": _figure(total), "by_unit": []}
    for day in generations(found):
        summed = figures(found, chosen, "unit", day)
        told["by_unit"].append({"units_on": day, "groups": _groups(summed.groups)})
    for by in GROUPINGS:
        told[f"by_{by}"] = _groups(figures(found, chosen, by).groups)
    return told


def _groups(groups: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {"key": group.key, "label_vi": group.label_vi, "label_en": group.label_en}
        | _figure(group.figure)
        for group in groups
    ]


def _figure(figure: Figure) -> dict[str, Any]:
    """Sums, null where no row states what they add, and the codes of the rows behind them."""
    return figure.as_dict() | {
        "rows": {
            "projects": list(figure.projects),
            "contributions": list(figure.contributions),
            "awards": list(figure.awards),
        }
    }


def _projects(session: Session, chosen: Selection, reach: Reach) -> list[dict[str, Any]]:
    lists = review_rows.project_rows(session, reach)
    curves = review_rows.planned_curves(session, reach, review_rows.decisions_of(session, reach))
    return [
        _state(project)
        | {name: lists.get(project.id, {}).get(name, []) for name in review_rows.COLUMNS}
        | {"planned_curve": curves.get(project.id, [])}
        for project in chosen.projects
    ]


def _state(thing: Any) -> dict[str, Any]:
    """The fields of a state that may be public (`allowed_fields`), as plain data."""
    return {name: getattr(thing, name) for name in ALLOWED[type(thing).__name__]}


def plain(value: Any) -> Any:
    """What canonical JSON can say: decimals as numbers, days in ISO 8601, places as GeoJSON."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, frozenset, set)):
        items = sorted(value) if isinstance(value, (set, frozenset)) else value
        return [plain(item) for item in items]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return plain(_state(value))
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, BaseGeometry):
        return _place(value)
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return value


def _place(geometry: BaseGeometry) -> dict[str, Any] | None:
    if geometry.is_empty:
        return None
    rounded = shapely.transform(
        shapely.force_2d(geometry), lambda points: np.round(points, DECIMALS)
    )
    told: dict[str, Any] = plain(shapely.geometry.mapping(rounded))
    return told
