"""Warnings about an entry, codes of vocabulary WARNINGS: it may still be right."""

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Integer, Select, and_, bindparam, select
from sqlalchemy.orm import Session

from geodata.clock import CITY_ZONE
from geodata.models.contributions import Contribution, ContributionRevision
from geodata.queries.definition import Definition
from geodata.queries.verdicts import is_gone
from geodata.shares import on_grid
from geodata.vocabulary import TRANSITIONS

JUMP_POINTS = 40
FAR_M = 500
LATE_DAYS = 30
NOT_BEGUN = frozenset({"identification", "preparation"})
"""Statuses under which nothing is built yet."""
SMALL_MONEY = 50_000
"""Đồng: less is rather a slip of thousands than what was given. The campaign's rule `small_money`
comes first."""
NEAR_DAYS = 7
NEAR_QUANTITY = Decimal("0.05")


def of_update(row: Any, before: Any | None, later: bool, place: BaseGeometry | None) -> list[str]:
    """Marks of a status update. `before`: the verified row that it would follow; `later`: whether
    one of a later day is verified; `place`: the project's."""
    marks = []
    old, new = before and before.physical_percent, row.physical_percent
    if old is not None and new is not None:
        if new < old:
            marks.append("progress_fell")
        if new - old > JUMP_POINTS:
            marks.append("progress_jumped")
    elif before is None and new is not None and new > JUMP_POINTS:
        marks.append("progress_jumped")
    if new and row.status in NOT_BEGUN:
        marks.append("progress_before_start")
    status = before.status if before else "identification"
    if row.status != status and row.status not in TRANSITIONS[status]:
        marks.append("status_skipped")
    marks += _of_position(row, place)
    if later:
        marks.append("outdated")
    return marks


def _of_position(row: Any, place: BaseGeometry | None) -> list[str]:
    """Marks of a phone's fix. Of one that was left out its accuracy is all that is kept."""
    if row.seen_at is None:
        return ["position_left_out"] if row.accuracy_m is not None else []
    marks = ["far_from_site"] if place is not None and _far(row, place) else []
    return [*marks, "coarse_position"] if (row.accuracy_m or 0) > FAR_M else marks


def _far(row: Any, place: BaseGeometry) -> bool:
    metres = shapely.distance(on_grid(row.seen_at), on_grid(place))
    return bool(metres > FAR_M + float(row.accuracy_m or 0))


def backdated(day: dt.date, recorded_at: dt.datetime) -> bool:
    """Whether something was entered long after the day of which it is true."""
    return (recorded_at.astimezone(CITY_ZONE).date() - day).days > LATE_DAYS


def small(definition: Definition, kind: str, value: int | None) -> bool:
    """Whether a contribution of money is so small that thousands may have been forgotten."""
    least = definition.campaign.rules.get("small_money", SMALL_MONEY)
    return kind == "money" and value is not None and value < least


def of_predecessor(definition: Definition, unit: str, office: str | None) -> bool:
    """Whether a unit's contribution was entered by the one into which it was merged."""
    return office is not None and unit != office and definition.within(unit, office)


def twins(session: Session, contribution: Any, contribution_id: int | None, rev: int) -> list[str]:
    """Codes of other contributions, entered before a rev, that may be the same one: kind and
    project (without one: the unit) the same, at most 7 days and 5 % of quantity apart. As it was
    then: what was returned or withdrawn later still counts."""
    near = dt.timedelta(days=NEAR_DAYS)
    others = session.execute(
        _twins(contribution.project is not None),
        {
            "place": contribution.project
            if contribution.project is not None
            else contribution.unit,
            "kind": contribution.kind,
            "first": contribution.effective_on - near,
            "last": contribution.effective_on + near,
            "own": contribution_id or 0,
            "rev": rev,
        },
    )
    return list(dict.fromkeys(code for code, size in others if _near(size, contribution.quantity)))


@cache
def _twins(to_project: bool) -> Select[str, Decimal | None]:
    """The question, put together once: a queue asks it for each of its contributions."""
    row = ContributionRevision
    if to_project:
        same_place = row.project == bindparam("place")
    else:
        same_place = and_(row.project.is_(None), row.unit == bindparam("place"))
    return (
        select(Contribution.code, row.quantity)
        .join(Contribution, Contribution.id == row.contribution_id)
        .where(
            same_place,
            row.kind == bindparam("kind"),
            row.effective_on.between(bindparam("first"), bindparam("last")),
            row.contribution_id != bindparam("own"),
            row.rev < bindparam("rev"),
            row.voided.is_(False),
            ~is_gone(row, bindparam("rev", type_=Integer)),
        )
        .order_by(row.id)
    )


def _near(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= NEAR_QUANTITY * max(one, other)
