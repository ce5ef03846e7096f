"""What the filter form offers and which filters are on; addresses with one changed."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _

from geodata.figures.filters import FILTERS, FLAGS, Choice, Filter
from geodata.queries import Definition, Snapshot
from webmap.language.formats import day as day_text
from webmap.language.i18n import local, translate

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
    args: dict[str, Any] = {
        name: values for name, values in request.args.lists() if name not in changes
    }
    args |= {name: value for name, value in changes.items() if value is not None}
    # The panel's fragment is a part of the page; inside another site's page it stays there.
    endpoint = (request.endpoint or "") if g.get("embedded") else "map.index"
    return url_for(endpoint, **args)


def generations(definition: Definition, asked: dt.date | None) -> tuple[Generation, ...]:
    """The sets of units that the definition knows, oldest first; `asked` chooses one."""
    starts = sorted({unit.valid_from for unit in definition.units.values()})
    found = []
    for start, end in zip(starts, [*starts[1:], None], strict=False):
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
    """The choices of each filter that a form offers, as (value, text), by the filter's name."""
    offered = {
        row.name: [(choice.value, _text(choice)) for choice in row.offers(found, wanted, units_day)]
        for row in FILTERS
        if row.offers
    }
    return offered | {name: [("true", _("Có")), ("false", _("Không"))] for name in FLAGS}


def _text(choice: Choice) -> str:
    if choice.word:
        return translate(choice.word)
    return _short(local(choice, "name"))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_OPTION else f"{text[:LONGEST_OPTION].rstrip()}…"


def chips(
    wanted: Filter,
    offered: dict[str, list[tuple[str, str]]],
    here: Callable[..., str] = here,
) -> Iterable[Chip]:
    """The filters that are on; `offered` are the options, for their words; `here` gives the page's
    address with some parameters changed."""
    for row in FILTERS:
        if row.takes == "words" and wanted.q:
            yield Chip(f"“{wanted.q}”", here(q=None))
        elif row.takes == "flag":
            asked = wanted.flag(row.name)
            if asked is not None:
                text = translate(row.label)
                shown = text if asked else _("Không: %(what)s", what=text)
                yield Chip(shown, here(**{row.name: None}))
        elif row.name in offered:
            words = dict(offered[row.name])
            for value in wanted.values(row.name):
                rest = [other for other in wanted.values(row.name) if other != value]
                yield Chip(words.get(value, value), here(**{row.name: ",".join(rest) or None}))
