"""What `/awards` shows: the roll of honour by year, decisions and recipients counted apart."""

from collections.abc import Mapping
from functools import cached_property
from itertools import groupby

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from geodata.figures import roll_of_honour
from geodata.figures.roll_of_honour import AwardFilter, Count
from geodata.queries import AwardState, Snapshot, names
from geodata.vocabulary import AGENCY_LEVELS, GIVER_KINDS, codes
from webmap.http import query
from webmap.http.query import BadParameters, Problem, Question
from webmap.http.readers import UNKNOWN
from webmap.language.i18n import label, local, usual
from webmap.pages.filter_choices import Chip
from webmap.pages.list_page import ListPage, Options
from webmap.pages.tables import Column, Table

OWN = ("year", "award_type", "award_form", "level", "recipient_kind")
"""Filters of awards alone; the layers do not have them."""


class AwardPage(ListPage):
    """The awards of a moment."""

    fields = (*OWN, "unit", "criterion")
    layer = "awards"

    def __init__(self, found: Snapshot, question: Question) -> None:
        super().__init__(found, question)
        self.title = _("Khen thưởng")
        self.asked = AwardFilter(
            question.year,
            question.award_type,
            question.award_form,
            question.level,
            question.recipient_kind,
        )
        wrong = roll_of_honour.check(found.definition, self.asked)
        if wrong:
            raise BadParameters(
                [
                    Problem(
                        error.pointer or "",
                        str(error.params["value"]),
                        UNKNOWN,
                        error.allowed or (),
                    )
                    for error in wrong
                ]
            )
        self.awards = roll_of_honour.narrow(self.chosen.awards, self.asked)
        self.named_today: Mapping[str, tuple[str, ...]] = {}

    def read(self, session: Session) -> None:
        """The recipients who may be named today; on the page alone, not in a downloaded file."""
        self.named_today = {} if self.question.format else names.of_recipients(session)

    @property
    def filter_names(self) -> tuple[str, ...]:
        """Every parameter that narrows the list."""
        return (*query.FILTERS, *OWN)

    @cached_property
    def field_labels(self) -> dict[str, str]:
        """What each filter is called."""
        return {
            **super().field_labels,
            "year": _("Năm"),
            "award_type": _("Loại khen thưởng"),
            "award_form": _("Hình thức khen thưởng"),
            "level": _("Cấp khen thưởng"),
            "recipient_kind": _("Đối tượng"),
        }

    @cached_property
    def options(self) -> dict[str, Options]:
        """The choices of each list of the form."""
        definition = self.definition
        years = sorted({award.year for award in self.found.awards}, reverse=True)
        return {
            **super().options,
            "year": [(str(year), str(year)) for year in years],
            "award_type": [(c, local(item, "name")) for c, item in definition.award_types.items()],
            "award_form": [(c, local(item, "name")) for c, item in definition.award_forms.items()],
            "level": [(code, label(code, "AGENCY_LEVELS")) for code in codes(AGENCY_LEVELS)],
            "recipient_kind": [(code, label(code, "GIVER_KINDS")) for code in codes(GIVER_KINDS)],
        }

    @cached_property
    def extra_chips(self) -> list[Chip]:
        """The filters of awards alone that are on."""
        return [
            Chip(
                dict(self.options[name]).get(self.given(name), self.given(name)),
                self.here(page=None, **{name: None}),
            )
            for name in OWN
            if self.given(name)
        ]

    @property
    def geojson_url(self) -> str | None:
        """The layer with the same filters; it does not know those of this list alone."""
        return None if self.asked.asks else super().geojson_url

    @property
    def picture_url(self) -> str | None:
        """The still map, where the layer knows the same filters."""
        return None if self.asked.asks else super().picture_url

    # ── Counts ────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def total(self) -> Count:
        """Decisions, recipients, money of the list."""
        return roll_of_honour.count(self.awards)

    @cached_property
    def years(self) -> dict[int, Count]:
        """The same per year, whatever year is asked for, oldest first."""
        asked = AwardFilter(**{**vars(self.asked), "year": None})
        return roll_of_honour.by_year(roll_of_honour.narrow(self.chosen.awards, asked))

    def year_url(self, year: int) -> str:
        """This list of one year."""
        return self.here(year=year, page=None)

    @property
    def rolls(self) -> list[tuple[int, list[AwardState]]]:
        """The awards of this part of the list by year, newest year first."""
        shown = self.table.shown
        return [(year, list(of)) for year, of in groupby(shown, key=lambda award: award.year)]

    # ── The list ──────────────────────────────────────────────────────────────────────────────

    @cached_property
    def table(self) -> Table:
        """The list: by year, then by the day of the decision, newest first."""
        rows = sorted(self.awards, key=lambda award: -award.year)
        return Table(
            "khen-thuong",
            self.title,
            self._columns(),
            rows,
            number=self.question.page or 1,
            # The page is by year; a file may be in any order.
            sort=self.question.sort if self.question.format else None,
            anchor=lambda row: row.code,
        )

    def _columns(self) -> list[Column]:
        return [
            Column("code", _("Mã"), lambda a: a.code),
            Column("year", _("Năm"), lambda a: str(a.year)),
            Column("type", _("Loại khen thưởng"), lambda a: self.named("award_type", a.type)),
            Column("form", _("Hình thức khen thưởng"), lambda a: self.named("award_form", a.form)),
            Column("level", _("Cấp khen thưởng"), lambda a: label(a.level, "AGENCY_LEVELS")),
            Column("recipient", _("Tập thể, cá nhân được khen"), lambda a: a.recipient),
            Column(
                "recipient_kind",
                _("Đối tượng"),
                lambda a: label(a.recipient_kind, "GIVER_KINDS"),
            ),
            Column("recipients", _("Số người nhận"), lambda a: a.recipients, "number", sums=True),
            Column("unit", _("Đơn vị hành chính"), lambda a: self.who(a.unit)),
            Column("achievement", _("Thành tích"), lambda a: a.achievement),
            Column("decision_number", _("Số quyết định"), lambda a: a.decision_number),
            Column("decided_on", _("Ngày quyết định"), lambda a: a.decided_on, "day"),
            Column("decided_by", _("Cơ quan quyết định"), lambda a: self.who(a.decided_by)),
            Column("presented_on", _("Ngày trao"), lambda a: a.presented_on, "day"),
            Column("projects", _("Công trình"), lambda a: ", ".join(a.projects)),
            Column("contributions", _("Đóng góp"), lambda a: ", ".join(a.contributions)),
            Column("criteria", _("Tiêu chí"), lambda a: ", ".join(a.criteria)),
            Column("money", _("Tiền thưởng"), lambda a: a.money, "money", sums=True),
            Column("source", _("Nguồn"), lambda a: usual(a.source)),
            Column("marks", _("Minh họa"), self.marks, "marks"),
        ]

    def project_links(self, award: AwardState) -> list[tuple[str, str]]:
        """Name and address of the projects that an award honours, as far as they are known."""
        known = self.found.project_by_code
        return [(known[c].name, self.thing("project", c)) for c in award.projects if c in known]

    def contribution_links(self, award: AwardState) -> list[tuple[str, str]]:
        """Code and address of the contributions that an award honours."""
        known = self.found.contribution_by_code
        return [
            (code, f"{self.thing('contribution', code)}#{code}")
            for code in award.contributions
            if code in known
        ]

    def criterion_links(self, award: AwardState) -> list[tuple[str, str]]:
        """Code and address of the criteria."""
        return [(code, self.thing("criterion", code)) for code in award.criteria]
