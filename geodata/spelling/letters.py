"""Kinds of characters that are not what they seem: invisible ones, blanks, look-alikes, Word's."""

import re

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065"
    "\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
"""What Unicode calls default ignorable (DerivedCoreProperties.txt), but for the selectors that say
whether an emoji is coloured and what turns the direction (TURNING); and the annotation marks."""
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of the text after them: they make it read otherwise."""
SELECTORS = re.compile("[\ufe00-\ufe0f]")
BLANKS = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""Word ends a line within a paragraph by \\x0b, a page by \\x0c."""
UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
"""Control characters but for the line's end, halves of pairs, noncharacters (neither XML 1.0 nor a
font has them), private use: a picture that only the sender's font has."""

SYMBOL_FONTS = {
    "\uf02d": "–", "\uf046": "☞", "\uf06c": "●", "\uf06e": "■", "\uf06f": "□", "\uf071": "❑",
    "\uf075": "◆", "\uf076": "❖", "\uf0a3": "≤", "\uf0a7": "▪", "\uf0a8": "□", "\uf0ab": "★",
    "\uf0ae": "→", "\uf0b0": "°", "\uf0b1": "±", "\uf0b3": "≥", "\uf0b4": "×", "\uf0b7": "•",
    "\uf0d8": "➢", "\uf0de": "⇒", "\uf0e0": "→", "\uf0e8": "➔", "\uf0f0": "⇨", "\uf0fb": "✗",
    "\uf0fc": "✓", "\uf0fe": "☑",
}  # fmt: skip
"""What Word writes for its bullets: a code of its fonts Symbol and Wingdings, as the character that
looks so. Where the two fonts differ, the one that lists are made with."""

LOOK_ALIKES = str.maketrans(
    {
        # Cyrillic, then Greek, in small letters: keys are made of small letters.
        **dict(zip("аеорсухіјѕкмтһԁԛԝвн", "aeopcyxijskmthdqwbh", strict=True)),
        **dict(zip("αορνικτυχεηβ", "aopviktuxehb", strict=True)),
        "ð": "đ", "ɖ": "đ", "ı": "i", "ɡ": "g",
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’‚‛ʼ′´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
    }
)  # fmt: skip
"""Letters that look like another one. Ð and Đ are told apart by no eye, and keyboards mix them."""
