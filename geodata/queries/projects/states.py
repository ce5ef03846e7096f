"""Projects at a moment."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import or_
from sqlalchemy.orm import Session

from geodata.models.base import Fact, counts_from
from geodata.models.projects import (
    CapitalPlan,
    Disbursement,
    Milestone,
    ProjectDecision,
    ProjectRevision,
    ProjectShare,
    ResponsibleUnit,
    StatusUpdate,
)
from geodata.queries.definition import Definition
from geodata.queries.facts import Reach, all_alive, grouped, latest, one_each, weights
from geodata.queries.links import Links
from geodata.queries.moments import Moment
from geodata.queries.projects import late, progress
from geodata.queries.states import ProjectState
from geodata.vocabulary import FINISHED, STATUSES, codes

_STATUS_ORDER = {code: index for index, code in enumerate(codes(STATUSES))}


@dataclass(frozen=True)
class ProjectRows:
    """The rows that count, per project id."""

    revisions: Mapping[int, ProjectRevision]
    updates: Mapping[int, StatusUpdate]
    decisions: Mapping[int, Sequence[ProjectDecision]]
    capital: Mapping[int, Sequence[CapitalPlan]]
    disbursements: Mapping[int, Sequence[Disbursement]]
    milestones: Mapping[int, Sequence[Milestone]]
    responsible: Mapping[int, Sequence[ResponsibleUnit]]
    shares: Mapping[int, Mapping[str, int]]


def project_rows(session: Session, reach: Reach) -> ProjectRows:
    """The rows of every project that count."""
    revisions = one_each(
        session, latest(ProjectRevision, reach, ProjectRevision.project_id), "project_id"
    )
    still = or_(ResponsibleUnit.ends_on.is_(None), ResponsibleUnit.ends_on > reach.day)
    of_project = "project_id"
    return ProjectRows(
        revisions,
        one_each(session, latest(StatusUpdate, reach, StatusUpdate.project_id), of_project),
        grouped(session, all_alive(ProjectDecision, reach), of_project),
        grouped(session, all_alive(CapitalPlan, reach), of_project),
        grouped(session, all_alive(Disbursement, reach), of_project),
        grouped(session, latest(Milestone, reach, Milestone.project_id, Milestone.key), of_project),
        grouped(session, all_alive(ResponsibleUnit, reach).where(still), of_project),
        weights(session, ProjectShare, [row.id for row in revisions.values()]),
    )


def last_changes(rows: ProjectRows, links: Links) -> dict[str, dt.date]:
    """The day of the newest fact of each project, by code: a description, a report, a decision, an
    amount, a milestone, a unit that answers for it."""
    single = (rows.revisions, rows.updates)
    several = (rows.decisions, rows.capital, rows.disbursements, rows.milestones, rows.responsible)
    found: dict[str, dt.date] = {}
    for identity in rows.revisions:
        facts: list[Fact] = [listed[identity] for listed in single if identity in listed]
        facts += [row for listed in several for row in listed.get(identity, ())]
        found[links.project_codes[identity]] = max(counts_from(row) for row in facts)
    return found


def project_states(
    rows: ProjectRows,
    definition: Definition,
    links: Links,
    moment: Moment,
    contributions: Mapping[str, tuple[str, ...]],
) -> tuple[ProjectState, ...]:
    """Every project known at the moment, most urgent first. `contributions`: codes by project."""
    states = [
        replace(state, contributions=contributions.get(state.code, ()))
        for state in (
            _state(identity, rows, definition, links, moment) for identity in rows.revisions
        )
    ]
    return tuple(sorted(states, key=urgency))


def urgency(state: ProjectState) -> tuple[Any, ...]:
    """Sort key: late ones first (the longest overdue, the furthest behind), then those with
    obstacles, then silent ones, then what is being built; finished ones last. Code breaks ties."""
    return (
        not state.late,
        -state.days_overdue,
        -state.points_behind if state.late else 0,
        not state.obstacles,
        not state.stale,
        state.status in FINISHED or state.status == "cancelled",
        not state.key,
        {"implementation": -1}.get(state.status, _STATUS_ORDER[state.status]),
        state.code,
    )


def _state(
    project_id: int, rows: ProjectRows, definition: Definition, links: Links, moment: Moment
) -> ProjectState:
    revision = rows.revisions[project_id]
    update = rows.updates.get(project_id)
    decisions = rows.decisions.get(project_id, ())
    plan = progress.schedule(revision, decisions)
    status = update.status if update else "identification"
    percent = update.physical_percent if update else None
    judgement = late.judge(
        status,
        update,
        plan,
        revision.effective_on,
        moment.facts_on,
        late_points=definition.campaign.late_points,
        stale_days=definition.campaign.stale_days,
    )
    planned = plan.planned_percent(moment.as_of)
    if moment.is_plan:
        status = progress.planned_status(status, plan, moment.as_of)
        # The plan does not take back what was measured; without a plan nothing is planned.
        planned = None if planned is None else max(planned, percent or planned)
        percent = None
        judgement = late.Judgement(None, 0, judgement.points_behind * 0, False, None)
    return ProjectState(
        id=project_id,
        code=links.project_codes[project_id],
        status=status,
        physical_percent=percent,
        planned_percent=planned,
        observed_on=update.effective_on if update else None,
        reported_by=update.reported_by if update else None,
        late_reason=judgement.late_reason,
        days_overdue=judgement.days_overdue,
        points_behind=judgement.points_behind,
        stale=judgement.stale,
        days_silent=judgement.days_silent,
        forecast_finish=update.forecast_finish if update else None,
        obstacles=tuple(update.obstacles) if update else (),
        note=update.note if update else None,
        basis=moment.basis,
        illustrative=_illustrative(revision, update, decisions),
        **_description(revision, plan, decisions),
        **_money(project_id, rows, moment.budget_year),
        **_places(project_id, revision, rows, definition, moment),
        **_linked(project_id, links),
        actual_finish=_actual_finish(rows.milestones.get(project_id, ())),
    )


def _description(
    revision: ProjectRevision, plan: progress.Schedule, decisions: Sequence[ProjectDecision]
) -> dict[str, Any]:
    return {
        "name": revision.name,
        "sector": revision.sector,
        "agency": revision.agency,
        "key": revision.is_key,
        "group": revision.project_group,
        "work_class": revision.work_class,
        "total_investment": progress.total_investment(revision, decisions),
        "planned_start": plan.start,
        "planned_finish": plan.planned_finish,
        "approved_finish": plan.approved_finish,
        "source": revision.source,
        "place_note": revision.place_note,
        "geometry": revision.place,
    }


def _money(project_id: int, rows: ProjectRows, year: int) -> dict[str, Any]:
    paid = rows.disbursements.get(project_id, ())
    return {
        "budget_year": year,
        "plan_year": progress.plan_of_year(rows.capital.get(project_id, ()), year),
        "disbursed_year": progress.disbursed(paid, year),
        "disbursed_total": progress.disbursed(paid),
        "disbursed_through": progress.disbursed_through(paid, year),
    }


def _places(
    project_id: int,
    revision: ProjectRevision,
    rows: ProjectRows,
    definition: Definition,
    moment: Moment,
) -> dict[str, Any]:
    shares = dict(rows.shares.get(revision.id, {}))
    touched = {definition.unit_at(unit, moment.as_of) or unit for unit in shares}
    answering = {row.unit for row in rows.responsible.get(project_id, ())}
    return {
        "shares": shares,
        "units": tuple(uid for uid in definition.units if uid in touched),
        "responsible_units": tuple(uid for uid in definition.units if uid in answering),
    }


def _linked(project_id: int, links: Links) -> dict[str, Any]:
    return {
        "criteria": links.project_criteria.get(project_id, ()),
        "awards": links.project_awards.get(project_id, ()),
        "contributions": (),
    }


def _illustrative(
    revision: ProjectRevision, update: StatusUpdate | None, decisions: Sequence[ProjectDecision]
) -> tuple[str, ...]:
    """What of the state is illustrative: the marks of every row that it was read from."""
    marks = dict.fromkeys(revision.illustrative)
    for row in (*([update] if update else []), *decisions):
        marks.update(dict.fromkeys(row.illustrative))
    return tuple(marks)


def _actual_finish(milestones: Sequence[Milestone]) -> dt.date | None:
    """The day of acceptance, if a milestone with the key `finish` records it."""
    days = [m.actual_on for m in milestones if m.key == "finish" and m.actual_on]
    return max(days, default=None)
