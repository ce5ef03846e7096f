"""What the pages of units, criteria, agencies and the campaign share: several tables on a page,
figures that lead to their rows, and the columns of projects, contributions and awards."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import ngettext

from geodata.errors import BadInput
from geodata.queries import AwardState, ContributionState, ProjectState
from geodata.vocabulary import CONTRIBUTION_KINDS, N_, NATIVE_UNITS, codes
from webmap.http import query
from webmap.language.i18n import label, local, usual
from webmap.pages import links
from webmap.pages.page import Page
from webmap.pages.tables import Column, Table

NAMES = (*query.LIST, "table")
"""Parameters of these pages."""


@dataclass(frozen=True)
class KeyFigure:
    """A figure in words, and the address of the rows whose sum it is."""

    name: str
    title: str
    value: Any
    kind: str
    url: str | None
    note: str = ""


class TablesPage(Page):
    """A page with figures and several tables, of which one may be sorted, paged or downloaded."""

    def build(self) -> list[Table]:
        """The tables of the page, made by `listed`; the first is the one that is meant when no
        `table` is asked for."""
        return []

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The tables by name. Raises BadInput when another one is asked for."""
        found = {str(table.extra["table"]): table for table in self.build()}
        if self.question.table is not None and self.question.table not in found:
            raise BadInput(
                N_("Trang này không có bảng “%(value)s”."),
                pointer="table",
                allowed=tuple(found),
                value=self.question.table,
            )
        return found

    @property
    def table(self) -> Table:
        """The table that is downloaded."""
        return self.tables[self.question.table or next(iter(self.tables))]

    def listed(
        self,
        key: str,
        name: str,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[Any],
        *,
        first: bool = False,
        per_page: int = 50,
        overlap: str = "",
    ) -> Table:
        """A table called `key` in addresses and `name` as a file. `overlap` names the row that
        takes back what more than one row counts."""
        asked = self.question.table == key or (first and self.question.table is None)
        return Table(
            name,
            title,
            columns,
            rows,
            number=(self.question.page or 1) if asked else 1,
            sort=self.question.sort if asked else None,
            per_page=per_page,
            extra={"table": key},
            overlap=overlap,
        )

    # ── Ways to rows and things ───────────────────────────────────────────────────────────────

    def rows(self, endpoint: str, **narrowed: object) -> str:
        """The list with the rows behind a figure: this page's filters, narrowed further."""
        kept = {n: request.args.getlist(n) for n in query.FILTERS if request.args.get(n)}
        return links.to(endpoint, **(kept | narrowed))

    def thing(self, kind: str, key: str) -> str:
        """The page of a project, unit, criterion, agency."""
        return links.thing(kind, key)

    def named(self, kind: str, code: str) -> str:
        """The name of an entry of one of the campaign's lists."""
        item = self.definition.items.get(kind, {}).get(code)
        return local(item, "name") if item else code

    def names(self, ids: Iterable[str]) -> str:
        """Names of units or agencies, in one text."""
        return ", ".join(self.who(uid) for uid in ids)

    # ── Columns ───────────────────────────────────────────────────────────────────────────────

    def project_columns(self, parts: Mapping[str, Mapping[str, Any]] | None = None) -> list[Column]:
        """Columns of projects; with `parts`, amounts are what falls in the unit of the page."""

        def amount(name: str) -> Callable[[ProjectState], int | None]:
            if parts is None:
                return lambda p: getattr(p, name)
            return lambda p: parts.get(p.code, {}).get(name)

        def address(project: ProjectState) -> str:
            return self.thing("project", project.code)

        year = self.moment.as_of.year
        return [
            Column("name", _("Tên dự án"), lambda p: p.name, link=address),
            Column("code", _("Mã"), lambda p: p.code, hidden=True),
            Column("status", _("Tình trạng"), lambda p: label(p.status, "STATUSES")),
            Column("late", _("Chậm"), late_words, order=lambda p: p.days_overdue),
            Column("physical_percent", _("Tiến độ"), lambda p: p.physical_percent, "percent"),
            Column(
                "total_investment",
                _("Tổng mức đầu tư"),
                amount("total_investment"),
                "money",
                sums=True,
            ),
            Column(
                "plan_year",
                _("Kế hoạch vốn %(year)s", year=year),
                amount("plan_year"),
                "money",
                sums=True,
            ),
            Column(
                "disbursed_year",
                _("Giải ngân %(year)s", year=year),
                amount("disbursed_year"),
                "money",
                sums=True,
            ),
            Column("marks", _("Minh họa"), self.marks, "marks"),
            Column("source", _("Nguồn"), lambda p: usual(p.source), hidden=True),
        ]

    def contribution_columns(
        self, parts: Mapping[str, Mapping[str, Any]] | None = None
    ) -> list[Column]:
        """Columns of contributions; with `parts`, amounts are what falls in the page's group."""

        def amount(name: str) -> Callable[[ContributionState], Any]:
            if parts is None:
                return lambda g: getattr(g, name)
            return lambda g: parts.get(g.code, {}).get(name)

        def project(contribution: ContributionState) -> str | None:
            state = self.found.project_by_code.get(contribution.project or "")
            return state.name if state else None

        return [
            Column(
                "code", _("Mã"), lambda g: g.code, link=lambda g: self.thing("contribution", g.code)
            ),
            Column("date", _("Ngày"), lambda g: g.date, "day"),
            Column("kind", _("Loại"), lambda g: label(g.kind, "CONTRIBUTION_KINDS")),
            Column("quantity", _("Số lượng"), amount("quantity"), "number", measured_in="measure"),
            Column(
                "measure", _("Đơn vị tính"), lambda g: g.unit_of_measure and _(g.unit_of_measure)
            ),
            Column("value", _("Trị giá"), amount("value"), "money", sums=True),
            Column("unit", _("Đơn vị"), lambda g: self.who(g.unit)),
            Column(
                "project",
                _("Dự án"),
                project,
                link=lambda g: self.thing("project", g.project) if project(g) else None,
            ),
            Column("marks", _("Minh họa"), self.marks, "marks"),
            Column("source", _("Nguồn"), lambda g: usual(g.source), hidden=True),
        ]

    def award_columns(self) -> list[Column]:
        """Columns of awards."""

        def address(award: AwardState) -> str:
            return self.thing("award", award.code)

        return [
            Column(
                "form", _("Hình thức"), lambda a: self.named("award_form", a.form), link=address
            ),
            Column("code", _("Mã"), lambda a: a.code, hidden=True),
            Column("recipient", _("Người được khen"), lambda a: a.recipient),
            Column("achievement", _("Thành tích"), lambda a: a.achievement),
            Column("decided_on", _("Ngày quyết định"), lambda a: a.decided_on, "day"),
            Column("number", _("Số quyết định"), lambda a: a.decision_number),
            Column("marks", _("Minh họa"), self.marks, "marks"),
            Column("source", _("Nguồn"), lambda a: usual(a.source), hidden=True),
        ]


def late_words(project: ProjectState) -> str | None:
    """Why a project is late, in words."""
    if project.late_reason == "overdue":
        return ngettext("Quá hạn %(num)s ngày", "Quá hạn %(num)s ngày", project.days_overdue)
    return _("Chậm so với kế hoạch") if project.late else None


@dataclass(frozen=True)
class Measure:
    """How the contributions of a kind are told in one number: in the kind's own unit of measure,
    or, where each names its own, by their value in đồng."""

    kind: str
    title: str
    native: str | None

    def of(self, figure: Any) -> Any:
        """The number of a summary's figure; None where nobody stated one."""
        found = figure.kinds[self.kind]
        return found.quantities.get(self.native) if self.native else found.value

    @property
    def in_money(self) -> bool:
        """Whether it is an amount in đồng."""
        return self.native in (None, "đồng")


def measures() -> list[Measure]:
    """A measure for every kind of contribution, in the vocabulary's order."""
    found = []
    for kind in codes(CONTRIBUTION_KINDS):
        native = NATIVE_UNITS.get(kind)
        title = f"{label(kind, 'CONTRIBUTION_KINDS')} ({_(native or 'đồng')})"
        found.append(Measure(kind, title, native))
    return found
