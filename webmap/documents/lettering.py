"""Letters that a PDF can be set in: what the built fonts hold, and what stands for the others.

typst refuses a page for a single letter that no font has (PDF/UA-1 asks for it), so texts are put
into letters that there are before they are handed over.
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from geodata.spelling import tellable
from geodata.spelling.letters import INVISIBLE, SELECTORS, TURNING

MISSING = "□"
"""Stands for a letter that no font has; the page says so."""
TEXT_FONT = "Tinos"
"""Holds every Vietnamese letter, and MISSING."""
_SPACES = "\t\n\r "


class Lettering:
    """Puts texts into the letters of a folder's fonts; `replaced` tells whether any was missing.

    `plain`: only letters of the text font, and no accent that stands beside its letter: what is
    left when a font has the letters but cannot put them together.
    """

    def __init__(self, fonts: Path, *, plain: bool = False) -> None:
        self._plain = plain
        self._letters = _letters(fonts, TEXT_FONT if plain else "")
        self.replaced = False

    def content(self, value: Any) -> Any:
        """Texts, and lists and mappings of them, as they can be set; numbers stay."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {name: self.content(part) for name, part in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.content(part) for part in value]
        return value

    def text(self, text: str) -> str:
        """A text in letters that there are: `㎡` as `m2` where no font has it, else MISSING."""
        if text.isascii() and text.isprintable():
            return text
        seen = unicodedata.normalize("NFC", tellable(text))
        seen = TURNING.sub("", SELECTORS.sub("", INVISIBLE.sub("", seen)))
        return "".join(letter if self._has(letter) else self._instead(letter) for letter in seen)

    def _has(self, letter: str) -> bool:
        if self._plain and unicodedata.combining(letter):
            return False
        return letter in _SPACES or ord(letter) in self._letters

    def _instead(self, letter: str) -> str:
        if letter.isspace():
            return " "
        if self._plain and unicodedata.combining(letter):
            return ""
        same = unicodedata.normalize("NFKC", letter)
        if same != letter and all(map(self._has, same)):
            return same
        self.replaced = True
        return MISSING


@lru_cache(maxsize=4)
def _letters(fonts: Path, beginning: str) -> frozenset[int]:
    """Code points that some family of a folder has in each of its styles."""
    families: dict[str, set[int]] = {}
    for path in sorted(fonts.glob(f"{beginning}*.ttf")):
        with TTFont(path, lazy=True) as font:
            held = set(font.getBestCmap())
        family = path.stem.partition("_")[0]
        families[family] = families[family] & held if family in families else held
    return frozenset().union(*families.values())
