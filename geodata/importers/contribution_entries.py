"""What contributions.csv, uses.yaml and awards.yaml ask for, entry by entry."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from geodata import clock
from geodata.contributions import entering
from geodata.evidence import awards
from geodata.importers import data_files
from geodata.importers.entries import JUDGED, FileEntry, Verdicts, content, linked, recorded
from geodata.importers.yaml_lines import Document, Loc
from geodata.journal import IMPORT, Imported, Officer


def of_contribution(
    document: Document,
    loc: Loc,
    entry: data_files.ContributionEntry,
    secretariat: str,
    floor: dt.datetime | None = None,
) -> Iterator[FileEntry]:
    """A contribution, its verification by the secretariat, and its criteria. `floor`: when its
    project was recorded; nothing is recorded before what it refers to."""
    verdicts = Verdicts()
    row = entry.model_dump(exclude={*JUDGED, "code", "date", "criteria", "place"})
    row |= {"effective_on": entry.date, "place": entry.place, "source": entry.source}
    row["illustrative"] = list(entry.illustrative or ())
    key = f"contribution/{entry.code}"

    def door(session: Session, imported: Imported) -> Any:
        officer = Officer(IMPORT.account, entry.unit)
        return entering.enter(session, officer, entry.code, row, imported=imported)

    instant = recorded(entry, entry.date, floor)
    made = FileEntry(instant, key, content(entry), document, loc, verdicts.remembering(key, door))
    yield made
    yield from verdicts.verdict(entry, made, 3, secretariat)
    for criterion in entry.criteria:
        proof = data_files.LinkEntry(
            criterion=criterion, effective_on=entry.date, recorded_at=instant
        )
        yield linked(document, loc, "contribution", entry, proof, instant)


def of_use(
    document: Document, loc: Loc, entry: data_files.UseEntry, floor: dt.datetime | None = None
) -> FileEntry:
    """How a contribution was used. `floor`: when it and its project were recorded."""
    row = entry.model_dump(exclude={*JUDGED, "contribution"}) | {"source": entry.source}
    row["illustrative"] = list(entry.illustrative or ())
    project = entry.project or ""

    def door(session: Session, imported: Imported) -> Any:
        return entering.use(session, IMPORT, entry.contribution, row, imported=imported)

    return FileEntry(
        recorded(entry, entry.effective_on, floor),
        f"contribution/{entry.contribution}/uses/{entry.effective_on}-{project}",
        content(entry),
        document,
        loc,
        door,
    )


def of_award(
    document: Document, at: Loc, entry: data_files.AwardEntry, floor: dt.datetime | None = None
) -> Iterator[FileEntry]:
    """An award, its steps, and its criteria. `floor`: when the last thing that it honours was
    recorded."""
    row = entry.model_dump(
        exclude={"recorded_at", "code", "projects", "contributions", "criteria", "steps"}
    )
    first = entry.steps[0].on
    row |= {"effective_on": first, "illustrative": list(entry.illustrative or ())}
    instant = entry.recorded_at or entry.steps[0].recorded_at or clock.at_office_hour(first)
    instant = max(instant, floor) if floor else instant

    def propose(session: Session, imported: Imported) -> Any:
        return awards.propose(
            session,
            Officer(IMPORT.account, entry.steps[0].office),
            entry.code,
            row,
            projects=entry.projects,
            contributions=entry.contributions,
            imported=imported,
        )

    said = content(entry.model_copy(update={"steps": [], "criteria": []}))
    yield FileEntry(instant, f"award/{entry.code}", said, document, at, propose)
    for place, taken in enumerate(entry.steps):
        yield _step(document, (*at, "steps", place), entry, taken, instant)
    for criterion in entry.criteria:
        proof = data_files.LinkEntry(criterion=criterion, effective_on=first, recorded_at=instant)
        yield linked(document, (*at, "criteria"), "award", entry, proof, instant)


def _step(
    document: Document,
    loc: Loc,
    award: data_files.AwardEntry,
    entry: data_files.StepEntry,
    floor: dt.datetime,
) -> FileEntry:
    row = entry.model_dump(exclude={"recorded_at", "on"}) | {"effective_on": entry.on}
    row["illustrative"] = list(entry.illustrative or ())

    def door(session: Session, imported: Imported) -> Any:
        officer = Officer(IMPORT.account, entry.office)
        return awards.step(session, officer, award.code, row, imported=imported)

    return FileEntry(
        recorded(entry, entry.on, floor),
        f"award/{award.code}/steps/{entry.step}-{entry.on}",
        content(entry),
        document,
        loc,
        door,
    )
