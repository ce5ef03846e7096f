"""Doors of a status update: submitted by who sees the site, then verified or returned."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from geodata import features
from geodata.errors import BadInput
from geodata.journal import Imported, Officer, record
from geodata.models import StatusUpdate
from geodata.vocabulary import ILLUSTRATIVE, N_, OBSTACLES, STATUSES, codes


def submit(
    session: Session,
    officer: Officer,
    code: str,
    change: Mapping[str, Any],
    *,
    imported: Imported | None = None,
) -> StatusUpdate:
    """Append what was seen of a project's site on a day (`effective_on`). It counts in public once
    verified (`verifications.give`).

    `change`: columns of StatusUpdate. Raises BadInput, NotFound for an unknown project.
    """
    frame = features.frame_of(session)
    features.one_of("status", change["status"], codes(STATUSES))
    features.one_of("reported_by", change["reported_by"], (*frame.units, *frame.agencies))
    for obstacle in change.get("obstacles", ()):
        features.one_of("obstacles", obstacle, codes(OBSTACLES))
    for mark in change.get("illustrative", ()):
        features.one_of("illustrative", mark, codes(ILLUSTRATIVE))
    _check_percent(change["status"], change.get("physical_percent"))
    features.place_valid(frame, "position", change.get("seen_at"))
    identity = features.identity(session, "project", code)
    detail = {
        "on": change["effective_on"].isoformat(),
        "status": change["status"],
        "physical_percent": _plain(change.get("physical_percent")),
    }
    rev = record(
        session, officer, "update.submit", "project", code, detail=detail, imported=imported
    )
    row = StatusUpdate(project_id=identity, rev=rev, **change)
    session.add(row)
    session.flush()
    return row


def _check_percent(status: str, percent: Decimal | None) -> None:
    if percent is not None and not 0 <= percent <= 100:
        raise BadInput(
            N_("Tiến độ thực hiện phải từ 0 đến 100, không phải %(percent)s."),
            pointer="physical_percent",
            percent=percent,
        )
    if status in ("completion", "maintenance") and percent is not None and percent < 100:
        raise BadInput(
            N_("Đã nghiệm thu, bàn giao thì tiến độ phải là 100, không phải %(percent)s."),
            pointer="physical_percent",
            percent=percent,
        )


def _plain(percent: Decimal | None) -> str | None:
    return None if percent is None else str(percent)
