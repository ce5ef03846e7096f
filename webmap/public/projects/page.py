"""What the page of one project shows, computed once; the template reads it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from geodata.history.project_changes import ProjectChange
from geodata.models import Milestone, Photo
from geodata.queries import AwardState, ContributionState, ProjectHistory, ProjectState, Snapshot
from geodata.queries.projects import progress
from layers.styles import STATUS
from webmap.http.query import Question
from webmap.language.i18n import label, local, usual
from webmap.pages import links
from webmap.pages.page import Page
from webmap.public.projects import charts
from webmap.public.projects.charts import Month, Point


@dataclass(frozen=True)
class Year:
    """A budget year: what was planned by source, in all, and what was disbursed, in đồng."""

    year: int
    lines: tuple[progress.Line, ...]
    planned: int | None
    disbursed: int | None
    through: dt.date | None
    """The last day up to which disbursement is told."""
    until: dt.date
    """That up to which it should be."""


@dataclass(frozen=True)
class Event:
    """An entry of the timeline: `what` happened on `day`, by which office; `detail` in short."""

    day: dt.date
    what: str
    office: str
    detail: str
    percent: object = None
    recorded_at: dt.datetime | None = None
    confirmed_by: str = ""
    illustrative: bool = False
    source: str | None = None


@dataclass(frozen=True)
class Obstacle:
    """Something that was in the way, from a report of it to the first that names it no more."""

    code: str
    since: dt.date
    until: dt.date | None
    note: str


class ProjectPage(Page):
    """One project at a moment."""

    SHOWN = 12
    """Entries of the timeline that are open; the older ones unfold."""

    def __init__(
        self,
        found: Snapshot,
        question: Question,
        history: ProjectHistory,
        changes: Sequence[ProjectChange] = (),
    ) -> None:
        super().__init__(found, question)
        self.history = history
        self.changes = changes
        self.state: ProjectState = found.project_by_code[history.code]
        self.title = self.state.name

    @property
    def map_url(self) -> str:
        """The map with this project chosen, at the same moment."""
        return url_for("map.index", selected=self.history.code, **links.carried())

    @property
    def geojson_url(self) -> str:
        """This project alone as GeoJSON."""
        return url_for(
            "layers.layer", name="projects", project=self.history.code, **links.carried()
        )

    def thing(self, kind: str, key: str) -> str:
        """The page of a unit, an agency, a criterion, … at the same moment."""
        return links.thing(kind, key)

    def named(self, kind: str, code: str) -> str:
        """The name of an entry of one of the campaign's lists (`sector`, `award_form`, …)."""
        item = self.definition.items.get(kind, {}).get(code)
        return local(item, "name") if item else code

    @property
    def sector_icon(self) -> str:
        """The bootstrap-icons name of the sector."""
        item = self.definition.sectors.get(self.state.sector)
        return item.attrs.get("icon", "") if item else ""

    @property
    def symbol_ink(self) -> str:
        """The colour of the sector's icon inside the status symbol."""
        return STATUS[self.state.status].icon or ""

    @property
    def illustrative(self) -> list[str]:
        """What of the project is illustrative, in words."""
        return [label(code, "ILLUSTRATIVE") for code in self.state.illustrative]

    @cached_property
    def years(self) -> list[Year]:
        """Capital and disbursement by budget year, oldest first."""
        plans, paid = self.history.capital_plans, self.history.disbursements
        numbers = sorted({row.budget_year for row in plans} | {row.budget_year for row in paid})
        return [
            Year(
                year,
                tuple(line for line in progress.lines(plans) if line.row.budget_year == year),
                progress.plan_of_year(plans, year),
                progress.disbursed(paid, year),
                progress.disbursed_through(paid, year),
                replace(self.moment, money_of=year).money_until,
            )
            for year in numbers
        ]

    @cached_property
    def curve(self) -> list[Point]:
        """Planned against actual progress, by month or quarter."""
        return charts.curve(self.history, self.moment.facts_on)

    def months(self, year: int) -> list[Month]:
        """Disbursement of a budget year, month by month."""
        return charts.months_of_year(self.history, year)

    @cached_property
    def obstacles(self) -> list[Obstacle]:
        """What was in the way and when, what still is first."""
        open_: dict[str, tuple[dt.date, str]] = {}
        found = []
        for report in reversed(self.history.reports):
            row = report.row
            for code in [code for code in open_ if code not in row.obstacles]:
                found.append(Obstacle(code, open_[code][0], row.effective_on, open_.pop(code)[1]))
            for code in row.obstacles:
                since = open_[code][0] if code in open_ else row.effective_on
                note = row.note or (open_[code][1] if code in open_ else "")
                open_[code] = (since, note)
        still = [Obstacle(code, since, None, note) for code, (since, note) in open_.items()]
        return still + sorted(found, key=lambda one: one.since, reverse=True)

    @property
    def photo_pair(self) -> tuple[Photo, ...]:
        """The pictures to compare: the first before, and the last after (or during) the work."""
        before = [row for row in self.history.photos if row.stage == "before"]
        later = [row for row in self.history.photos if row.stage == "after"]
        later = later or [row for row in self.history.photos if row.stage == "during"]
        return (before[0], later[-1]) if before and later else ()

    @cached_property
    def uses(self) -> dict[str, list[Any]]:
        """How each contribution was used, by the contribution's code."""
        found: dict[str, list[Any]] = {}
        for row in self.history.uses:
            found.setdefault(row.contribution, []).append(row)
        return found

    @cached_property
    def contributions(self) -> list[ContributionState]:
        """What was given for the project, newest first."""
        known = self.found.contribution_by_code
        return [known[code] for code in self.state.contributions if code in known]

    @cached_property
    def awards(self) -> list[AwardState]:
        """Awards that honour the project or what was given for it, newest first."""
        codes = dict.fromkeys(self.state.awards)
        for contribution in self.contributions:
            codes.update(dict.fromkeys(contribution.awards))
        return [award for award in self.found.awards if award.code in codes]

    @cached_property
    def criteria(self) -> list[tuple[str, str, object]]:
        """Criterion code, its words, and the evidence, in the plan's order."""
        order = {code: place for place, code in enumerate(self.definition.criteria)}
        rows = sorted(self.history.criteria, key=lambda row: order.get(row.criterion, len(order)))
        known = self.definition.criteria
        return [(row.criterion, local(known.get(row.criterion), "text"), row) for row in rows]

    @cached_property
    def timeline(self) -> list[Event]:
        """Everything that happened, newest first; on one day decisions come before reports."""
        events = [*self._decided(), *self._revised(), *self._reached(), *self._reported()]
        return sorted(events, key=lambda event: event.day, reverse=True)

    def _decided(self) -> Sequence[Event]:
        return [
            Event(
                row.effective_on,
                label(row.kind, "DECISION_KINDS"),
                self.who(row.signer),
                row.number or "",
                illustrative=bool(row.illustrative),
                source=row.source,
            )
            for row in self.history.decisions
        ]

    def _revised(self) -> Sequence[Event]:
        """Corrections of the description; the first revision is no event."""
        return [
            Event(
                row.effective_on,
                _("Điều chỉnh thông tin dự án"),
                self.who(row.agency),
                row.reason or "",
                illustrative=bool(row.illustrative),
                source=row.source,
            )
            for row in self.history.revisions[1:]
        ]

    def _reached(self) -> Sequence[Event]:
        return [
            Event(
                row.actual_on,
                _("Mốc tiến độ: %(name)s", name=usual(row.name)),
                "",
                "",
                illustrative=bool(row.illustrative),
                source=row.source,
            )
            for row in self.history.milestones
            if row.actual_on
        ]

    def extended_to(self, row: Milestone) -> dt.date | None:
        """The day to which a milestone was put off."""
        return progress.extended_to(row, self.history.decisions)

    def _reported(self) -> Sequence[Event]:
        return [
            Event(
                report.row.effective_on,
                label(report.row.status, "STATUSES"),
                self.who(report.row.reported_by),
                report.row.note or "",
                percent=report.row.physical_percent,
                recorded_at=report.recorded_at,
                confirmed_by=self.who(report.verified_by),
                illustrative=bool(report.row.illustrative),
                source=report.row.source,
            )
            for report in self.history.reports
        ]
