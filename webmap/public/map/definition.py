"""The campaign's definition as data: criteria, agencies, units."""

from flask import Blueprint, Response

from geodata.queries import Snapshot
from layers import features
from webmap.http import conditional, query

bp = Blueprint("definition", __name__)
NAMES = (*query.MOMENT, "on", "lang")


@bp.get("/criteria.json")
def criteria() -> Response:
    """The criteria in the plan's order; the leaves are what a feature is tied to."""
    return conditional.data((*query.MOMENT, "lang"), _criteria)


@bp.get("/agencies.json")
def agencies() -> Response:
    """The agencies valid on a day (`on`, by default the day asked about)."""
    return conditional.data(NAMES, _agencies)


@bp.get("/units.json")
def units() -> Response:
    """The campaign's units valid on a day, without their outlines; with `outside` the ground
    outside the former city too."""
    return conditional.data((*NAMES, "outside"), _units)


def _criteria(found: Snapshot, _question: query.Question, language: str) -> object:
    return {
        "as_of": found.moment.as_of,
        "rev": found.moment.known_rev,
        "criteria": features.criteria(found.definition, language),
    }


def _agencies(found: Snapshot, question: query.Question, language: str) -> object:
    day = question.on or found.moment.as_of
    return {
        "on": day,
        "rev": found.moment.known_rev,
        "agencies": features.agencies(found.definition.agencies_on(day).values(), language),
    }


def _units(found: Snapshot, question: query.Question, language: str) -> object:
    day = question.on or found.moment.as_of
    return {
        "on": day,
        "rev": found.moment.known_rev,
        "units": [
            features.unit_properties(unit, language)
            for unit in found.definition.units_on(day).values()
            if unit.in_campaign or question.outside
        ],
    }
