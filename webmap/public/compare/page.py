"""What the comparison shows: two days or two units, their figures and the difference."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from geodata.checks.written import written_day
from geodata.errors import BadInput
from geodata.figures.filters import Filter
from geodata.figures.selection import select
from geodata.figures.summaries import Figure, Figures, figures
from geodata.queries import Snapshot, moment, snapshot
from geodata.queries.states import UnitState
from geodata.spelling import sort_key
from geodata.vocabulary import CONTRIBUTION_KINDS, N_, STATUSES, codes
from webmap.http import application, readers
from webmap.http.query import BadParameters, Problem, Question
from webmap.language.formats import NOTHING, money, money_full, number
from webmap.language.formats import day as day_text
from webmap.language.i18n import label, language, local
from webmap.pages import links
from webmap.pages.page import Page
from webmap.pages.tables import Column, Table

AMOUNTS = {
    "total_investment": N_("Tổng mức đầu tư"),
    "plan_year": N_("Kế hoạch vốn của năm"),
    "disbursed_year": N_("Giải ngân trong năm"),
    "disbursed_total": N_("Giải ngân lũy kế"),
}
ALLOWED = ("YYYY-MM-DD", "dd/mm/yyyy", "code@year")


@dataclass(frozen=True)
class Side:
    """One of the two: a day, or a unit on a day."""

    key: str
    name: str
    value: str
    found: Snapshot
    unit: str | None

    @property
    def day(self) -> dt.date:
        """The day whose facts are shown."""
        return self.found.moment.as_of

    @cached_property
    def units_on(self) -> dt.date:
        """A day on which the unit stood: its own generation's outlines and parts."""
        unit = self.found.definition.units[self.unit] if self.unit else None
        return self.day if unit is None or unit.valid_on(self.day) else unit.valid_from

    @cached_property
    def figure(self) -> Figure:
        """The figures of the day, or the unit's part of them."""
        if not self.unit:
            return self._told.total
        return next(group.figure for group in self._told.groups if group.key == self.unit)

    @property
    def whole(self) -> Figure:
        """The figures of all that touches the unit, whole: also what of it lies elsewhere."""
        return self._told.total

    @cached_property
    def _told(self) -> Figures:
        wanted = Filter(unit=(self.unit,)) if self.unit else Filter()
        return figures(self.found, select(self.found, wanted), "unit", self.units_on)

    @property
    def query(self) -> dict[str, Any]:
        """What asks a list or a layer for this side."""
        asked = {"as_of": self.day.isoformat()}
        return asked | ({"unit": self.unit} if self.unit else {})


Value = int | Decimal | None
"""None: nobody stated any."""
Read = Callable[[Side], Value]
"""What gives the value of a line."""


@dataclass(frozen=True)
class Measure:
    """A line of the table: the two values, what they are counted in, the rows behind each."""

    key: str
    name: str
    a: Value
    b: Value
    unit: str
    rows: tuple[str | None, str | None]

    @property
    def difference(self) -> Value:
        """How much more b is than a; None when nobody stated one of them."""
        return None if self.a is None or self.b is None else self.b - self.a

    def text(self, value: Value) -> str:
        """A value in words."""
        return money(value) if self.unit == "đồng" else number(value)

    def full(self, value: Value) -> str:
        """A value to the last đồng."""
        return money_full(value) if self.unit == "đồng" else number(value, 3)

    @property
    def change(self) -> str:
        """The difference with its sign."""
        difference = self.difference
        if difference is None:
            return NOTHING
        sign = "+" if difference > 0 else "−" if difference < 0 else ""
        return sign + self.text(-difference if difference < 0 else difference)


class ComparePage(Page):
    """Two days or two units side by side; without both, the form to choose them."""

    def __init__(self, found: Snapshot, question: Question) -> None:
        super().__init__(found, question)
        self.title = _("So sánh")
        self.sides: tuple[Side, ...] = ()
        if question.a and question.b:
            a, b = self._side("a"), self._side("b")
            if (a.unit is None) != (b.unit is None):
                raise _refused("b", question.b, N_("phải cùng là ngày hoặc cùng là đơn vị với a"))
            self.sides = (a, b)
            self.title = _("So sánh: %(a)s và %(b)s", a=a.name, b=b.name)

    def _side(self, name: str) -> Side:
        given = getattr(self.question, name).strip()
        iso = written_day(given) or given
        if given in self.definition.units and self.definition.units[given].in_campaign:
            return Side(name, local(self.definition.units[given], "name"), given, self.found, given)
        try:
            day = readers.day(iso)
        except readers.Wrong as wrong:
            allowed = (*ALLOWED, *(u.id for u in self.units if u.code == given))
            raise _refused(name, given, wrong.reason, allowed) from None
        with application.store().reading() as session:
            when = moment(session, day, self.question.known_at, application.today())
            return Side(name, day_text(day), day.isoformat(), snapshot(session, when), None)

    @property
    def units(self) -> list[UnitState]:
        """The units that can be chosen, of every generation."""
        return [unit for unit in self.definition.units.values() if unit.in_campaign]

    @property
    def of_units(self) -> bool:
        """Whether two units are compared."""
        return bool(self.sides and self.sides[0].unit)

    def unit_name(self, unit: UnitState) -> str:
        """A unit with its years."""
        last = unit.valid_to.year if unit.valid_to else _("nay")
        return f"{local(unit, 'name')} ({unit.valid_from.year}–{last})"

    def layer(self, side: Side, name: str) -> str:
        """The address of a layer of one side."""
        more = {"units_on": side.units_on.isoformat()} if name == "units" else {}
        query = {"as_of": side.query["as_of"]} if name == "units" else side.query
        kept = {n: v for n, v in links.carried().items() if n == "known_at"}
        return url_for("layers.layer", name=name, lang=language(), **(kept | query | more))

    def picture(self, side: Side) -> str | None:
        """A still map of one side."""
        if not links.exists("pictures.map"):
            return None
        return url_for("pictures.map", lang=language(), **side.query)

    @cached_property
    def measures(self) -> list[Measure]:
        """The figures of both, line by line."""
        return [
            self._count("projects", _("Dự án"), lambda s: len(s.figure.projects), "projects"),
            *(
                self._count(
                    f"status_{code}", label(code, "STATUSES"),
                    _of_status(code), "projects", status=code,
                )
                for code in codes(STATUSES)
            ),
            self._count("late", _("Chậm tiến độ"), lambda s: s.figure.late, "projects",
                        late="true"),
            self._count("key", _("Công trình trọng điểm"), lambda s: s.figure.key,
                        "projects", key="true"),
            *self._amounts(),
            self._count("contributions", _("Lượt đóng góp"), lambda s: len(s.figure.contributions),
                        "contributions"),
            self._measure("value", self._of_part(_("Trị giá đóng góp")), lambda s: s.figure.value,
                          "đồng", "contributions"),
            *self._kinds(),
            self._count("awards", _("Khen thưởng"), lambda s: len(s.figure.awards), "awards"),
        ]  # fmt: skip

    def _of_part(self, name: str) -> str:
        """The name of an amount: of two units, that it is their part."""
        return _("%(what)s, phần của đơn vị", what=name) if self.of_units else name

    def _amounts(self) -> list[Measure]:
        """What projects cost; of two units also with the projects whole, as their lists have it."""
        found = [
            self._measure(
                name, self._of_part(_(text)), attrgetter(f"figure.{name}"), "đồng", "projects"
            )
            for name, text in AMOUNTS.items()
        ]
        if self.of_units:
            text = _("Tổng mức đầu tư, tính trọn các dự án")
            read = attrgetter("whole.total_investment")
            found.insert(1, self._measure("whole_investment", text, read, "đồng", "projects"))
        return found

    def _kinds(self) -> list[Measure]:
        found = []
        for code in codes(CONTRIBUTION_KINDS):
            units = {u for side in self.sides for u in side.figure.kinds[code].quantities}
            for unit in sorted(units, key=sort_key):
                name = f"{label(code, 'CONTRIBUTION_KINDS')} ({_(unit)})"
                found.append(
                    self._measure(
                        f"{code}_{unit}", name,
                        _quantity(code, unit),
                        unit, "contributions", kind=code,
                    )
                )  # fmt: skip
        return found

    def _count(self, key: str, name: str, read: Read, rows: str, /, **asked: str) -> Measure:
        return self._measure(key, name, read, "", rows, **asked)

    def _measure(
        self,
        key: str,
        name: str,
        read: Read,
        unit: str,
        rows: str,
        /,
        **asked: str,
    ) -> Measure:
        a, b = (read(side) for side in self.sides)
        of_a, of_b = (self._rows(side, rows, asked) for side in self.sides)
        return Measure(key, name, a, b, unit, (of_a, of_b))

    def _rows(self, side: Side, listing: str, asked: dict[str, str]) -> str | None:
        endpoint = f"{listing}.index"
        return self.url(endpoint, **side.query, **asked) if links.exists(endpoint) else None

    @property
    def table(self) -> Table:
        """The figures to download. Raises BadInput when nothing was chosen."""
        if not self.sides:
            raise BadInput(N_("Chưa chọn hai ngày hoặc hai đơn vị để so sánh."), pointer="a")
        a, b = self.sides
        columns = (
            Column("name", _("Số liệu"), lambda m: m.name),
            Column("unit", _("Đơn vị tính"), lambda m: _(m.unit) if m.unit else ""),
            Column("a", a.name, lambda m: m.a, "number"),
            Column("b", b.name, lambda m: m.b, "number"),
            Column("difference", _("Chênh lệch"), lambda m: m.difference, "number"),
        )
        return Table("so-sanh", self.title, columns, self.measures)


def _of_status(code: str) -> Read:
    return lambda side: side.figure.by_status[code]


def _quantity(kind: str, unit: str) -> Read:
    return lambda side: side.figure.kinds[kind].quantities.get(unit)


def _refused(
    name: str, value: str, reason: str, allowed: tuple[str, ...] = ALLOWED
) -> BadParameters:
    return BadParameters([Problem(name, value[:200], reason, tuple(allowed))])
