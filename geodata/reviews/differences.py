"""What changed since a review was frozen: by later rows (data), or by other rules (method).

The frozen figures are worked out again by what was known then and by the version of the rules
that they name: where that differs, something else in the software has changed. Then by each later
version of the rules: what that moves is told in one line a version. Then by what is known now:
where that differs from the former, rows have; they are named.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from geodata.history.project_changes import (
    ProjectChange,
    award_changes,
    between,
    contribution_changes,
)
from geodata.method import FIRST, METHODS, Method
from geodata.queries import Moment, snapshot
from geodata.queries.contribution_states import SPELLED
from geodata.reviews.figures import compose, plain
from geodata.reviews.freezing import moment_at
from geodata.spelling import key

Path = tuple[str, ...]


@dataclass(frozen=True)
class FigureChange:
    """A figure then; worked out again by what was known then, by the rules of then (`again`) and
    by those of today (`anew`); and now. `rows` are the codes of the features among those behind it
    that changed."""

    path: Path
    then: Any
    again: Any
    anew: Any
    now: Any
    rows: tuple[str, ...]

    @property
    def by_data(self) -> bool:
        """Whether later rows moved it."""
        return bool(self.anew != self.now)

    @property
    def by_method(self) -> bool:
        """Whether other rules or software moved it."""
        return bool(self.then != self.again or self.again != self.anew)


@dataclass(frozen=True)
class MethodChange:
    """A version of the rules that came after a review was frozen, and how many of its figures it
    moves. What it alone moved is not told figure by figure."""

    method: Method
    figures: int


@dataclass(frozen=True)
class RowChange:
    """What the store learnt of a feature since: `kind` is project, contribution or award."""

    kind: str
    code: str
    changes: tuple[ProjectChange, ...]


@dataclass(frozen=True)
class Difference:
    """Everything that moved; all empty when the figures stand as they were frozen."""

    figures: tuple[FigureChange, ...]
    rows: tuple[RowChange, ...]
    methods: tuple[MethodChange, ...] = ()


_TELLERS = {"project": between, "contribution": contribution_changes, "award": award_changes}
"""What tells of a kind of feature; the figures list each kind under its name and an s."""


def difference(session: Session, body: bytes, today: dt.date) -> Difference:
    """Compare frozen figures with what would be frozen today for the same closing day."""
    frozen = json.loads(body)
    as_of = dt.date.fromisoformat(frozen["as_of"])
    year = frozen.get("budget_year")  # bodies of older releases are of the closing day's year
    then = moment_at(session, as_of, frozen["rev"], today, year)
    now = moment_at(session, as_of, 2**31 - 1, today, year)
    office = frozen["review"]["office"]
    version = frozen.get("method_version", FIRST)
    again = anew = _made(session, replace(then, method=version), office)
    methods = []
    for method in METHODS:
        if method.version > version:
            before, anew = anew, _made(session, replace(then, method=method.version), office)
            methods.append(MethodChange(method, _moved(before["figures"], anew["figures"])))
    fresh = _made(session, now, office)
    touched = _touched(anew, fresh)
    trees = (frozen["figures"], again["figures"], anew["figures"], fresh["figures"])
    return Difference(
        tuple(_figures(*trees, touched)), tuple(_rows(session, touched, then, now)), tuple(methods)
    )


def _made(session: Session, when: Moment, office: str | None) -> dict[str, Any]:
    made: dict[str, Any] = plain(compose(session, snapshot(session, when), office, {}))
    return made


def _touched(again: Mapping[str, Any], fresh: Mapping[str, Any]) -> dict[str, str]:
    """Codes of the features that differ, with their kind. An award tells for itself what became of
    it, and so is left out of what it honours; so is the spelling that a hamlet has from another
    contribution."""
    found = {}
    for kind in _TELLERS:
        before, after = (
            {item["code"]: _told_by_itself(item) for item in made}
            for made in (again[f"{kind}s"], fresh[f"{kind}s"])
        )
        for code in sorted(before.keys() | after.keys()):
            if before.get(code) != after.get(code):
                found[code] = kind
    return found


def _told_by_itself(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: key(item[name]) if name in SPELLED and item[name] else item[name]
        for name in item
        if name != "awards"
    }


def leaves(figures: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every number of a tree of figures, by its path; groups are named by their key, generations
    by their day."""
    for name, value in figures.items():
        if name in ("rows", "label_vi", "label_en", "key", "units_on", "disbursed_through"):
            continue
        if isinstance(value, list):
            for item in value:
                own = item.get("key") or item.get("units_on")
                inner = {"groups": item["groups"]} if "groups" in item else item
                yield from leaves(inner, (*path, name, own))
        elif isinstance(value, Mapping):
            yield from leaves(value, (*path, name))
        else:
            yield (*path, name), value


def rows_behind(figures: Mapping[str, Any], path: Path) -> set[str]:
    """Codes of the rows behind a figure: those of the nearest group above it."""
    node, found = figures, set()
    for name in path:
        if isinstance(node, list):
            node = next((i for i in node if name in (i.get("key"), i.get("units_on"))), {})
        else:
            node = node.get(name, {})
        if isinstance(node, Mapping) and "rows" in node:
            found = {code for codes in node["rows"].values() for code in codes}
    return found


def _moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> int:
    """How many figures of two trees differ."""
    old, new = dict(leaves(before)), dict(leaves(after))
    return sum(old.get(path) != new.get(path) for path in old.keys() | new.keys())


def _figures(
    then: Mapping[str, Any],
    again: Mapping[str, Any],
    anew: Mapping[str, Any],
    now: Mapping[str, Any],
    touched: Mapping[str, str],
) -> Iterator[FigureChange]:
    """What moved by anything but a version of the rules alone."""
    told = [dict(leaves(tree)) for tree in (then, again, anew, now)]
    for path in sorted(set().union(*told), key=str):
        old, worked_out, by_today, new = (tree.get(path) for tree in told)
        if old == worked_out and by_today == new:
            continue
        behind = rows_behind(anew, path) | rows_behind(now, path)
        changed = tuple(sorted(behind & touched.keys()))
        yield FigureChange(path, old, worked_out, by_today, new, changed)


def _rows(
    session: Session, touched: Mapping[str, str], then: Moment, now: Moment
) -> Iterator[RowChange]:
    for code, kind in touched.items():
        yield RowChange(kind, code, tuple(_TELLERS[kind](session, now, code, then.known_rev)))
