"""Readers of parameters: a text as the value that it means, or Wrong with why and what would do."""

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence

from geodata.clock import CITY_ZONE
from geodata.vocabulary import N_

FIRST_DAY = dt.date(2013, 10, 14)
"""The city's founding resolution (Nghị quyết 113): the first day that any unit is valid."""
LAST_DAY = dt.date(2100, 12, 31)
LONGEST_QUERY = 200
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
DAYS_ALLOWED = (f"{FIRST_DAY}…{LAST_DAY}",)
INSTANTS_ALLOWED = ("YYYY-MM-DD", "YYYY-MM-DDThh:mm:ss", "YYYY-MM-DDThh:mm:ss+07:00")
UNKNOWN = N_("không có giá trị này")
NO_UNIT = N_("không có đơn vị này")


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
