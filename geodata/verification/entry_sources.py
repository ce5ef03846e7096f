"""What stands behind the entries of a list, read for all of them at once: who sent each, what it
follows, what speaks against it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.models.contributions import Contribution, ContributionRevision
from geodata.models.journal import JournalEntry
from geodata.models.projects import Project, ProjectRevision, StatusUpdate
from geodata.queries.definition import Definition
from geodata.queries.facts import Reach, all_alive, grouped
from geodata.queries.projects.budgets import Budget, budgets
from geodata.queries.projects.described import Described, described
from geodata.queries.projects.site_state import EVERYTHING
from geodata.queries.standing import Standing
from geodata.queries.verdicts import WAITING, Verdict, is_open, verdicts_on
from geodata.verification import warnings

MODELS = {
    "update": StatusUpdate,
    "contribution": ContributionRevision,
    "revision": ProjectRevision,
}
"""The table of a kind of entry."""


@dataclass(frozen=True)
class Sender:
    """Who wrote a row, and when."""

    account: str
    office: str | None
    recorded_at: dt.datetime


@dataclass(frozen=True, eq=False)
class Source:
    """An entry's row with what it is judged by. `before`: the verified row that it follows."""

    row: Any
    code: str
    title: str
    units: tuple[str, ...]
    standing: Standing
    sender: Sender
    verdict: Verdict
    before: Any | None = None
    warnings: tuple[str, ...] = ()
    rivals: tuple[int, ...] = ()
    twins: tuple[str, ...] = ()


Sees = Callable[[Standing, Sender], bool]


def sources(
    session: Session,
    definition: Definition,
    kind: str,
    rows: Sequence[Any],
    today: dt.date,
    sees: Sees,
) -> list[Source]:
    """What stands behind rows of a kind, of those whose standing and sender the asker may see."""
    if not rows:
        return []
    if kind == "contribution":
        return _of_contributions(session, definition, rows, today, sees)
    return _of_projects(session, definition, kind, rows, today, sees)


def _senders(session: Session, rows: Iterable[Any]) -> dict[int, Sender]:
    revs = sorted({row.rev for row in rows})
    found: dict[int, Sender] = {}
    for first in range(0, len(revs), 500):
        entries = session.execute(
            select(
                JournalEntry.rev, JournalEntry.actor, JournalEntry.office, JournalEntry.recorded_at
            ).where(JournalEntry.rev.in_(revs[first : first + 500]))
        )
        found |= {one.rev: Sender(one.actor, one.office, one.recorded_at) for one in entries}
    return found


def _of_projects(
    session: Session,
    definition: Definition,
    kind: str,
    rows: Sequence[Any],
    today: dt.date,
    sees: Sees,
) -> list[Source]:
    projects = described(session, Reach(EVERYTHING, today), {row.project_id for row in rows})
    senders = _senders(session, rows)
    seen = [row for row in rows if sees(projects[row.project_id].standing, senders[row.rev])]
    behind = _Behind.read(session, kind, seen, today)
    found = []
    for row in seen:
        project, sender = projects[row.project_id], senders[row.rev]
        found.append(
            Source(
                row,
                code=project.code,
                title=row.name if kind == "revision" else project.row.name,
                units=tuple(uid for uid in definition.units if uid in project.responsible),
                standing=project.standing,
                sender=sender,
                verdict=behind.verdicts.get(row.id, WAITING),
                before=behind.before(row),
                warnings=behind.marks(kind, row, project, sender, today),
                rivals=_against(row, behind.rivals.get(row.project_id, ())),
            )
        )
    return found


@dataclass(frozen=True)
class _Behind:
    """What entries of projects are compared with, by row id or project id."""

    verdicts: Mapping[int, Verdict]
    verified: Mapping[int, Sequence[Any]]
    corrected: Mapping[int, Any]
    rivals: Mapping[int, Sequence[Any]]
    money: Mapping[int, Budget]

    @classmethod
    def read(cls, session: Session, kind: str, rows: Sequence[Any], today: dt.date) -> "_Behind":
        """All of it, for rows of a kind."""
        model: Any = MODELS[kind]
        ids = sorted({row.project_id for row in rows})
        counting = all_alive(model, Reach(EVERYTHING, dt.date.max))
        return cls(
            verdicts_on(session, model, [row.id for row in rows]),
            grouped(session, counting.where(model.project_id.in_(ids)), "project_id"),
            _corrected(session, model, rows),
            _rivals(session, ids) if kind == "update" else {},
            budgets(session, Reach(EVERYTHING, today), ids),
        )

    def before(self, row: Any) -> Any | None:
        """The verified row that one corrects, else the last of the same project by its day."""
        if row.supersedes_id is not None:
            return self.corrected[row.supersedes_id]
        mine = (row.effective_on, row.rev)
        return max(
            (
                one
                for one in self.verified.get(row.project_id, ())
                if one.id != row.id and (one.effective_on, one.rev) < mine
            ),
            key=lambda one: (one.effective_on, one.rev),
            default=None,
        )

    def marks(
        self, kind: str, row: Any, project: Described, sender: Sender, today: dt.date
    ) -> tuple[str, ...]:
        """Warnings about a row: codes of vocabulary WARNINGS."""
        found = []
        later = row.supersedes_id is None and any(
            one.effective_on > row.effective_on for one in self.verified.get(row.project_id, ())
        )
        if kind == "revision" and later:
            found.append("outdated")
        if kind == "update":
            found = warnings.of_update(row, self.before(row), later, project.row.place)
            if warnings.backdated(row.effective_on, sender.recorded_at):
                found.append("backdated")
        description = row if kind == "revision" else project.row
        if self.money[row.project_id].over(description, today.year):
            found.append("over_budget")
        return tuple(found)


def _corrected(session: Session, model: Any, rows: Iterable[Any]) -> dict[int, Any]:
    """The rows that these correct, by their ids."""
    ids = sorted({row.supersedes_id for row in rows if row.supersedes_id is not None})
    query = select(*model.__table__.c).where(model.id.in_(ids))
    return {row.id: row for row in session.execute(query)} if ids else {}


def _rivals(session: Session, project_ids: Iterable[int]) -> Mapping[int, list[Any]]:
    columns = (StatusUpdate.id, StatusUpdate.project_id, StatusUpdate.reported_by)
    query = (
        select(*columns, StatusUpdate.supersedes_id)
        .where(
            StatusUpdate.project_id.in_(sorted(project_ids)),
            StatusUpdate.supersedes_id.is_(None),
            is_open(StatusUpdate),
        )
        .order_by(StatusUpdate.id)
    )
    return grouped(session, query, "project_id")


def _against(row: Any, rivals: Sequence[Any]) -> tuple[int, ...]:
    if not rivals or row.supersedes_id is not None:
        return ()
    return tuple(one.id for one in rivals if one.reported_by != row.reported_by)


def _of_contributions(
    session: Session,
    definition: Definition,
    rows: Sequence[Any],
    today: dt.date,
    sees: Sees,
) -> list[Source]:
    codes = dict(
        session.execute(
            select(Contribution.id, Contribution.code).where(
                Contribution.id.in_(sorted({row.contribution_id for row in rows}))
            )
        ).all()
    )
    senders = _senders(session, rows)
    standings = {row.id: Standing(codes[row.contribution_id], unit=row.unit) for row in rows}
    seen = [row for row in rows if sees(standings[row.id], senders[row.rev])]
    verdicts = verdicts_on(session, ContributionRevision, [row.id for row in seen])
    corrected = _corrected(session, ContributionRevision, seen)
    names = _project_names(session, {row.project for row in seen if row.project}, today)
    found = []
    for row in seen:
        twins = tuple(warnings.twins(session, row, row.contribution_id, row.rev))
        marks = ["duplicate"] if twins else []
        if warnings.small(definition, row.kind, row.value):
            marks.append("small_money")
        if warnings.backdated(row.effective_on, senders[row.rev].recorded_at):
            marks.append("backdated")
        if warnings.of_predecessor(definition, row.unit, senders[row.rev].office):
            marks.append("for_predecessor")
        holder = definition.unit_at(row.unit, today)
        found.append(
            Source(
                row,
                code=codes[row.contribution_id],
                title=names.get(row.project) or definition.office_name(row.unit),
                units=tuple(dict.fromkeys(uid for uid in (row.unit, holder) if uid)),
                standing=standings[row.id],
                sender=senders[row.rev],
                verdict=verdicts.get(row.id, WAITING),
                before=corrected.get(row.supersedes_id),
                warnings=tuple(marks),
                twins=twins,
            )
        )
    return found


def _project_names(session: Session, codes: set[str], today: dt.date) -> dict[str, str]:
    query = select(Project.id).where(Project.code.in_(sorted(codes)))
    ids = set(session.scalars(query)) if codes else set()
    found = described(session, Reach(EVERYTHING, today), ids) if ids else {}
    return {one.code: one.row.name for one in found.values()}
