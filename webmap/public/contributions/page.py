"""What `/contributions` shows: the ledger, its totals, sums over time, how they were used."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from geodata import queries
from geodata.figures import ledger as totals
from geodata.figures.ledger import PERIODS, Period
from geodata.figures.summaries import Figure, figures
from geodata.queries import ContributionState, Snapshot, Use, names
from geodata.vocabulary import LAND_STAGES, codes
from layers.styles import INK, KIND_COLOURS, KIND_ICONS
from webmap.http.query import Question
from webmap.language.formats import number
from webmap.language.i18n import label
from webmap.pages.list_page import ListPage
from webmap.pages.tables import Column, Table

STAGE_ORDER = {code: place for place, code in enumerate(codes(LAND_STAGES))}


@dataclass(frozen=True)
class KindTotal:
    """What was given of one kind: quantities by unit of measure, value in đồng; and the part of the
    one unit that is asked for, or None."""

    code: str
    icon: str
    count: int
    value: int
    quantities: dict[str, Decimal]
    part_value: int | None
    part_quantities: dict[str, Decimal] | None


class ContributionPage(ListPage):
    """The contributions of a moment."""

    fields = ("kind", "unit", "sector", "phase", "criterion", "awards")
    layer = "contributions"
    ink = INK

    def __init__(self, found: Snapshot, question: Question) -> None:
        super().__init__(found, question)
        self.title = _("Đóng góp của Nhân dân")
        self.contributions = self.chosen.contributions
        self._uses: tuple[Use, ...] = ()
        self.named_today: Mapping[str, tuple[str, ...]] = {}

    def read(self, session: Session) -> None:
        """How the contributions of the list were used, and the givers who may be named today."""
        # On the page alone: a file that was downloaded would go on naming who no longer agrees.
        self.named_today = {} if self.question.format else names.of_givers(session)
        found = queries.uses(session, self.moment)
        if found:
            listed = {contribution.code for contribution in self.contributions}
            self._uses = tuple(use for use in found if use.contribution in listed)

    # ── Totals ────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def figure(self) -> Figure:
        """The figures of the list, whole."""
        return figures(self.found, self.chosen, "kind").total

    @cached_property
    def kinds(self) -> list[KindTotal]:
        """Totals of the kinds that occur, in the vocabulary's order."""
        return [
            KindTotal(
                code,
                KIND_ICONS[code],
                kind.count,
                kind.value,
                dict(kind.quantities),
                *self._kind_parts.get(code, (None, None)),
            )
            for code, kind in self.figure.kinds.items()
            if kind.count
        ]

    @cached_property
    def _kind_parts(self) -> dict[str, tuple[int, dict[str, Decimal]]]:
        """The one unit's part of the value and quantities, by kind; {} when none is asked."""
        if not self.part_unit:
            return {}
        return self.found.remember(("parts by kind", self.units_day, self.filter), self._add_parts)

    def _add_parts(self) -> dict[str, tuple[int, dict[str, Decimal]]]:
        values: dict[str, int] = {}
        quantities: dict[str, dict[str, Decimal]] = {}
        for contribution in self.contributions:
            part = self.parts.get(contribution.code)
            if part is None:
                continue
            values[contribution.kind] = values.get(contribution.kind, 0) + part["value"]
            of_kind = quantities.setdefault(contribution.kind, {})
            if contribution.unit_of_measure and contribution.quantity is not None:
                had = of_kind.get(contribution.unit_of_measure, Decimal(0))
                of_kind[contribution.unit_of_measure] = had + part["quantity"]
        return {kind: (value, quantities[kind]) for kind, value in values.items()}

    @property
    def part_value(self) -> int:
        """Value of the one unit's part, in đồng."""
        return sum(kind.part_value or 0 for kind in self.kinds)

    # ── Over time ─────────────────────────────────────────────────────────────────────────────

    @property
    def length(self) -> str:
        """What the chart adds up over."""
        return self.question.period or totals.period_for(self.contributions)

    @property
    def lengths(self) -> list[tuple[str, str, str]]:
        """The choices: code, words, address."""
        words = {"month": _("Tháng"), "quarter": _("Quý"), "year": _("Năm")}
        return [(code, words[code], self.here(period=code)) for code in PERIODS]

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Sums over time, oldest first."""
        return self.found.remember(
            ("periods", self.filter, self.length),
            lambda: totals.over_time(self.contributions, self.length),
        )

    @property
    def measures(self) -> tuple[tuple[str, str], ...]:
        """The kinds and units of measure that occur."""
        return totals.measures(self.periods)

    def colour(self, kind: str) -> str:
        """The colour of a kind in charts."""
        return KIND_COLOURS[kind]

    def period_name(self, period: Period) -> str:
        """`03/2024`, `Quý I/2024`, `2024`."""
        return period_name(period.start, period.length)

    # ── Uses ──────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def uses(self) -> Table | None:
        """How money and material were used; None when nothing is recorded."""
        if not self._uses:
            return None
        return Table(
            "su-dung-dong-gop",
            _("Sử dụng đóng góp"),
            [
                Column("code", _("Đóng góp"), lambda u: u.contribution, link=self._to_contribution),
                Column("date", _("Ngày"), lambda u: u.date, "day"),
                Column("project", _("Công trình"), self._used_for, link=self._used_at),
                Column("quantity", _("Số lượng"), self._used_quantity),
                Column("amount", _("Số tiền"), lambda u: u.amount, "money", sums=True),
                Column("note", _("Nội dung"), lambda u: u.note),
                Column("document_date", _("Ngày chứng từ"), lambda u: u.document_date, "day"),
                Column("source", _("Nguồn"), lambda u: u.source),
                Column("marks", _("Minh họa"), self.marks, "marks"),
            ],
            self._uses,
            extra={"table": "uses"},
            anchor=lambda row: f"use-{self._uses.index(row) + 1}",
            **self._place("uses"),
        )

    def _place(self, name: str) -> dict[str, object]:
        """Part and order of a table of the page, when the address speaks of that one."""
        if (self.question.table or "gifts") != name:
            return {}
        return {"number": self.question.page or 1, "sort": self.question.sort}

    def _to_contribution(self, use: Use) -> str:
        return f"{self.here(q=use.contribution, page=None)}#{use.contribution}"

    def _used_for(self, use: Use) -> str:
        project = self.found.project_by_code.get(use.project)
        return project.name if project else use.project or ""

    def _used_at(self, use: Use) -> str | None:
        known = use.project in self.found.project_by_code
        return self.thing("project", use.project) if known else None

    def _used_quantity(self, use: Use) -> str:
        contribution = self.found.contribution_by_code[use.contribution]
        return (
            ""
            if use.quantity is None
            else f"{number(use.quantity)} {_(contribution.unit_of_measure)}"
        )

    # ── The ledger ────────────────────────────────────────────────────────────────────────────

    @property
    def table(self) -> Table:
        """What is downloaded: the ledger, or the uses when they are asked for."""
        return self.uses if self.question.table == "uses" and self.uses else self.ledger

    @cached_property
    def ledger(self) -> Table:
        """The list."""
        return Table(
            "dong-gop",
            self.title,
            self._columns(),
            self.contributions,
            anchor=lambda row: row.code,
            extra={"table": None},
            **self._place("gifts"),
        )

    def _columns(self) -> list[Column]:
        one_measure = len({(g.kind, g.unit_of_measure) for g in self.contributions}) == 1
        return [
            Column("code", _("Mã"), lambda g: g.code),
            Column("date", _("Ngày"), lambda g: g.date, "day"),
            Column("kind", _("Loại"), lambda g: label(g.kind, "CONTRIBUTION_KINDS")),
            Column("quantity", _("Số lượng"), lambda g: g.quantity, "number", sums=one_measure),
            Column(
                "unit_of_measure",
                _("Đơn vị tính"),
                lambda g: g.unit_of_measure and _(g.unit_of_measure),
            ),
            Column("value", _("Trị giá"), lambda g: g.value, "money", sums=True),
            *self._part_columns(one_measure),
            Column("unit", _("Đơn vị hành chính"), lambda g: self.who(g.unit), link=self._unit),
            Column("hamlet", _("Khóm, ấp"), lambda g: g.hamlet),
            Column("project", _("Công trình"), self._project, link=self._project_url),
            Column("givers", _("Người đóng góp"), self._givers, order=lambda g: g.givers),
            *self._named_column(),
            Column("stage", _("Bước thực hiện"), _stage, order=lambda g: STAGE_ORDER[g.stage]),
            Column("criteria", _("Tiêu chí"), lambda g: ", ".join(g.criteria)),
            Column("awards", _("Khen thưởng"), _awards, link=self._awards_url),
            Column("source", _("Nguồn"), lambda g: g.source),
            Column("marks", _("Minh họa"), self.marks, "marks"),
            Column("value_basis", _("Cơ sở trị giá"), lambda g: g.value_basis, hidden=True),
            Column("note", _("Ghi chú"), lambda g: g.note, hidden=True),
            Column("project_code", _("Mã công trình"), lambda g: g.project, hidden=True),
            Column("unit_id", _("Mã đơn vị"), lambda g: g.unit, hidden=True),
        ]

    def _named_column(self) -> list[Column]:
        """Who agreed to be named, when there is anybody in the list."""
        if not any(contribution.code in self.named_today for contribution in self.contributions):
            return []
        return [
            Column(
                "named",
                _("Người đồng ý nêu tên"),
                lambda g: ", ".join(self.named_today.get(g.code, ())),
            )
        ]

    def _part_columns(self, one_measure: bool) -> list[Column]:
        """What of a contribution falls in the one unit that is asked for."""
        if not self.part_unit:
            return []
        named = {"quantity": _("Số lượng"), "value": _("Trị giá")}
        return [
            Column(
                f"part_{name}",
                _("Phần của đơn vị: %(what)s", what=named[name]),
                lambda g, name=name: (
                    None if getattr(g, name) is None else self.parts.get(g.code, {}).get(name)
                ),
                kind,
                sums=one_measure or name == "value",
            )
            for name, kind in (("quantity", "number"), ("value", "money"))
        ]

    def _unit(self, contribution: ContributionState) -> str | None:
        return (
            self.thing("unit", contribution.unit)
            if contribution.unit in self.definition.units
            else None
        )

    def _project(self, contribution: ContributionState) -> str | None:
        project = self.found.project_by_code.get(contribution.project)
        return project.name if project else contribution.project

    def _project_url(self, contribution: ContributionState) -> str | None:
        known = contribution.project in self.found.project_by_code
        return self.thing("project", contribution.project) if known else None

    def _givers(self, contribution: ContributionState) -> str:
        told = {
            "individual": ngettext("%(num)s cá nhân", "%(num)s cá nhân", contribution.givers),
            "household": ngettext(
                "%(num)s hộ gia đình", "%(num)s hộ gia đình", contribution.givers
            ),
            "collective": ngettext("%(num)s tập thể", "%(num)s tập thể", contribution.givers),
        }
        return told.get(contribution.giver_kind, number(contribution.givers))

    def _awards_url(self, contribution: ContributionState) -> str | None:
        if not contribution.awards:
            return None
        found = contribution.awards[0] if len(contribution.awards) == 1 else None
        if found:
            return f"{self.thing('award', found)}#{found}"
        return self.url("awards.index", q=contribution.code)


def period_name(start: dt.date, length: str) -> str:
    """A period of the calendar in words."""
    if length == "month":
        return f"{start.month:02d}/{start.year}"
    if length == "quarter":
        return _(
            "Quý %(quarter)s/%(year)s",
            quarter=("I", "II", "III", "IV")[(start.month - 1) // 3],
            year=start.year,
        )
    return str(start.year)


def _stage(contribution: ContributionState) -> str:
    return label(contribution.stage, "LAND_STAGES")


def _awards(contribution: ContributionState) -> str:
    return ", ".join(contribution.awards)
