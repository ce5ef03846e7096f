"""Row checks of every door before it takes the lock: codes, ids, places; and shares."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import journal, shares
from geodata.checks import place_faults
from geodata.errors import BadInput, NotFound
from geodata.models import Contribution, Criterion, Project
from geodata.queries.definition import Definition, definition_at, definition_rev
from geodata.spelling import clean
from geodata.store import Store
from geodata.vocabulary import N_


def definition_of(session: Session) -> Definition:
    """The newest definition; read again when another writer may have changed it.

    A process keeps it beside its store; not what a transaction wrote itself, which may vanish.
    """
    kept: Definition | None = session.info.get("definition")
    if kept is not None and journal.holds_lock(session):
        return kept
    rev = definition_rev(session, _ANY_REV)
    store: Store | None = session.info.get("store")
    if kept is None and store is not None:
        kept = store.definition
    if kept is None or kept.rev != rev:
        kept = definition_at(session, rev)
        if store is not None and "counter" not in session.info:
            store.definition = kept
    session.info["definition"] = kept
    return kept


_ANY_REV = 2**31 - 1


def written(field: str, text: str, *, lines: bool = False) -> str:
    """A text as it is stored: spelling.clean. Raises BadInput that names the field."""
    try:
        return clean(text, lines=lines)
    except BadInput as error:
        error.pointer = field
        raise


def all_written(values: Mapping[str, Any], lines: Collection[str] = ()) -> dict[str, Any]:
    """Values with their texts as they are stored; those of `lines` may have more than one. Raises
    BadInput."""
    return {
        name: written(name, value, lines=name in lines) if isinstance(value, str) else value
        for name, value in values.items()
    }


def one_line(field: str, text: str | None, least: int, most: int) -> str:
    """A text of `least` to `most` characters on one line, as it is stored. Raises BadInput."""
    made = written(field, text or "")
    if least <= len(made) <= most:
        return made
    raise BadInput(
        N_("Cần từ %(least)s đến %(most)s ký tự, trên một dòng."),
        pointer=field,
        least=least,
        most=most,
    )


def one_of(field: str, value: str, allowed: Collection[str]) -> str:
    """The value, if it is one of those allowed; else BadInput that lists them."""
    if value not in allowed:
        raise _not_allowed(field, value, allowed)
    return value


def _not_allowed(field: str, value: str, allowed: Collection[str]) -> BadInput:
    return BadInput(
        N_("%(field)s: không có “%(value)s”; dùng một trong: %(choices)s."),
        pointer=field,
        allowed=tuple(allowed),
        field=field,
        value=value,
        choices=", ".join(allowed),
    )


def unit_valid(definition: Definition, field: str, uid: str, day: dt.date) -> str:
    """The unit's id, if such a unit stands on that day."""
    unit = definition.units.get(uid)
    if unit is None:
        raise _not_allowed(field, uid, definition.units)
    if not unit.valid_on(day):
        raise BadInput(
            N_("%(field)s: %(name)s (%(uid)s) không còn hoặc chưa có vào ngày %(day)s."),
            pointer=field,
            allowed=tuple(definition.units_on(day)),
            field=field,
            name=unit.name,
            uid=uid,
            day=f"{day:%d/%m/%Y}",
        )
    return uid


def place_valid(definition: Definition, field: str, place: BaseGeometry | None) -> None:
    """Refuse a place that is broken or outside the campaign's surroundings (5 km around)."""
    if place is None:
        return
    wrong = place_faults.fault(place, definition.extent)
    if wrong is not None:
        raise BadInput(wrong.template, pointer=field, allowed=wrong.allowed, **wrong.params)


def shares_of_place(
    definition: Definition, place: BaseGeometry | None, declared: Iterable[str]
) -> dict[str, int]:
    """Weights over atoms by geometry; without a place, equal ones over the declared units."""
    if place is None:
        return shares.even(declared)
    return shares.weigh(place, definition.atoms)


def shares_within(definition: Definition, place: BaseGeometry | None, uid: str) -> dict[str, int]:
    """Weights of what a unit reports as its own. The unit is believed before the reference
    outlines are; a place only tells which of its atoms it was."""
    if definition.units[uid].is_atom or place is None:
        return {uid: 1}
    own = {atom: shape for atom, shape in definition.atoms.items() if definition.within(atom, uid)}
    return shares.weigh(place, own) or {uid: 1}


_IDENTITIES: dict[str, type[Project] | type[Contribution] | type[Criterion]] = {
    "project": Project,
    "contribution": Contribution,
    "criterion": Criterion,
}


def identity(session: Session, kind: str, code: str) -> int:
    """The row id behind a code. Raises NotFound."""
    known: dict[tuple[str, str], int] = session.info.setdefault("identities", {})
    if (kind, code) not in known:
        model = _IDENTITIES[kind]
        found = session.scalar(select(model.id).where(model.code == code))
        if found is None:
            raise NotFound(_MISSING[kind], pointer=kind, code=code)
        known[kind, code] = found
    return known[kind, code]


_MISSING = {
    "project": N_("Không có dự án mang mã %(code)s."),
    "contribution": N_("Không có đóng góp mang mã %(code)s."),
    "criterion": N_("Không có tiêu chí mang mã %(code)s."),
}
