"""Texts of the encodings before Unicode, recognised and converted.

TCVN3 (fonts .VnTime, .VnArial) and VNI (fonts VNI-Times) put Vietnamese letters where Latin-1 has
others, so `Phường` arrives as `Ph­êng` or `Phöôøng`. Tables: TCVN 5712:1993, set VN3, as glibc's
charmap TCVN5712-1 has it; VNI Windows, as the keyboard program xvnkb has it (vni.h). No library of
the two is kept up.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

TCVN3, VNI = "TCVN3 (ABC)", "VNI"
_WORD = re.compile("[A-Za-z\u0110\u00a1\u00a2-\u00af\u00b5-\u00bf\u00c0-\u00ff]+")
_FOREIGN = re.compile("[^\x00-\x7f]")
_UNICODE = re.compile(
    "[\u0102\u0103\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
"""Vietnamese letters that Latin-1 has not: a word with one is Unicode (Đ may be Ð of TCVN3)."""
_UNICODE_WORD = re.compile(r"[\w\u00ad]*" + _UNICODE.pattern + r"[\w\u00ad]*")
_TCVN3_CODES = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ", 0xB5: "àảãáạ", 0xBB: "ằẳẵắ", 0xC6: "ặầẩẫấậè", 0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò", 0xE1: "ỏõóọồổỗốộờởỡớợù", 0xF1: "ủũúụừửữứựỳỷỹýỵ",
}  # fmt: skip
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STARTS = tuple(
    re.split("[|]", "|b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x")
)
_CLOSING = "a ă â e ê i o ô ơ u ư y iê yê uô ươ oa oă oe uê uy uyê uâ"
_OPEN = (
    f"{_CLOSING} ia ua ưa uơ uya ai ao au ay âu ây eo êu iu iêu oai oay oao oeo oi ôi ơi ui ưi ưu "
    "uôi ươi ươu uây uyu yêu ya"
)
_STOPPED = [vowel + end for vowel, end in product(_CLOSING.split(), ("c", "ch", "p", "t"))]
_RIMES = {
    *_OPEN.split(),
    *_STOPPED,
    *(vowel + end for vowel, end in product(_CLOSING.split(), ("m", "n", "ng", "nh"))),
}
"""What a syllable ends in: its vowels, with the consonant that may close them. One that c, ch, p or
t closes has no tone but sắc and nặng."""


@dataclass(frozen=True)
class OldText:
    """A text of an old encoding: its name, and what the text means."""

    encoding: str
    converted: str


def _tcvn3() -> dict[str, str]:
    table = {
        chr(first + place): letter
        for first, letters in _TCVN3_CODES.items()
        for place, letter in enumerate(letters)
    }
    return table | {"\u0110": table["\u00d0"]}  # programs take Ð for Đ


def _vni() -> dict[str, str]:
    tones = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
    roofed = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
    short = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
    table = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị",
             "î": "ỵ"}  # fmt: skip
    for vowel, (mark, tone) in product("aeouyôö", tones.items()):
        table[vowel + mark] = table.get(vowel, vowel) + tone
    for vowel, (mark, tone) in product("aeo", roofed.items()):
        table[vowel + mark] = f"{vowel}\u0302{tone}"
    for mark, tone in short.items():
        table[f"a{mark}"] = f"a\u0306{tone}"
    small = {old: unicodedata.normalize("NFC", new) for old, new in table.items()}
    large = {old.upper(): new.upper() for old, new in small.items()}
    mixed = {old[0].upper() + old[1:]: new.upper() for old, new in small.items() if len(old) > 1}
    return small | large | mixed


def _converter(table: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))


_TABLES = {TCVN3: _tcvn3(), VNI: _vni()}
_PATTERNS = {name: _converter(table) for name, table in _TABLES.items()}


def recognised(text: str) -> OldText | None:
    """What a text means if it is one of an old encoding; None for any other.

    Judged by its words of three letters and more: at least one is no Vietnamese syllable as it
    stands, and all such are one when they are converted. Beside words of Unicode two are asked for.
    """
    if not _FOREIGN.search(text):
        return None
    composed = unicodedata.normalize("NFC", text)
    words = [word for word in _WORD.findall(_apart(composed)) if _FOREIGN.search(word)]
    words = [word for word in words if len(word) > 1 or word.isalpha()]  # no sign by itself
    # Shorter ones may be signs: B¹, §5, µm.
    strange = [word for word in words if len(word) > 2 and not _is_syllable(word)]
    beside = len(_UNICODE_WORD.findall(composed))
    if len(strange) < (2 if beside else 1):
        return None
    fitting = []
    for encoding in _TABLES:
        if all(_is_syllable(_converted(word, encoding)) for word in strange):
            whole = sum(_is_syllable(_converted(word, encoding)) for word in words)
            fitting.append((whole, encoding))
    if not fitting:
        return None
    encoding = max(fitting)[1]
    meant = words if beside < len(strange) else strange
    return OldText(encoding, _whole(composed, encoding, set(meant)))


def _apart(text: str) -> str:
    """The text without its words of Unicode."""
    return _UNICODE_WORD.sub(" ", text)


def _whole(text: str, encoding: str, only: set[str]) -> str:
    told = _WORD.sub(
        lambda found: _converted(found[0], encoding) if found[0] in only else found[0], text
    )
    return unicodedata.normalize("NFC", told)


def _converted(word: str, encoding: str) -> str:
    table = _TABLES[encoding]
    told = _PATTERNS[encoding].sub(lambda found: table[found[0]], word)
    plain = [letter for letter in word if letter.isascii()]
    # Capitals of TCVN3 are small letters in a font of capitals (.VnTimeH).
    large = all(map(str.isupper, plain)) and any(map(str.isascii, word[1:]))
    return told.upper() if large and encoding == TCVN3 else told


@lru_cache(maxsize=20_000)
def _is_syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable, in small letters, in capitals or with one at its
    beginning."""
    if word not in (word.lower(), word.upper(), word.capitalize()):
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = "".join(sign for sign in apart if sign in _TONES)
    bare = unicodedata.normalize("NFC", "".join(sign for sign in apart if sign not in _TONES))
    if len(tones) > 1:
        return False
    starts = [start for start in _STARTS if bare.startswith(start)]
    rimes = {bare.removeprefix(start) or "i" * (start == "gi") for start in starts} & _RIMES
    return bool(rimes) and (tones in ("", "\u0301", "\u0323") or rimes.isdisjoint(_STOPPED))
