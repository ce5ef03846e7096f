"""Where a phone says that it was: a fix that is poor or far away is left out, and never a reason to
refuse what was reported with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import shapely

from geodata.errors import BadInput
from geodata.vocabulary import N_

COARSEST_M = 5_000
"""A fix that may be off by more says nothing of a site: it is of a mast, or of a town."""
_PARTS = frozenset({"lon", "lat", "accuracy"})


@dataclass(frozen=True)
class Fix:
    """A place in EPSG:4326 with the accuracy in metres that the device told. `place` is None when
    the fix is of no use: outside the campaign's surroundings, or off by more than COARSEST_M."""

    place: shapely.Point | None
    accuracy: Decimal | None


def read(value: Any, extent: tuple[float, float, float, float]) -> Fix:
    """`{lon, lat, accuracy}` (degrees, metres) as a fix. Raises BadInput for what no device says:
    other fields, no numbers, an accuracy below 0, degrees that there are not."""
    lon, lat, metres = (exact(_of(value, name)) for name in ("lon", "lat", "accuracy"))
    told = _of(value, "accuracy") is not None
    strange = not isinstance(value, Mapping) or set(value) - _PARTS
    if strange or lon is None or lat is None or (told and metres is None):
        raise BadInput(N_("Vị trí cần kinh độ và vĩ độ (lon, lat) là số."))
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise BadInput(N_("Không có kinh độ, vĩ độ này; kiểm tra thứ tự kinh độ, vĩ độ."))
    if metres is not None and not 0 <= metres < 10**9:
        raise BadInput(N_("Sai số vị trí là số mét, không âm."))
    accuracy = None if metres is None else round(metres, 1)
    west, south, east, north = extent
    near = west <= lon <= east and south <= lat <= north
    if not near or (accuracy is not None and accuracy > COARSEST_M):
        return Fix(None, accuracy)
    return Fix(shapely.Point(round(float(lon), 7), round(float(lat), 7)), accuracy)


def exact(value: Any) -> Decimal | None:
    """A number as a Decimal; None for what is no number, or none that is finite."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return number if number.is_finite() else None


def _of(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else None
