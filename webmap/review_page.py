"""What pages of a review show: its frozen figures, the rows behind each, what moved since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from geodata.vocabulary import CONTRIBUTION_KINDS, N_, STATUSES, codes
from webmap import formats
from webmap.documents.behind import AMOUNTS, Behind, behind
from webmap.documents.content import Number
from webmap.documents.frozen import Frozen, day
from webmap.i18n import label

SEPARATOR = "/"


def rows_address(code: str, number: Number) -> str | None:
    """Where the rows behind a number are; None for one that says nothing."""
    path = number.path or (number.of[0] if number.of else ())
    if not path or number.value is None:
        return None
    if path[0] == "earlier":
        return None
    return url_for("reviews.rows", code=code, path=SEPARATOR.join(path))


@dataclass(frozen=True)
class RowsPage:
    """The rows behind a figure, and their sum."""

    frozen: Frozen
    path: tuple[str, ...]
    title: str
    value: Any
    rows: Sequence[Behind]
    lists: Sequence[tuple[str, Sequence[str], Sequence[Sequence[str]]]] = ()
    """For what a feature says: its own rows, as (title, headings, cells)."""

    @property
    def total(self) -> Any:
        """The sum of the rows' parts, or how many they are."""
        parts = [row.value for row in self.rows]
        return len(parts) if None in parts else sum(parts)

    @property
    def in_money(self) -> bool:
        """Whether the figure is an amount in đồng."""
        return self.path[-1] in (*AMOUNTS, "value", "disbursed_year")


def rows_page(frozen: Frozen, path: tuple[str, ...]) -> RowsPage | None:
    """The page of a path; None for one that names no number of the figures."""
    value = frozen.value(path) if len(path) > 1 else None
    if value is None or isinstance(value, (dict, list)):
        return None
    title = figure_title(frozen, path)
    if path[0] in ("projects", "contributions", "awards", "estimates"):
        return RowsPage(frozen, path, title, value, (), feature_lists(frozen, path))
    return RowsPage(frozen, path, title, value, behind(frozen, path))


def figure_title(frozen: Frozen, path: Sequence[str]) -> str:
    """A figure's path in words: of which group, what is measured."""
    words = _measures() | {code: label(code, "STATUSES") for code in codes(STATUSES)}
    words |= {code: label(code, "CONTRIBUTION_KINDS") for code in codes(CONTRIBUTION_KINDS)}
    if path[0] in ("projects", "estimates") and path[1] in frozen.project_by_code:
        words[path[1]] = frozen.project_by_code[path[1]]["name"]
    told = []
    for place, name in enumerate(path):
        if name in ("groups", "kinds", "by_unit", "by_sector", "by_agency", "by_criterion"):
            continue
        group = frozen.figure(*path[: place + 1])
        if isinstance(group, Mapping) and "label_vi" in group:
            told.append(frozen.label(group))
        elif name in words:
            told.append(words[name])
        elif name.count("-") == 2:
            continue  # the day that names a generation
        else:
            told.append(name)
    return " · ".join(told)


def _measures() -> dict[str, str]:
    return {
        "total": _("Toàn phong trào"),
        "projects": _("Dự án"),
        "contributions": _("Đóng góp"),
        "awards": _("Khen thưởng"),
        "estimates": _("Ước thực hiện"),
        "late": _("Chậm tiến độ"),
        "stale": _("Lâu chưa cập nhật"),
        "key_projects": _("Công trình trọng điểm"),
        "by_status": _("Trạng thái"),
        "total_investment": _("Tổng mức đầu tư"),
        "plan_year": _("Kế hoạch vốn năm"),
        "disbursed_year": _("Giải ngân trong năm"),
        "disbursed_total": _("Lũy kế giải ngân"),
        "physical_percent": _("Tiến độ thực hiện"),
        "planned_percent": _("Tiến độ theo kế hoạch"),
        "count": _("Số lượt"),
        "value": _("Trị giá"),
        "quantities": _("Số lượng"),
        "givers": _("Số người, hộ, tập thể"),
        "unplaced": _("Chưa có vị trí"),
        "none": _("Không thuộc nhóm nào"),
    }


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
    """The rows of a project that say a number of it: payments, plans, decisions, reports."""
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
        (N_("Ngày"), N_("Trạng thái"), N_("Tiến độ thực hiện"), N_("Đơn vị báo cáo"),
         N_("Xác nhận")),
        lambda frozen, row: [
            _day(row["effective_on"]), label(row["status"], "STATUSES"),
            formats.percent(row["physical_percent"]), frozen.who(row["reported_by"]),
            frozen.who(row["confirmed_by"]),
        ],
    ),
}  # fmt: skip
