"""What makers of documents, feeds and tables write of a text that may be older than the rules."""

import json
import re
from typing import Any

from geodata.spelling.letters import SYMBOL_FONTS

LOST = "\N{REPLACEMENT CHARACTER}"
"""What stands for a character that cannot be told."""
_UNTOLD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
"""What neither XML 1.0 nor JSON in UTF-8 nor a font holds: private use, Word's codes among it."""


def tellable(text: str) -> str:
    """A text that XML, JSON and PDF can hold: Word's bullets as what they look like, `\ufffd` for
    what no format has. Texts that were stored or frozen before they were cleaned stay as they
    are: they are replaced whenever they are told."""
    return _UNTOLD.sub(lambda found: SYMBOL_FONTS.get(found[0], LOST), text)


def tellable_json(body: bytes) -> Any:
    """The data of a JSON file (UTF-8) with all its texts tellable; names of fields stay."""
    made = json.loads(body)
    return _mended(made) if b"\\u" in body or _may_hold_untold(body) else made


def tellable_bytes(body: bytes) -> bytes:
    """The bytes of a JSON file (UTF-8), which escapes control characters itself, tellable."""
    return tellable(body.decode()).encode() if _may_hold_untold(body) else body


def _may_hold_untold(body: bytes) -> bool:
    """Large files are made often and hardly any holds such a character: those above U+DFFF begin
    with one of these bytes."""
    return any(
        lead in body for lead in (b"\xee", b"\xef", b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")
    )


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return tellable(value)
    if isinstance(value, dict):
        return {name: _mended(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_mended(part) for part in value]
    return value
