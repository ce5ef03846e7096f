"""The door of verdicts: a row is verified, returned, asked about or withdrawn."""

from sqlalchemy.orm import Session

from geodata import features
from geodata.journal import Imported, Officer, record
from geodata.models import ContributionRevision, ProjectRevision, StatusUpdate, Verification
from geodata.vocabulary import VERDICTS, codes

_COLUMN = {
    ProjectRevision: ("project_revision_id", "project_revision"),
    StatusUpdate: ("status_update_id", "status_update"),
    ContributionRevision: ("contribution_revision_id", "contribution_revision"),
}


def give(
    session: Session,
    officer: Officer,
    row: ProjectRevision | StatusUpdate | ContributionRevision,
    verdict: str,
    *,
    reason: str | None = None,
    imported: Imported | None = None,
) -> Verification:
    """Append a verdict on a row in the officer's name; the last verdict counts. Raises BadInput."""
    features.one_of("verdict", verdict, codes(VERDICTS))
    column, kind = _COLUMN[type(row)]
    rev = record(session, officer, f"{kind}.{verdict}", kind, str(row.id), imported=imported)
    given = Verification(
        rev=rev, verdict=verdict, office=officer.office or "", reason=reason, **{column: row.id}
    )
    session.add(given)
    session.flush()
    return given
