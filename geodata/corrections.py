"""The door of corrections: a fact is never changed; a new row supersedes it and says why."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import String, inspect, select
from sqlalchemy.orm import Session

from geodata.checks.fields import plain
from geodata.columns import Geometry
from geodata.errors import BadInput, Conflict
from geodata.journal import Officer, record
from geodata.models.base import Fact
from geodata.models.contributions import ContributionRevision
from geodata.models.projects import ProjectRevision
from geodata.vocabulary import N_

_CODED = {"status", "kind", "capital_source", "unit", "key", "agency", "sector", "stage"}
"""Columns of text that hold a code or an id."""
_OWN = {"id", "rev", "supersedes_id", "reason"}
_WITH_SHARES = (ProjectRevision, ContributionRevision)
"""Rows whose shares belong to them; they are corrected through their own doors."""


def correct(
    session: Session,
    officer: Officer,
    row: Fact,
    changes: Mapping[str, Any],
    reason: str,
    *,
    code: str | None = None,
    noted: Mapping[str, Any] | None = None,
) -> Fact:
    """Append a corrected copy of a fact. It takes the old row's place from its rev on, on every
    day from its `effective_on`; with `known_at` before it, the old row still answers.

    `changes` are columns; `{"voided": True}` takes the fact back. A row that waits for
    verification counts once its correction is verified. `code`: of its project, `noted`: what
    else is kept with it, for the journal.
    Officers come in by `records.correct`, `reporting.correct`, `entering.correct`.

    Raises BadInput without a reason or for another column, Conflict when the row is superseded
    already.
    """
    columns = {column.key for column in inspect(type(row)).column_attrs} - _OWN
    unknown = set(changes) - columns
    if unknown or isinstance(row, _WITH_SHARES) or not reason.strip():
        raise BadInput(
            N_("Bản đính chính cần lý do và chỉ sửa các cột của bảng: %(columns)s."),
            pointer="changes",
            columns=", ".join(sorted(columns)),
        )
    rev = record(
        session,
        officer,
        "fact.correct",
        row.__tablename__,
        str(row.id),
        detail=({"of": code} if code else {})
        | {
            "before": {name: plain(getattr(row, name)) for name in _journal_columns(row, changes)},
            "after": {name: plain(changes[name]) for name in _journal_columns(row, changes)},
            **(noted or {}),
        },
    )
    model = type(row)
    if session.scalar(select(model.id).where(model.supersedes_id == row.id)) is not None:
        raise Conflict(N_("Số liệu này đã được đính chính; tải lại rồi sửa bản mới nhất."))
    values = {name: getattr(row, name) for name in columns} | dict(changes)
    values.pop("client_uuid", None)
    fresh = model(rev=rev, supersedes_id=row.id, reason=reason, **values)
    session.add(fresh)
    session.flush()
    return fresh


def _journal_columns(row: Fact, changes: Mapping[str, Any]) -> list[str]:
    """Of the columns that change, those that the journal tells: codes, numbers, days; never a text
    or a place, which may say something of a person."""
    columns = inspect(type(row)).columns
    return sorted(
        name
        for name in changes
        if name in _CODED or not isinstance(columns[name].type, (String, Geometry))
    )
