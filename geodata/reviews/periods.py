"""What the tables of a review count as "in the period": from which day, and what came late.

What happens between the closing day of one report (30 November) and the next year's period (from
1 January), and what the last report could not know yet, belongs to the next report. Both are frozen
with the figures.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from geodata.figures.selection import Selection
from geodata.models.base import counts_from
from geodata.reviews.states import ReviewState

FURTHEST = dt.timedelta(days=366)
"""How long before a period the last review may have closed, so that its tables go on from there."""


def followed(review: ReviewState, others: Iterable[ReviewState]) -> ReviewState | None:
    """The review whose tables a review's tables go on from: the last frozen one of its own kind and
    office that closed before its period, else the one that it is compared with (`against`). None
    where neither did so within a year. Reports of one kind that follow each other so lose no day
    and count none twice."""
    earlier = [other for other in others if other.frozen and other.id != review.id]
    series = [o for o in earlier if (o.kind, o.office) == (review.kind, review.office)]
    compared = [other for other in earlier if other.code == review.against]
    for found in (series, compared):
        fitting = [o for o in found if _before(o.counted_until, review.period_from)]
        if fitting:
            return max(fitting, key=lambda other: (other.counted_until, other.id))
    return None


def _before(day: dt.date, start: dt.date) -> bool:
    return start - FURTHEST <= day < start


def counted_from(review: ReviewState, last: ReviewState | None) -> dt.date:
    """The first day that the tables count: the day after the followed review's last one, or the
    period's first."""
    return last.counted_until + dt.timedelta(days=1) if last else review.period_from


def recorded_late(
    chosen: Selection, last: ReviewState, body: Mapping[str, Any]
) -> dict[str, list[str]]:
    """Codes of contributions and awards of the followed review's days that its frozen `body` does
    not hold: they were recorded or confirmed after it was frozen."""
    began = _began(body)

    def late(kind: str, days: Mapping[str, dt.date | None]) -> list[str]:
        known = {item["code"] for item in body[kind]}
        return sorted(
            code
            for code, day in days.items()
            if day and began <= day <= last.counted_until and code not in known
        )

    return {
        "contributions": late("contributions", {g.code: g.date for g in chosen.contributions}),
        "awards": late("awards", {a.code: a.decided_on for a in chosen.awards}),
    }


def paid_late(
    paid: Mapping[str, Iterable[Any]],
    corrects: Mapping[int, int],
    last: ReviewState,
    body: Mapping[str, Any],
) -> list[dict[str, Any]]:
    """Payments (`paid`: rows by project) that count from the followed review's days and that its
    frozen `body` does not hold: they were recorded afterwards, or older rules left them out. One
    that corrects a payment which it holds (`corrects`: ids) is no new one."""
    began = _began(body)
    held = {row["row"] for project in body["projects"] for row in project["disbursements"]}

    def is_held(row_id: int | None) -> bool:
        while row_id is not None and row_id not in held:
            row_id = corrects.get(row_id)
        return row_id is not None

    return [
        {"project": code, **{name: getattr(row, name) for name in _PAYMENT}}
        for code, rows in sorted(paid.items())
        for row in rows
        if began <= counts_from(row) <= last.counted_until and not is_held(row.id)
    ]


_PAYMENT = ("budget_year", "month", "kind", "amount")


def _began(body: Mapping[str, Any]) -> dt.date:
    """The first day that the tables of a frozen review count."""
    about = body["review"]
    return dt.date.fromisoformat(about.get("counted_from") or about["period_from"])
