"""Loading a campaign's folder: its definition, its data, or both. Idempotent, all or nothing."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock, definitions
from geodata.checks import row_checks
from geodata.errors import BadInput, BrokenFile, CampaignError
from geodata.importers import contributions_csv, data_files, project_file, yaml_lines
from geodata.importers.checking import parsed
from geodata.importers.contribution_entries import of_award, of_contribution, of_use
from geodata.importers.definition_file import CampaignDefinition, read_definition
from geodata.importers.definition_rows import rows
from geodata.importers.document_entries import of_document
from geodata.importers.entries import FileEntry
from geodata.importers.project_entries import of_project
from geodata.journal import IMPORT, Imported, record
from geodata.models.journal import JournalEntry
from geodata.models.projects import Project
from geodata.vocabulary import N_

READ = (".yaml", ".csv", ".png", ".jpg", ".jpeg", ".webp")
"""Endings of the files that a data folder is made of."""
SECRETARIAT = "secretariat"
"""The function of the agency that verifies contributions."""


@dataclass(frozen=True)
class LoadReport:
    """How many entries were added, and how many the store held already."""

    added: int
    unchanged: int


def load(session: Session, path: Path | str) -> LoadReport:
    """Load a folder into the store: `campaign.yaml` with its units, or `data.yaml` with projects/,
    contributions.csv, uses.yaml, awards.yaml and documents.yaml (the definition in the folder above
    comes first).

    Loading again adds only what is new. Raises BrokenFile with file, line and reason; the session
    must then be rolled back (`Store.writing` does), so that nothing is left half-loaded.
    """
    folder = Path(path)
    if (folder / "campaign.yaml").is_file():
        return _load_definition(session, folder)
    if (folder / "data.yaml").is_file():
        return _load_data(session, folder)
    raise BadInput(
        N_("Thư mục %(path)s không có campaign.yaml (định nghĩa) hay data.yaml (dữ liệu)."),
        pointer=str(path),
        path=path,
    )


def _load_definition(session: Session, folder: Path) -> LoadReport:
    checked = read_definition(folder)
    key = f"definition/{checked.campaign.code}/{checked.digest[:16]}"
    if key in _known(session, [key]):
        return LoadReport(0, 1)
    definitions.define(session, IMPORT, rows(checked), imported=_first_day(checked, key))
    return LoadReport(1, 0)


def _first_day(checked: CampaignDefinition, key: str) -> Imported:
    """The frame counts from the morning of the campaign's first day."""
    recorded_at = clock.at_office_hour(checked.campaign.starts_on, 7)
    return Imported(recorded_at, key, checked.digest)


def _load_data(session: Session, folder: Path) -> LoadReport:
    name = "data.yaml"
    document = yaml_lines.read(folder / name, name)
    header = parsed(data_files.DataFile, document, document.data)
    digest = folder_digest(folder)
    whole = f"data/{header.campaign}/{digest[:16]}"
    if whole in _known(session, [whole]):
        return LoadReport(0, 1)
    if (folder.parent / "campaign.yaml").is_file():
        _load_definition(session, folder.parent)
    definition = row_checks.definition_of(session)
    if definition.campaign.code != header.campaign:
        raise document.broken(
            ("campaign",),
            N_("dữ liệu của phong trào “%(given)s”, kho giữ “%(known)s”"),
            given=header.campaign,
            known=definition.campaign.code,
        )
    entries = sorted(_entries(folder, _secretariat(session)), key=lambda entry: entry.recorded_at)
    report = _apply(session, entries)
    record(
        session,
        IMPORT,
        "campaign.load",
        "campaign",
        header.campaign,
        detail={"added": report.added},
        imported=Imported(clock.now(), whole, digest),
    )
    return report


def holds_projects_of(session: Session, folder: Path) -> bool:
    """Whether the store holds every project of a data folder (`projects/CODE.yaml`)."""
    named = {path.stem for path in (folder / "projects").glob("*.yaml")}
    return bool(named) and named <= set(session.scalars(select(Project.code)))


def holds_no_project(session: Session) -> bool:
    """Whether the store has no project at all, verified or not."""
    return session.scalar(select(Project.id).limit(1)) is None


def folder_digest(folder: Path) -> str:
    """A digest of every data file below a folder, by name and content."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in READ):
        digest.update(f"{path.relative_to(folder)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _entries(folder: Path, secretariat: str) -> Iterator[FileEntry]:
    """Every entry of a folder; what refers to another thing is never recorded before it."""
    made: dict[str, dt.datetime] = {}
    for path in sorted((folder / "projects").glob("*.yaml")):
        document = yaml_lines.read(path, f"projects/{path.name}")
        file = parsed(project_file.ProjectFile, document, document.data)
        for entry in of_project(document, file, folder):
            made.setdefault(file.code, entry.recorded_at)
            yield entry
    if (folder / "contributions.csv").is_file():
        for document, loc, row in contributions_csv.read(folder / "contributions.csv"):
            for entry in of_contribution(
                document, loc, row, secretariat, made.get(row.project or "")
            ):
                made.setdefault(row.code, entry.recorded_at)
                yield entry
    for document, loc, row in _listed(folder, "uses.yaml", data_files.UseEntry):
        told = [made[code] for code in (row.contribution, row.project) if code in made]
        yield of_use(document, loc, row, max(told, default=None))
    for document, loc, row in _listed(folder, "awards.yaml", data_files.AwardEntry):
        honoured = [made[code] for code in (*row.projects, *row.contributions) if code in made]
        for entry in of_award(document, loc, row, max(honoured, default=None)):
            made.setdefault(row.code, entry.recorded_at)
            yield entry
    for document, loc, row in _listed(folder, "documents.yaml", data_files.DocumentEntry):
        yield from of_document(document, loc, row, made)


def _listed(
    folder: Path, name: str, schema: type[data_files.SourcedEntry]
) -> Iterator[tuple[yaml_lines.Document, yaml_lines.Loc, Any]]:
    """The entries of a file that is a list, each with where it stands; none if it is not there."""
    if not (folder / name).is_file():
        return
    document = yaml_lines.read(folder / name, name)
    if not isinstance(document.data, list):
        raise document.broken((), N_("phải là một danh sách"))
    for index, data in enumerate(document.data):
        yield document, (index,), parsed(schema, document, data, (index,))


def _secretariat(session: Session) -> str:
    """The agency in whose name imported contributions count as verified: the first secretariat."""
    agencies = row_checks.definition_of(session).agencies.values()
    return next((a.id for a in agencies if SECRETARIAT in a.functions), "")


def _apply(session: Session, entries: list[FileEntry]) -> LoadReport:
    """Send new entries through their doors, in the order in which they were recorded."""
    known = _known(session, [entry.key for entry in entries])
    seen: set[str] = set()
    added = 0
    for entry in entries:
        if entry.key in seen:
            raise entry.document.broken(
                entry.loc, N_("mục này có hai lần (%(key)s)"), key=entry.key
            )
        seen.add(entry.key)
        if entry.key in known:
            _same(entry, known[entry.key])
            continue
        try:
            entry.door(session, entry.imported)
        except BrokenFile:
            raise
        except CampaignError as error:
            raise entry.document.broken(entry.loc, error.template, **error.params) from error
        added += 1
    return LoadReport(added, len(entries) - added)


def _same(entry: FileEntry, digest: str) -> None:
    """What was loaded before must say the same: figures are corrected by new rows, not by files."""
    if entry.imported.digest != digest:
        raise entry.document.broken(
            entry.loc,
            N_("mục %(key)s đã nạp với nội dung khác; hãy ghi một bản đính chính, đừng sửa mục cũ"),
            key=entry.key,
        )


def _known(session: Session, keys: Iterable[str]) -> dict[str, str]:
    wanted = set(keys)
    rows_ = session.execute(
        select(JournalEntry.source_key, JournalEntry.source_digest).where(
            JournalEntry.source_key.is_not(None)
        )
    )
    return {key: digest or "" for key, digest in rows_ if key in wanted}
