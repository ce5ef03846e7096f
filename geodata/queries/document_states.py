"""Documents at a moment, and what cites them: evidence of criteria, decisions with a number."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy.orm import Session

from geodata.models.definition import Criterion
from geodata.models.evidence import CriterionLink, Document
from geodata.models.projects import ProjectDecision
from geodata.queries.facts import Reach, all_alive
from geodata.queries.links import Links
from geodata.queries.states import DocumentState


def document_states(
    session: Session, reach: Reach, links: Links, known: dict[str, set[str]]
) -> tuple[DocumentState, ...]:
    """Documents that something public cites, oldest first. `known`: the codes of what is public,
    by kind (`project`, `contribution`, `award`)."""
    return (
        *_cited(session, reach, links, known),
        *_decisions(session, reach, links, known["project"]),
    )


def _cited(
    session: Session, reach: Reach, links: Links, known: Mapping[str, set[str]]
) -> list[DocumentState]:
    citing: dict[int, list[tuple[str, str]]] = defaultdict(list)
    criteria: dict[int, set[str]] = defaultdict(set)
    codes = {
        "project": links.project_codes,
        "contribution": links.contribution_codes,
        "award": links.award_codes,
    }
    proofs = all_alive(CriterionLink, reach).where(CriterionLink.document_id.is_not(None))
    proofs = proofs.join(Criterion, Criterion.id == CriterionLink.criterion_id)
    for row in session.execute(proofs.add_columns(Criterion.code.label("criterion"))):
        for kind, names in codes.items():
            code = names.get(getattr(row, f"{kind}_id"))
            if (
                code is not None
                and code in known[kind]
                and (kind, code) not in citing[row.document_id]
            ):
                citing[row.document_id].append((kind, code))
                criteria[row.document_id].add(row.criterion)
    return [
        DocumentState(
            key=f"document-{row.id}",
            kind=None,
            title=row.title,
            number=row.number,
            issuer=row.issuer,
            issued_on=row.issued_on,
            cited_by=tuple(citing[row.id]),
            criteria=tuple(sorted(criteria[row.id])),
        )
        for row in session.execute(all_alive(Document, reach))
        if citing[row.id]
    ]


def _decisions(
    session: Session, reach: Reach, links: Links, known: set[str]
) -> list[DocumentState]:
    numbered = all_alive(ProjectDecision, reach).where(ProjectDecision.number.is_not(None))
    return [
        DocumentState(
            key=f"decision-{row.id}",
            kind=row.kind,
            title=None,
            number=row.number,
            issuer=row.signer,
            issued_on=row.effective_on,
            cited_by=(("project", links.project_codes[row.project_id]),),
            criteria=(),
        )
        for row in session.execute(numbered)
        if links.project_codes[row.project_id] in known
    ]
