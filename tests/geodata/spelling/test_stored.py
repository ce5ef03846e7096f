"""What is stored of a text."""

import pytest

from geodata.errors import BadInput
from geodata.spelling import clean, tellable
from geodata.spelling.told import tellable_bytes, tellable_json


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("  Khóm\u00a03 ", "Khóm 3"),
        ("Khóm \t\u2003 3", "Khóm 3"),
        ("Kho\u0301m 3", "Khóm 3"),
        ("\ufeffKh\u200bóm\u00ad 3\u200e", "Khóm 3"),
        ("\uf0b7 Đạt \uf0fc \uf0e0", "• Đạt ✓ →"),
        ("㎡ ① 👍 汉", "㎡ ① 👍 汉"),
        ("\u2800", ""),
    ],
)
def test_a_name_is_what_is_seen(sent, stored):
    assert clean(sent) == stored
    assert clean(stored) == stored


def test_a_note_keeps_its_lines():
    assert clean(" a \r\nb\x0bc\u2028  d\x85e ", lines=True) == "a\nb\nc\n  d\ne"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("Đường \ufffe thử", "mã U+FFFE, đứng thứ 7, sau “Đường ”"),
        ("a\x07", "mã U+0007, đứng thứ 2, sau “a”"),
        ("a\x00", "U+0000"),
        ("a\ud800", "U+D800"),
        ("a\ufdd0", "U+FDD0"),
        ("a\U0001ffff", "U+1FFFF"),
        ("a\uf111", "U+F111"),
        ("a\U0010fffd", "U+10FFFD"),
        ("a\u202eb", "U+202E"),
        ("\x1b[0m", "ký tự đầu tiên không in được"),
        ("hai\ndòng", "chỉ viết trên một dòng"),
    ],
)
def test_what_nobody_can_read_is_refused_and_shown(sent, told):
    with pytest.raises(BadInput) as error:
        clean(sent)
    assert told in error.value.message


def test_texts_of_before_are_told_as_formats_can_hold_them():
    lost = "\ufffd"
    assert (
        tellable("a\ufffe\x00\ud800\uf0b7\U0002fffe\uf0ffb\n\t") == f"a{lost * 3}•{lost * 2}b\n\t"
    )
    body = b'{"a\\u0007": ["\\u0007\xef\xbf\xbe", 1, null]}'
    assert tellable_json(body) == {"a\x07": [lost * 2, 1, None]}
    assert tellable_bytes('"\ufffe\U0001fffe👍ê"'.encode()) == f'"{lost * 2}👍ê"'.encode()
