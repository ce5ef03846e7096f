"""Doors of a project: described, decided upon, financed, cleared, answered for."""

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.checks import row_checks
from geodata.errors import BadInput
from geodata.journal import Imported, Officer, record
from geodata.models import (
    CapitalPlan,
    Clearance,
    Disbursement,
    Milestone,
    Package,
    Project,
    ProjectDecision,
    ProjectRevision,
    ProjectShare,
    ResponsibleUnit,
)
from geodata.queries.facts import Reach
from geodata.queries.moments import PAID_UNTIL
from geodata.queries.projects import progress
from geodata.queries.projects.budgets import budgets
from geodata.queries.projects.site_state import EVERYTHING
from geodata.vocabulary import (
    CAPITAL_KINDS,
    CAPITAL_SOURCES,
    DECISION_KINDS,
    DISBURSEMENT_KINDS,
    ILLUSTRATIVE,
    N_,
    PROJECT_GROUPS,
    codes,
)

_CODED = {
    (ProjectDecision, "kind"): codes(DECISION_KINDS),
    (CapitalPlan, "kind"): codes(CAPITAL_KINDS),
    (CapitalPlan, "capital_source"): codes(CAPITAL_SOURCES),
    (Disbursement, "kind"): codes(DISBURSEMENT_KINDS),
}
_FACTS = {
    "decision": ProjectDecision,
    "milestone": Milestone,
    "capital_plan": CapitalPlan,
    "disbursement": Disbursement,
    "clearance": Clearance,
    "package": Package,
    "responsible_unit": ResponsibleUnit,
}


def revise(
    session: Session,
    officer: Officer,
    code: str,
    values: Mapping[str, Any],
    *,
    declared_units: Iterable[str] = (),
    detail: Mapping[str, Any] | None = None,
    imported: Imported | None = None,
) -> ProjectRevision:
    """Describe a project anew from a day on (`effective_on`); the first time makes it. Officers
    come in by `records.revise`.

    `values` are columns of ProjectRevision. `declared_units` say where a project without a place
    belongs; `detail`: what the journal tells beside the day. It counts in public once verified.
    Raises BadInput.
    """
    definition = row_checks.definition_of(session)
    place, day = values.get("place"), values["effective_on"]
    row_checks.one_of("sector", values["sector"], tuple(definition.sectors))
    row_checks.one_of("agency", values["agency"], tuple(definition.agencies))
    if values.get("project_group") is not None:
        row_checks.one_of("group", values["project_group"], codes(PROJECT_GROUPS))
    for uid in declared_units:
        row_checks.one_of("units", uid, tuple(definition.units))
    row_checks.place_valid(definition, "place", place)
    _check_marks(values)
    _check_plan(values)
    identity = session.scalar(select(Project.id).where(Project.code == code))
    action = "project.register" if identity is None else "project.revise"
    if values.get("supersedes_id") is not None:
        action = "project.correct"
    detail = {"on": day.isoformat(), **(detail or {})}
    rev = record(session, officer, action, "project", code, detail=detail, imported=imported)
    if identity is None:
        project = Project(code=code, rev=rev)
        session.add(project)
        session.flush()
        identity = project.id
    row = ProjectRevision(project_id=identity, rev=rev, **values)
    session.add(row)
    session.flush()
    weights = row_checks.shares_of_place(definition, place, declared_units)
    session.add_all(
        ProjectShare(revision_id=row.id, rev=rev, unit=uid, weight=weight)
        for uid, weight in weights.items()
    )
    session.flush()
    return row


def append(
    session: Session,
    officer: Officer,
    kind: str,
    code: str,
    values: Mapping[str, Any],
    *,
    detail: Mapping[str, Any] | None = None,
    imported: Imported | None = None,
) -> Any:
    """Add one fact to a project: `kind` is decision, milestone, capital_plan, disbursement,
    clearance, package or responsible_unit; `values` are the columns of its table. Money in đồng.
    `detail`: what the journal tells beside the day. Officers come in by `records.append`.

    Raises BadInput for a code that is not in its list, NotFound for an unknown project.
    """
    model = _FACTS[kind]
    definition = row_checks.definition_of(session)
    for (owner, column), allowed in _CODED.items():
        if owner is model:
            row_checks.one_of(column, values[column], allowed)
    if model is ResponsibleUnit:
        row_checks.unit_valid(definition, "unit", values["unit"], values["effective_on"])
    if model is Clearance and values["households_done"] > values["households_total"]:
        raise BadInput(
            N_("Số hộ đã bàn giao (%(done)s) lớn hơn tổng số hộ (%(total)s)."),
            pointer="households_done",
            done=values["households_done"],
            total=values["households_total"],
        )
    _check_marks(values)
    identity = row_checks.identity(session, "project", code)
    if model is Disbursement:
        _check_budget_year(session, identity, values)
    detail = {"on": values["effective_on"].isoformat(), **(detail or {})}
    rev = record(
        session, officer, f"project.{kind}", "project", code, detail=detail, imported=imported
    )
    row = model(project_id=identity, rev=rev, **values)
    session.add(row)
    session.flush()
    return row


def _check_marks(values: Mapping[str, Any]) -> None:
    for mark in values.get("illustrative", ()):
        row_checks.one_of("illustrative", mark, codes(ILLUSTRATIVE))


def _check_plan(values: Mapping[str, Any]) -> None:
    """Dates in order, and a planned curve that rises in time and percent."""
    start, finish = values.get("planned_start"), values.get("planned_finish")
    if start and finish and finish < start:
        raise BadInput(
            N_("Ngày hoàn thành theo kế hoạch (%(finish)s) trước ngày khởi công (%(start)s)."),
            pointer="planned_finish",
            finish=f"{finish:%d/%m/%Y}",
            start=f"{start:%d/%m/%Y}",
        )
    points = values.get("progress_plan") or []
    for (day_a, percent_a), (day_b, percent_b) in pairwise(points):
        if day_b <= day_a or percent_b < percent_a:
            raise BadInput(
                N_("Đường tiến độ kế hoạch phải tăng dần: xem điểm %(day)s."),
                pointer="progress_plan",
                day=day_b,
            )
    if any(not 0 <= percent <= 100 for _, percent in points):
        raise BadInput(
            N_("Tiến độ kế hoạch phải từ 0 đến 100."),
            pointer="progress_plan",
        )


def _check_budget_year(session: Session, project_id: int, values: Mapping[str, Any]) -> None:
    """Budget year N is disbursed from 1 January N to the last day of its lines of the plan, by all
    that is known of them: 31 January N+1 if they say nothing (Luật Đầu tư công 58/2024, Điều 72).
    """
    year, month = values["budget_year"], values["month"]
    until = dt.date(year + 1, *PAID_UNTIL)
    if month > until:
        reach = Reach(EVERYTHING, dt.date.max)
        until = progress.runs_until(budgets(session, reach, [project_id])[project_id].capital, year)
    if not dt.date(year, 1, 1) <= month <= until:
        raise BadInput(
            N_("Giải ngân tháng %(month)s không thuộc niên độ %(year)s (đến hết %(day)s)."),
            pointer="month",
            month=f"{month:%m/%Y}",
            year=year,
            day=f"{until:%d/%m/%Y}",
        )
