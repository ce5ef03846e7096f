"""The door of the campaign's definition: appended as a whole under one rev, only what is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.errors import Conflict
from geodata.journal import Imported, Officer, record
from geodata.models import (
    Agency,
    AgencyRevision,
    CampaignRevision,
    CodeItem,
    Criterion,
    CriterionRevision,
    Unit,
    UnitRevision,
)
from geodata.vocabulary import N_


@dataclass(frozen=True)
class NewDefinition:
    """A definition as rows: columns of CampaignRevision, CodeItem, and per uid or code the columns
    of UnitRevision, AgencyRevision and CriterionRevision (with the unit's own `code`)."""

    campaign: Mapping[str, Any]
    items: Sequence[Mapping[str, Any]]
    units: Mapping[str, Mapping[str, Any]]
    agencies: Mapping[str, Mapping[str, Any]]
    criteria: Mapping[str, Mapping[str, Any]]


def define(
    session: Session, officer: Officer, new: NewDefinition, *, imported: Imported | None = None
) -> int:
    """Append a definition and give its rev. What an earlier one says the same is not repeated;
    code items that it no longer lists are withdrawn; units, agencies and criteria stay.

    Raises Conflict when the store holds another campaign.
    """
    known = session.scalar(
        select(CampaignRevision.code).order_by(CampaignRevision.rev.desc()).limit(1)
    )
    if known is not None and known != new.campaign["code"]:
        raise Conflict(
            N_("Kho đang giữ phong trào “%(known)s”, không nạp “%(other)s” vào được."),
            known=known,
            other=new.campaign["code"],
        )
    rev = record(
        session, officer, "campaign.define", "campaign", new.campaign["code"], imported=imported
    )
    session.add(CampaignRevision(rev=rev, **new.campaign))
    _put_items(session, rev, new.items)
    for identity, revision, column, key, rows in (
        (Unit, UnitRevision, "unit_id", "uid", new.units),
        (Agency, AgencyRevision, "agency_id", "uid", new.agencies),
        (Criterion, CriterionRevision, "criterion_id", "code", new.criteria),
    ):
        for name, values in rows.items():
            _put(session, rev, identity, revision, column, {key: name}, values)
    session.flush()
    session.info.pop("definition", None)
    return rev


def _put_items(session: Session, rev: int, items: Sequence[Mapping[str, Any]]) -> None:
    rows = session.scalars(select(CodeItem).order_by(CodeItem.rev)).all()
    newest = {(row.kind, row.code): row for row in rows}
    for values in items:
        old = newest.pop((values["kind"], values["code"]), None)
        if old is None or old.withdrawn or _differs(old, values):
            session.add(CodeItem(rev=rev, withdrawn=False, **values))
    for old in newest.values():
        if not old.withdrawn:
            same = ("kind", "code", "position", "name_vi", "name_en", "attributes")
            session.add(CodeItem(rev=rev, withdrawn=True, **{n: getattr(old, n) for n in same}))


def _put(
    session: Session,
    rev: int,
    identity: Any,
    revision: Any,
    column: str,
    key: Mapping[str, str],
    values: Mapping[str, Any],
) -> None:
    own = {name: values[name] for name in ("code",) if identity is Unit}
    rest = {name: value for name, value in values.items() if name not in own}
    found = session.scalars(select(identity).filter_by(**key)).one_or_none()
    if found is None:
        found = identity(rev=rev, **key, **own)
        session.add(found)
        session.flush()
    owner = getattr(revision, column)
    newest = select(func.max(revision.rev)).where(owner == found.id).scalar_subquery()
    old = session.scalars(
        select(revision).where(owner == found.id, revision.rev == newest)
    ).one_or_none()
    if old is None or _differs(old, rest):
        session.add(revision(rev=rev, **{column: found.id}, **rest))


def _differs(row: Any, values: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())
