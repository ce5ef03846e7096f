"""What `/units` shows: the units of a generation with their figures, which add up to the same
totals in either generation; and the units that a code alone may mean."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from flask_babel import gettext as _

from geodata.errors import NotFound
from geodata.figures.grouping import NO_GROUP
from geodata.figures.summaries import Figure, Figures, figures, parts
from geodata.queries import Snapshot
from geodata.queries.states import AgencyState, UnitState
from geodata.vocabulary import N_
from webmap.http.query import Question
from webmap.language.formats import day as day_text
from webmap.language.i18n import label, language
from webmap.pages.filter_choices import Generation, generations
from webmap.pages.tables import Column, Table
from webmap.pages.tables_page import KeyFigure, Measure, TablesPage, measures
from webmap.public.map.key_figures import group_label

UNPLACED = {
    "projects.index": "#list-unplaced",
    "contributions.index": "#list-unplaced_gifts",
}
"""Where the page itself lists what has no place in any unit of the generation."""
UNPLACED_ROWS = {
    "projects.index": lambda figure: figure.projects,
    "contributions.index": lambda figure: figure.contributions,
}


@dataclass(frozen=True)
class UnitRow:
    """A unit of the table with its figures; without a unit: what has no place."""

    key: str
    name: str
    unit: UnitState | None
    figure: Figure


Link = Callable[[Any], str | None]
"""What gives the address that a row's cell leads to."""


def years(unit: UnitState | AgencyState) -> str:
    """When a unit or an agency stood, in words; the last day is told, not the day after."""
    first = day_text(unit.valid_from)
    if unit.valid_to is None:
        return _("từ %(day)s", day=first)
    last = day_text(unit.valid_to - dt.timedelta(days=1))
    return _("%(first)s – %(last)s", first=first, last=last)


class UnitsPage(TablesPage):
    """The units of a generation, side by side."""

    template = "public/units/units.html"

    def __init__(self, found: Snapshot, question: Question) -> None:
        super().__init__(found, question)
        self.title = _("Đơn vị hành chính")
        self.units_day: dt.date = question.units_on or self.moment.as_of

    @cached_property
    def figures(self) -> Figures:
        """The figures of what answers the filter, by unit of the generation."""
        return figures(self.found, self.selection, "unit", self.units_day)

    @property
    def generations(self) -> tuple[Generation, ...]:
        """The sets of units that may be chosen."""
        return generations(self.definition, self.units_day)

    @property
    def total(self) -> list[KeyFigure]:
        """The totals, which do not depend on the generation; each leads to its rows."""
        return key_figures(self, self.figures.total)

    def build(self) -> list[Table]:
        units = self.definition.units
        rows = [
            UnitRow(g.key, group_label(g, language()), units.get(g.key), g.figure)
            for g in self.figures.groups
        ]
        title = _("Số liệu theo đơn vị hành chính")
        split = parts(self.found, "unit", NO_GROUP, self.units_day)
        return [
            self.listed(
                "units",
                "don-vi",
                title,
                self._columns(),
                rows,
                first=True,
                overlap=_("Liên đơn vị (trừ đếm trùng)"),
            ),
            self.listed(
                "unplaced",
                "du-an-chua-co-vi-tri",
                _("Dự án chưa xác định vị trí"),
                self.project_columns(split),
                [p for p in self.selection.projects if p.code in split],
            ),
            self.listed(
                "unplaced_gifts",
                "dong-gop-chua-co-vi-tri",
                _("Đóng góp chưa xác định vị trí"),
                self.contribution_columns(split),
                [g for g in self.selection.contributions if g.code in split],
            ),
        ]

    def _columns(self) -> list[Column]:
        year, total = self.moment.as_of.year, self.figures.total

        def to_unit(row: UnitRow) -> str | None:
            return self.thing("unit", row.key) if row.unit else None

        def to_rows(endpoint: str, **narrowed: str) -> Link:
            def address(row: UnitRow) -> str | None:
                if row.unit:
                    return self.rows(endpoint, unit=row.key, **narrowed)
                # The page's own lists are whole, and there is none where there is no row.
                if narrowed or not UNPLACED_ROWS.get(endpoint, lambda _: ())(row.figure):
                    return None
                return UNPLACED[endpoint]

            return address

        def relatives(row: UnitRow) -> str:
            ids = (*row.unit.successors, *row.unit.predecessors) if row.unit else ()
            return self.names(ids)

        money = [
            ("total_investment", _("Tổng mức đầu tư, phần của đơn vị")),
            ("plan_year", _("Kế hoạch vốn %(year)s, phần của đơn vị", year=year)),
            ("disbursed_year", _("Giải ngân %(year)s, phần của đơn vị", year=year)),
        ]
        return [
            Column("name", _("Đơn vị"), lambda r: r.name, link=to_unit),
            Column("code", _("Mã"), lambda r: r.key if r.unit else None),
            Column(
                "projects",
                _("Dự án"),
                lambda r: len(r.figure.projects),
                "number",
                link=to_rows("projects.index"),
                figure="projects",
                whole=len(total.projects),
            ),
            Column(
                "late",
                _("Chậm"),
                lambda r: r.figure.late,
                "number",
                link=to_rows("projects.index", late="true"),
                figure="late",
                whole=total.late,
            ),
            *(
                Column(
                    key,
                    title,
                    attrgetter(f"figure.{key}"),
                    "money",
                    link=to_rows("projects.index"),
                    figure=key,
                    sums=True,
                )
                for key, title in money
            ),
            *(self._kind_column(measure, to_rows) for measure in measures()),
            Column(
                "value",
                _("Tổng trị giá đóng góp"),
                lambda r: r.figure.value,
                "money",
                link=to_rows("contributions.index"),
                figure="value",
                sums=True,
            ),
            Column(
                "awards",
                _("Khen thưởng"),
                lambda r: len(r.figure.awards),
                "number",
                link=to_rows("awards.index"),
                figure="awards",
                whole=len(total.awards),
            ),
            Column("relatives", _("Kế thừa"), relatives),
        ]

    @staticmethod
    def _kind_column(measure: Measure, to_rows: Callable[..., Link]) -> Column:
        return Column(
            measure.kind,
            measure.title,
            lambda r: measure.of(r.figure),
            "money" if measure.in_money else "number",
            link=to_rows("contributions.index", kind=measure.kind),
            figure=measure.kind,
            sums=True,
        )


def key_figures(page: TablesPage, figure: Figure, **narrowed: str) -> list[KeyFigure]:
    """The main figures, each with the address of the rows whose sum it is."""
    year = page.moment.as_of.year
    projects = page.rows("projects.index", **narrowed)
    contributions = page.rows("contributions.index", **narrowed)
    late = page.rows("projects.index", **(narrowed | {"late": "true"}))
    return [
        KeyFigure("projects", _("Dự án"), len(figure.projects), "number", projects),
        KeyFigure("late", _("Chậm tiến độ"), figure.late, "number", late),
        KeyFigure(
            "total_investment", _("Tổng mức đầu tư"), figure.total_investment, "money", projects
        ),
        KeyFigure(
            "plan_year", _("Kế hoạch vốn %(year)s", year=year), figure.plan_year, "money", projects
        ),
        KeyFigure(
            "disbursed_year",
            _("Giải ngân %(year)s", year=year),
            figure.disbursed_year,
            "money",
            projects,
        ),
        KeyFigure(
            "contributions", _("Lượt đóng góp"), len(figure.contributions), "number", contributions
        ),
        KeyFigure("value", _("Trị giá đóng góp"), figure.value, "money", contributions),
        KeyFigure(
            "awards",
            _("Khen thưởng"),
            len(figure.awards),
            "number",
            page.rows("awards.index", **narrowed),
        ),
    ]


class UnitChoice(TablesPage):
    """The units that a code without a year may mean; all of them when it means none (404)."""

    template = "public/units/unit_choice.html"

    def __init__(self, found: Snapshot, question: Question, asked: str) -> None:
        super().__init__(found, question)
        units = self.definition.units.values()
        self.asked = asked
        self.units = [unit for unit in units if unit.code == asked]
        self.known = bool(self.units)
        if not self.known:
            if question.format:
                raise NotFound(N_("Không có đơn vị nào mang mã như vậy."))
            self.status = 404
            self.units = list(units)
        self.title = (
            _("Mã %(code)s: chọn đơn vị", code=asked) if self.known else _("Không có đơn vị này")
        )

    def build(self) -> list[Table]:
        columns = [
            Column(
                "name",
                _("Đơn vị"),
                lambda u: self.who(u.id),
                link=lambda u: self.thing("unit", u.id),
            ),
            Column(
                "id",
                _("Mã đơn vị"),
                lambda u: f"{u.code} ({_('từ %(year)s', year=u.valid_from.year)})",
            ),
            Column("kind", _("Loại"), lambda u: label(u.kind, "UNIT_KINDS")),
            Column("years", _("Thời gian"), years, order=lambda u: u.valid_from),
            Column("successors", _("Đơn vị kế thừa"), lambda u: self.names(u.successors)),
        ]
        title = _("Các đơn vị")
        return [self.listed("units", "don-vi", title, columns, self.units, first=True)]
