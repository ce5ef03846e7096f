"""The one table of filters: what each is called, takes, offers, and which feature answers it.

The selection, the parameters of addresses, the list pages, the panel and its scripts read this
table; `docs/recipes.md` says how to add a row. Values of one filter are alternatives; filters
narrow each other.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from geodata.queries.snapshot import Snapshot
from geodata.queries.states import ProjectState
from geodata.vocabulary import (
    CONTRIBUTION_KINDS,
    N_,
    PROJECT_GROUPS,
    STATUSES,
    Code,
    codes,
)

Box = tuple[float, float, float, float]
"""minx, miny, maxx, maxy in degrees (EPSG:4326, longitude first)."""


@dataclass(frozen=True)
class Filter:
    """What is asked for, a field a filter; an empty tuple or None asks for everything."""

    unit: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    criterion: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    late: bool | None = None
    key: bool | None = None
    awards: bool | None = None
    q: str = ""
    bbox: Box | None = None

    @property
    def asks(self) -> bool:
        """Whether anything is asked at all."""
        return self != Filter()

    def values(self, name: str) -> tuple[str, ...]:
        """The values asked for of a filter that takes a list."""
        found: tuple[str, ...] = getattr(self, name)
        return found

    def flag(self, name: str) -> bool | None:
        """What is asked of a filter that takes yes or no."""
        found: bool | None = getattr(self, name)
        return found


@dataclass(frozen=True)
class Choice:
    """A value that a form offers, and how it is called; `word` (a msgid) for a fixed list."""

    value: str
    name_vi: str = ""
    name_en: str | None = None
    word: str | None = None


Offer = Callable[[Snapshot, Filter, dt.date], Iterable[Choice]]


@dataclass(frozen=True)
class FilterRow:
    """A filter. `label` and `everything` (what the form calls no choice) are msgids.

    `takes`: a list of codes, yes or no, or words. `allowed`: the codes that exist at a moment; None
    where any text will do. `listing`: the fixed list, where the codes are one. `offers`: the form's
    choices, given the units' day; None where no form offers the filter. `of_project`: the value of
    a project that answers it; contributions and awards then answer through their project.
    `panel`: where the panel shows it: among the "first" or the "more" filters, by a control of its
    "own", "carried" along unseen, or not at all ("").
    """

    name: str
    label: str
    takes: Literal["codes", "flag", "words"]
    panel: Literal["first", "more", "own", "carried", ""] = ""
    allowed: Callable[[Snapshot], Iterable[str]] | None = None
    listing: tuple[Code, ...] = ()
    offers: Offer | None = None
    of_project: Callable[[ProjectState], Any] | None = None
    everything: str = N_("Tất cả")

    def wanted(self, asked: Filter) -> tuple[object, ...]:
        """The values that answer what is asked of this filter; none when it is off."""
        if not is_set(asked, self.name):
            return ()
        return (asked.flag(self.name),) if self.takes == "flag" else asked.values(self.name)


def _fixed(listing: tuple[Code, ...]) -> dict[str, Any]:
    """What a filter of a fixed list takes and offers."""
    return {
        "listing": listing,
        "allowed": lambda _found: codes(listing),
        "offers": lambda _found, _wanted, _day: [Choice(i.code, word=i.label) for i in listing],
    }


def _units(found: Snapshot, wanted: Filter, day: dt.date) -> Iterable[Choice]:
    """Units of the day, and those chosen already though of another generation."""
    definition = found.definition
    chosen = {uid: definition.units[uid] for uid in wanted.unit}
    units = {**definition.units_on(day), **chosen}
    return [Choice(uid, unit.name, unit.name_en) for uid, unit in units.items()]


def _items(kind: str) -> Offer:
    """The entries of one of the campaign's own lists."""

    def offer(found: Snapshot, _wanted: Filter, _day: dt.date) -> Iterable[Choice]:
        listed: Mapping[str, Any] = getattr(found.definition, kind)
        return [Choice(code, item.name_vi, item.name_en) for code, item in listed.items()]

    return offer


def _agencies(found: Snapshot, wanted: Filter, _day: dt.date) -> Iterable[Choice]:
    """Agencies that own a project, and those chosen already."""
    owners = {project.agency for project in found.projects} | set(wanted.agency)
    known = found.definition.agencies.items()
    return [Choice(uid, one.name_vi, one.name_en) for uid, one in known if uid in owners]


def _criteria(found: Snapshot, _wanted: Filter, _day: dt.date) -> Iterable[Choice]:
    """The criteria that features are tied to."""
    leaves = ((c, item) for c, item in found.definition.criteria.items() if item.is_leaf)
    return [
        Choice(code, f"{code} {item.text_vi}", f"{code} {item.text_en or item.text_vi}")
        for code, item in leaves
    ]


FILTERS: tuple[FilterRow, ...] = (
    FilterRow(
        "unit", N_("Đơn vị hành chính"), "codes", "first",
        allowed=lambda found: found.definition.units, offers=_units,
    ),
    FilterRow(
        "sector", N_("Lĩnh vực"), "codes", "first",
        allowed=lambda found: found.definition.sectors, offers=_items("sectors"),
        of_project=lambda project: project.sector,
    ),
    FilterRow(
        "status", N_("Tình trạng"), "codes", "own",
        **_fixed(STATUSES), of_project=lambda project: project.status,
    ),
    FilterRow(
        "late", N_("Chậm tiến độ"), "flag", "own", of_project=lambda project: project.late
    ),
    FilterRow(
        "agency", N_("Chủ đầu tư, cơ quan"), "codes", "more",
        allowed=lambda found: found.definition.agencies, offers=_agencies,
        of_project=lambda project: project.agency,
    ),
    FilterRow(
        "group", N_("Nhóm dự án"), "codes", "more",
        **_fixed(PROJECT_GROUPS), of_project=lambda project: project.group,
    ),
    FilterRow(
        "criterion", N_("Tiêu chí thi đua"), "codes", "more",
        allowed=lambda found: found.definition.criteria, offers=_criteria,
    ),
    FilterRow(
        "phase", N_("Giai đoạn"), "codes", "more",
        allowed=lambda found: found.definition.phases, offers=_items("phases"),
        everything=N_("Cả phong trào"),
    ),
    FilterRow(
        "key", N_("Công trình trọng điểm"), "flag", "more", of_project=lambda project: project.key
    ),
    FilterRow("awards", N_("Có khen thưởng"), "flag", "more"),
    FilterRow(
        "kind", N_("Loại đóng góp"), "codes", "carried", **_fixed(CONTRIBUTION_KINDS)
    ),
    FilterRow(
        "project", N_("Dự án"), "codes",
        allowed=lambda found: found.project_by_code, of_project=lambda project: project.code,
    ),
    FilterRow("q", N_("Từ khóa"), "words", "own"),
)  # fmt: skip
"""In the order in which forms and lists show them."""

BY_NAME: Mapping[str, FilterRow] = {row.name: row for row in FILTERS}
NAMES = tuple(BY_NAME)
LISTS = frozenset(row.name for row in FILTERS if row.takes == "codes")
FLAGS = tuple(row.name for row in FILTERS if row.takes == "flag")
OF_UNITS = ("unit", "q")
"""Filters that a unit answers by itself; by the others it answers through its projects."""

if {field.name for field in fields(Filter)} != {*NAMES, "bbox"}:
    raise TypeError("Filter and the table of filters name different filters.")


def in_panel(place: str) -> tuple[FilterRow, ...]:
    """The filters that the panel shows at a place."""
    return tuple(row for row in FILTERS if row.panel == place)


def is_set(wanted: Filter, name: str) -> bool:
    """Whether a filter is on."""
    return getattr(wanted, name) not in ((), None, "")
