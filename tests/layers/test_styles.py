"""Symbols: every status is told apart without colour; classes are round and cover all values."""

import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.vocabulary import CONTRIBUTION_KINDS, STATUSES, codes
from layers import styles

SVG = "{http://www.w3.org/2000/svg}"


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2, 0 to 1."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def sprite() -> ET.Element:
    return ET.fromstring(styles.sprite().replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


def test_every_status_and_kind_has_a_look():
    assert tuple(styles.STATUS) == codes(STATUSES)
    assert tuple(styles.KIND_ICONS) == codes(CONTRIBUTION_KINDS)


def test_statuses_differ_without_colour():
    looks = {
        code: (style.weight, style.dash, style.fill, style.crossed)
        for code, style in styles.STATUS.items()
    }
    points = {
        symbol.get("id"): [(part.tag, part.get("d"), part.get("r")) for part in symbol]
        for symbol in sprite().iter(f"{SVG}symbol")
    }
    for one, other in combinations(styles.STATUS, 2):
        assert points[f"st-{one}"] != points[f"st-{other}"]
        same_line = looks[one] == looks[other]
        # Under way and finished share a line four pixels wide: the tick tells them apart.
        assert not same_line or {one, other} == {"implementation", "completion"}


def test_casing_stands_out_from_paper_and_from_every_status():
    assert contrast(styles.INK, styles.PAPER) >= 12
    for style in styles.STATUS.values():
        assert contrast(styles.INK, style.colour) >= 2.5
        if style.icon:
            assert contrast(style.icon, style.colour) >= 3


def test_sprite_has_what_the_page_uses():
    names = {element.get("id") for element in sprite().iter() if element.get("id")}
    assert names == {
        *(f"st-{code}" for code in styles.STATUS),
        *("late-halo", "late-clock", "award-star", "changed-dot", "hand", "hatch-preparation"),
    }
    assert 'style="' not in styles.sprite()


@pytest.mark.parametrize(
    ("values", "breaks"),
    [
        ([], ()),
        ([0, 0], ()),
        ([1], (1,)),
        ([3, 9], (5, 10)),
        ([8], (2, 4, 6, 8)),
        ([120, 1400, 1600], (500, 1000, 1500, 2000)),
        ([Decimal("12.5")], (5, 10, 15)),
        ([812_345_678], (250_000_000, 500_000_000, 750_000_000, 1_000_000_000)),
    ],
)
def test_class_breaks(values, breaks):
    assert styles.class_breaks(values) == breaks


@given(st.lists(st.integers(0, 10**13), min_size=1))
def test_classes_cover_every_value(values):
    breaks = styles.class_breaks(values)
    assert len(breaks) < len(styles.CHOROPLETH_COLOURS)
    assert max(values) <= (breaks[-1] if breaks else 0)
    assert all(0 <= styles.class_of(value, breaks) <= len(breaks) for value in values)


def test_class_of_counts_nothing_as_a_class_of_its_own():
    breaks = (500, 1000, 1500)
    assert [styles.class_of(v, breaks) for v in (0, 1, 500, 501, 1500)] == [0, 1, 1, 2, 3]


def test_choropleth_darkens_with_the_class():
    lightness = [luminance(colour) for colour in styles.CHOROPLETH_COLOURS]
    assert lightness == sorted(lightness, reverse=True)
    for one, next_one in pairwise(lightness):
        assert one - next_one > 0.04
