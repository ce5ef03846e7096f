"""The acceptance that an owner tells with a completion: on record once the completion is verified,
so that what nobody confirmed is never public."""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from geodata.checks.fields import shown
from geodata.errors import Conflict
from geodata.journal import Officer
from geodata.models import StatusUpdate
from geodata.projects import describing
from geodata.queries.projects.site_state import site_state
from geodata.vocabulary import N_


def put_on_record(session: Session, officer: Officer, row: StatusUpdate, code: str) -> None:
    """Append the day and the document of acceptance that an update reported, in the name of who
    confirms it. What is on record already stays.

    Raises Conflict when another day or document was put on record meanwhile.
    """
    if row.completed_on is None or row.document_number is None:
        return
    state = site_state(session, row.project_id, row.effective_on)
    if state.on_record is not None:
        _check_same(row, state.on_record)
        return
    day = row.completed_on
    describing.append(
        session,
        officer,
        "decision",
        code,
        {
            "effective_on": day,
            "kind": "acceptance",
            "number": row.document_number,
            "illustrative": [],
        },
    )
    describing.append(session, officer, "milestone", code, _reached(row, state.finish))


def _check_same(row: StatusUpdate, known: tuple[dt.date, str]) -> None:
    if known != (row.completed_on, row.document_number):
        raise Conflict(
            N_("Hồ sơ đã ghi nghiệm thu ngày %(day)s, văn bản %(number)s: trả lại mục này."),
            day=shown(known[0]),
            number=known[1],
        )


def _reached(row: StatusUpdate, finish: Any) -> dict[str, Any]:
    """The milestone of completion, reached."""
    return {
        "effective_on": row.completed_on,
        "key": "finish",
        "name": finish.name if finish else N_("Hoàn thành, nghiệm thu"),
        "position": finish.position if finish else 0,
        "planned_on": finish.planned_on if finish else None,
        "extended_on": finish.extended_on if finish else None,
        "actual_on": row.completed_on,
        "illustrative": [],
    }
