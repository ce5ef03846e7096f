"""The door of documents: what can be cited as evidence is registered once, then cited."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from geodata.checks import row_checks
from geodata.journal import Imported, Officer, record
from geodata.models import Document
from geodata.vocabulary import ILLUSTRATIVE, codes


def register(
    session: Session,
    officer: Officer,
    key: str,
    values: Mapping[str, Any],
    *,
    imported: Imported | None = None,
) -> Document:
    """Register a document; `key` names it in the journal. `values`: columns of Document, with
    `effective_on` the day since which it can be cited. Raises BadInput."""
    for mark in values.get("illustrative", ()):
        row_checks.one_of("illustrative", mark, codes(ILLUSTRATIVE))
    detail = {"on": values["effective_on"].isoformat()}
    rev = record(
        session, officer, "document.register", "document", key, detail=detail, imported=imported
    )
    row = Document(rev=rev, **values)
    session.add(row)
    session.flush()
    return row
