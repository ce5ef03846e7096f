"""Reviews: prepared by many, frozen once, explained afterwards."""

from geodata.reviews.differences import Difference, FigureChange, RowChange, difference
from geodata.reviews.freezing import canonical, digest_of, freeze, freeze_new
from geodata.reviews.publishing import publish
from geodata.reviews.states import ReviewState, frozen_body, petitions, review, reviews

__all__ = [
    "Difference",
    "FigureChange",
    "ReviewState",
    "RowChange",
    "canonical",
    "difference",
    "digest_of",
    "freeze",
    "freeze_new",
    "frozen_body",
    "petitions",
    "publish",
    "review",
    "reviews",
]
