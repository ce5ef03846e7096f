"""What is shown of a frozen body: places of gifts that were frozen exact, as the public sees them.

The bytes that were kept and their digest stay; what is shown is worked out of those bytes alone, so
that the same body always gives the same copy. A body without exact places is shown as it is.
"""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from geodata.queries.public_places import DECIMALS, ON_PROJECT, public_places
from geodata.reviews.figures import plain
from geodata.reviews.freezing import canonical

REDACTED = "redacted"
"""Where a copy says that it is one: the digest of the frozen body, and what was replaced."""


def shown(body: bytes, digest: str) -> bytes:
    """The bytes that the public gets of a frozen body with that digest."""
    told = json.loads(body)
    places = _places(told)
    if not places:
        return body
    for one in told["contributions"]:
        one["geometry"] = places.get(one["code"], one["geometry"])
    given = {one["code"]: one["geometry"] for one in told["contributions"]}
    for award in told["awards"]:
        # An award stands where the first placed gift that it honours does.
        award["geometry"] = next(
            (given[code] for code in award["contributions"] if given.get(code)), award["geometry"]
        )
    fields = ["contributions.geometry", "awards.geometry"]
    return canonical(told | {REDACTED: {"frozen_digest": digest, "fields": fields}})


def _places(told: Mapping[str, Any]) -> dict[str, Any]:
    """The public place of each contribution of the body that has an exact one."""
    chosen = [one for one in told.get("contributions", ()) if _exact(one.get("geometry"))]
    if not chosen:
        return {}
    on_project = told["rules"].get("public_place", ON_PROJECT) == ON_PROJECT
    projects = {one["code"]: one["geometry"] for one in told["projects"]} if on_project else {}
    units = {unit["id"]: unit["geometry"] for unit in told["units"]}
    around = [projects.get(one["project"]) or units.get(one["unit"]) for one in chosen]
    found = public_places(
        [shape(one["geometry"]) for one in chosen],
        [shape(place) if place else None for place in around],
    )
    return {one["code"]: plain(place) for one, place in zip(chosen, found, strict=True)}


def _exact(place: Mapping[str, Any] | None) -> bool:
    """Whether a place tells more than the public one does."""
    if place is None:
        return False
    points = shapely.get_coordinates(shape(dict(place)))
    return place["type"] != "Point" or bool((points != np.round(points, DECIMALS)).any())
