"""Behind every figure of every group stand rows that add up to it."""

import pytest

from geodata.reviews.differences import leaves
from tests.webmap.documents.reviews import opened
from webmap.documents.behind import behind

pytestmark = pytest.mark.usefixtures("vietnamese")


def test_rows_add_up_to_every_figure(review_store):
    frozen = opened(review_store, "annual-2025-11-30")
    told = 0
    for path, value in leaves(frozen.data["figures"]):
        found = behind(frozen, path)
        if not value:
            continue
        told += 1
        parts = [row.value for row in found]
        if None in parts:
            assert len(found) == value, path
        else:
            assert float(sum(parts)) == float(value), path
    assert told > 500


def test_an_unknown_path_has_no_rows(review_store):
    frozen = opened(review_store, "annual-2025-11-30")
    assert behind(frozen, ("total",)) == []
    assert behind(frozen, ("nothing", "at", "all")) == []
    assert behind(frozen, ("total", "nonsense")) == []
