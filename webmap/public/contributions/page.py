"""What `/contributions` shows: the ledger, its totals, sums over time, how they were used."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from geodata import queries
from geodata.figures import ledger as totals
from geodata.figures.ledger import PERIODS, Length, Period
from geodata.figures.summaries import Figure, added, figures
from geodata.queries import Snapshot, Use, names
from layers.styles import INK, KIND_COLOURS, KIND_ICONS
from webmap.http.query import Question
from webmap.language import formats
from webmap.language.formats import number
from webmap.language.i18n import usual
from webmap.pages.list_page import ListPage
from webmap.pages.tables import Column, Table
from webmap.public.contributions.ledger_columns import LedgerColumns


@dataclass(frozen=True)
class KindTotal:
    """What was given of one kind: quantities by unit of measure, value in đồng; and the part of the
    one unit that is asked for, or None."""

    code: str
    icon: str
    count: int
    value: int | None
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
    def _kind_parts(self) -> dict[str, tuple[int | None, dict[str, Decimal]]]:
        """The one unit's part of the value and quantities, by kind; {} when none is asked."""
        if not self.part_unit:
            return {}
        return self.found.remember(("parts by kind", self.units_day, self.filter), self._add_parts)

    def _add_parts(self) -> dict[str, tuple[int | None, dict[str, Decimal]]]:
        values: dict[str, int | None] = {}
        quantities: dict[str, dict[str, Decimal]] = {}
        for contribution in self.contributions:
            part = self.parts.get(contribution.code)
            if part is None:
                continue
            values.setdefault(contribution.kind, None)
            if "value" in part:
                had_value = values[contribution.kind] or 0
                values[contribution.kind] = had_value + int(part["value"])
            of_kind = quantities.setdefault(contribution.kind, {})
            if contribution.unit_of_measure and "quantity" in part:
                had = of_kind.get(contribution.unit_of_measure, Decimal(0))
                of_kind[contribution.unit_of_measure] = had + part["quantity"]
        return {kind: (value, quantities[kind]) for kind, value in values.items()}

    @property
    def part_value(self) -> int | None:
        """Value of the one unit's part, in đồng; None when no row states any."""
        return added(kind.part_value for kind in self.kinds)

    # ── Over time ─────────────────────────────────────────────────────────────────────────────

    @property
    def length(self) -> Length:
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

    @property
    def decimals(self) -> dict[tuple[str, str], int]:
        """How many decimals the quantities of a kind and unit of measure are told with."""
        return {
            measure: formats.decimals((p.quantities.get(measure) for p in self.periods), 3)
            for measure in self.measures
        }

    @cached_property
    def value_decimals(self) -> int:
        """How many decimals the values over time are told with."""
        told = (value for p in self.periods for value in (*p.values.values(), p.value))
        return formats.money_decimals(told)

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
                Column("source", _("Nguồn"), lambda u: usual(u.source)),
                Column("marks", _("Minh họa"), self.marks, "marks"),
            ],
            self._uses,
            extra={"table": "uses"},
            anchor=lambda row: f"use-{self._uses.index(row) + 1}",
            **self._place("uses"),
        )

    def _place(self, name: str) -> dict[str, Any]:
        """Part and order of a table of the page, when the address speaks of that one."""
        if (self.question.table or "gifts") != name:
            return {}
        return {"number": self.question.page or 1, "sort": self.question.sort}

    def _to_contribution(self, use: Use) -> str:
        return f"{self.here(q=use.contribution, page=None)}#{use.contribution}"

    def _used_for(self, use: Use) -> str:
        project = self.found.project_by_code.get(use.project or "")
        return project.name if project else use.project or ""

    def _used_at(self, use: Use) -> str | None:
        project = self.found.project_by_code.get(use.project or "")
        return self.thing("project", project.code) if project else None

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
            LedgerColumns(self).columns(),
            self.contributions,
            anchor=lambda row: row.code,
            extra={"table": None},
            **self._place("gifts"),
        )


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
