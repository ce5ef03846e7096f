"""What the list pages share: filters, what is on, a unit's part of amounts, ways to other views."""

import datetime as dt
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from geodata.figures.filters import FILTERS
from geodata.figures.summaries import parts
from geodata.queries import Snapshot
from webmap.http import query
from webmap.http.query import Question
from webmap.language.i18n import local, translate
from webmap.pages import links
from webmap.pages.filter_choices import Chip, chips, options
from webmap.pages.page import KEPT, Page

Options = list[tuple[str, str]]
NOT_FILTERS = ("as_of", "known_at", "units_on", "lang", "sort", "period")
"""What the filter form carries along in hidden fields."""


class ListPage(Page):
    """A list of features that answer the filters of the layers."""

    fields: Sequence[str] = ()
    """The filters that the form offers, in order."""
    layer = ""
    """The layer that shows the same features."""

    def __init__(self, found: Snapshot, question: Question) -> None:
        super().__init__(found, question)
        self.filter = question.filter
        # Now, so that a filter with an unknown value is refused before anything else is asked.
        self.chosen = self.selection

    @cached_property
    def options(self) -> dict[str, Options]:
        """The choices of each list of the form, as (value, text)."""
        return options(self.found, self.filter, self.units_day)

    @property
    def field_labels(self) -> dict[str, str]:
        """What each filter is called."""
        return {row.name: translate(row.label) for row in FILTERS}

    def given(self, name: str) -> str:
        """What the address says for a filter, as the form's list has it."""
        return ",".join(value for value in request.args.getlist(name) if value)

    def offered(self, name: str) -> Options:
        """The choices of a field; several values at once are one more choice, so that the form
        does not lose them."""
        listed = self.options[name]
        given = self.given(name)
        if given and given not in {value for value, _text in listed}:
            flags = {"1": _("Có"), "0": _("Không")}
            several = _("%(count)s giá trị đã chọn", count=given.count(",") + 1)
            return [(given, flags.get(given, several)), *listed]
        return listed

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Hidden fields of the form: what is no filter of it but stays when it is sent."""
        names = [*NOT_FILTERS, *(n for n in self.filter_names if n not in (*self.fields, "q"))]
        return [(n, v) for n in names for v in request.args.getlist(n) if v]

    @property
    def filter_names(self) -> tuple[str, ...]:
        """Every parameter that narrows the list."""
        return query.FILTERS

    @property
    def filters(self) -> str:
        """The filter in words, for downloads and print."""
        given = [f"{name}={self.given(name)}" for name in self.filter_names if self.given(name)]
        return "; ".join(given)

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters that are on, each with the address without it."""
        known = self.found.project_by_code
        named = [(code, known[code].name) for code in self.filter.project if code in known]
        listed = self.options | {"project": named}
        return list(chips(self.filter, listed, lambda **changes: self.here(page=None, **changes)))

    @property
    def extra_chips(self) -> Sequence[Chip]:
        """Filters of this list alone that are on."""
        return ()

    @property
    def unfiltered_url(self) -> str:
        """This page at the same moment without any filter."""
        return self.url(request.endpoint or "")

    # ── A unit's part ─────────────────────────────────────────────────────────────────────────

    @property
    def units_day(self) -> dt.date:
        """The day whose generation of units is shown."""
        return self.question.units_on or self.moment.as_of

    @property
    def part_unit(self) -> str | None:
        """The unit whose part of the amounts is told: the only one that is asked for."""
        return self.filter.unit[0] if len(self.filter.unit) == 1 else None

    @property
    def part_name(self) -> str:
        """What the unit is called."""
        return self.who(self.part_unit)

    @cached_property
    def parts(self) -> dict[str, dict[str, int | Decimal]]:
        """What of each row's amounts falls in the unit, by code; {} when no one unit is asked.

        A unit of another generation is told by a day on which it stood.
        """
        if not self.part_unit:
            return {}
        unit = self.definition.units[self.part_unit]
        stood = (d for d in (self.units_day, self.moment.as_of) if unit.valid_on(d))
        day = next(stood, unit.valid_from)
        return self.found.remember(
            ("parts of a list", self.layer, unit.id, day, self.filter),
            lambda: parts(self._listed, "unit", unit.id, day),
        )

    @property
    def _listed(self) -> Snapshot:
        """A snapshot of this list's features alone: the others need no splitting."""
        rows: dict[str, Any] = {"projects": (), "contributions": ()}
        rows[self.layer] = getattr(self.chosen, self.layer)
        return replace(self.found, **rows, memory=OrderedDict())

    # ── Ways on ───────────────────────────────────────────────────────────────────────────────

    def thing(self, kind: str, key: str) -> str:
        """The address of the page of a project, unit, criterion, agency."""
        return links.thing(kind, key)

    def unit_names(self, ids: Sequence[str]) -> str:
        """Names of units, in one text."""
        return ", ".join(self.who(uid) for uid in ids)

    def named(self, kind: str, code: str | None) -> str:
        """The name of an entry of one of the campaign's lists (`sector`, `award_form`, …)."""
        item = self.definition.items.get(kind, {}).get(code or "")
        return local(item, "name") if item else code or ""

    def _same(self) -> dict[str, Any]:
        names = (*KEPT, "units_on", *query.FILTERS)
        return {n: request.args.getlist(n) for n in names if any(request.args.getlist(n))}

    @property
    def map_url(self) -> str:
        """The map with the same filters, at the same moment."""
        return url_for("map.index", **self._same())

    @property
    def geojson_url(self) -> str | None:
        """The layer with the same filters, at the same moment; None where the layer cannot."""
        return url_for("layers.layer", name=self.layer, **self._same())

    @property
    def picture_url(self) -> str | None:
        """The still map with the same filters, at the same moment; None where it knows fewer."""
        return url_for("pictures.map", **self._same())

    def to_list(self, endpoint: str) -> str:
        """Another list with the same filters."""
        return url_for(endpoint, **self._same())
