"""Which rows count at a moment: alive ones, and of these the latest.

A row is alive when it is known (rev), due (`counts_from` ≤ as_of), not voided, and no row known by
then supersedes it. Where rows wait for verification, only verified ones count, on both sides.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, select
from sqlalchemy.orm import Session, aliased

from geodata.method import FIRST, METHOD
from geodata.models.base import Fact, Query
from geodata.models.contributions import ContributionRevision
from geodata.models.evidence import Verification
from geodata.models.projects import ProjectRevision, StatusUpdate
from geodata.queries.moments import Moment

_VERDICT_COLUMN = {
    ProjectRevision: Verification.project_revision_id,
    StatusUpdate: Verification.status_update_id,
    ContributionRevision: Verification.contribution_revision_id,
}

BUILT = 512
"""Conditions kept: building them takes longer than running the statement, and every page of a day
asks for the same. They never change; what is added to them makes others."""


@dataclass(frozen=True)
class Reach:
    """How far a question sees: rows up to `rev`, facts up to `day`, by a version of the rules."""

    rev: int
    day: dt.date
    method: int = METHOD

    @classmethod
    def of(cls, moment: Moment) -> "Reach":
        """How far a moment sees."""
        return cls(moment.known_rev, moment.facts_on, moment.method)


def _day(model: type[Fact], reach: Reach) -> SQLColumnExpression[dt.date]:
    """The day from which a row counts. Version 1 of the rules knew no months."""
    return model.effective_on if reach.method == FIRST else model.counts_from


def _verified(model: Any, row_id: SQLColumnExpression[int], rev: int) -> ColumnElement[bool]:
    """Whether the last verdict on a row, as known at a rev, is `verified`."""
    verdict = aliased(Verification)
    later = aliased(Verification)
    column = _VERDICT_COLUMN[model].key
    of_row = and_(getattr(verdict, column) == row_id, verdict.rev <= rev)
    newer = (
        select(later.id)
        .where(
            # Compared with the verdict, not with the row: SQLAlchemy ties a subquery only to the
            # query right around it.
            getattr(later, column) == getattr(verdict, column),
            later.rev <= rev,
            later.rev > verdict.rev,
        )
        .exists()
    )
    return select(verdict.id).where(of_row, verdict.verdict == "verified", ~newer).exists()


@lru_cache(maxsize=BUILT)
def alive(model: type[Fact], reach: Reach) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a row of a fact table counts."""
    after = aliased(model)
    superseded = [after.supersedes_id == model.id, after.rev <= reach.rev]
    conditions = [
        model.rev <= reach.rev,
        _day(model, reach) <= reach.day,
        model.voided.is_(False),
    ]
    if model in _VERDICT_COLUMN:
        superseded.append(_verified(model, after.id, reach.rev))
        conditions.append(_verified(model, model.id, reach.rev))
    return (*conditions, ~select(after.id).where(*superseded).exists())


def all_alive(model: type[Fact], reach: Reach) -> Query:
    """Every row that counts, as plain columns, in the order of (day, rev)."""
    return select(*model.__table__.c).where(*alive(model, reach)).order_by(*_order(model, reach))


def latest(
    model: type[Fact], reach: Reach, *by: Any, among: Sequence[ColumnElement[bool]] = ()
) -> Query:
    """The latest row that counts per value of `by`, as plain columns; `among` narrows the rows
    before they are ranked, which a question of a few things needs to be quick."""
    rank = (
        func.row_number()
        .over(
            partition_by=by,
            order_by=[column.desc() for column in _order(model, reach)],
        )
        .label("rank")
    )
    ranked = select(model.id.label("row_id"), rank).where(*alive(model, reach), *among).subquery()
    return (
        select(*model.__table__.c)
        .join(ranked, and_(ranked.c.row_id == model.id, ranked.c.rank == 1))
        .order_by(*_order(model, reach))
    )


def _order(model: type[Fact], reach: Reach) -> tuple[SQLColumnExpression[Any], ...]:
    return (_day(model, reach), model.rev, model.id)


def grouped(session: Session, query: Query, key: str) -> dict[int, list[Any]]:
    """Rows of a query as lists per value of an attribute, in the query's order."""
    lists: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(query):
        value = getattr(row, key)
        if value is not None:
            lists[value].append(row)
    return lists


def one_each(session: Session, query: Query, key: str) -> dict[int, Any]:
    """One row per value of an attribute."""
    return {getattr(row, key): row for row in session.execute(query)}


def weights(session: Session, model: Any, revision_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Shares per revision id."""
    wanted = set(revision_ids)
    shares: dict[int, dict[str, int]] = defaultdict(dict)
    rows = session.execute(select(model.revision_id, model.unit, model.weight))
    for revision_id, unit, weight in rows:
        if revision_id in wanted:
            shares[revision_id][unit] = weight
    return shares
