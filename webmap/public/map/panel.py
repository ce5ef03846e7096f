"""What the panel beside the map shows, computed once for the page and for its fragment."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from geodata.figures.filters import FILTERS, FilterRow, in_panel, is_set
from geodata.figures.selection import Selection, select
from geodata.figures.summaries import figures
from geodata.queries import Moment, ProjectState, Snapshot
from geodata.vocabulary import CONTRIBUTION_KINDS, STATUSES, UNPRICED_KINDS, codes
from layers import styles
from webmap.http import query
from webmap.http.query import Question
from webmap.language.formats import day as day_text
from webmap.language.formats import number
from webmap.language.i18n import language, local
from webmap.pages.filter_choices import Chip, Generation, chips, generations, here, options
from webmap.public.map.choropleth import Shading, shade
from webmap.public.map.key_figures import as_json

LISTED = 120
"""Projects that the panel lists; more than that nobody scrolls through beside a map."""
KEPT = ("known_at", "kind", "layers", "basemap", "map", "lang")
"""State that the form has no field for: it travels along in hidden fields."""


@dataclass(frozen=True)
class StatusRow:
    """How many projects have a status, when every filter but the status is applied."""

    code: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class KindSum:
    """Contributions of one kind: `quantities` by unit of measure, `value` in đồng."""

    code: str
    icon: str
    count: int
    value: int | None
    quantities: dict[str, float]

    @property
    def unpriced(self) -> bool:
        """Whether nobody told its value because the kind has none."""
        return self.value is None and self.code in UNPRICED_KINDS


class Panel:
    """The panel for one question. Templates read it; each figure is computed when asked for."""

    def __init__(self, found: Snapshot, question: Question) -> None:
        self.found = found
        self.question = question
        self.filter = question.filter
        self.selected = request.args.get("selected", "")
        # Now, so that a filter with an unknown value is refused before anything else is asked.
        self.selection: Selection = select(found, self.filter)

    @property
    def moment(self) -> Moment:
        """The moment that every figure is of."""
        return self.found.moment

    @property
    def title(self) -> str:
        """The name of the site."""
        return _("Bản đồ thi đua Sa Đéc")

    @cached_property
    def units_day(self) -> dt.date:
        """The day whose units are used for grouping."""
        return self.question.units_on or self.moment.as_of

    @cached_property
    def _figures(self) -> dict[str, Any]:
        found = figures(self.found, self.selection, "unit", self.units_day)
        return as_json(self.found, found, language())

    @property
    def total(self) -> dict[str, Any]:
        """The key figures of all that matches, as in `/figures.json`."""
        told: dict[str, Any] = self._figures["total"]
        return told

    @property
    def budget_year(self) -> int:
        """The year whose capital plan and disbursement are shown."""
        return int(self._figures["budget_year"])

    @property
    def projects(self) -> tuple[ProjectState, ...]:
        """The projects that match, most urgent first."""
        return self.selection.projects

    @property
    def listed(self) -> tuple[ProjectState, ...]:
        """The projects that the panel lists: the most urgent ones; the page of projects has all."""
        return self.projects[:LISTED]

    @property
    def asked(self) -> dict[str, Any]:
        """The parameters that a list page takes over: moment, filters, language."""
        names = (*query.MOMENT, *query.FILTERS, "lang")
        given = {name: request.args.getlist(name) for name in names}
        return {name: values for name, values in given.items() if any(values)}

    def rows(self, endpoint: str, **changes: str) -> str:
        """The address of the list of rows behind a figure: the same question, narrowed."""
        return url_for(endpoint, **(self.asked | changes))

    @property
    def illustrative_count(self) -> int:
        """How many of the projects shown have a figure or a place that is not a fact."""
        return sum(bool(project.illustrative) for project in self.projects)

    @property
    def illustrative_given(self) -> bool:
        """Whether a contribution shown has a figure or a place that is not a fact."""
        return any(given.illustrative for given in self.selection.contributions)

    @property
    def awarded_count(self) -> int:
        """How many of the projects shown were honoured."""
        return sum(bool(project.awards) for project in self.projects)

    # Statuses

    @cached_property
    def statuses(self) -> tuple[StatusRow, ...]:
        """Every status with its count, whatever statuses are chosen, so that one can add some."""
        wide = replace(self.filter, status=())
        found = [project.status for project in select(self.found, wide).projects]
        chosen = self.filter.status
        return tuple(StatusRow(code, found.count(code), code in chosen) for code in codes(STATUSES))

    @cached_property
    def late_count(self) -> int:
        """Late projects among those that match all but the choice of late ones."""
        wide = replace(self.filter, late=None)
        return sum(project.late for project in select(self.found, wide).projects)

    @property
    def status_parts(self) -> list[dict[str, object]]:
        """The parts of the bar of statuses, 0 to 100."""
        whole = self.total["projects"]
        parts: list[dict[str, object]] = []
        start = 0.0
        for code in codes(STATUSES):
            width = 100 * self.total["by_status"][code] / whole if whole else 0
            if width:
                fill = styles.STATUS[code].colour
                parts.append({"start": round(start, 3), "width": round(width, 3), "fill": fill})
            start += width
        return parts

    # Contributions

    @cached_property
    def kinds(self) -> list[KindSum]:
        """Contributions by kind, those of which there are any."""
        found = self.total["contributions"]["kinds"]
        return [
            KindSum(code, styles.KIND_ICONS[code], **found[code])
            for code in codes(CONTRIBUTION_KINDS)
            if found.get(code, {}).get("count")
        ]

    def quantities(self, kind: KindSum) -> str:
        """How much of a kind in its own units of measure, after how many times it was given."""
        times = ngettext("%(num)s lượt", "%(num)s lượt", kind.count)
        amounts = [
            f"{number(amount, 1)} {_(unit)}"
            for unit, amount in kind.quantities.items()
            if unit != "đồng"
        ]
        return " · ".join((times, ", ".join(amounts))) if amounts else times

    measures = styles.CHOROPLETHS

    @cached_property
    def choropleth(self) -> Shading | None:
        """The shading that the address asks for, or None."""
        wanted = request.args.get("choropleth")
        measure = next((item for item in self.measures if item.code == wanted), None)
        return shade(measure, self._figures["groups"]) if measure else None

    # Places and names

    def sector_icon(self, code: str) -> str:
        """The bootstrap-icons name of a sector."""
        item = self.found.definition.sectors.get(code)
        return item.attrs.get("icon", "") if item else ""

    def sector_letter(self, code: str) -> str:
        """The letter that stands for a sector in a list."""
        item = self.found.definition.sectors.get(code)
        return item.attrs.get("letter", "") if item else ""

    def sector_name(self, code: str) -> str:
        """The name of a sector."""
        item = self.found.definition.sectors.get(code)
        return local(item, "name") if item else code

    def place(self, project: ProjectState) -> str:
        """The units of a project in the generation that is shown, by name."""
        definition = self.found.definition
        names: dict[str, None] = {}
        for atom, weight in project.shares.items():
            there = definition.unit_at(atom, self.units_day) if weight else None
            if there:
                names[local(definition.units[there], "name")] = None
        return ", ".join(names) or project.place_note or _("Chưa rõ đơn vị")

    # The form

    @cached_property
    def generations(self) -> tuple[Generation, ...]:
        """The sets of units that the definition knows, oldest first."""
        return generations(self.found.definition, self.question.units_on)

    @property
    def units_on_chosen(self) -> bool:
        """Whether the address names a generation."""
        return any(generation.chosen for generation in self.generations)

    @property
    def generation_now(self) -> str:
        """The generation that is drawn, in words."""
        units = self.found.definition.units_on(self.units_day)
        count = sum(unit.in_campaign for unit in units.values())
        return _("%(count)s đơn vị, ngày %(day)s", count=count, day=day_text(self.units_day))

    @cached_property
    def options(self) -> dict[str, list[tuple[str, str]]]:
        """The choices of each list of the form, as (value, text)."""
        return options(self.found, self.filter, self.units_day)

    def filters(self, place: str, takes: str = "codes") -> list[FilterRow]:
        """The filters that the form shows at a place, of those that take lists or yes and no."""
        return [row for row in in_panel(place) if row.takes == takes]

    @property
    def more_active(self) -> int:
        """How many of the folded filters are on."""
        return sum(is_set(self.filter, row.name) for row in in_panel("more"))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """State that the form carries along."""
        return [(n, v) for n in KEPT for v in request.args.getlist(n) if v]

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters that are on, in words, each with the address without it."""
        return list(chips(self.filter, self.options))

    @property
    def cleared(self) -> str:
        """The address without any filter; the day and the map's position stay."""
        return here(**dict.fromkeys(row.name for row in FILTERS if row.panel))

    # Time

    @property
    def starts_on(self) -> dt.date:
        """The campaign's first day: where the slider begins."""
        return self.found.definition.campaign.starts_on

    @property
    def ends_on(self) -> dt.date:
        """The campaign's last day: where the slider ends."""
        return self.found.definition.campaign.ends_on

    @property
    def days(self) -> int:
        """The slider's length in days."""
        return (self.ends_on - self.starts_on).days

    @property
    def day_number(self) -> int:
        """The slider's place: days since the first day, within the campaign."""
        return min(max((self.moment.as_of - self.starts_on).days, 0), self.days)

    @property
    def years(self) -> range:
        """The years under the slider."""
        return range(self.starts_on.year, self.ends_on.year + 1)
