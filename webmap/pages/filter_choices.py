"""What the filter form offers and which filters are on; addresses with one changed."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from flask import g, request, url_for
from flask_babel import gettext as _

from geodata.figures.selection import Filter
from geodata.queries import Definition, Snapshot
from webmap.language.formats import day as day_text
from webmap.language.i18n import label, local

LONGEST_OPTION = 90


@dataclass(frozen=True)
class Generation:
    """A set of units that stood together: `day` is one on which it did."""

    day: dt.date
    count: int
    when: str
    chosen: bool


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the address without it."""

    text: str
    url: str


def here(**changes: str | None) -> str:
    """This page's address with some parameters changed; None takes one out."""
    args = {name: values for name, values in request.args.lists() if name not in changes}
    args |= {name: value for name, value in changes.items() if value is not None}
    # The panel's fragment is a part of the page; inside another site's page it stays there.
    endpoint = request.endpoint if g.get("embedded") else "map.index"
    return url_for(endpoint, **args)


def generations(definition: Definition, asked: dt.date | None) -> tuple[Generation, ...]:
    """The sets of units that the definition knows, oldest first; `asked` chooses one."""
    starts = sorted({unit.valid_from for unit in definition.units.values()})
    found = []
    for start, end in pairwise([*starts, None]):
        day = end - dt.timedelta(days=1) if end else start
        units = definition.units_on(day)
        when = (
            _("trước %(day)s", day=day_text(end)) if end else _("từ %(day)s", day=day_text(start))
        )
        count = sum(unit.in_campaign for unit in units.values())
        chosen = asked is not None and definition.units_on(asked).keys() == units.keys()
        found.append(Generation(day, count, when, chosen))
    return tuple(found)


def options(
    found: Snapshot, wanted: Filter, units_day: dt.date
) -> dict[str, list[tuple[str, str]]]:
    """The choices of each list of the form, as (value, text), by the parameter's name."""
    definition = found.definition
    chosen = {uid: definition.units[uid] for uid in wanted.unit}
    units = {**definition.units_on(units_day), **chosen}
    agencies = {project.agency for project in found.projects} | set(wanted.agency)
    return {
        "unit": [(uid, local(unit, "name")) for uid, unit in units.items()],
        "sector": [(code, local(item, "name")) for code, item in definition.sectors.items()],
        "agency": [
            (uid, local(agency, "name"))
            for uid, agency in definition.agencies.items()
            if uid in agencies
        ],
        "criterion": [
            (code, _short(f"{code} {local(item, 'text')}"))
            for code, item in definition.criteria.items()
            if item.is_leaf
        ],
        "phase": [(code, local(item, "name")) for code, item in definition.phases.items()],
    }


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_OPTION else f"{text[:LONGEST_OPTION].rstrip()}…"


def chips(
    wanted: Filter,
    offered: dict[str, list[tuple[str, str]]],
    here: Callable[..., str] = here,
) -> Iterable[Chip]:
    """The filters that are on; `offered` are the options, for their words; `here` gives the page's
    address with some parameters changed."""
    for name, options in offered.items():
        words = dict(options)
        for value in getattr(wanted, name):
            rest = [other for other in getattr(wanted, name) if other != value]
            yield Chip(words.get(value, value), here(**{name: ",".join(rest) or None}))
    for status in wanted.status:
        rest = [other for other in wanted.status if other != status]
        yield Chip(label(status, "STATUSES"), here(status=",".join(rest) or None))
    for name, text in (
        ("late", _("Chậm tiến độ")),
        ("key", _("Công trình trọng điểm")),
        ("awards", _("Có khen thưởng")),
    ):
        if getattr(wanted, name) is not None:
            shown = text if getattr(wanted, name) else _("Không: %(what)s", what=text)
            yield Chip(shown, here(**{name: None}))
    if wanted.q:
        yield Chip(f"“{wanted.q}”", here(q=None))
