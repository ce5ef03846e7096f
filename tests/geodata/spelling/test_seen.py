"""Texts compared as they are seen, and sorted."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.spelling import fold, key, sort_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khóm 3", "KHÓM\u00a0 3 "),
        ("Khóm 3", "Kho\u0301m\u200b ３"),
        ("Khóm 3", "Кhóm 3"),  # Cyrillic К
        ("Đường Ấp", "ÐƯỜNG ẤP"),  # Icelandic Ð
        ("m²", "M2"),
        ("“Sổ vàng” – 1", '"Sổ vàng" - 1'),
        ("⚠\ufe0f", "⚠"),
    ],
)
def test_what_looks_the_same_is_the_same(one, other):
    assert key(one) == key(other)
    assert fold(one) == fold(other)


def test_accents_tell_apart_but_for_who_types_none():
    assert key("Khóm") != key("Khom")
    assert key("Đa") != key("Da")
    assert fold("ĐƯỜNG Ðệ Nhứt") == "duong de nhut"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_key_is_its_own_key(text):
    assert key(key(text)) == key(text)


def test_names_stand_in_the_order_of_the_alphabet():
    right = [
        "", "9", "an", "An", "ao", "ào", "ảo", "ão", "áo", "Áo", "ạo", "ăn", "ân", "ba", "da", "dạ",
        "Dự án thử Z", "dz", "đa", "Đường", "e", "é", "ê", "o", "ô", "ơ", "Tuyến 10", "Tuyến 2",
        "ty", "u", "ư", "Phố".lower().replace("phố", "vố"), "y", "ж", "漢",
    ]  # fmt: skip
    for turned in (right[::-1], sorted(right)):
        assert sorted(turned, key=sort_key) == right


@given(st.lists(st.text(), unique=True, max_size=6))
def test_the_order_is_one_whatever_came_first(texts):
    found = {tuple(sorted(turn, key=sort_key)) for turn in itertools.permutations(texts[:4])}
    assert len(found) == 1
