"""The rows behind a frozen figure: which features, and how much of each, so that they add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from geodata import shares
from geodata.figures.summaries import AMOUNTS
from geodata.reviews.differences import Path
from webmap.documents.frozen import Frozen

_MILLI = 1000


@dataclass(frozen=True)
class Behind:
    """A feature behind a figure: `kind` projects, contributions or awards; `value` is its part of
    the figure, None where the figure is a count."""

    kind: str
    code: str
    name: str
    value: int | Decimal | None


def behind(frozen: Frozen, path: Sequence[str]) -> list[Behind]:
    """The features of which a figure is made. Counts list what is counted."""
    group, measure = _parted(frozen, path)
    rows = frozen.figure(*group, "rows") or {}
    if not measure:
        return []
    head = measure[0]
    if head == "contributions":
        return _contributions(frozen, group, measure, rows)
    if head == "awards":
        return [Behind("awards", code, _award(frozen, code), None) for code in rows["awards"]]
    return _projects(frozen, group, measure, rows)


def _parted(frozen: Frozen, path: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The group of a path, and what is measured of it."""
    for length in range(len(path), 0, -1):
        found = frozen.figure(*path[:length])
        if isinstance(found, Mapping) and "rows" in found:
            return tuple(path[:length]), tuple(path[length:])
    return (), ()


def _projects(frozen: Frozen, group: Path, measure: Path, rows: Mapping[str, Any]) -> list[Behind]:
    found = [frozen.project_by_code[code] for code in rows["projects"]]
    head = measure[0]
    if head in AMOUNTS:
        parts = [(p, _part(frozen, group, p, p[head] or 0)) for p in found]
        return [Behind("projects", p["code"], p["name"], part) for p, part in parts if part]
    tests = {
        "projects": lambda _p: True,
        "late": lambda p: p["late"],
        "stale": lambda p: p["stale"],
        "key_projects": lambda p: p["key"],
        "unplaced": lambda p: p["geometry"] is None,
        "by_status": lambda p: p["status"] == measure[-1],
    }
    test = tests.get(head, lambda _p: False)
    return [Behind("projects", p["code"], p["name"], None) for p in found if test(p)]


def _contributions(
    frozen: Frozen, group: Path, measure: Path, rows: Mapping[str, Any]
) -> list[Behind]:
    by_code = {contribution["code"]: contribution for contribution in frozen.contributions}
    found = [by_code[code] for code in rows["contributions"]]
    if measure[1] == "kinds":
        found = [contribution for contribution in found if contribution["kind"] == measure[2]]
    name = measure[3] if measure[1] == "kinds" else measure[1]
    if name == "count":
        return [contribution_row(frozen, contribution, None) for contribution in found]
    if name == "givers":
        return [
            contribution_row(frozen, contribution, contribution["givers"]) for contribution in found
        ]
    if name == "quantities":
        own = [g for g in found if g["unit_of_measure"] == measure[4] and g["quantity"]]
        parts = [
            (g, _part(frozen, group, g, int(Decimal(str(g["quantity"])) * _MILLI))) for g in own
        ]
        return [
            contribution_row(frozen, contribution, Decimal(part) / _MILLI)
            for contribution, part in parts
            if part
        ]
    parts = [
        (contribution, _part(frozen, group, contribution, contribution["value"] or 0))
        for contribution in found
    ]
    return [contribution_row(frozen, contribution, part) for contribution, part in parts if part]


def contribution_row(
    frozen: Frozen, contribution: Mapping[str, Any], value: int | Decimal | None
) -> Behind:
    """A contribution and its part of a figure, named by where it was given."""
    project = frozen.project_by_code.get(contribution["project"])
    name = ", ".join(
        part
        for part in (
            frozen.who(contribution["unit"]),
            contribution["hamlet"],
            project["name"] if project else None,
        )
        if part
    )  # fmt: skip
    return Behind("contributions", contribution["code"], name, value)


def _award(frozen: Frozen, code: str) -> str:
    award = next(award for award in frozen.awards if award["code"] == code)
    return f"{frozen.listed('award_form', award['form'])}: {award['recipient']}"


def _part(frozen: Frozen, group: Path, feature: Mapping[str, Any], amount: int) -> int:
    """What of an amount falls in the group: all of it, or a unit's share by largest remainder."""
    if group[0] == "total":
        return amount
    keys = _keys(frozen, group, feature)
    own = feature["shares"] if group[0] == "by_unit" else {}
    weights = own if own.keys() == keys.keys() else shares.even(keys)
    if len(keys) == 1:
        return amount
    parts = shares.split(amount, weights)
    return sum(part for share, part in parts.items() if keys[share] == group[-1])


def by_unit(frozen: Frozen, feature: Mapping[str, Any], amount: int) -> dict[str, int]:
    """An amount of a feature by the units of the closing day that it lies in; {} for one without a
    place."""
    group = ("by_unit", frozen.units_on, "")
    units = dict.fromkeys(_keys(frozen, group, feature).values())
    return {
        uid: _part(frozen, (*group[:2], uid), feature, amount) for uid in units if uid != "none"
    }


def _keys(frozen: Frozen, group: Path, feature: Mapping[str, Any]) -> dict[str, str]:
    """Which group each share of a feature falls in, as `geodata.figures.grouping` has it."""
    if group[0] == "by_unit":
        own = feature["shares"]
        return {uid: frozen.unit_at(uid, group[1]) or "none" for uid in own} or {"none": "none"}
    if group[0] == "by_criterion":
        return {code: code for code in feature["criteria"]} or {"none": "none"}
    return {group[-1]: group[-1]}
