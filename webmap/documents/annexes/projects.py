"""Annex 1 of the yearly report: the projects, their capital of the budget year, their progress."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from webmap.documents.content import Cell, Column, Kind, Number, Table
from webmap.documents.frozen import Frozen, day
from webmap.documents.numbers import (
    estimated_words,
    illustrative_words,
    own_part_words,
    paid_late_words,
    sentence,
    through_words,
)
from webmap.language import formats
from webmap.language.i18n import label

MONEY = 1.2
"""Width of a column that holds hundreds of tỷ in triệu đồng, on one line."""


def _of_project(project: Mapping[str, Any], name: str, kind: Kind) -> Number:
    return Number(project[name], kind, ("projects", project["code"], name))


def projects(frozen: Frozen) -> Table:
    """Annex 1: the projects of the budget year, with what is expected by its end while that is
    still to come."""
    columns = _project_columns(frozen)
    notes = (
        own_part_words(frozen),
        sentence(through_words(frozen)),
        paid_late_words(frozen),
        estimated_words(frozen),
        illustrative_words(frozen),
    )
    told = [_project_cells(frozen, project, n) for n, project in enumerate(frozen.projects, 1)]
    return Table(
        "annex-1",
        _("Phụ lục 1. Tình hình thực hiện các dự án (triệu đồng)"),
        columns,
        [[cells[column.key] for column in columns] for cells in told],
        ids=[project["code"] for project in frozen.projects],
        note=" ".join(part for part in notes if part),
    )


def _project_columns(frozen: Frozen) -> list[Column]:
    year, closing = frozen.year, formats.day(frozen.as_of)
    columns = [
        Column("stt", _("STT"), "count", width=0.6),
        Column("name", _("Tên dự án"), width=2),
        Column("code", _("Mã"), width=1.2),
        Column("owner", _("Chủ đầu tư"), width=1.3),
        Column("place", _("Địa điểm"), width=1.1),
        Column("decision", _("Quyết định"), width=1.2),
        Column("total_investment", _("Tổng mức đầu tư"), "money_m", True, MONEY),
        Column("disbursed_total", _("Lũy kế vốn đã giải ngân"), "money_m", True, MONEY),
        Column("plan_year", _("Kế hoạch vốn %(year)s", year=year), "money_m", True, MONEY),
        Column("disbursed_year", _("Giải ngân đến %(day)s", day=closing), "money_m", True, MONEY),
        Column(
            "share", _("Tỷ lệ (%)"), "percent", width=0.8, ratio=("disbursed_year", "plan_year")
        ),
        Column("estimate", _("Ước đến 31/01/%(year)s", year=year + 1), "money_m", True, MONEY),
        Column("physical", _("Tiến độ (%)"), "percent", width=0.8),
        Column("expected", _("Ước tiến độ hết %(year)s (%%)", year=year), "percent", width=0.8),
        Column("dates", _("Khởi công – Hoàn thành"), width=1.2),
        Column("obstacles", _("Vướng mắc"), width=1.2),
    ]
    percents = [item["physical_percent"] for item in frozen.data["estimates"].values()]
    left_out = set() if frozen.year_is_open else {"estimate"}
    if not any(percent is not None for percent in percents):
        left_out.add("expected")
    return [column for column in columns if column.key not in left_out]


def _project_cells(frozen: Frozen, project: Mapping[str, Any], number: int) -> dict[str, Cell]:
    code = project["code"]

    def expected(name: str, kind: Kind) -> Number:
        return Number(frozen.estimate(code).get(name), kind, ("estimates", code, name))

    amounts = ("total_investment", "disbursed_total", "plan_year", "disbursed_year")
    return {
        "stt": Number(number, "count"),
        "name": project["name"],
        "code": code,
        "owner": frozen.who(project["agency"]),
        "place": ", ".join(frozen.who(uid) for uid in project["units"]),
        "decision": _decision(project),
        **{name: _of_project(project, name, "money_m") for name in amounts},
        "share": share(project),
        "estimate": expected("disbursed_year", "money_m"),
        "physical": _of_project(project, "physical_percent", "percent"),
        "expected": expected("physical_percent", "percent"),
        "dates": dates(project),
        "obstacles": obstacles(project),
    }


def share(project: Mapping[str, Any]) -> Number:
    """Disbursement as a percentage of the year's plan."""
    paths = (
        ("projects", project["code"], "disbursed_year"),
        ("projects", project["code"], "plan_year"),
    )
    found = formats.share(project["disbursed_year"], project["plan_year"])
    return Number(None if found is None else round(found, 1), "percent", of=paths)


def _decision(project: Mapping[str, Any]) -> str:
    """The latest decision that approved or adjusted the project, else that on its policy: number
    and day."""
    for kinds in (("approval", "adjustment"), ("policy",)):
        found = [d for d in project["decisions"] if d["kind"] in kinds]
        if found:
            last = found[-1]  # rows are in the order of their days
            return " ".join(
                part for part in (last["number"], formats.day(day(last["effective_on"]))) if part
            )
    return ""


def dates(project: Mapping[str, Any]) -> str:
    """Start and finish: the approved ones, or the actual finish."""
    start = project["planned_start"]
    finish = project["actual_finish"] or project["approved_finish"]
    told = [formats.day(day(value)) if value else formats.NOTHING for value in (start, finish)]
    return " – ".join(told)


def obstacles(project: Mapping[str, Any]) -> str:
    """What holds it up, in words."""
    return ", ".join(label(code, "OBSTACLES") for code in project["obstacles"])
