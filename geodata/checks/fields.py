"""What officers send, read field by field: errors are gathered, so that all are reported at once.

Whatever comes in (a form, a program, a file of the phone's queue) is read here again: the doors
never trust who called them. Texts are NFC, without control characters and lone surrogates.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import geojson
from geodata.columns import Quantity, finite
from geodata.errors import BadInput, InvalidChange
from geodata.vocabulary import N_

NOTE_LENGTH = 1000
NAME_LENGTH = 200
LARGEST_AMOUNT = 10**15 - 1
"""Đồng: a million billion, more than the city will ever spend."""
EARLIEST = dt.date(2000, 1, 1)
LATEST = dt.date(2100, 12, 31)
FARTHEST_ACCURACY_M = 100_000
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of the text after them: they make it read otherwise."""


class Fields:
    """The fields of one change. Every reader gives the clean value, or None and a problem."""

    def __init__(self, sent: Mapping[str, Any], known: Collection[str]) -> None:
        self.sent = sent
        self.problems: list[BadInput] = []
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
        clean = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\t", " ").strip())
        if any(_broken(letter, lines) for letter in clean):
            self.wrong(
                name, N_("Có ký tự điều khiển hoặc ký tự hỏng; gõ lại mục này."), value=value
            )
            return None
        if len(clean) > limit:
            self.wrong(name, N_("Dài quá %(limit)s ký tự."), value=value, limit=limit)
            return None
        if not clean and required:
            self.wrong(name, N_("Cần điền mục này."))
        return clean or None

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
        exact = _decimal(value)
        if exact is None:
            self.wrong(name, N_("Phải là số."), value=value)
            return None
        if not self._within(name, exact, low, high):
            return None
        if exact != exact.quantize(Quantity.STEP):
            self.wrong(name, N_("Nhiều nhất ba chữ số thập phân."), value=value)
            return None
        return exact

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
        """A place as `{lon, lat, accuracy}` in EPSG:4326 within the campaign's surroundings, with
        its accuracy in metres where the device told it."""
        value = self.sent.get(name)
        if value is None:
            return None, None
        lon, lat = _decimal(_of(value, "lon")), _decimal(_of(value, "lat"))
        accuracy = _of(value, "accuracy")
        metres = None if accuracy is None else _decimal(accuracy)
        strange = not isinstance(value, Mapping) or set(value) - {"lon", "lat", "accuracy"}
        if strange or lon is None or lat is None or (accuracy is not None and metres is None):
            self.wrong(name, N_("Vị trí cần kinh độ và vĩ độ (lon, lat) là số."), value=value)
            return None, None
        if metres is not None and not 0 <= metres <= FARTHEST_ACCURACY_M:
            self.wrong(
                name,
                N_("Sai số vị trí phải từ 0 đến %(high)s m."),
                value=value,
                high=FARTHEST_ACCURACY_M,
            )
            return None, None
        west, south, east, north = extent
        if not (west <= lon <= east and south <= lat <= north):
            self.wrong(
                name,
                N_("Vị trí nằm ngoài vùng phong trào; kiểm tra thứ tự kinh độ, vĩ độ."),
                value=value,
            )
            return None, None
        place = shapely.Point(round(float(lon), 7), round(float(lat), 7))
        return place, None if metres is None else round(metres, 1)

    def geometry(self, name: str, extent: tuple[float, float, float, float]) -> BaseGeometry | None:
        """A shapely geometry in EPSG:4326 within the campaign's surroundings."""
        value = self.sent.get(name)
        if value is None:
            return None
        if not isinstance(value, BaseGeometry) or value.is_empty or not finite(value):
            self.wrong(name, N_("Hình học rỗng hoặc không hợp lệ."))
            return None
        if not geojson.drawable(value) or not value.is_valid or value.has_z:
            self.wrong(name, N_("Hình học rỗng hoặc không hợp lệ."))
            return None
        if not shapely.within(value, shapely.box(*extent)):
            self.wrong(
                name, N_("Vị trí nằm ngoài vùng phong trào; kiểm tra thứ tự kinh độ, vĩ độ.")
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
    """A value as it may be shown: short, and without what UTF-8 cannot carry."""
    try:
        text = f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)
    except ValueError:  # a number of thousands of digits
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


def _of(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else None


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return exact if exact.is_finite() else None


def _broken(letter: str, lines: bool) -> bool:
    if letter == "\n":
        return not lines
    return unicodedata.category(letter) in ("Cc", "Cs") or letter in _TURNING
