"""The query parameters of the public interface: one table, one reader, all errors at once.

What is wrong in form is found here; whether a unit or a sector exists is for
geodata.figures.selection. The filters among them come from the table of geodata.figures.filters.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from werkzeug.datastructures import MultiDict

from geodata.actions import ACTIONS
from geodata.errors import BadInput
from geodata.figures import filters
from geodata.figures.filters import Filter, FilterRow
from geodata.figures.ledger import PERIODS, Length
from geodata.vocabulary import AGENCY_LEVELS, FIGURE_GROUPS, GIVER_KINDS, N_, codes
from webmap.http.readers import (
    Wrong,
    box,
    code,
    count,
    day,
    flag,
    instant,
    one_of,
    order,
    words,
)
from webmap.language.i18n import LANGUAGES

MOST_VALUES = 50
HAS_CONTROL = N_("có ký tự không in được (thường do dán từ tệp khác)")
CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")

Reader = Callable[[str], object]


@dataclass(frozen=True)
class Problem:
    """One parameter that is wrong: its name, the value as given, why (a msgid), what would do."""

    parameter: str
    value: str
    reason: str
    allowed: tuple[str, ...]


class BadParameters(BadInput):
    """Every wrong parameter of one request."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            N_("Có tham số chưa đúng: %(names)s."),
            names=", ".join(problem.parameter for problem in problems),
        )
        self.problems = tuple(problems)


def _reader(row: FilterRow) -> Reader:
    """The reader of a value of a filter."""
    if row.listing:
        return one_of(codes(row.listing))
    return {"codes": code, "flag": flag, "words": words}[row.takes]


READERS: Mapping[str, Reader] = {
    "as_of": day,
    "known_at": instant,
    "units_on": day,
    "on": day,
    "bbox": box,
    **{row.name: _reader(row) for row in filters.FILTERS},
    "by": one_of(FIGURE_GROUPS),
    "outside": flag,
    "page": count(100_000),
    "sort": order,
    "format": one_of(("csv", "xlsx")),
    "table": code,
    "year": count(2100),
    "award_type": code,
    "award_form": code,
    "level": one_of(codes(AGENCY_LEVELS)),
    "recipient_kind": one_of(codes(GIVER_KINDS)),
    "period": one_of(PERIODS),
    "since": day,
    "day": day,
    "action": one_of(codes(ACTIONS)),
    "office": code,
    "a": code,
    "b": code,
    "size": one_of(("map", "og")),
    "lang": one_of(LANGUAGES),
}
FILTERS = filters.NAMES
MOMENT = ("as_of", "known_at")
LAYER = (*MOMENT, "bbox", *FILTERS, "units_on", "lang")
UNITS = (*LAYER, "outside")
FIGURES = (*MOMENT, "by", "units_on", "bbox", *FILTERS, "lang")
PAGE = (*MOMENT, "units_on", *FILTERS, "lang")
LIST = (*PAGE, "page", "sort")


@dataclass(frozen=True)
class Question:
    """What a request asks, well formed. `values` holds only what was given; `filter` what of it
    narrows, the other fields one parameter each (None: not given)."""

    values: Mapping[str, object]
    filter: Filter = field(default_factory=Filter)
    as_of: dt.date | None = None
    known_at: dt.date | dt.datetime | None = None
    units_on: dt.date | None = None
    on: dt.date | None = None
    by: str | None = None
    outside: bool | None = None
    page: int | None = None
    sort: str | None = None
    format: str | None = None
    table: str | None = None
    year: int | None = None
    award_type: str | None = None
    award_form: str | None = None
    level: str | None = None
    recipient_kind: str | None = None
    period: Length | None = None
    since: dt.date | None = None
    day: dt.date | None = None
    action: str | None = None
    office: str | None = None
    a: str | None = None
    b: str | None = None
    size: str | None = None
    lang: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, object]) -> "Question":
        """The question of values by their parameter's name, as the readers gave them."""
        given: dict[str, Any] = {n: v for n, v in values.items() if v != ()}
        narrowing = {n: v for n, v in given.items() if n in (*FILTERS, "bbox")}
        others = {n: v for n, v in given.items() if n not in narrowing}
        return cls(values=given, filter=Filter(**narrowing), **others)

    def key(self) -> tuple[tuple[str, str], ...]:
        """The same for every way to write the same question; part of the ETag."""
        return tuple(sorted((name, str(value)) for name, value in self.values.items()))


_FIELDS = {one.name for one in fields(Question)} - {"values", "filter"}
if {*READERS} != _FIELDS | {
    *FILTERS,
    "bbox",
}:
    raise TypeError("Question and the table of parameters name different parameters.")


def read(args: MultiDict[str, str], names: Sequence[str], *, strict: bool = True) -> Question:
    """The question in `args`, of the parameters `names`.

    An empty value is no value (a form sends its empty fields). `strict` refuses parameters that
    are not known; a page passes over them, for links get decorated on their way.
    Raises BadParameters with every problem found.
    """
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for name in args:
        given = [text for text in args.getlist(name) if text != ""]
        if name not in names:
            if strict:
                reason = N_("không có tham số này")
                problems.append(_problem(name, ",".join(given), reason, sorted(names)))
            continue
        if not given:
            continue
        try:
            values[name] = _read_one(name, given)
        except Wrong as wrong:
            problems.append(_problem(name, ",".join(given), wrong.reason, wrong.allowed))
    if problems:
        raise BadParameters(problems)
    return Question.of(values)


def _read_one(name: str, given: list[str]) -> object:
    if any(CONTROL.search(text) for text in given):
        raise Wrong(HAS_CONTROL, ())
    reader = READERS[name]
    if name in filters.LISTS:
        items = [part.strip() for text in given for part in text.split(",")]
        unique = tuple(dict.fromkeys(item for item in items if item))
        if len(unique) > MOST_VALUES:
            raise Wrong(N_("nhiều giá trị quá"), (f"≤ {MOST_VALUES}",))
        return tuple(reader(item) for item in unique)
    if len(given) > 1:
        raise Wrong(N_("chỉ được có một giá trị"), ())
    return reader(given[0])


def _problem(name: str, value: str, reason: str, allowed: Sequence[str]) -> Problem:
    return Problem(_shown(name), _shown(value), reason, tuple(allowed))


def _shown(text: str) -> str:
    """At most 200 characters that any encoder can write."""
    return text[:200].encode("utf-8", "replace").decode()
