"""Bodies as they are sent, and what is wrong with them, for several tests."""

from decimal import Decimal

import pytest

from geodata.errors import InvalidChange
from webmap.forms import reading

UUID = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"
REPORT = {
    "client_uuid": UUID,
    "base_version": 3,
    "status": "implementation",
    "physical_percent": Decimal("45.5"),
    "observed_on": "2026-11-20",
}
DESCRIBED = {
    "client_uuid": UUID,
    "base_version": 3,
    "effective_on": "2026-11-20",
    "name": "Đường thử",
    "sector": "transport",
    "agency": "ban-qlda@2013",
}


def problems(model, data):
    with pytest.raises(InvalidChange) as caught:
        reading.from_json(model, data)
    return {problem.pointer: problem for problem in caught.value.problems}
