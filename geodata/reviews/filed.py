"""Files of signed reports: a PDF or a Word document, kept by digest beside the pictures.

They may bear names and signatures, so they are for officers alone: no public address reads this
folder.
"""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import BadInput
from geodata.media import write
from geodata.vocabulary import N_

MOST_BYTES = 20 * 2**20
FOLDER = "reports"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS = {PDF: "pdf", DOCX: "docx"}
MACROS = "word/vbaProject.bin"


@dataclass(frozen=True)
class Filed:
    """A file as it is kept: SHA-256 of its bytes, what it is by its own bytes."""

    digest: str
    media_type: str


def examined(raw: bytes) -> Filed:
    """What the file of a report is; nothing is written. Raises BadInput for what is too large, or
    is no PDF and no Word document (by its bytes, whatever it is called), or holds macros."""
    if len(raw) > MOST_BYTES:
        raise BadInput(N_("Tệp lớn quá %(most)s MB."), pointer="file", most=MOST_BYTES // 2**20)
    kind = kind_of(raw)
    if kind is None:
        raise BadInput(N_("Chỉ nhận tệp PDF hoặc Word (.docx) không có macro."), pointer="file")
    return Filed(hashlib.sha256(raw).hexdigest(), kind)


def keep(media: Path, raw: bytes) -> Filed:
    """Write the file of a report, readable by its owner only. `media`: the folder of the pictures.
    Raises BadInput as `examined` does."""
    filed = examined(raw)
    write(place(media, filed.digest, filed.media_type), raw)
    return filed


def place(media: Path, digest: str, media_type: str) -> Path:
    """Where the file of a report is kept."""
    return media / FOLDER / f"{digest}.{ENDINGS[media_type]}"


def kind_of(raw: bytes) -> str | None:
    """PDF or DOCX by the bytes; None for anything else, and for a document with macros."""
    if raw.startswith(b"%PDF-"):
        return PDF
    if not raw.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return None
    whole = {"[Content_Types].xml", "word/document.xml"} <= names
    return DOCX if whole and MACROS not in names else None
