"""What is due and overdue, by who has to act: sites without an update, entries that wait for their
verdict, reports of the year. Each figure comes with its rows."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.checks import row_checks
from geodata.clock import CITY_ZONE
from geodata.permissions import Actor, in_force
from geodata.queries.definition import Definition
from geodata.queries.verdicts import is_open
from geodata.reviews import states
from geodata.site_updates.sites import Site, sites
from geodata.verification.entry_sources import MODELS, Source, sources

EVERYBODY = Actor("due", None, "leader")
"""A leader sees every site and every entry."""
BEFORE_DAYS = 45
"""A report is spoken of from so many days before its day on."""


@dataclass(frozen=True)
class DueSite:
    """A site without an update for too long; `days`: since it became due."""

    code: str
    name: str
    last_observed_on: dt.date | None
    due: dt.date
    days: int


@dataclass(frozen=True)
class DueEntry:
    """An entry that waits; `days`: since it was sent by `office`."""

    kind: str
    id: int
    code: str
    title: str
    office: str | None
    sent_on: dt.date
    days: int


@dataclass(frozen=True)
class DueReport:
    """A report that an office owes. `name_*`: the report's or the review's; `closes_on`: the day of
    its figures; `review`: its code, or None when it comes from the plan alone."""

    name_vi: str
    name_en: str
    due_on: dt.date
    closes_on: dt.date | None
    review: str | None

    def days(self, today: dt.date) -> int:
        """Days until it is due; negative once it is overdue."""
        return (self.due_on - today).days


@dataclass(frozen=True)
class Part:
    """What is due of an office: a unit, or an agency."""

    office: str
    rows: tuple[Any, ...]


@dataclass(frozen=True)
class Due:
    """All that is due on a day, the longest first; a site of two units is due of both."""

    today: dt.date
    stale_days: int
    waiting_days: int
    sites: tuple[Part, ...]
    waiting: tuple[Part, ...]
    reports: tuple[Part, ...]

    def of(self, offices: Iterable[str]) -> "Due":
        """The part of some offices alone."""
        wanted = set(offices)
        kept = (
            tuple(part for part in parts if part.office in wanted)
            for parts in (self.sites, self.waiting, self.reports)
        )
        return Due(self.today, self.stale_days, self.waiting_days, *kept)

    @property
    def site_count(self) -> int:
        """Sites that are due, each once."""
        return len({row.code for part in self.sites for row in part.rows})

    @property
    def entry_count(self) -> int:
        """Entries that wait too long, each once."""
        return len({(row.kind, row.id) for part in self.waiting for row in part.rows})


def due(session: Session, today: dt.date) -> Due:
    """What is due on a day, by all that is known. Raises NotFound when no campaign is loaded."""
    definition = row_checks.definition_of(session)
    rules = definition.campaign
    return Due(
        today,
        rules.stale_days,
        rules.waiting_days,
        _parts(definition, _sites(session, definition, today)),
        _parts(definition, _waiting(session, definition, today)),
        _parts(definition, _reports(session, definition, today)),
    )


def _parts(definition: Definition, rows: Iterable[tuple[str, Any]]) -> tuple[Part, ...]:
    """Rows by office, in the campaign's order of units and agencies."""
    found: dict[str, list[Any]] = {}
    for office, row in rows:
        found.setdefault(office, []).append(row)
    order = {uid: place for place, uid in enumerate((*definition.units, *definition.agencies))}
    return tuple(
        Part(office, tuple(found[office]))
        for office in sorted(found, key=lambda uid: (order.get(uid, len(order)), uid))
    )


# ── Sites ─────────────────────────────────────────────────────────────────────────────────────


def _sites(
    session: Session, _campaign: Definition, today: dt.date
) -> Iterable[tuple[str, DueSite]]:
    """Published sites past their day of which no update waits: of the units that answer for them,
    or else of their owner."""
    for site in sites(session, EVERYBODY, today):
        if site.due and site.overdue and site.published and site.waiting is None:
            row = _due_site(site, site.due, today)
            for office in site.responsible or (site.agency,):
                yield office, row


def _due_site(site: Site, due: dt.date, today: dt.date) -> DueSite:
    return DueSite(site.code, site.name, site.last_observed_on, due, (today - due).days)


# ── Entries ───────────────────────────────────────────────────────────────────────────────────


def _waiting(
    session: Session, definition: Definition, today: dt.date
) -> Iterable[tuple[str, DueEntry]]:
    found = []
    for kind, model in MODELS.items():
        rows = session.scalars(select(model).where(is_open(model)).order_by(model.rev)).all()
        for source in sources(
            session, definition, kind, rows, today, lambda _standing, _sender: True
        ):
            entry = _due_entry(kind, source, today)
            if entry.days > definition.campaign.waiting_days and source.verdict.state == "waiting":
                found += [(office, entry) for office in deciders(definition, kind, source, today)]
    return sorted(found, key=lambda pair: (pair[1].sent_on, pair[1].kind, pair[1].id))


def _due_entry(kind: str, source: Source, today: dt.date) -> DueEntry:
    sent_on = source.sender.recorded_at.astimezone(CITY_ZONE).date()
    return DueEntry(
        kind,
        source.row.id,
        source.code,
        source.title,
        source.sender.office,
        sent_on,
        (today - sent_on).days,
    )


def deciders(definition: Definition, kind: str, source: Source, today: dt.date) -> tuple[str, ...]:
    """The offices that have to confirm an entry: the owner an update of its site, the secretariat
    of the unit everything else (all secretariats, where it is of no unit)."""
    owner = source.standing.owner
    if kind == "update" and owner is not None and in_force(definition, owner, today):
        return (owner,)
    units = {definition.unit_at(uid, today) for uid in (*source.units, source.standing.unit or "")}
    secretariats = [
        agency
        for agency in definition.agencies_on(today).values()
        if "secretariat" in agency.functions
    ]
    own = tuple(agency.id for agency in secretariats if agency.unit in units)
    return own or tuple(agency.id for agency in secretariats)


# ── Reports ───────────────────────────────────────────────────────────────────────────────────


def _reports(
    session: Session, definition: Definition, today: dt.date
) -> Iterable[tuple[str, DueReport]]:
    """Of the open reviews that asked for reports: who has sent none. For a report of the plan that
    no review asks for yet: who has to send it."""
    asked: set[int] = set()
    for review in states.reviews(session):
        if review.office is not None:
            continue
        reporting = states.reporting(session, review.id)
        asked |= {review.budget_year} if reporting and review.kind == "annual" else set()
        for item in reporting:
            if item.report is None and not review.frozen:
                yield (
                    item.office,
                    DueReport(review.name, review.name, item.due_on, review.as_of, review.code),
                )
    for entry in definition.campaign.plan.get("reports", ()):
        report = _of_plan(entry, today)
        if report is not None and report.due_on.year not in asked:
            yield from ((office, report) for office in reporters(definition, today))


def _of_plan(entry: Mapping[str, Any], today: dt.date) -> DueReport | None:
    """This year's report of the plan, from some weeks before its day to the end of the year."""
    if not entry.get("day"):
        return None
    due_on = _in_year(entry["day"], today.year)
    if today < due_on - dt.timedelta(days=BEFORE_DAYS):
        return None
    closes = _in_year(entry["closes"], today.year) if entry.get("closes") else None
    return DueReport(entry["name"]["vi"], entry["name"]["en"], due_on, closes, None)


def _in_year(day: str, year: int) -> dt.date:
    month, number = day.split("-")
    return dt.date(year, int(month), int(number))


def reporters(definition: Definition, today: dt.date) -> list[str]:
    """The agencies that report to the secretariat: those with a duty in the plan, or what follows
    them today. The one that collects has none to send."""
    found: dict[str, None] = {}
    for duty in definition.campaign.plan.get("duties", ()):
        for uid in duty["agencies"]:
            agency = definition.agencies.get(uid)
            if agency is not None and "secretariat" not in agency.functions:
                found |= dict.fromkeys(followers(definition, uid, today))
    return list(found)


def followers(definition: Definition, uid: str, today: dt.date) -> Sequence[str]:
    """The agencies that stand today for one of the plan: itself while it is in force, else what
    follows it."""
    agency = definition.agencies.get(uid)
    if agency is None:
        return ()
    if in_force(definition, uid, today):
        return (uid,)
    return tuple(
        dict.fromkeys(f for s in agency.successors for f in followers(definition, s, today))
    )
