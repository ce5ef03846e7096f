"""Reports of a site that are refused, for several tests."""

import pytest

from geodata.errors import InvalidChange
from tests.geodata.officers import report


def wrong(store, *words, **named):
    with pytest.raises(InvalidChange) as caught:
        report(store, *words, **named)
    return {problem.pointer for problem in caught.value.problems}
