"""What the page of one administrative unit shows."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from flask_babel import gettext as _

from geodata.figures.filters import Filter
from geodata.figures.grouping import NO_GROUP
from geodata.figures.selection import Selection, select
from geodata.figures.summaries import Figure, Figures, figures, parts
from geodata.queries import ProjectState, Snapshot, UnitState
from layers.outline import Outline, outline
from layers.styles import GIVEN, INK, STATUS
from webmap.http.query import Question
from webmap.language import formats
from webmap.language.i18n import local
from webmap.pages.tables import Column, Kind, Table
from webmap.pages.tables_page import KeyFigure, Measure, TablesPage, measures
from webmap.public.units.units_page import key_figures, years

LONGEST = 110
"""Letters of a criterion's words in a list."""


@dataclass(frozen=True)
class Beside:
    """A unit beside the others of its generation: its contributions by measure, and per 1,000
    people where the population is known."""

    unit: UnitState
    name: str
    figure: Figure
    here: bool

    def per_thousand(self, measure: Measure) -> Decimal | None:
        """The measure per 1,000 people; None when nobody knows how many live there, or stated how
        much was given."""
        given = measure.of(self.figure)
        if not self.unit.population or given is None:
            return None
        return Decimal(given) * 1000 / self.unit.population


class UnitPage(TablesPage):
    """One unit, of the generation that its id names."""

    template = "public/units/unit.html"
    styles = STATUS
    ink = INK
    given = GIVEN

    def __init__(self, found: Snapshot, question: Question, uid: str) -> None:
        super().__init__(found, question)
        self.unit: UnitState = self.definition.units[uid]
        self.title = local(self.unit, "name")
        as_of = self.moment.as_of
        self.units_day: dt.date = as_of if self.unit.valid_on(as_of) else self.unit.valid_from

    # ── The unit ──────────────────────────────────────────────────────────────────────────────

    @property
    def years(self) -> str:
        """When it stood, in words."""
        return years(self.unit)

    @property
    def stands(self) -> bool:
        """Whether it stands on the day that is asked for."""
        return self.unit.valid_on(self.moment.as_of)

    @property
    def today(self) -> tuple[str, ...]:
        """The units that hold its ground today; () when it still stands."""
        if self.unit.valid_on(self.moment.today):
            return ()
        now = self.definition.unit_at(self.unit.id, self.moment.today)
        return (now,) if now else self.unit.successors

    @cached_property
    def map(self) -> Outline:
        """The drawing of the unit with its projects."""
        around = self.definition.units_on(self.units_day).values()
        return outline(self.unit, around, self.chosen.projects)

    @property
    def map_text(self) -> str:
        """What the drawing shows, for those who do not see it."""
        return _(
            "Bản đồ nhỏ của %(unit)s: %(placed)s dự án có vị trí, %(late)s dự án chậm."
            " Danh sách ở bảng dự án bên dưới.",
            unit=self.title,
            placed=len(self.map.spots),
            late=sum(spot.late for spot in self.map.spots),
        )

    # ── Figures ───────────────────────────────────────────────────────────────────────────────

    @cached_property
    def chosen(self) -> Selection:
        """What lies in the unit."""
        return select(self.found, Filter(unit=(self.unit.id,)))

    @cached_property
    def figures(self) -> Figures:
        """The figures of all units of its generation."""
        return figures(self.found, select(self.found, Filter()), "unit", self.units_day)

    @cached_property
    def figure(self) -> Figure:
        """Its own figures."""
        return next(g.figure for g in self.figures.groups if g.key == self.unit.id)

    @property
    def key_figures(self) -> list[KeyFigure]:
        """Its main figures, with the way to their rows."""
        whole = figures(self.found, self.chosen, "unit", self.units_day).total.total_investment
        told = key_figures(self, self.figure, unit=self.unit.id)
        part = next(item for item in told if item.name == "total_investment")
        if whole != part.value:
            note = _("phần của đơn vị; tính trọn các dự án: %(money)s", money=formats.money(whole))
            told[told.index(part)] = replace(part, note=note)
        return told

    @cached_property
    def beside(self) -> list[Beside]:
        """The units of its generation with their contributions."""
        units = self.definition.units
        return [
            Beside(units[g.key], self.who(g.key), g.figure, g.key == self.unit.id)
            for g in self.figures.groups
            if g.key != NO_GROUP
        ]

    @cached_property
    def measures(self) -> list[Measure]:
        """The kinds of which any unit of the generation has contributions."""
        return [m for m in measures() if any(m.of(row.figure) for row in self.beside)]

    def measured(self, measure: Measure) -> Any:
        """What all units of the generation gave; None where nobody stated any."""
        told = [value for row in self.beside if (value := measure.of(row.figure)) is not None]
        return sum(told) if told else None

    def decimals(self, measure: Measure) -> int:
        """How many decimals a kind's amounts are told with."""
        told = [*(measure.of(row.figure) for row in self.beside), self.measured(measure)]
        return formats.money_decimals(told) if measure.in_money else formats.decimals(told, 3)

    @property
    def unpeopled(self) -> list[str]:
        """Names of the units whose population is not known."""
        return [row.name for row in self.beside if not row.unit.population]

    @property
    def peopled(self) -> bool:
        """Whether the population of any unit of the generation is known."""
        return len(self.unpeopled) < len(self.beside)

    @cached_property
    def stale(self) -> list[ProjectState]:
        """Sites of which nothing was heard for longer than the campaign allows."""
        return [project for project in self.chosen.projects if project.stale]

    # ── Tables ────────────────────────────────────────────────────────────────────────────────

    def build(self) -> list[Table]:
        split = parts(self.found, "unit", self.unit.id, self.units_day)
        return [
            self.listed(
                "projects",
                "du-an",
                _("Dự án trên địa bàn"),
                self.project_columns(split),
                self.chosen.projects,
                first=True,
            ),
            self.listed(
                "gifts", "dong-gop", _("Đóng góp"), self._contribution_columns(), self.beside
            ),
            self.listed(
                "awards", "khen-thuong", _("Khen thưởng"), self.award_columns(), self.chosen.awards
            ),
            self.listed(
                "criteria",
                "tieu-chi",
                _("Tiêu chí đang phục vụ"),
                self._criterion_columns(),
                self._criteria(),
                overlap=_("Nhiều tiêu chí (trừ đếm trùng)"),
            ),
        ]

    def _contribution_columns(self) -> list[Column]:
        def amounts(measure: Measure) -> list[Column]:
            kind: Kind = "money" if measure.in_money else "number"
            per = _("%(what)s trên 1.000 dân", what=measure.title)
            return [
                Column(
                    measure.kind,
                    measure.title,
                    lambda row: measure.of(row.figure),
                    kind,
                    link=lambda row: self.rows(
                        "contributions.index", unit=row.unit.id, kind=measure.kind
                    ),
                    figure=measure.kind,
                ),
                Column(
                    f"{measure.kind}_per_thousand",
                    per,
                    lambda row: row.per_thousand(measure),
                    "number",
                    hidden=True,
                ),
            ]

        return [
            Column(
                "name",
                _("Đơn vị"),
                lambda row: row.name,
                link=lambda row: None if row.here else self.thing("unit", row.unit.id),
            ),
            *(column for measure in self.measures for column in amounts(measure)),
            Column("population", _("Dân số"), lambda row: row.unit.population, "number"),
        ]

    def _criteria(self) -> list[tuple[str, dict[str, int]]]:
        """Criteria with how many projects, contributions and awards of the unit serve each."""
        counted = {
            name: Counter(code for row in rows for code in row.criteria)
            for name, rows in (
                ("projects", self.chosen.projects),
                ("contributions", self.chosen.contributions),
                ("awards", self.chosen.awards),
            )
        }
        return [
            (code, {name: counts[code] for name, counts in counted.items()})
            for code in self.definition.criteria
            if any(counts[code] for counts in counted.values())
        ]

    def _criterion_columns(self) -> list[Column]:
        def words(row: tuple[str, Any]) -> str:
            text = local(self.definition.criteria[row[0]], "text")
            return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"

        def count(name: str, title: str) -> Column:
            return Column(
                name,
                title,
                lambda row: row[1][name],
                "number",
                link=lambda row: (
                    self.rows(f"{name}.index", unit=self.unit.id, criterion=row[0])
                    if row[1][name]
                    else None
                ),
                figure=f"criterion_{name}",
                whole=sum(bool(row.criteria) for row in getattr(self.chosen, name)),
            )

        return [
            Column(
                "code",
                _("Tiêu chí"),
                lambda row: row[0],
                link=lambda row: self.thing("criterion", row[0]),
            ),
            Column("text", _("Nội dung"), words),
            count("projects", _("Dự án")),
            count("contributions", _("Đóng góp")),
            count("awards", _("Khen thưởng")),
        ]
