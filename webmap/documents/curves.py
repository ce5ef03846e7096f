"""The charts of a review: planned against actual, disbursement month by month, groups."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from flask_babel import gettext as _

from geodata.vocabulary import DEDUCTED
from webmap.documents.content import Chart, Series, millions
from webmap.documents.frozen import Frozen, day

PLAN, ACTUAL = "#52616B", "#0B5A6F"
PAID, GIVEN = "#0B5A6F", "#B45309"


def progress(project: Mapping[str, Any], as_of: dt.date) -> Chart | None:
    """Planned and confirmed percent at the end of each month up to the closing day, so that equal
    steps are equal times; None for a site that was never seen.

    What was confirmed stands in the month in which it was seen, the last of several; the plan is
    read off its curve.
    """
    seen = {
        day(row["effective_on"]): row["physical_percent"]
        for row in project["reports"]
        if row["physical_percent"] is not None
    }
    planned = [(day(when), percent) for when, percent in project["planned_curve"]]
    if not seen:
        return None
    days = months_to(min([*seen, *(when for when, _percent in planned)]), as_of)
    by_month = {(when.year, when.month): percent for when, percent in sorted(seen.items())}
    actual: list[float | None] = [by_month.get((when.year, when.month)) for when in days]
    series = [Series(_("Thực hiện (%)"), actual, ACTUAL)]
    if planned:
        series.insert(0, Series(_("Kế hoạch (%)"), [on_plan(planned, d) for d in days], PLAN))
    return Chart(
        f"progress-{project['code']}",
        _("Tiến độ: kế hoạch và thực hiện"),
        "line",
        [f"{when.month:02d}/{when.year}" for when in days],
        series,
        "%",
        ("projects", project["code"], "reports"),
    )


def months_to(first: dt.date, last: dt.date) -> list[dt.date]:
    """The last day of each month from that of `first` on; the last of them is `last` itself."""
    found, month = [], first.replace(day=1)
    while month <= last:
        month = (month + dt.timedelta(days=31)).replace(day=1)
        found.append(min(month - dt.timedelta(days=1), last))
    return found


def on_plan(points: Sequence[tuple[dt.date, float]], when: dt.date) -> float:
    """The planned percent of a day, on a straight line between two points."""
    if when <= points[0][0]:
        return float(points[0][1]) if when == points[0][0] else 0.0
    for (day_a, percent_a), (day_b, percent_b) in pairwise(points):
        if when <= day_b:
            part = (when - day_a).days / (day_b - day_a).days
            return round(percent_a + (percent_b - percent_a) * part, 1)
    return float(points[-1][1])


def disbursement(frozen: Frozen) -> Chart | None:
    """Disbursement of the budget year, added up month by month up to the last month that any
    project tells, in triệu đồng; None where nothing is told."""
    rows = [
        row
        for project in frozen.projects
        for row in project["disbursements"]
        if row["budget_year"] == frozen.year
    ]
    if not rows:
        return None
    last = max(day(row["month"]) for row in rows)
    every = range((last.year - frozen.year) * 12 + last.month)
    months = [dt.date(frozen.year + n // 12, n % 12 + 1, 1) for n in every]
    paid: dict[dt.date, int] = dict.fromkeys(months, 0)
    for row in rows:
        paid[day(row["month"])] += -row["amount"] if row["kind"] in DEDUCTED else row["amount"]
    reached, told = 0, []
    for month in months:
        reached += paid[month]
        told.append(float(millions(reached) or Decimal(0)))
    return Chart(
        "disbursement",
        _("Lũy kế giải ngân %(year)s", year=frozen.year),
        "bar",
        [f"{month.month:02d}/{month.year}" for month in months],
        [Series(_("Giải ngân lũy kế (triệu đồng)"), told, PAID)],
        _("triệu đồng"),
        ("total", "disbursed_year"),
    )


def groups(
    frozen: Frozen, found: Sequence[Mapping[str, Any]], root: tuple[str, ...]
) -> Chart | None:
    """Plan and disbursement of the year by group, in triệu đồng; None when no group has any: office
    programs open no chart without categories."""
    shown = [group for group in found if group["plan_year"] or group["disbursed_year"]]
    if not shown:
        return None

    def amounts(name: str) -> list[float | None]:
        told = [millions(group[name]) for group in shown]
        return [None if amount is None else float(amount) for amount in told]

    return Chart(
        f"{root[0]}-capital".replace("_", "-"),
        _("Kế hoạch vốn và giải ngân %(year)s", year=frozen.year),
        "bar",
        [frozen.label(group) for group in shown],
        [
            Series(_("Kế hoạch vốn (triệu đồng)"), amounts("plan_year"), PLAN),
            Series(_("Giải ngân (triệu đồng)"), amounts("disbursed_year"), PAID),
        ],
        _("triệu đồng"),
        root,
    )
