"""Where the public sees a contribution: the exact place of a gift names who gave it.

The one rule of it, worked out when it is read; rows keep the exact place. A gift for a project with
a line stands at the middle of the stretch of about 100 m of that line beside it; for one with
another outline, within the outline; otherwise within its unit. Exact places are given only while
every giver agrees to it today.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from geodata.models.people import Consent, ContributionGiver
from geodata.queries.states import ContributionState

DECIMALS = 4
"""Digits after the point of a degree in a public place: about 11 m."""
STRETCH = 0.001
"""Degrees of a line that share one public place: about 110 m."""
PARCEL = "parcel"
"""The level of consent by which the exact place may be shown."""
ON_PROJECT, IN_UNIT = "project", "unit"
"""What the campaign's rule `public_place` may say; the first where it says nothing."""

Agreed = tuple[tuple[int, int], ...]
"""Id of each contribution all of whose kept givers agree today, and how many they are."""


def agreed(session: Session) -> Agreed:
    """Whose exact place the public may see today, whatever day is shown. Every question asks it, so
    without any such consent no more than consents are looked at."""
    valid = Consent.level == PARCEL, Consent.withdrawn_at.is_(None)
    if session.scalar(select(Consent.id).where(*valid).limit(1)) is None:
        return ()
    says = exists().where(
        Consent.person_id == ContributionGiver.person_id,
        *valid,
    )
    some = select(ContributionGiver.contribution_id).where(says)
    identity = ContributionGiver.contribution_id
    query = (
        select(identity, func.count(), func.count().filter(says))
        .where(identity.in_(some))
        .group_by(identity)
        .order_by(identity)
    )
    rows = session.execute(query)
    return tuple((one, people) for one, people, saying in rows if people == saying)


def with_public_places(
    contributions: Sequence[ContributionState],
    projects: Mapping[str, BaseGeometry | None],
    units: Mapping[str, BaseGeometry],
    rule: str,
    agreed: Agreed,
) -> tuple[ContributionState, ...]:
    """Contributions whose `geometry`, exact as read, is the public one. `projects` and `units`:
    places by code and by id; `rule` as the campaign's `public_place`."""
    saying = dict(agreed)
    exact = [one.geometry for one in contributions]
    about = [
        _around(one.project if rule == ON_PROJECT else None, one.unit, projects, units)
        for one in contributions
    ]
    found = public_places(exact, about)
    return tuple(
        one
        if one.geometry is None or saying.get(one.id, 0) >= max(one.givers, 1)
        else replace(one, geometry=place)
        for one, place in zip(contributions, found, strict=True)
    )


def _around(
    project: str | None,
    unit: str,
    projects: Mapping[str, BaseGeometry | None],
    units: Mapping[str, BaseGeometry],
) -> BaseGeometry | None:
    place = projects.get(project) if project else None
    return units.get(unit) if place is None or place.is_empty else place


def public_places(
    exact: Iterable[BaseGeometry | None], around: Iterable[BaseGeometry | None]
) -> list[BaseGeometry | None]:
    """The public place (a point, EPSG:4326, DECIMALS) of each exact one, on or within the outline
    beside it; None for what has no place, or no outline to stand in for it."""
    pairs = list(zip(exact, around, strict=True))
    lines = [
        at
        for at, (place, outline) in enumerate(pairs)
        if place is not None and outline is not None and shapely.get_dimensions(outline) == 1
    ]
    found: list[BaseGeometry | None] = [
        None if place is None or outline is None else _rounded(shapely.point_on_surface(outline))
        for place, outline in pairs
    ]
    if lines:
        along = np.array([pairs[at][1] for at in lines], dtype=object)
        centres = shapely.centroid(np.array([pairs[at][0] for at in lines], dtype=object))
        parts = np.maximum(1, np.round(shapely.length(along) / STRETCH))
        share = shapely.line_locate_point(along, centres, normalized=True)
        middle = (np.minimum(np.floor(share * parts), parts - 1) + 0.5) / parts
        points = shapely.line_interpolate_point(along, middle, normalized=True)
        for at, point in zip(lines, points, strict=True):
            found[at] = _rounded(point)
    return found


def _rounded(point: BaseGeometry) -> BaseGeometry:
    place: BaseGeometry = shapely.Point(np.round(shapely.get_coordinates(point)[0], DECIMALS))
    return place
