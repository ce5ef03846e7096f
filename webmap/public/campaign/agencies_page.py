"""What `/agencies` and `/agencies/UID` show: agencies of every generation, with what they do."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask_babel import gettext as _

from geodata.errors import NotFound
from geodata.figures.filters import Filter
from geodata.figures.selection import select
from geodata.figures.summaries import Figure, added, figures
from geodata.queries import AgencyState, AwardState, Definition, ProjectState, Snapshot
from geodata.vocabulary import N_
from webmap.http.query import Question
from webmap.language.i18n import label, local
from webmap.pages.tables import Column, Table
from webmap.pages.tables_page import KeyFigure, TablesPage
from webmap.public.units.units_page import years


def holders(definition: Definition, ids: Iterable[str], day: dt.date) -> tuple[str, ...]:
    """The agencies that stand on a day in the place of others, following successors; () when none
    is known. An agency of a later generation stands for itself."""
    found: dict[str, None] = {}
    for uid in ids:
        agency = definition.agencies[uid]
        if agency.valid_on(day) or day < agency.valid_from:
            found[uid] = None
        else:
            found.update(dict.fromkeys(holders(definition, agency.successors, day)))
    return tuple(found)


@dataclass(frozen=True)
class AgencyRow:
    """An agency of the table."""

    agency: AgencyState
    figure: Figure
    awards: int


class _Agencies(TablesPage):
    """What both pages ask."""

    def decided(self, uid: str) -> list[AwardState]:
        """The awards that an agency decided."""
        return [award for award in self.found.awards if award.decided_by == uid]

    def functions(self, agency: AgencyState) -> str:
        """What it does, in words."""
        return "; ".join(self.named("function", code) for code in agency.functions)

    def years(self, agency: AgencyState) -> str:
        """When it stood, in words."""
        return years(agency)

    def follows(self, agency: AgencyState) -> str:
        """What follows an agency that ended; that nobody knows, if so."""
        if agency.valid_to is None:
            return ""
        return self.names(agency.successors) or _("đơn vị kế thừa chưa xác định")


class AgenciesPage(_Agencies):
    """All agencies: those of the day first, then those of other times."""

    template = "public/campaign/agencies.html"

    def __init__(self, found: Snapshot, question: Question) -> None:
        super().__init__(found, question)
        self.title = _("Cơ quan, tổ chức")

    @cached_property
    def agency_rows(self) -> list[AgencyRow]:
        """Every agency with the figures of its projects."""
        by_key = {
            group.key: group.figure
            for group in figures(self.found, self.selection, "agency").groups
        }
        return [
            AgencyRow(agency, by_key[uid], len(self.decided(uid)))
            for uid, agency in self.definition.agencies.items()
        ]

    def build(self) -> list[Table]:
        day = self.moment.as_of
        then = [row for row in self.agency_rows if row.agency.valid_on(day)]
        other = [row for row in self.agency_rows if not row.agency.valid_on(day)]
        columns = self._columns()
        return [
            self.listed(
                "now", "co-quan", _("Cơ quan của ngày xem"), columns, then, first=True, per_page=100
            ),
            self.listed(
                "other", "co-quan-khac", _("Cơ quan thời kỳ khác"), columns, other, per_page=100
            ),
        ]

    def _columns(self) -> list[Column]:
        def to_projects(**narrowed: str) -> Callable[[Any], str | None]:
            return lambda row: self.rows("projects.index", agency=row.agency.id, **narrowed)

        return [
            Column(
                "name",
                _("Cơ quan"),
                lambda r: local(r.agency, "name"),
                link=lambda r: self.thing("agency", r.agency.id),
            ),
            Column("level", _("Cấp"), lambda r: label(r.agency.level, "AGENCY_LEVELS")),
            Column(
                "years",
                _("Thời gian"),
                lambda r: years(r.agency),
                order=lambda r: r.agency.valid_from,
            ),
            Column("functions", _("Nhiệm vụ"), lambda r: self.functions(r.agency)),
            Column(
                "projects",
                _("Dự án"),
                lambda r: len(r.figure.projects),
                "number",
                link=to_projects(),
                figure="projects",
                sums=True,
            ),
            Column(
                "late",
                _("Chậm"),
                lambda r: r.figure.late,
                "number",
                link=to_projects(late="true"),
                figure="late",
                sums=True,
            ),
            Column(
                "disbursed_year",
                _("Giải ngân %(year)s", year=self.moment.as_of.year),
                lambda r: r.figure.disbursed_year,
                "money",
                link=to_projects(),
                figure="disbursed_year",
                sums=True,
            ),
            Column(
                "awards", _("Khen thưởng đã quyết định"), lambda r: r.awards, "number", sums=True
            ),
            Column("follows", _("Kế thừa"), lambda r: self.follows(r.agency)),
        ]


class AgencyPage(_Agencies):
    """One agency. Raises NotFound for an unknown id."""

    template = "public/campaign/agency.html"

    def __init__(self, found: Snapshot, question: Question, uid: str) -> None:
        super().__init__(found, question)
        if uid not in self.definition.agencies:
            raise NotFound(N_("Không có cơ quan nào mang mã như vậy."))
        self.agency = self.definition.agencies[uid]
        self.title = local(self.agency, "name")

    @property
    def ended(self) -> bool:
        """Whether it has ended by today."""
        return self.agency.valid_to is not None and self.agency.valid_to <= self.moment.today

    @cached_property
    def projects(self) -> tuple[ProjectState, ...]:
        """The projects that it owns."""
        return select(self.found, Filter(agency=(self.agency.id,))).projects

    @cached_property
    def awards(self) -> list[AwardState]:
        """The awards that it decided."""
        return self.decided(self.agency.id)

    @property
    def key_figures(self) -> list[KeyFigure]:
        """The figures of its projects, and its awards (whose rows are on this page)."""
        uid, year = self.agency.id, self.moment.as_of.year
        rows = self.rows("projects.index", agency=uid)
        late = self.rows("projects.index", agency=uid, late="true")

        def amount(name: str) -> int | None:
            return added(getattr(project, name) for project in self.projects)

        return [
            KeyFigure("projects", _("Dự án"), len(self.projects), "number", rows),
            KeyFigure(
                "late", _("Chậm tiến độ"), sum(p.late for p in self.projects), "number", late
            ),
            KeyFigure(
                "total_investment", _("Tổng mức đầu tư"), amount("total_investment"), "money", rows
            ),
            KeyFigure(
                "plan_year",
                _("Kế hoạch vốn %(year)s", year=year),
                amount("plan_year"),
                "money",
                rows,
            ),
            KeyFigure(
                "disbursed_year",
                _("Giải ngân %(year)s", year=year),
                amount("disbursed_year"),
                "money",
                rows,
            ),
            KeyFigure(
                "awards_decided",
                _("Khen thưởng đã quyết định"),
                len(self.awards),
                "number",
                "#list-awards",
            ),
        ]

    @property
    def duties(self) -> list[tuple[str, tuple[str, ...]]]:
        """Places of the plan with a duty that this agency has: its own, or one that came to it
        (then with the agencies that the plan names)."""
        found: list[tuple[str, tuple[str, ...]]] = []
        for entry in self.definition.campaign.plan.get("duties", ()):
            named = tuple(entry["agencies"])
            if self.agency.id in named:
                found.append((entry["place"], ()))
            elif self.agency.id in holders(self.definition, named, self.agency.valid_from):
                found.append((entry["place"], self._from(named)))
        return found

    def _from(self, named: tuple[str, ...]) -> tuple[str, ...]:
        """Of the agencies that the plan names, those whose duty came to this one."""
        day = self.agency.valid_from
        return tuple(u for u in named if self.agency.id in holders(self.definition, (u,), day))

    def build(self) -> list[Table]:
        return [
            self.listed(
                "projects", "du-an", _("Dự án"), self.project_columns(), self.projects, first=True
            ),
            self.listed(
                "awards",
                "khen-thuong",
                _("Khen thưởng đã quyết định"),
                self.award_columns(),
                self.awards,
            ),
        ]
