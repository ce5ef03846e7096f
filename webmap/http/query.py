"""The query parameters of the public interface: one table, one reader, all errors at once.

What is wrong in form is found here; whether a unit or a sector exists is for
geodata.figures.selection.
"""

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from geodata.actions import ACTIONS
from geodata.clock import CITY_ZONE
from geodata.errors import BadInput
from geodata.figures.ledger import PERIODS
from geodata.figures.selection import Filter
from geodata.vocabulary import (
    AGENCY_LEVELS,
    CONTRIBUTION_KINDS,
    FIGURE_GROUPS,
    GIVER_KINDS,
    N_,
    STATUSES,
    codes,
)
from webmap.language.i18n import LANGUAGES

FIRST_DAY = dt.date(2013, 10, 14)
"""The city's founding resolution (Nghị quyết 113): the first day that any unit is valid."""
LAST_DAY = dt.date(2100, 12, 31)
LONGEST_QUERY = 200
MOST_VALUES = 50
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
DAYS_ALLOWED = (f"{FIRST_DAY}…{LAST_DAY}",)
INSTANTS_ALLOWED = ("YYYY-MM-DD", "YYYY-MM-DDThh:mm:ss", "YYYY-MM-DDThh:mm:ss+07:00")
UNKNOWN = N_("không có giá trị này")
HAS_CONTROL = N_("có ký tự điều khiển")
CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


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


class Wrong(Exception):
    """A value that a reader refuses: why (a msgid) and what would do."""

    def __init__(self, reason: str, allowed: Sequence[str]) -> None:
        super().__init__(reason)
        self.reason, self.allowed = reason, tuple(allowed)


def day(text: str) -> dt.date:
    """An ISO date within the years that the campaign can speak of."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            value = dt.date.fromisoformat(text)
        except ValueError:
            raise Wrong(N_("không có ngày này trong lịch"), DAYS_ALLOWED) from None
        if FIRST_DAY <= value <= LAST_DAY:
            return value
        raise Wrong(N_("ngoài khoảng thời gian cho phép"), DAYS_ALLOWED)
    raise Wrong(N_("không phải ngày dạng năm-tháng-ngày"), DAYS_ALLOWED)


def typed_day(text: str) -> str | None:
    """A day as people write it, dd/mm/yyyy, as ISO; None for anything else (forms redirect)."""
    typed = re.fullmatch(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*", text, re.ASCII)
    if not typed:
        return None
    day_, month, year = (int(part) for part in typed.groups())
    return f"{year:04d}-{month:02d}-{day_:02d}"


def instant(text: str) -> dt.date | dt.datetime:
    """An ISO instant (the city's zone when none is given), or a date, which means its end."""
    # A plus sign that was not escaped arrives as a blank.
    mended = re.sub(r" (?=[0-9]{2}:?[0-9]{2}$)", "+", text)
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", mended):
            value: dt.date | dt.datetime = dt.date.fromisoformat(mended)
        elif re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", mended):
            value = dt.datetime.fromisoformat(mended)
        else:
            raise ValueError
    except ValueError:
        raise Wrong(N_("không phải thời điểm ISO 8601"), INSTANTS_ALLOWED) from None
    if not 1900 <= value.year <= 2200:
        raise Wrong(N_("ngoài khoảng thời gian cho phép"), ("1900…2200",))
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        value = value.replace(tzinfo=CITY_ZONE)
    return value


def flag(text: str) -> bool:
    """true, false, 1, 0."""
    if text not in BOOLEANS:
        raise Wrong(N_("không phải giá trị đúng/sai"), tuple(BOOLEANS))
    return BOOLEANS[text]


def box(text: str) -> tuple[float, float, float, float]:
    """minx,miny,maxx,maxy in degrees (EPSG:4326, longitude first)."""
    allowed = ("minx,miny,maxx,maxy (-180…180, -90…90)",)
    parts = text.split(",")
    if len(parts) != 4:
        raise Wrong(N_("cần đúng bốn số cách nhau bằng dấu phẩy"), allowed)
    if not all(re.fullmatch(r" ?[-+]?[0-9]{1,4}(\.[0-9]{0,20})?", part) for part in parts):
        raise Wrong(N_("có phần không phải là số"), allowed)
    minx, miny, maxx, maxy = (float(part) for part in parts)
    if not all(math.isfinite(value) for value in (minx, miny, maxx, maxy)):
        raise Wrong(N_("có phần không phải là số"), allowed)
    if max(abs(minx), abs(maxx)) > 180 or max(abs(miny), abs(maxy)) > 90:
        raise Wrong(N_("ngoài phạm vi kinh độ, vĩ độ"), allowed)
    if minx > maxx or miny > maxy:
        raise Wrong(N_("góc dưới bên trái phải đứng trước"), allowed)
    return minx, miny, maxx, maxy


def words(text: str) -> str:
    """What to search for."""
    if len(text) > LONGEST_QUERY:
        raise Wrong(N_("dài quá"), (f"≤ {LONGEST_QUERY}",))
    return text.strip()


def one_of(allowed: Sequence[str]) -> Callable[[str], str]:
    """A reader of a code of a fixed list."""

    def read_code(text: str) -> str:
        if text not in allowed:
            raise Wrong(UNKNOWN, allowed)
        return text

    return read_code


def count(most: int) -> Callable[[str], int]:
    """A reader of a whole number from 1 to `most`."""

    def read_count(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not 1 <= int(text) <= most:
            raise Wrong(N_("không phải số nguyên trong khoảng cho phép"), (f"1…{most}",))
        return int(text)

    return read_count


def order(text: str) -> str:
    """The key of the column to sort by; a minus before it turns the order."""
    if not re.fullmatch(r"-?[a-z_]{1,40}", text):
        raise Wrong(N_("không phải tên cột"), ("column", "-column"))
    return text


def code(text: str) -> str:
    """A code of the campaign's definition; whether it exists is known later."""
    if len(text) > 80:
        raise Wrong(N_("dài quá"), ("≤ 80",))
    return text


READERS: dict[str, Callable[[str], object]] = {
    "as_of": day,
    "known_at": instant,
    "units_on": day,
    "on": day,
    "bbox": box,
    "unit": code,
    "sector": code,
    "status": one_of(codes(STATUSES)),
    "late": flag,
    "agency": code,
    "criterion": code,
    "phase": code,
    "key": flag,
    "awards": flag,
    "project": code,
    "kind": one_of(codes(CONTRIBUTION_KINDS)),
    "q": words,
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
LISTS = frozenset({"unit", "sector", "status", "agency", "criterion", "phase", "kind", "project"})
FILTERS = (
    "unit", "sector", "status", "late", "agency", "criterion", "phase", "key", "awards", "kind",
    "project", "q",
)  # fmt: skip
MOMENT = ("as_of", "known_at")
LAYER = (*MOMENT, "bbox", *FILTERS, "units_on", "lang")
UNITS = (*LAYER, "outside")
FIGURES = (*MOMENT, "by", "units_on", "bbox", *FILTERS, "lang")
PAGE = (*MOMENT, "units_on", *FILTERS, "lang")
LIST = (*PAGE, "page", "sort")


@dataclass(frozen=True)
class Question:
    """What a request asks, well formed. `values` holds only what was given."""

    values: dict[str, object]

    def __getattr__(self, name: str) -> object:
        if name in READERS:
            return self.values.get(name, () if name in LISTS else None)
        raise AttributeError(name)

    @property
    def filter(self) -> Filter:
        """The filter for geodata.figures.selection; what was not asked is left at its default."""
        names = (*FILTERS, "bbox")
        return Filter(**{name: self.values[name] for name in names if name in self.values})

    def key(self) -> tuple:
        """The same for every way to write the same question; part of the ETag."""
        return tuple(sorted((name, str(value)) for name, value in self.values.items()))


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
    return Question({name: value for name, value in values.items() if value != ()})


def _read_one(name: str, given: list[str]) -> object:
    if any(CONTROL.search(text) for text in given):
        raise Wrong(HAS_CONTROL, ())
    reader = READERS[name]
    if name in LISTS:
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
