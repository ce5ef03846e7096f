"""What people write, read: amounts in đồng, quantities, percent, days.

One reader for forms, texts of the API and files. What has two readings is refused with both, so no
text is ever read as another amount than was written. A reader's `language` is that of the page
(`vi`, `en`); None for programs and files, which have no page. Raises BadInput.
"""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import NamedTuple

from geodata.errors import BadInput
from geodata.vocabulary import N_

LONGEST = 60
"""Characters of a number as it is written; more is no number that anybody means."""
UNITS = {
    "nghìn": 10**3,
    "ngàn": 10**3,
    "k": 10**3,
    "triệu": 10**6,
    "tr": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
CHOSEN_UNITS = {"dong": "", "million": "triệu", "billion": "tỷ"}
"""Units that can be chosen beside a field, and their word in an amount."""
UNREADABLE = N_("Số tiền chưa đọc được; ví dụ 1.250.000 hoặc 1,25 triệu")
NOT_WHOLE = N_("Số tiền phải là số đồng nguyên, không có phần lẻ của đồng")
TWO_READINGS = N_(
    "Có hai cách đọc: %(one)s hoặc %(other)s đồng. Ghi rõ một cách, ví dụ 1.250.000 hoặc 1,25 triệu"
)
TWO_UNITS = N_("Ô số tiền đã ghi đơn vị khác: chọn đơn vị là đồng, hoặc chỉ ghi con số")
NO_NUMBER = N_("không phải số")
TWO_NUMBERS = N_("Có hai cách đọc: %(one)s hoặc %(other)s. Ghi rõ một cách")
GROUPING = {"vi": (".", ","), "en": (",", ".")}
"""Language to its sign of thousands and its decimal sign."""
EXAMPLES = ("1250000", "1.250.000", "1,25 triệu")

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\ufeff\u2060"))
_SIGN = r"(?P<sign>[-+]?)"
_NUMBER = r"[0-9]+(?:[., ][0-9]+)*"
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_PART = re.compile(rf"({_NUMBER}) ?({_UNIT}) ?")
_AMOUNT = re.compile(rf"{_SIGN}(?P<body>[0-9].*?) ?(?:đồng|vnđ|vnd|đ|₫)?")


def written_amount(text: str, language: str | None) -> int:
    """An amount in đồng. It has no decimals, so three digits after one sign are thousands: 850.000
    and 850,000 are the same, in every language."""
    found = _AMOUNT.fullmatch(_seen(text))
    if found is None:
        raise _unreadable()
    body, sign = found["body"], -1 if found["sign"] == "-" else 1
    parts, at = [], 0
    while part := _PART.match(body, at):
        parts.append((_built(part[1]), UNITS[part[2]]))
        at = part.end()
    rest = body[at:]
    if not parts and re.fullmatch(_NUMBER, rest):
        return sign * _whole(_built(rest), language)
    if not parts or (rest and not re.fullmatch("[0-9]{1,3}", rest)):
        raise _unreadable()
    with localcontext(prec=2 * LONGEST):  # nothing is rounded
        total = _sum(parts, language, ended=not rest)
        if rest:  # "1 tỷ 200": of the unit above, or đồng
            shorter = Decimal(int(rest) * parts[-1][1]).scaleb(-len(rest))
            raise _two(TWO_READINGS, total + shorter, total + int(rest), language)
        return sign * _dong(total)


def in_unit(text: str, unit: str) -> str:
    """An amount as it is written in a field beside which a unit of CHOSEN_UNITS was chosen."""
    word = CHOSEN_UNITS.get(unit)
    if word is None:
        raise BadInput(N_("không có giá trị này"), allowed=tuple(CHOSEN_UNITS))
    seen = _seen(text)
    if not word or not re.search(r"[^-+0-9., ]", seen):
        return f"{text.strip()} {word}".strip()
    if {UNITS[found] for found in re.findall(_UNIT, seen)} != {UNITS[word]}:
        raise BadInput(TWO_UNITS)
    return text


def written_quantity(text: str, language: str | None) -> Decimal:
    """A quantity: the page's language decides whether three digits after one sign are thousands."""
    return _decimal(_seen(text), language)


def written_percent(text: str, language: str | None) -> Decimal:
    """A percent, with or without its sign: 12,5% is 12.5."""
    return _decimal(_seen(text).removesuffix("%").rstrip(), language)


def written_count(text: str, language: str | None) -> int:
    """A whole number, such as of households or a year: as an amount, without units."""
    found = re.fullmatch(rf"{_SIGN}(?P<body>{_NUMBER})", _seen(text))
    number = _number(found["body"]) if found else None
    if found is None or number is None:
        raise BadInput(NO_NUMBER, allowed=("1234",))
    if number.thousands is None and not _is_whole(number.fraction or Decimal(0)):
        raise BadInput(N_("phải là số nguyên"))
    return (-1 if found["sign"] == "-" else 1) * _whole(number, language, TWO_NUMBERS)


def written_degrees(text: str) -> Decimal:
    """A coordinate or another reading of an instrument: its one sign is the decimal sign."""
    seen = _seen(text)
    if not re.fullmatch(r"[-+]?[0-9]+(?:[.,][0-9]+)?", seen):
        raise BadInput(NO_NUMBER, allowed=("105.7583",))
    return Decimal(seen.replace(",", "."))


def written_day(text: str) -> str | None:
    """A day as people write it (5/11/2026, 5/11/26, 05112026), as ISO; None for anything else.

    Whether the calendar has it is not asked here. The year of two digits is of this century.
    """
    seen = _seen(text)
    typed = re.fullmatch(r"(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d\d)", seen, re.ASCII)
    if typed and (len(typed[4]) == 4 or typed[2] != "-"):  # 24-11-05 may begin with the year
        year = int(typed[4]) + (2000 if len(typed[4]) == 2 else 0)
        return f"{year:04d}-{int(typed[3]):02d}-{int(typed[1]):02d}"
    run = re.fullmatch(r"(\d\d)(\d\d)(2[01]\d\d)", seen, re.ASCII)
    return f"{run[3]}-{run[2]}-{run[1]}" if run else None


# ── How a number is built ─────────────────────────────────────────────────────────────────────


class _Number(NamedTuple):
    """The readings of digits and signs. `thousands`: all signs group; `fraction`: the last sign is
    decimal. Both where three digits follow it: then `sole` is that sign if it is the only one, and
    `regular` whether groups are written so (1 to 3 digits first, no zero at their head)."""

    thousands: int | None
    fraction: Decimal | None
    last: str = ""
    sole: bool = False
    regular: bool = False


def _number(text: str) -> _Number | None:
    """None for what is built like no number (1.23.456)."""
    signs = re.findall("[., ]", text)
    parts = re.split("[., ]", text)
    joined = int("".join(parts))
    if not signs:
        return _Number(joined, None)
    last, sole = signs[-1], len(signs) == 1
    if len(set(signs)) == 1 and _groups(parts) and (last == " " or not sole):
        return _Number(joined, None)
    grouped = len(set(signs[:-1])) == 1 and last not in signs[:-1] and _groups(parts[:-1])
    if last == " " or not (sole or grouped):
        return None
    fraction = Decimal(f"{''.join(parts[:-1])}.{parts[-1]}")
    if len(parts[-1]) != 3:
        return _Number(None, fraction)
    return _Number(joined, fraction, last, sole, sole and _groups(parts))


def _groups(parts: Sequence[str]) -> bool:
    """Whether parts are groups of thousands: 1 to 3 digits that do not begin with 0, then three."""
    first, *others = parts
    return len(first) <= 3 and first[0] != "0" and all(len(part) == 3 for part in others)


def _built(text: str) -> _Number:
    number = _number(text)
    if number is None:
        raise _unreadable()
    return number


def _whole(number: _Number, language: str | None, two: str = TWO_READINGS) -> int:
    if number.fraction is None or number.regular:
        return number.thousands or 0
    if number.thousands is not None:
        raise _two(two, number.fraction, number.thousands, language)
    return _dong(number.fraction)


def _sum(parts: Sequence[tuple[_Number, int]], language: str | None, *, ended: bool) -> Decimal:
    """Parts such as 1 tỷ 200 triệu: each less than a thousand of its unit under one above it, and
    decimals only in the last."""
    total, above = Decimal(0), 0
    for place, (number, unit) in enumerate(parts):
        value = _scaled(number, unit, language)
        final = ended and place == len(parts) - 1
        if (above and (unit >= above or value >= 1000)) or not (final or _is_whole(value)):
            raise _unreadable()
        total, above = total + value * unit, unit
    return total


def _scaled(number: _Number, unit: int, language: str | None) -> Decimal:
    if number.fraction is None or (number.regular and _groups_with(number.last, language)):
        return Decimal(number.thousands or 0)
    if number.thousands is not None:
        raise _two(TWO_READINGS, number.fraction * unit, number.thousands * unit, language)
    return number.fraction


def _groups_with(sign: str, language: str | None) -> bool:
    return language is not None and sign == GROUPING[language][0]


def _decimal(seen: str, language: str | None) -> Decimal:
    found = re.fullmatch(rf"{_SIGN}(?P<body>{_NUMBER})", seen)
    number = _number(found["body"]) if found else None
    if found is None or number is None:
        raise BadInput(NO_NUMBER, allowed=("1{}234{}5".format(*GROUPING[language or "vi"]),))
    value = _by_language(number, language)
    return value.copy_negate() if found["sign"] == "-" else value


def _by_language(number: _Number, language: str | None) -> Decimal:
    """A quantity; the language decides what is built in two ways (12.500)."""
    if number.fraction is None or (number.regular and _groups_with(number.last, language)):
        return Decimal(number.thousands or 0)
    decimal = language is not None and number.last == GROUPING[language][1]
    if number.thousands is None or decimal or (number.sole and not number.regular):
        return number.fraction
    raise _two(TWO_NUMBERS, number.fraction, number.thousands, language)


# ── What is said of it ────────────────────────────────────────────────────────────────────────


def _seen(text: str) -> str:
    """A text as it is seen: composed, in small letters, with single blanks. Nothing for what is too
    long or has digits that would mean something else then (10², ½)."""
    if len(text) > LONGEST or any(unicodedata.category(letter) == "No" for letter in text):
        return ""
    seen = unicodedata.normalize("NFKC", text.strip().translate(_INVISIBLE)).casefold()
    return re.sub(r"[ \t]+", " ", unicodedata.normalize("NFKC", seen)).strip()


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _dong(value: Decimal) -> int:
    if not _is_whole(value):
        raise BadInput(NOT_WHOLE, allowed=EXAMPLES)
    return int(value)


def _unreadable() -> BadInput:
    return BadInput(UNREADABLE, allowed=EXAMPLES)


def _two(template: str, one: Decimal, other: Decimal | int, language: str | None) -> BadInput:
    return BadInput(
        template, one=_shown(Decimal(one), language), other=_shown(Decimal(other), language)
    )


def _shown(value: Decimal, language: str | None) -> str:
    """A number as the page writes it; without a page with blanks, which have one reading."""
    group, decimal = GROUPING[language] if language else (" ", ".")
    whole, _, rest = f"{value:,f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", group) + (decimal + rest if rest else "")
