"""The door of pictures: checked, encoded anew, kept by digest, then said in a row."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from geodata import media
from geodata.checks import row_checks
from geodata.journal import Imported, Officer, record
from geodata.models import Photo
from geodata.vocabulary import ILLUSTRATIVE, PHOTO_STAGES, codes


def add(
    session: Session,
    officer: Officer,
    code: str,
    raw: bytes,
    values: Mapping[str, Any],
    *,
    imported: Imported | None = None,
) -> Photo:
    """Add a picture to a project. `raw` is a file of JPEG, PNG or WebP; `values`: effective_on
    (the day it was taken), stage, caption, and what else of Photo's columns is known.

    The files are written before the row: a row never names bytes that are not there. Raises
    BadInput for a broken picture or a wrong value, NotFound for an unknown project.
    """
    row_checks.one_of("stage", values["stage"], codes(PHOTO_STAGES))
    for mark in values.get("illustrative", ()):
        row_checks.one_of("illustrative", mark, codes(ILLUSTRATIVE))
    row_checks.place_valid(row_checks.definition_of(session), "position", values.get("position"))
    identity = row_checks.identity(session, "project", code)
    kept = media.keep(session.info["store"].media, raw)
    detail = {"on": values["effective_on"].isoformat(), "digest": kept.digest}
    rev = record(
        session, officer, "project.photo", "project", code, detail=detail, imported=imported
    )
    row = Photo(
        project_id=identity,
        rev=rev,
        digest=kept.digest,
        media_type=kept.media_type,
        width=kept.width,
        height=kept.height,
        **values,
    )
    session.add(row)
    session.flush()
    return row
