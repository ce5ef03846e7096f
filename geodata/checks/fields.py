"""What officers send, read field by field: errors are gathered, so that all are reported at once.

Whatever comes in (a form, a program, a file of the phone's queue) is read here again: the doors
never trust who called them. What is stored of a text: geodata.spelling.clean.
"""

import datetime as dt
import json
import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.checks import device_position, place_faults
from geodata.checks.device_position import exact
from geodata.columns import Quantity
from geodata.errors import BadInput, InvalidChange
from geodata.spelling import clean
from geodata.vocabulary import N_

NOTE_LENGTH = 1000
NAME_LENGTH = 200
LARGEST_AMOUNT = 10**15 - 1
"""Đồng: a million billion, more than the city will ever spend."""
EARLIEST = dt.date(2000, 1, 1)
LATEST = dt.date(2100, 12, 31)
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class Fields:
    """The fields of one change. Every reader gives the clean value, or None and a problem."""

    def __init__(self, sent: Mapping[str, Any], known: Collection[str]) -> None:
        self.sent = sent
        self.problems: list[BadInput] = []
        self.left_out: set[str] = set()
        """Fields whose value is of no use, and not wrong either: the rest is taken without it."""
        for name in sent:
            if name not in known:
                self.wrong(
                    shown(name), N_("Không có trường này."), allowed=sorted(known), value=None
                )

    def wrong(
        self,
        field: str,
        template: str,
        *,
        value: Any = None,
        allowed: Collection[str] | None = None,
        **params: Any,
    ) -> None:
        """Note that a field is wrong; `value` is shown to the sender in words."""
        if value is not None:
            params["value"] = shown(value)
        self.problems.append(
            BadInput(
                template,
                pointer=field,
                allowed=None if allowed is None else tuple(allowed),
                **params,
            )
        )

    def check(self) -> None:
        """Raises InvalidChange when anything was wrong so far."""
        if self.problems:
            raise InvalidChange(self.problems)

    def ok(self, *names: str) -> bool:
        """Whether these fields were read without a problem."""
        return not any(problem.pointer in names for problem in self.problems)

    def _given(self, name: str, required: bool) -> Any:
        value = self.sent.get(name)
        if value is None and required:
            self.wrong(name, N_("Cần điền mục này."))
        return value

    def text(
        self, name: str, limit: int = NAME_LENGTH, *, required: bool = False, lines: bool = False
    ) -> str | None:
        """A text of at most `limit` characters; `lines` lets it have more than one line."""
        value = self._given(name, required)
        if value is None:
            return None
        if not isinstance(value, str):
            self.wrong(name, N_("Phải là chữ."), value=value)
            return None
        try:
            text = clean(value, lines=lines)
        except BadInput as error:
            self.wrong(name, error.template, value=value, allowed=error.allowed, **error.params)
            return None
        if len(text) > limit:
            self.wrong(name, N_("Dài quá %(limit)s ký tự."), value=value, limit=limit)
            return None
        if not text and required:
            self.wrong(name, N_("Cần điền mục này."))
        return text or None

    def code(self, name: str, allowed: Collection[str], *, required: bool = False) -> str | None:
        """One of a list of codes."""
        value = self._given(name, required)
        if value is None:
            return None
        if not isinstance(value, str) or value not in allowed:
            self.wrong(name, N_("Không có lựa chọn này."), value=value, allowed=allowed)
            return None
        return value

    def codes(self, name: str, allowed: Collection[str]) -> list[str]:
        """Several of a list of codes, each once, in the list's order."""
        value = self.sent.get(name)
        if value is None:
            return []
        if not isinstance(value, (list, tuple)):
            self.wrong(name, N_("Phải là một danh sách."), value=value, allowed=allowed)
            return []
        strange = [item for item in value if not isinstance(item, str) or item not in allowed]
        if strange:
            self.wrong(name, N_("Không có lựa chọn này."), value=strange[0], allowed=allowed)
            return []
        return [code for code in allowed if code in value]

    def whole(
        self, name: str, low: int, high: int = LARGEST_AMOUNT, *, required: bool = False
    ) -> int | None:
        """A whole number from `low` to `high`."""
        value = self._given(name, required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(name, N_("Phải là số nguyên."), value=value)
            return None
        return value if self._within(name, value, low, high) else None

    def quantity(self, name: str, low: int, high: int, *, required: bool = False) -> Decimal | None:
        """A number from `low` to `high` with at most three decimals."""
        value = self._given(name, required)
        if value is None:
            return None
        number = exact(value)
        if number is None:
            self.wrong(name, N_("Phải là số."), value=value)
            return None
        if not self._within(name, number, low, high):
            return None
        if number != number.quantize(Quantity.STEP):
            self.wrong(name, N_("Nhiều nhất ba chữ số thập phân."), value=value)
            return None
        return number

    def _within(self, name: str, value: Decimal | int, low: int, high: int) -> bool:
        if low <= value <= high:
            return True
        self.wrong(name, N_("Phải từ %(low)s đến %(high)s."), value=value, low=low, high=high)
        return False

    def flag(self, name: str) -> bool | None:
        """Yes, no, or not given."""
        value = self.sent.get(name)
        if value is not None and not isinstance(value, bool):
            self.wrong(name, N_("Phải là có hoặc không."), value=value)
            return None
        return value

    def day(
        self,
        name: str,
        *,
        earliest: dt.date = EARLIEST,
        latest: dt.date = LATEST,
        required: bool = False,
    ) -> dt.date | None:
        """A calendar day of the city within bounds (both included)."""
        value = self._given(name, required)
        if value is None:
            return None
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            self.wrong(name, N_("Phải là một ngày."), value=value)
            return None
        if value < earliest:
            self.wrong(
                name, N_("Không được trước ngày %(day)s."), value=value, day=f"{earliest:%d/%m/%Y}"
            )
            return None
        if value > latest:
            self.wrong(
                name, N_("Không được sau ngày %(day)s."), value=value, day=f"{latest:%d/%m/%Y}"
            )
            return None
        return value

    def point(
        self, name: str, extent: tuple[float, float, float, float]
    ) -> tuple[shapely.Point | None, Decimal | None]:
        """A device's `{lon, lat, accuracy}` as a place in EPSG:4326, with its accuracy in metres
        where that was told. A fix of no use is left out and noted in `left_out`."""
        value = self.sent.get(name)
        if value is None:
            return None, None
        try:
            fix = device_position.read(value, extent)
        except BadInput as error:
            self.wrong(name, error.template, value=value)
            return None, None
        if fix.place is None:
            self.left_out.add(name)
        return fix.place, fix.accuracy

    def spot(self, name: str, extent: tuple[float, float, float, float]) -> shapely.Point | None:
        """A `{lon, lat}` that is a thing's place on the map, in EPSG:4326: it has to be of use."""
        place, _accuracy = self.point(name, extent)
        if name in self.left_out:
            self.wrong(
                name,
                N_("Vị trí nằm ngoài vùng phong trào; kiểm tra thứ tự kinh độ, vĩ độ."),
                value=self.sent[name],
            )
        return place

    def geometry(self, name: str, extent: tuple[float, float, float, float]) -> BaseGeometry | None:
        """A shapely geometry in EPSG:4326 within the campaign's surroundings."""
        value = self.sent.get(name)
        if value is None:
            return None
        if not isinstance(value, BaseGeometry) or value.has_z:
            self.wrong(name, N_("Phải là một hình có kinh độ và vĩ độ."))
            return None
        wrong = place_faults.fault(value, extent)
        if wrong is not None:
            self.problems.append(
                BadInput(wrong.template, pointer=name, allowed=wrong.allowed, **wrong.params)
            )
            return None
        return value

    def uuid(self, value: Any) -> str:
        """The `client_uuid` of a submission in its canonical form."""
        if isinstance(value, str) and _UUID.fullmatch(value):
            return value.lower()
        self.wrong("client_uuid", N_("Phải là một UUID."), value=value)
        return ""


def shown(value: Any) -> str:
    """A value as it may be shown: short, as it was sent and not as Python writes it, and without
    what UTF-8 cannot carry."""
    try:
        if isinstance(value, dt.date):
            text = f"{value:%d/%m/%Y}"
        elif isinstance(value, (Mapping, list, tuple, set, frozenset, bool)):
            text = json.dumps(plain(value), ensure_ascii=False, default=str)
        elif isinstance(value, BaseGeometry):
            text = shapely.to_wkt(value, rounding_precision=7)
        else:
            text = str(value)
    except (ValueError, OverflowError, RecursionError):  # a number of thousands of digits
        text = "…"
    return text[:200].encode("utf-8", "replace").decode()


def plain(value: Any) -> Any:
    """A value as JSON knows it: numbers, texts, ISO dates, lists; a place as lon and lat."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, shapely.Point):
        return {"lon": value.x, "lat": value.y}
    if isinstance(value, BaseGeometry):
        return shapely.to_wkt(value, rounding_precision=7)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
