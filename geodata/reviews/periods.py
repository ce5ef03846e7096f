"""From which day the tables of a review count what happened "in the period"."""

import datetime as dt
from collections.abc import Iterable

from geodata.reviews.states import ReviewState

FURTHEST = dt.timedelta(days=366)
"""How long before a period the last review may have closed, so that its tables go on from there."""


def counted_from(review: ReviewState, others: Iterable[ReviewState]) -> dt.date:
    """The first day that a review's tables "in the period" count; frozen with the figures.

    What happens between the closing day of one report (30 November) and the next year's period
    (from 1 January) belongs to the next report: it goes on from the day after the last frozen
    review of its own kind and office. Where there is none, from the one that it is compared with
    (`against`); where that closed later, or more than a year before, from the period's first day.
    Reports of one kind that follow each other so lose no day and count none twice.
    """
    earlier = [other for other in others if other.frozen and other.id != review.id]
    series = [o for o in earlier if (o.kind, o.office) == (review.kind, review.office)]
    compared = [other for other in earlier if other.code == review.against]
    for found in (series, compared):
        ends = [o.counted_until for o in found if _before(o.counted_until, review.period_from)]
        if ends:
            return max(ends) + dt.timedelta(days=1)
    return review.period_from


def _before(day: dt.date, start: dt.date) -> bool:
    return start - FURTHEST <= day < start
