"""What in a text may tell who somebody is: asked about before it is permanent and public.

A guess of a few patterns, so it only asks: a road that is called after a Bà is right.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from geodata.errors import Oddity
from geodata.vocabulary import N_

CODE = "personal"
PUBLIC_TEXTS = ("note", "stuck", "place_note")
"""Columns of free text that the public reads."""

_PHONE = re.compile(r"(?<![\d.,/])(?:\+?84|0)(?:[ .-]?\d){8,9}(?!\d)")
_IDENTITY = re.compile(r"(?<![\d.,/-])(?:\d{12}|\d{9})(?![\d.,/-]*\d)")
_FEW = re.compile(r"\bcòn(?: lại)? (?:0?[12]|một|hai) hộ\b", re.IGNORECASE)
_PERSON = re.compile(r"(\w+ )?\b([Ôô]ng|[Bb]à)((?: [^\W\d_]+)+)")
_PLACES = (
    "đường", "cầu", "rạch", "kênh", "chợ", "chùa", "mương", "ấp", "khóm", "bến", "vàm", "đình",
    "miếu", "hẻm", "cống", "đê",
)  # fmt: skip
"""What is often called after a person: Cầu Ông Hộ names nobody."""

TOLD = N_(
    "“%(text)s” có thể cho biết một người là ai (số điện thoại, số căn cước, tên, số hộ rất ít). "
    "Nội dung này công khai và được giữ mãi: bỏ đi, hoặc xác nhận rồi gửi lại."
)


def asked(values: Mapping[str, Any]) -> list[Oddity]:
    """What to ask about the public texts among a row's columns."""
    found = (told for name in PUBLIC_TEXTS for told in of_text(values.get(name) or ""))
    return [Oddity(CODE, TOLD, {"text": told}) for told in dict.fromkeys(found)]


def of_text(text: str) -> Iterator[str]:
    """The parts of a text that may tell who somebody is: telephone and identity numbers (9 or 12
    digits), ông or bà with a name, one or two households that are left."""
    for pattern in (_PHONE, _IDENTITY, _FEW):
        yield from (found[0] for found in pattern.finditer(text))
    for found in _PERSON.finditer(text):
        before, title, rest = found[1] or "", found[2], found[3].split()
        name = []
        for word in rest:
            if not word[0].isupper():
                break
            name.append(word)
        if name and before.strip().lower() not in _PLACES:
            yield " ".join((title, *name))
