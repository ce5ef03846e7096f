"""What proves that a criterion is served: links and documents at a moment."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from geodata.models.awards import Award
from geodata.models.contributions import Contribution
from geodata.models.definition import Criterion
from geodata.models.evidence import CriterionLink, Document
from geodata.models.projects import Project
from geodata.queries.facts import Reach, all_alive
from geodata.queries.snapshot import Snapshot


@dataclass(frozen=True)
class Proof:
    """A feature serves a criterion. `kind` is project, contribution or award; `evidence` says in
    words what proves it, `document` cites the one that does (either may be None)."""

    criterion: str
    kind: str
    code: str
    effective_on: dt.date
    evidence: str | None
    document: "Paper | None"
    illustrative: tuple[str, ...]
    source: str | None


def proofs(session: Session, snapshot: Snapshot) -> tuple[Proof, ...]:
    """Every link of the snapshot's moment to a feature that is in it, in the plan's order, then by
    day. An award counts once it is decided."""
    moment = snapshot.moment
    known = {
        "project": snapshot.project_by_code,
        "contribution": snapshot.contribution_by_code,
        "award": snapshot.award_by_code,
    }
    order = {code: place for place, code in enumerate(snapshot.definition.criteria)}
    found = []
    for row in session.execute(_links(Reach.of(moment))):
        for kind, feature in known.items():
            code = getattr(row, f"{kind}_code")
            if code in feature:
                found.append(_proof(row, kind, code))
    return tuple(sorted(found, key=lambda p: (order.get(p.criterion, len(order)), p.effective_on)))


def _links(reach: Reach) -> Any:
    return (
        all_alive(CriterionLink, reach)
        .join(Criterion, Criterion.id == CriterionLink.criterion_id)
        .outerjoin(Project, Project.id == CriterionLink.project_id)
        .outerjoin(Contribution, Contribution.id == CriterionLink.contribution_id)
        .outerjoin(Award, Award.id == CriterionLink.award_id)
        .outerjoin(Document, Document.id == CriterionLink.document_id)
        .add_columns(
            Criterion.code.label("criterion"),
            Project.code.label("project_code"),
            Contribution.code.label("contribution_code"),
            Award.code.label("award_code"),
            Document.title.label("document_title"),
            Document.number.label("document_number"),
            Document.issuer.label("document_issuer"),
            Document.issued_on.label("document_issued_on"),
            Document.url.label("document_url"),
        )
    )


def _proof(row: Any, kind: str, code: str) -> Proof:
    document = None
    if row.document_title:
        document = Paper(
            row.document_title,
            row.document_number,
            row.document_issuer,
            row.document_issued_on,
            row.document_url,
        )
    return Proof(
        row.criterion,
        kind,
        code,
        row.effective_on,
        row.evidence,
        document,
        tuple(row.illustrative or ()),
        row.source,
    )


@dataclass(frozen=True)
class Paper:
    """A document that is cited: its title, number, issuer, day and address."""

    title: str
    number: str | None
    issuer: str | None
    issued_on: dt.date | None
    url: str | None
