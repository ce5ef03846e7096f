"""What a project's file asks for, entry by entry."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from geodata.evidence import photos
from geodata.importers import project_file
from geodata.importers.entries import (
    JUDGED,
    Door,
    FileEntry,
    Verdicts,
    content,
    linked,
    marks,
    recorded,
)
from geodata.importers.yaml_lines import Document, Loc
from geodata.journal import IMPORT, Imported, Officer
from geodata.projects import describing
from geodata.site_updates import reporting
from geodata.vocabulary import N_

_FACTS: dict[str, tuple[str, Callable[[Any], dict[str, Any]], Callable[[Any], str]]] = {
    "decisions": (
        "decision",
        lambda e: {
            "effective_on": e.signed_on,
            "kind": e.kind,
            "number": e.number,
            "signer": e.signer,
            "total_investment": e.total_investment,
            "finish_on": e.finish_on,
            "note": e.note,
        },
        lambda e: f"{e.signed_on}-{e.kind}-{e.number}",
    ),
    "responsible_units": (
        "responsible_unit",
        lambda e: {
            "effective_on": e.starts,
            "unit": e.unit,
            "ends_on": e.ends,
            "confirmed": e.confirmed,
        },
        lambda e: f"{e.unit}-{e.starts}",
    ),
    "milestones": (
        "milestone",
        lambda e: e.model_dump(exclude={"recorded_at", "illustrative", "source"}),
        lambda e: f"{e.key}-{e.effective_on}",
    ),
    "packages": (
        "package",
        lambda e: e.model_dump(exclude={"recorded_at", "illustrative", "source"}),
        lambda e: f"{e.key}-{e.effective_on}",
    ),
    "capital_plans": (
        "capital_plan",
        lambda e: {
            "effective_on": e.effective_on,
            "budget_year": e.year,
            "capital_source": e.capital_source,
            "kind": e.kind,
            "amount": e.amount,
            "decision_number": e.decision,
            "runs_until": e.runs_until,
        },
        lambda e: f"{e.year}-{e.capital_source}-{e.kind}-{e.effective_on}",
    ),
    "disbursements": (
        "disbursement",
        lambda e: {
            "effective_on": e.effective_on,
            "budget_year": e.year,
            "month": project_file.first_of_month(e.month),
            "kind": e.kind,
            "amount": e.amount,
        },
        lambda e: f"{e.year}-{e.month}-{e.kind}-{e.effective_on}",
    ),
    "clearance": (
        "clearance",
        lambda e: e.model_dump(exclude={"recorded_at", "illustrative", "source"}),
        lambda e: str(e.effective_on),
    ),
}


def of_project(
    document: Document, file: project_file.ProjectFile, folder: Path
) -> Iterator[FileEntry]:
    """Everything that a project's file asks for. Nothing is recorded before the project itself.
    `folder` is the data folder, in which its pictures are."""
    verdicts = Verdicts()
    base = f"project/{file.code}"
    floor: dt.datetime | None = None
    for index, revision in enumerate(file.revisions):
        made = _revision(document, file, index, revision, verdicts, floor)
        floor = floor or made.recorded_at
        yield made
        yield from verdicts.verdict(revision, made, 1, revision.agency)
    for section, (kind, values, name) in _FACTS.items():
        for index, entry in enumerate(getattr(file, section)):
            row = values(entry) | marks(entry, file)
            yield FileEntry(
                recorded(entry, row["effective_on"], floor),
                f"{base}/{section}/{name(entry)}",
                content(entry),
                document,
                (section, index),
                _append(kind, file.code, row),
            )
    for index, update in enumerate(file.updates):
        made = _update(document, file, index, update, verdicts, floor)
        yield made
        yield from verdicts.verdict(update, made, 2, file.revisions[-1].agency)
    for index, link in enumerate(file.criteria):
        yield linked(document, ("criteria", index), "project", file, link, floor)
    for index, photo in enumerate(file.photos):
        yield _photo(document, file, index, photo, folder, floor)


def _append(kind: str, code: str, row: dict[str, Any]) -> Door:
    return lambda session, imported: describing.append(
        session, IMPORT, kind, code, row, imported=imported
    )


def _revision(
    document: Document,
    file: project_file.ProjectFile,
    index: int,
    entry: project_file.RevisionEntry,
    verdicts: Verdicts,
    floor: dt.datetime | None,
) -> FileEntry:
    row = entry.model_dump(exclude={*JUDGED, "units", "key", "group", "progress_plan", "place"})
    row |= {
        "place": entry.place,
        "is_key": entry.key,
        "project_group": entry.group,
        "progress_plan": [
            [day.isoformat(), float(percent)] for day, percent in entry.progress_plan
        ],
    }
    row |= marks(entry, file)
    key = f"project/{file.code}/revisions/{entry.effective_on}"

    def door(session: Session, imported: Imported) -> Any:
        return describing.revise(
            session,
            Officer(IMPORT.account, entry.agency),
            file.code,
            row,
            declared_units=entry.units,
            imported=imported,
        )

    return FileEntry(
        recorded(entry, entry.effective_on, floor),
        key,
        content(entry),
        document,
        ("revisions", index),
        verdicts.remembering(key, door),
    )


def _update(
    document: Document,
    file: project_file.ProjectFile,
    index: int,
    entry: project_file.UpdateEntry,
    verdicts: Verdicts,
    floor: dt.datetime | None,
) -> FileEntry:
    row = entry.model_dump(exclude={*JUDGED, "observed_on"}) | marks(entry, file)
    row["effective_on"] = entry.observed_on
    row["illustrative"] = [mark for mark in row["illustrative"] if mark == "progress"]
    key = f"project/{file.code}/updates/{entry.observed_on}-{entry.reported_by}"

    def door(session: Session, imported: Imported) -> Any:
        officer = Officer(IMPORT.account, entry.reported_by)
        return reporting.submit(session, officer, file.code, row, imported=imported)

    return FileEntry(
        recorded(entry, entry.observed_on, floor),
        key,
        content(entry),
        document,
        ("updates", index),
        verdicts.remembering(key, door),
    )


def _photo(
    document: Document,
    file: project_file.ProjectFile,
    index: int,
    entry: project_file.PhotoEntry,
    folder: Path,
    floor: dt.datetime | None,
) -> FileEntry:
    """A picture. What it says includes its bytes: another picture under the same name is another
    entry's content, and refused as such."""
    loc = ("photos", index, "file")
    raw = _bytes(document, loc, folder, entry.file)
    row = entry.model_dump(exclude={*JUDGED, "file", "taken_on", "position"})
    row |= {"effective_on": entry.taken_on, "position": entry.position} | marks(entry, file)
    row["illustrative"] = [mark for mark in row["illustrative"] if mark in ("photo", "project")]

    def door(session: Session, imported: Imported) -> Any:
        return photos.add(session, IMPORT, file.code, raw, row, imported=imported)

    return FileEntry(
        recorded(entry, entry.taken_on, floor),
        f"project/{file.code}/photos/{entry.file}",
        content(entry) + hashlib.sha256(raw).hexdigest(),
        document,
        loc,
        door,
    )


def _bytes(document: Document, loc: Loc, folder: Path, name: str) -> bytes:
    """The bytes of a file of the data folder, never of one outside it."""
    root = folder.resolve()
    try:
        path = (root / name).resolve()
        if path.is_relative_to(root):
            return path.read_bytes()
    except (OSError, ValueError):
        pass
    raise document.broken(loc, N_("không có tệp ảnh “%(name)s” trong thư mục dữ liệu"), name=name)
