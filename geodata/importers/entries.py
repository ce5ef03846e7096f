"""Entries of data files as things to do: when recorded, what it is, which door it takes."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geodata import clock
from geodata.evidence import criteria
from geodata.importers import data_files
from geodata.importers.yaml_lines import Document, Loc
from geodata.journal import IMPORT, Imported, Officer
from geodata.verification import deciding

Door = Callable[[Session, Imported], Any]

JUDGED = {"recorded_at", "illustrative", "source", "verified_at", "verified_by"}
"""What an entry says of itself, not of its thing."""


@dataclass(frozen=True)
class FileEntry:
    """One thing to do. `key` names it for ever; `content` is what it says, for its digest."""

    recorded_at: dt.datetime
    key: str
    content: str
    document: Document
    loc: Loc
    door: Door

    @property
    def imported(self) -> Imported:
        """What the journal keeps of it."""
        digest = hashlib.sha256(self.content.encode()).hexdigest()
        return Imported(self.recorded_at, self.key, digest)


def content(entry: BaseModel) -> str:
    """What an entry says, as canonical JSON."""

    def plain(value: Any) -> str:
        return value.wkt if isinstance(value, BaseGeometry) else str(value)

    return json.dumps(entry.model_dump(), default=plain, sort_keys=True, ensure_ascii=False)


def marks(entry: data_files.SourcedEntry, owner: Any) -> dict[str, Any]:
    """What of an entry is illustrative, and its source: its own words or its file's."""
    own = entry.illustrative if entry.illustrative is not None else owner.illustrative
    source = getattr(entry, "source", None) or owner.source
    return {"illustrative": list(own or ()), "source": source}


def recorded(
    entry: data_files.SourcedEntry, day: dt.date, floor: dt.datetime | None = None
) -> dt.datetime:
    """When an entry was recorded: as it says, else on its day, and never before `floor`."""
    moment = entry.recorded_at or clock.at_office_hour(day)
    return max(moment, floor) if floor else moment


class Verdicts:
    """Rows that wait for their verdict, by the key of their entry."""

    def __init__(self) -> None:
        self.rows: dict[str, Any] = {}

    def remembering(self, key: str, door: Door) -> Door:
        """The door, which also remembers the row that it made."""

        def run(session: Session, imported: Imported) -> Any:
            self.rows[key] = door(session, imported)
            return self.rows[key]

        return run

    def verdict(
        self, entry: data_files.Judged, made: FileEntry, delay_days: int, office: str
    ) -> Iterator[FileEntry]:
        """The verification of an entry, unless the file leaves it waiting."""
        when = entry.verified_at
        if when is None:
            return
        if when == "default":
            when = made.recorded_at + dt.timedelta(days=delay_days)
        officer = Officer(IMPORT.account, entry.verified_by or office)

        def door(session: Session, imported: Imported) -> Any:
            row = self.rows[made.key]
            return deciding.give(session, officer, row, "verified", imported=imported)

        yield FileEntry(
            max(when, made.recorded_at),
            f"{made.key}/verified",
            f"{when.isoformat()} {officer.office}",
            made.document,
            made.loc,
            door,
        )


def linked(
    document: Document,
    loc: Loc,
    kind: str,
    owner: Any,
    entry: data_files.LinkEntry,
    floor: dt.datetime | None,
) -> FileEntry:
    """A link from a feature (`owner`, of a `kind`) to a criterion, with its evidence."""
    row: dict[str, Any] = {"effective_on": entry.effective_on, "evidence": entry.evidence}
    row |= marks(entry, owner)
    row["illustrative"] = []

    def door(session: Session, imported: Imported) -> Any:
        return criteria.link(
            session, IMPORT, entry.criterion, kind, owner.code, row, imported=imported
        )

    return FileEntry(
        recorded(entry, entry.effective_on, floor),
        f"{kind}/{owner.code}/criteria/{entry.criterion}-{entry.effective_on}",
        content(entry),
        document,
        loc,
        door,
    )
