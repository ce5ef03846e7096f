"""Adds up the tables of documents as their readers would, from nothing but their words."""

import re
from collections.abc import Sequence
from decimal import Decimal

Rows = Sequence[Sequence[str]]
TOTAL, SHARED = "Cộng", ("Liên", "Nhiều tiêu chí")
COMPONENTS = ("Trị giá đất", "Trị giá ngày công", "Tiền mặt", "Vật tư, thiết bị",
              "Trị giá hiến kế, mặt bằng")  # fmt: skip


def number(text: str) -> Decimal | None:
    """`1.234,5`, `62,5%`, `11.995 m²` as a number; None for a text and for a dash."""
    found = re.fullmatch(r"(-?)(\d{1,3}(?:\.\d{3})*)(,\d+)?(?:%| .*)?", text)
    if not found:
        return None
    sign, whole, rest = found.groups()
    return Decimal(sign + whole.replace(".", "") + (rest or "").replace(",", "."))


def closing(rows: Rows) -> Sequence[str] | None:
    """The line of totals, if the table has one."""
    return rows[-1] if TOTAL in rows[-1][:2] else None


def faults(rows: Rows) -> list[str]:
    """Columns whose total is not what the rows come to, percentages that are not their quotient,
    columns with numbers of several decimals, rows whose parts do not make their total."""
    heads, found = rows[0], []
    total = closing(rows)
    body = rows[1:-1] if total else rows[1:]
    for place, head in enumerate(heads):
        column = [row[place] for row in body]
        told = number(total[place]) if total else None
        numbers = [value for text in column if (value := number(text)) is not None]
        if total and "%" in total[place]:
            found += _quotients(rows, place)
        elif told is not None and told != sum(numbers):
            found.append(f"{head}: {sum(numbers)} ≠ {told}")
        shown = [*column, total[place]] if total else column
        # A comparison has figures of several kinds in its columns.
        if heads[0] != "Chỉ tiêu" and len(_decimals(shown)) > 1:
            found.append(f"{head}: {column}")
    if {"Tổng trị giá"} & set(heads):
        found += [fault for row in rows[1:] if (fault := _parts(heads, row))]
    return found


def _decimals(texts: Sequence[str]) -> set[int]:
    known = [text for text in texts if number(text) is not None]
    return {len(re.sub(r"[% ].*", "", text).partition(",")[2]) for text in known}


def _quotients(rows: Rows, place: int) -> list[str]:
    """Rows whose percentage is not that of disbursement to plan."""
    heads = rows[0]
    paid = next(i for i, head in enumerate(heads) if head.startswith("Giải ngân"))
    plan = next(i for i, head in enumerate(heads) if head.startswith("Kế hoạch vốn"))
    found = []
    for row in rows[1:]:
        part, whole, told = (number(row[i]) for i in (paid, plan, place))
        known = part is not None and whole and told is not None
        if known and abs(part * 100 / whole - told) > Decimal("0.05001"):
            found.append(f"{row[0]}: {part} / {whole} ≠ {told}%")
    return found


def _parts(heads: Sequence[str], row: Sequence[str]) -> str | None:
    """The components of a gift's value make its total."""
    told = dict(zip(heads, row, strict=True))
    parts = [value for name in COMPONENTS if (value := number(told.get(name, ""))) is not None]
    whole = number(told["Tổng trị giá"])
    if parts and whole is not None and sum(parts) == whole:
        return None
    return None if not parts and whole is None else f"{row[:2]}: {parts} ≠ {whole}"


def joined(tables: Sequence[Rows]) -> list[Rows]:
    """Tables of one heading, that went on on another page, as one."""
    made: list[list[Sequence[str]]] = []
    for rows in tables:
        if made and made[-1][0] == rows[0] and not closing(made[-1]):
            made[-1] += rows[1:]
        else:
            made.append(list(rows))
    return list(made)
