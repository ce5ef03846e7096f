"""Vietnamese words compared as people see and type them."""

import re
import unicodedata

from geodata.spelling.letters import BLANKS, INVISIBLE, LOOK_ALIKES, SELECTORS, TURNING

_STRANGE = re.compile("|".join(kind.pattern for kind in (BLANKS, INVISIBLE, SELECTORS, TURNING)))


def key(text: str) -> str:
    """What a text is compared by: two texts that look the same have the same.

    Case, blanks, invisible characters and compatibility forms (ﬁ, ｋ, m²) make no difference, nor
    do letters of other scripts that look like Latin ones; accents do: `Khóm 3` and `KHÓM  3` are
    the same, `Khom 3` is another.
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    # Most texts have nothing strange, and whole stores are compared for a search.
    seen = _STRANGE.sub(lambda found: " " * bool(BLANKS.match(found[0])), text)
    small = unicodedata.normalize("NFKC", seen).casefold().translate(LOOK_ALIKES)
    # Casefolding and compatibility forms can leave what is composed otherwise.
    return " ".join(unicodedata.normalize("NFKC", small).split())


def fold(text: str) -> str:
    """The key without Vietnamese accents: `Đường N7` and `duong n7` are the same."""
    found = key(text)
    if found.isascii():
        return found
    plain = unicodedata.normalize("NFD", found.replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))
