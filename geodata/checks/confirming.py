"""What looks odd about a change is asked about first: nothing is written until it is confirmed."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from geodata.checks.fields import plain
from geodata.errors import Oddity, Unconfirmed
from geodata.vocabulary import N_

Values = Mapping[str, Any]
ASKED = N_("Có điều cần xem lại trước khi lưu; nếu đúng, xác nhận rồi gửi lại.")


def check(found: Sequence[Oddity], values: Values, confirmed: Collection[str]) -> list[str]:
    """The codes that the sender let through. `confirmed`: codes, or tokens of exactly this list
    for exactly these values. Raises Unconfirmed when anything else is odd."""
    marked = [_marked(oddity, values) for oddity in found]
    if any(one.code not in confirmed and one.token not in confirmed for one in marked):
        raise Unconfirmed(ASKED, marked)
    return list(dict.fromkeys(one.code for one in marked))


def _marked(oddity: Oddity, values: Values) -> Oddity:
    matter = json.dumps([oddity.code, plain(oddity.params), plain(values)], sort_keys=True)
    digest = hashlib.sha256(matter.encode()).hexdigest()[:16]
    return Oddity(oddity.code, oddity.template, oddity.params, f"{oddity.code}-{digest}")
