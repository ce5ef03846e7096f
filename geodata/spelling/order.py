"""The order of the Vietnamese alphabet.

29 letters, a ă â b c d đ e ê … o ô ơ … u ư v x y, with f j w z at their Latin places; tones (ngang,
huyền, hỏi, ngã, sắc, nặng) count where all letters are the same, case after them. As the Unicode
CLDR's collation for `vi` has it; PyICU, which holds it, has no wheel.
"""

import unicodedata
from functools import lru_cache

from geodata.spelling.letters import INVISIBLE

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
_LETTERS = {letter: 1000 + place for place, letter in enumerate(ALPHABET)}
_TONES = {tone: place for place, tone in enumerate(TONES, 1)}
_OTHERS = 2000
"""What letters of other scripts begin at: after the alphabet, by their code points."""

Order = tuple[tuple[int, ...], tuple[int, ...], str, str]


def sort_key(text: str) -> Order:
    """What a text is sorted by; no two different texts have the same."""
    letters: list[int] = []
    tones: list[int] = []
    for composed in unicodedata.normalize("NFC", INVISIBLE.sub("", text).casefold()):
        places, tone = _told(composed)
        letters += places
        tones += [0] * len(places)
        if tone and tones:
            tones[-1] = tone
    # Small letters before capitals, as dictionaries have it.
    return tuple(letters), tuple(tones), text.swapcase(), text


@lru_cache(maxsize=2_000)
def _told(composed: str) -> tuple[tuple[int, ...], int]:
    """The places of a letter in the alphabet (none of an accent by itself), and its tone."""
    marks = unicodedata.normalize("NFD", composed)
    bare = unicodedata.normalize("NFC", "".join(sign for sign in marks if sign not in TONES))
    places = tuple(_place(letter) for letter in bare if not unicodedata.combining(letter))
    return places, max((_TONES[sign] for sign in marks if sign in TONES), default=0)


def _place(letter: str) -> int:
    if letter in _LETTERS:
        return _LETTERS[letter]
    if letter.isspace():
        return 0
    if letter.isdecimal():
        return 500 + unicodedata.decimal(letter)
    if not letter.isalpha():
        return 1 + ord(letter) % 400
    return _OTHERS + ord(letter)
