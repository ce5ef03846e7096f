"""The exact places of what people gave, and looking for them in what the public gets."""

import re

from sqlalchemy import select

from geodata.models.contributions import ContributionRevision
from geodata.store import Store

PAIR = re.compile(r"(?<![\d.])(10[56]\.\d{5,})\D{1,12}(10\.\d{5,})")
"""A longitude and a latitude of more decimals than a public place has."""


def exact_places(store: Store) -> set[tuple[float, float]]:
    """Every corner of every exact place, to a metre."""
    with store.reading() as session:
        places = session.scalars(
            select(ContributionRevision.place).where(ContributionRevision.place.is_not(None))
        )
        found = [place for place in places if place is not None]
    rings = (p.exterior.coords if p.geom_type == "Polygon" else p.coords for p in found)
    return {(round(x, 5), round(y, 5)) for ring in rings for x, y in ring}


def told_exactly(text: str, exact: set[tuple[float, float]]) -> set[tuple[float, float]]:
    """Those of the exact corners that a text holds."""
    pairs = ((round(float(x), 5), round(float(y), 5)) for x, y in PAIR.findall(text))
    return exact & set(pairs)
