"""What `/projects` shows: every project that answers, most urgent first."""

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property

from flask_babel import gettext as _
from flask_babel import ngettext

from geodata.figures.filters import FILTERS
from geodata.queries import ProjectState, Snapshot
from geodata.vocabulary import STATUSES, codes
from webmap.http.query import Question
from webmap.language.i18n import label, usual
from webmap.pages.list_page import ListPage
from webmap.pages.tables import Column, Table

AMOUNTS = ("total_investment", "plan_year", "disbursed_year", "disbursed_total")
STATUS_ORDER = {code: place for place, code in enumerate(codes(STATUSES))}


class ProjectList(ListPage):
    """The projects of a moment."""

    fields = tuple(
        row.name
        for takes in ("codes", "flag")
        for row in FILTERS
        if row.takes == takes and row.panel in ("first", "more", "own")
    )
    layer = "projects"

    def __init__(self, found: Snapshot, question: Question) -> None:
        super().__init__(found, question)
        self.title = _("Dự án")

    @cached_property
    def amount_labels(self) -> dict[str, str]:
        """What each amount is called; the year is that of the day."""
        year = self.moment.as_of.year
        return {
            "total_investment": _("Tổng mức đầu tư"),
            "plan_year": _("Kế hoạch vốn %(year)s", year=year),
            "disbursed_year": _("Giải ngân %(year)s", year=year),
            "disbursed_total": _("Giải ngân lũy kế"),
        }

    @property
    def late_count(self) -> int:
        """How many are late."""
        return sum(project.late for project in self.chosen.projects)

    @cached_property
    def table(self) -> Table:
        """The list."""
        return Table(
            "du-an",
            self.title,
            self._columns(),
            self.chosen.projects,
            number=self.question.page or 1,
            sort=self.question.sort,
            anchor=lambda row: row.code,
        )

    def _columns(self) -> list[Column]:
        return [
            Column("code", _("Mã"), lambda p: p.code, link=self._address),
            Column("name", _("Tên dự án"), lambda p: p.name, link=self._address),
            Column("sector", _("Lĩnh vực"), lambda p: self.named("sector", p.sector)),
            Column(
                "status",
                _("Tình trạng"),
                lambda p: label(p.status, "STATUSES"),
                order=lambda p: STATUS_ORDER[p.status],
            ),
            Column("late", _("Chậm"), _late, order=lambda p: (p.days_overdue, p.points_behind)),
            Column("units", _("Địa bàn"), lambda p: self.unit_names(p.units)),
            Column("physical_percent", _("Tiến độ"), lambda p: p.physical_percent, "percent"),
            Column("planned_percent", _("Theo kế hoạch"), lambda p: p.planned_percent, "percent"),
            *(
                Column(name, self.amount_labels[name], _amount(name), "money", sums=True)
                for name in AMOUNTS
            ),
            *self._part_columns(),
            Column("agency", _("Chủ đầu tư, cơ quan"), lambda p: self.who(p.agency)),
            Column(
                "criteria",
                _("Tiêu chí"),
                lambda p: len(p.criteria),
                "number",
            ),
            Column(
                "contributions",
                _("Đóng góp"),
                lambda p: len(p.contributions),
                "number",
            ),
            Column("awards", _("Khen thưởng"), lambda p: len(p.awards), "number"),
            Column("marks", _("Minh họa"), self.marks, "marks"),
            Column("observed_on", _("Ngày ghi nhận"), lambda p: p.observed_on, "day", hidden=True),
            Column("source", _("Nguồn"), lambda p: usual(p.source), hidden=True),
        ]

    def _part_columns(self) -> list[Column]:
        """What of the amounts falls in the one unit that is asked for."""
        if not self.part_unit:
            return []
        return [
            Column(
                f"part_{name}",
                _("Phần của đơn vị: %(what)s", what=self.amount_labels[name]),
                self._part(name),
                "money",
                sums=True,
            )
            for name in AMOUNTS
        ]

    def _part(self, name: str) -> Callable[[ProjectState], int | Decimal | None]:
        return lambda project: self.parts.get(project.code, {}).get(name)

    def _address(self, project: ProjectState) -> str:
        return self.thing("project", project.code)


def _amount(name: str) -> Callable[[ProjectState], int | None]:
    return lambda project: getattr(project, name)


def _late(project: ProjectState) -> str | None:
    """Why a project is late, in words."""
    if project.late_reason == "overdue":
        return ngettext("Quá hạn %(num)s ngày", "Quá hạn %(num)s ngày", project.days_overdue)
    return _("Chậm so với kế hoạch") if project.late else None
