"""A large campaign made up by a seed, for measuring: the same seed gives the same rows.

Written in bulk under one rev; everything is marked illustrative.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import shapely
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from geodata.checks import row_checks
from geodata.errors import Conflict
from geodata.journal import IMPORT, record
from geodata.models import (
    Base,
    CapitalPlan,
    Contribution,
    ContributionRevision,
    ContributionShare,
    Criterion,
    CriterionLink,
    Disbursement,
    Project,
    ProjectRevision,
    ProjectShare,
    StatusUpdate,
    Verification,
)
from geodata.queries.definition import Definition
from geodata.vocabulary import N_, NATIVE_UNITS

FIRST_DAY, LAST_DAY = dt.date(2023, 1, 1), dt.date(2026, 10, 31)
OWNER = "generator"
BATCH = 5_000
_KINDS = ("land", "labour", "money", "material")


@dataclass
class _GeneratedRows:
    """Rows by table, in the order in which they may be inserted."""

    by_model: dict[Any, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, model: Any, **values: Any) -> None:
        self.by_model.setdefault(model, []).append(values)


def generate(session: Session, projects: int, contributions: int, seed: int = 1) -> int:
    """Fill a store that holds the definition only, and give the number of rows.

    Raises Conflict when there is a project already: facts are never taken back.
    """
    if session.scalar(select(Project.id).limit(1)) is not None:
        raise Conflict(N_("Kho đã có dự án; chỉ sinh dữ liệu thử vào kho chưa có dự án nào."))
    definition = row_checks.definition_of(session)
    rev = record(session, IMPORT, "campaign.generate", "campaign", definition.campaign.code)
    criteria = dict(session.execute(select(Criterion.code, Criterion.id)).all())
    leaves = [criteria[code] for code, item in definition.criteria.items() if item.is_leaf]
    chance = random.Random(seed)
    rows = _GeneratedRows()
    places = _places(definition, chance)
    for number in range(1, projects + 1):
        _project(rows, chance, definition, rev, number, next(places), leaves)
    for number in range(1, contributions + 1):
        _contribution(rows, chance, rev, number, projects, next(places))
    order = {table: place for place, table in enumerate(Base.metadata.sorted_tables)}
    for model in sorted(rows.by_model, key=lambda model: order[model.__table__]):
        values = rows.by_model[model]
        for first in range(0, len(values), BATCH):
            session.execute(insert(model), values[first : first + BATCH])
    _restart_sequences(session)
    return sum(map(len, rows.by_model.values()))


def _places(definition: Definition, chance: random.Random) -> Iterator[tuple[str, shapely.Point]]:
    """Endless points inside the units, each with its atom."""
    atoms = {
        uid: shape for uid, shape in definition.atoms.items() if definition.units[uid].in_campaign
    }
    for shape in atoms.values():
        shapely.prepare(shape)
    minx, miny, maxx, maxy = shapely.total_bounds(list(atoms.values()))
    while True:
        point = shapely.Point(
            round(chance.uniform(minx, maxx), 6), round(chance.uniform(miny, maxy), 6)
        )
        for uid, shape in atoms.items():
            if shapely.contains_properly(shape, point):
                yield uid, point
                break


def _project(
    rows: _GeneratedRows,
    chance: random.Random,
    definition: Definition,
    rev: int,
    number: int,
    where: tuple[str, shapely.Point],
    leaves: list[int],
) -> None:
    unit, place = where
    start = FIRST_DAY + dt.timedelta(days=chance.randrange(900))
    months = chance.randrange(8, 30)
    total = chance.randrange(10, 900) * 100_000_000
    fact = {"rev": rev, "project_id": number, "voided": False, "illustrative": ["project"]}
    rows.add(Project, id=number, code=f"THU-{number:05d}", rev=rev)
    rows.add(
        ProjectRevision,
        **fact,
        id=number,
        effective_on=start,
        name=f"Công trình thử số {number}",
        sector=chance.choice(list(definition.sectors)),
        agency="ban-qlda@2013",
        is_key=number % 200 == 0,
        total_investment=total,
        planned_start=start,
        planned_finish=start + dt.timedelta(days=30 * months),
        progress_plan=[],
        place=place,
    )
    rows.add(ProjectShare, revision_id=number, rev=rev, unit=unit, weight=1)
    rows.add(Verification, **_verdict(rev, project_revision_id=number))
    rows.add(
        CriterionLink,
        **fact,
        criterion_id=chance.choice(leaves),
        effective_on=start,
        evidence=f"Quyết định thử số {number}",
    )
    pace = chance.uniform(0.7, 1.1)
    for month in range(1, months + 8):
        day = start + dt.timedelta(days=30 * month)
        if day > LAST_DAY:
            break
        percent = min(100, round(100 * month / months * pace))
        _month(rows, fact, unit, day, percent, total // months)
        if percent == 100:
            break


def _month(
    rows: _GeneratedRows, fact: dict[str, Any], unit: str, day: dt.date, percent: int, amount: int
) -> None:
    """A verified update, a payment, and in the first month of a year its capital plan."""
    number = len(rows.by_model.get(StatusUpdate, ())) + 1
    rows.add(
        StatusUpdate,
        **fact,
        id=number,
        effective_on=day,
        reported_by=unit if day < dt.date(2025, 7, 1) else "29905@2025",
        status="completion" if percent == 100 else "implementation",
        physical_percent=percent,
        obstacles=[],
    )
    rows.add(Verification, **_verdict(fact["rev"], status_update_id=number))
    rows.add(
        Disbursement,
        **fact,
        effective_on=day,
        budget_year=day.year,
        month=day.replace(day=1),
        kind="payment",
        amount=amount,
    )
    if day.month == 1 or percent < 15:
        rows.add(
            CapitalPlan,
            **fact,
            effective_on=day,
            budget_year=day.year,
            capital_source="city_budget",
            kind="assigned",
            amount=amount * 12,
        )


def _contribution(
    rows: _GeneratedRows,
    chance: random.Random,
    rev: int,
    number: int,
    projects: int,
    where: tuple[str, shapely.Point],
) -> None:
    unit, place = where
    kind = chance.choice(_KINDS)
    quantity = chance.randrange(1, 900)
    value = quantity * 1_000_000 if kind == "money" else quantity * 350_000
    rows.add(Contribution, id=number, code=f"DGT-{number:06d}", rev=rev)
    rows.add(
        ContributionRevision,
        id=number,
        contribution_id=number,
        rev=rev,
        voided=False,
        illustrative=["quantity", "value", "givers"],
        effective_on=FIRST_DAY + dt.timedelta(days=chance.randrange(900)),
        kind=kind,
        quantity=value if kind == "money" else quantity,
        unit_of_measure=NATIVE_UNITS.get(kind, "m³"),
        value=value,
        unit=unit,
        project=f"THU-{chance.randrange(1, projects + 1):05d}" if projects else None,
        giver_kind="household",
        givers=chance.randrange(1, 40),
        place=place if chance.random() < 0.7 else None,
    )
    rows.add(ContributionShare, revision_id=number, rev=rev, unit=unit, weight=1)
    rows.add(Verification, **_verdict(rev, contribution_revision_id=number))


def _verdict(rev: int, **row: int) -> dict[str, Any]:
    columns = dict.fromkeys(("project_revision_id", "status_update_id", "contribution_revision_id"))
    return {"rev": rev, "verdict": "verified", "office": OWNER, **columns, **row}


def _restart_sequences(session: Session) -> None:
    """On PostGIS, rows inserted with their ids leave the sequences behind."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for model in (Project, ProjectRevision, StatusUpdate, Contribution, ContributionRevision):
        newest = session.scalar(select(func.max(model.id)))
        if newest:
            sequence = func.pg_get_serial_sequence(model.__tablename__, "id")
            session.execute(select(func.setval(sequence, newest)))
