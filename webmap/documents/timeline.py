"""How each project stood at the end of each month up to the closing day, worked out of its frozen
rows by the same rules as everything else (`queries.progress`)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from geodata.queries.projects import late, progress
from webmap.documents.frozen import Frozen, day

_DAYS = ("effective_on", "planned_start", "planned_finish", "finish_on")


@dataclass(frozen=True)
class Stand:
    """A project on a day: status, confirmed percent, whether it was late."""

    status: str
    percent: float | None
    late: bool


def days(frozen: Frozen) -> list[dt.date]:
    """The last day of each month from the campaign's start, and the closing day."""
    found = []
    first = day(frozen.data["campaign"]["starts_on"]).replace(day=1)
    while first <= frozen.as_of:
        following = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
        found.append(min(following - dt.timedelta(days=1), frozen.as_of))
        first = following
    return found


def stands(frozen: Frozen, project: Mapping[str, Any]) -> list[Stand | None]:
    """The project on each of `days`; None before anything of it was true."""
    rules = frozen.data["rules"]
    revisions = [_row(row) for row in project["revisions"]]
    decisions = [_row(row) for row in project["decisions"]]
    reports = [_row(row) for row in project["reports"]]
    found: list[Stand | None] = []
    for when in days(frozen):
        revision = _last(revisions, when)
        if revision is None:
            found.append(None)
            continue
        plan = progress.schedule(revision, [d for d in decisions if d.effective_on <= when])
        update = _last(reports, when)
        status = update.status if update else "identification"
        judged = late.judge(
            status, update, plan, revision.effective_on, when,
            late_points=int(rules.get("late_points", 10)),
            stale_days=int(rules.get("stale_days", 30)),
        )  # fmt: skip
        percent = None if update is None else update.physical_percent
        known = None if percent is None else float(percent)
        found.append(Stand(status, known, judged.late_reason is not None))
    return found


def changes(standing: Sequence[Stand | None]) -> list[list[Any]]:
    """Only what changes from month to month: [place, status, percent, late]; status None before
    the project was there."""
    told: list[list[Any]] = []
    last: Stand | None = None
    for place, stand in enumerate(standing):
        if stand != last:
            told.append(
                [place, None, None, False]
                if stand is None
                else [place, stand.status, stand.percent, stand.late]
            )
        last = stand
    return told


def _last(rows: Sequence[Any], when: dt.date) -> Any:
    """The latest row by a day; rows are in the order in which they count."""
    return next((row for row in reversed(rows) if row.effective_on <= when), None)


def _row(row: Mapping[str, Any]) -> Any:
    """A frozen row as the rules read it: days as dates, percent as decimals."""
    told = {name: day(value) if name in _DAYS and value else value for name, value in row.items()}
    percent = told.get("physical_percent")
    told["physical_percent"] = None if percent is None else Decimal(str(percent))
    return SimpleNamespace(**told)
