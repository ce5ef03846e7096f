"""The page of the rows behind a frozen figure: which, how much of each, and what a feature says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from geodata.figures.summaries import AMOUNTS
from geodata.vocabulary import N_
from webmap.documents.annexes import tables
from webmap.documents.behind import Behind, behind, contribution_row
from webmap.documents.content import Number
from webmap.documents.frozen import Frozen, day
from webmap.documents.numbers import EVERY
from webmap.language import formats
from webmap.language.i18n import label
from webmap.reviews.figure_links import figure_title

FEATURES = ("projects", "contributions", "awards", "proposals", "estimates")
ANNEX = "annex-2"
MONEY = (*AMOUNTS, "value")


@dataclass(frozen=True)
class RowsPage:
    """The rows behind a figure, and their sum. `lists`: for what a feature says, its own rows, as
    (title, headings, cells)."""

    path: tuple[str, ...]
    title: str
    value: Any
    in_money: bool
    rows: Sequence[Behind] = ()
    lists: Sequence[tuple[str, Sequence[str], Sequence[Sequence[str]]]] = ()

    @property
    def total(self) -> Any:
        """The sum of the rows' parts, or how many they are."""
        parts = [row.value for row in self.rows]
        return len(parts) if None in parts else sum(parts)


def rows_page(frozen: Frozen, path: tuple[str, ...]) -> RowsPage | None:
    """The page of a path; None for one that names no number of the figures."""
    if len(path) < 2:
        return None
    if path[0] == ANNEX:
        return _of_annex(frozen, path)
    if path[:2] == ("estimates", EVERY):
        return _of_estimates(frozen, path)
    value = frozen.value(path)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    title, in_money = figure_title(frozen, path), path[-1] in MONEY
    if path[0] in FEATURES:
        return RowsPage(path, title, value, in_money, (), feature_lists(frozen, path))
    return RowsPage(path, title, value, in_money, behind(frozen, path))


def _of_annex(frozen: Frozen, path: tuple[str, ...]) -> RowsPage | None:
    """The contributions that a sum in annex 2 adds: `("annex-2", STT, COLUMN)`."""
    table = tables.contributions(frozen)
    keys = [column.key for column in table.columns]
    numbered = {str(place): row for place, row in enumerate(table.rows, 1)}
    if len(path) != 3 or path[1] not in numbered or path[2] not in keys:
        return None
    row, place = numbered[path[1]], keys.index(path[2])
    number = row[place]
    if not isinstance(number, Number) or not number.of:
        return None
    contributions = {contribution["code"]: contribution for contribution in frozen.contributions}
    rows = [
        contribution_row(frozen, contributions[code], contributions[code][name])
        for _kind, code, name in number.of
    ]
    title = " · ".join((str(row[1]), table.columns[place].title))
    return RowsPage(path, title, number.value, number.kind == "money_m", rows)


def _of_estimates(frozen: Frozen, path: tuple[str, ...]) -> RowsPage | None:
    """The projects whose year-end was estimated: `("estimates", "*", NAME)`."""
    given = {code: item.get(path[-1]) for code, item in frozen.data["estimates"].items()}
    rows = [
        Behind("projects", code, frozen.project_by_code[code]["name"], value)
        for code, value in given.items()
        if value is not None and code in frozen.project_by_code
    ]
    if len(path) != 3 or not rows:
        return None
    whole: int | Decimal = sum((row.value or 0 for row in rows), start=0)
    return RowsPage(path, figure_title(frozen, path), whole, path[-1] in MONEY, rows)


_OF_FIELD = {
    "disbursed_year": ("disbursements",),
    "disbursed_total": ("disbursements",),
    "plan_year": ("capital_plans",),
    "total_investment": ("decisions",),
    "physical_percent": ("reports",),
    "planned_percent": ("reports",),
}


def feature_lists(
    frozen: Frozen, path: Sequence[str]
) -> list[tuple[str, list[str], list[list[str]]]]:
    """The rows of a project that say a number of it: payments, plans, decisions, reports; of a
    contribution what was entered."""
    if path[0] == "contributions":
        return [_contribution_list(frozen, path[1])]
    if path[0] == "proposals":
        return [_proposal_list(frozen, path[1])]
    project = frozen.project_by_code.get(path[1])
    if path[0] != "projects" or project is None:
        return []
    made = []
    for name in _OF_FIELD.get(path[2], ()):
        headings, cells = _LISTS[name]
        rows = [cells(frozen, row) for row in project[name]]
        if path[2] == "disbursed_year":
            rows = [
                cells(frozen, row)
                for row in project[name]
                if row["budget_year"] == project["budget_year"]
            ]
        made.append((project["name"], [_(heading) for heading in headings], rows))
    return made


def _proposal_list(frozen: Frozen, code: str) -> tuple[str, list[str], list[list[str]]]:
    item = next(item for item in frozen.proposals if item["code"] == code)
    headings = [_("Hình thức"), _("Đơn vị"), _("Bước"), _("Từ ngày")]
    cells = [
        frozen.listed("award_form", item["form"]),
        frozen.who(item["unit"]),
        label(item["step"], "AWARD_STEPS"),
        _day(item["step_on"]),
    ]
    return code, headings, [cells]


def _contribution_list(frozen: Frozen, code: str) -> tuple[str, list[str], list[list[str]]]:
    contribution = next(
        contribution for contribution in frozen.contributions if contribution["code"] == code
    )
    quantity = (
        formats.number(contribution["quantity"], 3) if contribution["quantity"] is not None else ""
    )
    headings = [_("Ngày"), _("Loại"), _("Số lượng"), _("Trị giá"), _("Nơi đóng góp")]
    cells = [
        _day(contribution["date"]),
        label(contribution["kind"], "CONTRIBUTION_KINDS"),
        f"{quantity} {contribution['unit_of_measure'] or ''}".strip() or formats.NOTHING,
        formats.money_full(contribution["value"]),
        contribution_row(frozen, contribution, None).name,
    ]
    return code, headings, [cells]


def _day(text: str | None) -> str:
    return formats.day(day(text)) if text else formats.NOTHING


_LISTS: Mapping[str, tuple[Sequence[str], Any]] = {
    "disbursements": (
        (N_("Tháng"), N_("Niên độ"), N_("Loại"), N_("Số tiền")),
        lambda _frozen, row: [
            row["month"][5:7] + "/" + row["month"][:4], str(row["budget_year"]),
            label(row["kind"], "DISBURSEMENT_KINDS"), formats.money_full(row["amount"]),
        ],
    ),
    "capital_plans": (
        (N_("Ngày"), N_("Năm"), N_("Nguồn vốn"), N_("Loại"), N_("Số tiền")),
        lambda _frozen, row: [
            _day(row["effective_on"]), str(row["budget_year"]),
            label(row["capital_source"], "CAPITAL_SOURCES"), label(row["kind"], "CAPITAL_KINDS"),
            formats.money_full(row["amount"]),
        ],
    ),
    "decisions": (
        (N_("Ngày"), N_("Nội dung"), N_("Số"), N_("Tổng mức đầu tư")),
        lambda _frozen, row: [
            _day(row["effective_on"]), label(row["kind"], "DECISION_KINDS"), row["number"] or "",
            formats.money_full(row["total_investment"]),
        ],
    ),
    "reports": (
        (N_("Ngày"), N_("Tình trạng"), N_("Tiến độ thực hiện"), N_("Đơn vị báo cáo"),
         N_("Xác nhận")),
        lambda frozen, row: [
            _day(row["effective_on"]), label(row["status"], "STATUSES"),
            formats.percent(row["physical_percent"]), frozen.who(row["reported_by"]),
            frozen.who(row["confirmed_by"]),
        ],
    ),
}  # fmt: skip
