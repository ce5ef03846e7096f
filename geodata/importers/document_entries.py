"""What documents.yaml asks for: documents, then what they prove."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.evidence import criteria, documents
from geodata.importers import data_files
from geodata.importers.entries import FileEntry, content, recorded
from geodata.importers.yaml_lines import Document, Loc
from geodata.journal import IMPORT, Imported
from geodata.models import Document as DocumentRow
from geodata.models import JournalEntry


def of_document(
    document: Document, loc: Loc, entry: data_files.DocumentEntry, made: Mapping[str, dt.datetime]
) -> Iterator[FileEntry]:
    """A document, then each of its proofs. `made`: when each thing of the folder was recorded."""
    key = f"document/{entry.key}"
    row = entry.model_dump(exclude={"recorded_at", "key", "proves"})
    row |= {"effective_on": entry.issued_on, "illustrative": list(entry.illustrative or ())}

    def door(session: Session, imported: Imported) -> Any:
        return documents.register(session, IMPORT, entry.key, row, imported=imported)

    instant = recorded(entry, entry.issued_on)
    said = content(entry.model_copy(update={"proves": []}))
    yield FileEntry(instant, key, said, document, loc, door)
    for index, proof in enumerate(entry.proves):
        floor = max(instant, made.get(proof.feature[1], instant))
        yield _proof(document, (*loc, "proves", index), entry, proof, floor)


def _proof(
    document: Document,
    loc: Loc,
    owner: data_files.DocumentEntry,
    entry: data_files.ProofEntry,
    instant: dt.datetime,
) -> FileEntry:
    key = f"document/{owner.key}"
    kind, code = entry.feature

    def door(session: Session, imported: Imported) -> Any:
        row = {
            "effective_on": entry.effective_on,
            "evidence": entry.evidence,
            "illustrative": list(owner.illustrative or ()),
            "source": owner.source,
            "document_id": _registered(session, key),
        }
        return criteria.link(session, IMPORT, entry.criterion, kind, code, row, imported=imported)

    return FileEntry(
        instant,
        f"{key}/proves/{kind}/{code}/{entry.criterion}-{entry.effective_on}",
        content(entry),
        document,
        loc,
        door,
    )


def _registered(session: Session, key: str) -> int:
    """The id of the document that this entry made, in this load or in a former one."""
    made = select(JournalEntry.rev).where(JournalEntry.source_key == key).scalar_subquery()
    return session.scalars(select(DocumentRow.id).where(DocumentRow.rev == made)).one()
