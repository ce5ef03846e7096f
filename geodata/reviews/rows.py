"""The rows behind a review's projects, of all of them at once: plans, payments, reports, pictures.

Money in đồng, percent 0–100, days as ISO dates. What is told here is what the store holds; a list
without rows stays empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.models.evidence import Verification
from geodata.models.photos import Photo
from geodata.models.projects import (
    CapitalPlan,
    Clearance,
    Disbursement,
    Milestone,
    Package,
    ProjectDecision,
    ProjectRevision,
    StatusUpdate,
)
from geodata.queries.facts import Reach, all_alive, grouped, latest, one_each
from geodata.queries.projects.progress import lines, schedule

_OfProject = type[
    ProjectRevision | ProjectDecision | Milestone | Package | CapitalPlan | Disbursement | Clearance
    | StatusUpdate | Photo
]  # fmt: skip
COLUMNS: Mapping[str, tuple[_OfProject, tuple[str, ...]]] = {
    "revisions": (
        ProjectRevision,
        ("effective_on", "planned_start", "planned_finish", "progress_plan"),
    ),
    "decisions": (
        ProjectDecision,
        ("effective_on", "kind", "number", "signer", "total_investment", "finish_on"),
    ),
    "milestones": (Milestone, ("key", "name", "planned_on", "extended_on", "actual_on")),
    "packages": (
        Package,
        ("key", "name", "package_price", "winning_price", "contractor", "contract_ends_on"),
    ),
    "capital_plans": (
        CapitalPlan,
        ("effective_on", "budget_year", "capital_source", "kind", "amount", "decision_number",
         "runs_until"),
    ),
    "disbursements": (Disbursement, ("effective_on", "budget_year", "month", "kind", "amount")),
    "clearance": (
        Clearance,
        ("effective_on", "households_total", "households_done", "area_m2", "paid", "stuck"),
    ),
    "reports": (
        StatusUpdate,
        ("effective_on", "status", "physical_percent", "forecast_finish", "obstacles", "note",
         "reported_by"),
    ),
    "photos": (
        Photo,
        ("effective_on", "stage", "caption", "digest", "media_type", "width", "height",
         "illustrative"),
    ),
}  # fmt: skip
"""A list's name to the table of its rows and the columns that are kept of each."""

_LATEST_OF = {"milestones": Milestone.key, "packages": Package.key}


def project_rows(session: Session, reach: Reach) -> dict[int, dict[str, list[dict[str, Any]]]]:
    """Lists of rows per project id, each row with its `row` (id in its table), oldest first."""
    found: dict[int, dict[str, list[dict[str, Any]]]] = {}
    for name, (model, columns) in COLUMNS.items():
        key = _LATEST_OF.get(name)
        query = (
            all_alive(model, reach) if key is None else latest(model, reach, model.project_id, key)
        )
        for identity, rows in grouped(session, query, "project_id").items():
            ordered = sorted(rows, key=lambda row: row.position) if name == "milestones" else rows
            told = [_as_plain(row, columns) for row in ordered]
            if name == "capital_plans":
                for row, line in zip(told, lines(ordered), strict=True):
                    row["runs_until"] = line.runs_until
            found.setdefault(identity, {})[name] = told
    confirmed = _confirming_offices(session, reach)
    for lists in found.values():
        for report in lists.get("reports", ()):
            report["confirmed_by"] = confirmed.get(report["row"])
    return found


def _as_plain(row: Any, columns: Iterable[str]) -> dict[str, Any]:
    return {"row": row.id} | {name: getattr(row, name) for name in columns}


def _confirming_offices(session: Session, reach: Reach) -> dict[int, str]:
    """The office of the last verdict on each status update."""
    rows = session.execute(
        select(Verification.status_update_id, Verification.office)
        .where(Verification.status_update_id.is_not(None), Verification.rev <= reach.rev)
        .order_by(Verification.rev)
    )
    return {row.status_update_id: row.office for row in rows}


def payments(session: Session, reach: Reach, project_ids: Iterable[int]) -> list[Any]:
    """The payments of projects that count, oldest first."""
    paid = all_alive(Disbursement, reach).where(Disbursement.project_id.in_(sorted(project_ids)))
    return list(session.execute(paid))


def corrected_payments(session: Session, rev: int) -> dict[int, int]:
    """Of each payment that corrects another the id of that one, by its own."""
    query = select(Disbursement.id, Disbursement.supersedes_id).where(
        Disbursement.supersedes_id.is_not(None), Disbursement.rev <= rev
    )
    return {row.id: row.supersedes_id for row in session.execute(query)}


def planned_curves(
    session: Session, reach: Reach, decisions: Mapping[int, Sequence[Any]]
) -> dict[int, list[list[Any]]]:
    """The planned curve per project id: [[day, percent], …] by which lateness is judged."""
    newest = latest(ProjectRevision, reach, ProjectRevision.project_id)
    revisions = one_each(session, newest, "project_id")
    return {
        identity: [
            [day, percent] for day, percent in schedule(row, decisions.get(identity, ())).points
        ]
        for identity, row in revisions.items()
    }


def decisions_of(session: Session, reach: Reach) -> dict[int, list[Any]]:
    """Decisions per project id, as rows."""
    return grouped(session, all_alive(ProjectDecision, reach), "project_id")
