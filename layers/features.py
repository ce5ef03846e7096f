"""Rows to GeoJSON (RFC 7946) as plain dictionaries: longitude first, EPSG:4326, no `crs` member.

Money is integer đồng, percent 0–100, dates are `date` objects: the web room writes them as ISO.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geodata.figures.selection import Selection
from geodata.queries import (
    AgencyState,
    AwardState,
    ContributionState,
    Definition,
    Moment,
    ProjectState,
    UnitState,
)

DECIMALS = 7
"""Digits after the point of a degree: 1 cm; more would only pretend (RFC 7946, section 11.2)."""

Feature = dict[str, object]


@lru_cache(maxsize=4096)
def geometry_object(geometry: BaseGeometry | None) -> Mapping[str, object] | None:
    """A GeoJSON geometry: at most 7 decimals, outer rings anticlockwise; None for no place.

    The result is shared between calls and must not be changed.
    """
    if geometry is None or geometry.is_empty:
        return None
    rounded = shapely.transform(
        shapely.force_2d(geometry), lambda points: np.round(points, DECIMALS)
    )
    return mapping(shapely.orient_polygons(rounded))


def collection(moment: Moment, features: Iterable[Feature]) -> dict[str, object]:
    """A FeatureCollection that says how many match, as of which day and which `rev`, and
    whether that day is `measured` or `planned`."""
    found = list(features)
    return {
        "type": "FeatureCollection",
        "numberMatched": len(found),
        "numberReturned": len(found),
        "as_of": moment.as_of,
        "basis": moment.basis,
        "rev": moment.known_rev,
        "features": found,
    }


def units(selection: Selection, language: str) -> list[Feature]:
    """The administrative units of a generation, named in a language."""
    return [unit_feature(unit, language) for unit in selection.units]


def projects(selection: Selection, _language: str) -> list[Feature]:
    """The projects, most urgent first."""
    return [project_feature(project) for project in selection.projects]


def contributions(selection: Selection, _language: str) -> list[Feature]:
    """The contributions, newest first."""
    return [contribution_feature(contribution) for contribution in selection.contributions]


def awards(selection: Selection, _language: str) -> list[Feature]:
    """The awards, newest first, each placed where the first placed work that it honours is."""
    return [award_feature(award) for award in selection.awards]


def changed(selection: Selection, _language: str) -> list[Feature]:
    """The projects of which something is new, newest first, with the day of it."""
    return [
        _feature(
            one.project.code,
            one.project.geometry,
            {
                "code": one.project.code,
                "name": one.project.name,
                "status": one.project.status,
                "changed_on": one.changed_on,
                "illustrative": list(one.project.illustrative),
            },
        )
        for one in selection.changed
    ]


def unit_properties(unit: UnitState, language: str) -> dict[str, object]:
    """Properties of a unit; `id` is `code@year`, for a code alone identifies nothing."""
    return {
        "id": unit.id,
        "code": unit.code,
        "name": (unit.name_en if language == "en" else None) or unit.name,
        "kind": unit.kind,
        "in_campaign": unit.in_campaign,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "successors": list(unit.successors),
        "predecessors": list(unit.predecessors),
        "area_ha": unit.area_ha,
        "population": unit.population,
        "source": unit.source,
    }


def unit_feature(unit: UnitState, language: str) -> Feature:
    """A unit with its reference outline."""
    return _feature(unit.id, unit.geometry, unit_properties(unit, language))


def project_feature(project: ProjectState) -> Feature:
    """A project as of the moment; `awards` is a count, `illustrative` lists what is not fact."""
    properties: dict[str, object] = {
        "code": project.code,
        "name": project.name,
        "sector": project.sector,
        "status": project.status,
        "basis": project.basis,
        "late": project.late,
        "late_reason": project.late_reason,
        "days_overdue": project.days_overdue,
        "stale": project.stale,
        "physical_percent": project.physical_percent,
        "planned_percent": project.planned_percent,
        "observed_on": project.observed_on,
        "total_investment": project.total_investment,
        "budget_year": project.budget_year,
        "plan_year": project.plan_year,
        "disbursed_year": project.disbursed_year,
        "disbursed_total": project.disbursed_total,
        "agency": project.agency,
        "group": project.group,
        "units": list(project.units),
        "criteria": list(project.criteria),
        "awards": len(project.awards),
        "contributions": len(project.contributions),
        "key": project.key,
        "planned_start": project.planned_start,
        "approved_finish": project.approved_finish,
        "actual_finish": project.actual_finish,
        "forecast_finish": project.forecast_finish,
        "obstacles": list(project.obstacles),
        "place_note": project.place_note,
        "illustrative": list(project.illustrative),
        "source": project.source,
    }
    return _feature(project.code, project.geometry, properties)


def contribution_feature(contribution: ContributionState) -> Feature:
    """A contribution in its native unit and in đồng (null when nobody valued it)."""
    properties: dict[str, object] = {
        "id": contribution.code,
        "kind": contribution.kind,
        "quantity": contribution.quantity,
        "unit_of_measure": contribution.unit_of_measure,
        "value": contribution.value,
        "unit": contribution.unit,
        "project": contribution.project,
        "date": contribution.date,
        "giver_kind": contribution.giver_kind,
        "givers": contribution.givers,
        "households": contribution.households,
        "hamlet": contribution.hamlet,
        "stage": contribution.stage,
        "criteria": list(contribution.criteria),
        "awards": len(contribution.awards),
        "note": contribution.note,
        "illustrative": list(contribution.illustrative),
        "source": contribution.source,
    }
    return _feature(contribution.code, contribution.geometry, properties)


def award_feature(award: AwardState) -> Feature:
    """An award; `recipient` is a public label, never a person's name."""
    properties: dict[str, object] = {
        "code": award.code,
        "type": award.type,
        "form": award.form,
        "level": award.level,
        "year": award.year,
        "recipient_kind": award.recipient_kind,
        "recipients": award.recipients,
        "recipient": award.recipient,
        "unit": award.unit,
        "decided_on": award.decided_on,
        "decided_by": award.decided_by,
        "decision_number": award.decision_number,
        "presented_on": award.presented_on,
        "achievement": award.achievement,
        "projects": list(award.projects),
        "contributions": list(award.contributions),
        "criteria": list(award.criteria),
        "illustrative": list(award.illustrative),
        "source": award.source,
    }
    return _feature(award.code, award.geometry, properties)


def criteria(definition: Definition, language: str) -> list[dict[str, object]]:
    """The campaign's criteria in the plan's order; leaves carry the plan's own words."""
    return [
        {
            "code": item.code,
            "parent": item.parent,
            "order": item.order,
            "is_leaf": item.is_leaf,
            "text": _in(language, item.text_vi, item.text_en),
            "binds": _in(language, item.binds_vi, item.binds_en),
        }
        for item in definition.criteria.values()
    ]


def agencies(found: Iterable[AgencyState], language: str) -> list[dict[str, object]]:
    """Agencies of a day with their functions; generations are tied by successors."""
    return [
        {
            "id": agency.id,
            "name": _in(language, agency.name_vi, agency.name_en),
            "level": agency.level,
            "unit": agency.unit,
            "functions": list(agency.functions),
            "valid_from": agency.valid_from,
            "valid_to": agency.valid_to,
            "successors": list(agency.successors),
            "predecessors": list(agency.predecessors),
        }
        for agency in found
    ]


def _in(language: str, vietnamese: str | None, english: str | None) -> str | None:
    return (english if language == "en" else None) or vietnamese


def _feature(key: str, geometry: BaseGeometry | None, properties: dict[str, object]) -> Feature:
    return {
        "type": "Feature",
        "id": key,
        "geometry": geometry_object(geometry),
        "properties": properties,
    }
