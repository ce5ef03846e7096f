"""The annex tables of the yearly report, as offices are used to them; amounts in triệu đồng.

1 projects, 2 contributions of the period by unit and place, 4 awards of the period, 5 kiến nghị.
Table 3 (savings) is left out while the store holds no saving: never an empty or invented table.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from geodata.spelling import key, sort_key
from geodata.vocabulary import UNPRICED_KINDS
from webmap.documents.annexes.projects import projects
from webmap.documents.content import Cell, Column, Kind, Number, Table
from webmap.documents.frozen import Frozen, day
from webmap.documents.numbers import illustrative_words
from webmap.language import formats

WITHOUT_PLACE = ""


def annexes(frozen: Frozen) -> list[Table]:
    """The tables that have rows, in their order."""
    made = (projects(frozen), contributions(frozen), awards(frozen), petitions(frozen))
    return [table for table in made if table.rows]


def in_period(frozen: Frozen, value: str | None) -> bool:
    """Whether an ISO day is one that the review's tables count (`Frozen.counted`)."""
    if value is None:
        return False
    first, last = frozen.counted
    return first <= day(value) <= last


def given(frozen: Frozen) -> list[Mapping[str, Any]]:
    """The contributions of the period, and earlier ones that no report has held yet."""
    late = frozen.recorded_late("contributions")
    return [g for g in frozen.contributions if g["code"] in late or in_period(frozen, g["date"])]


def decided(frozen: Frozen) -> list[Mapping[str, Any]]:
    """The awards that were decided in the period, and earlier ones that no report has held yet."""
    late = frozen.recorded_late("awards")
    return [a for a in frozen.awards if a["code"] in late or in_period(frozen, a["decided_on"])]


def _notes(frozen: Frozen, kind: str) -> str:
    """What stands below a table's title: the days that it counts, how many rows of earlier days
    came late, and whether figures are real."""
    first, last = map(formats.day, frozen.counted)
    parts = [_("Từ ngày %(first)s đến ngày %(last)s.", first=first, last=last)]
    if late := frozen.recorded_late(kind):
        parts.append(
            _("Kể cả %(count)s dòng trước đó, ghi nhận sau khi kỳ trước đã chốt.", count=len(late))
        )
    return " ".join(part for part in (*parts, illustrative_words(frozen)) if part)


# ── Contributions ────────────────────────────────────────────────────────────────────────────


def contributions(frozen: Frozen) -> Table:
    """Annex 2: what was given in the period, by unit, then khóm/ấp and project."""
    columns = [
        Column("stt", _("STT"), "count", width=0.6),
        Column("place", _("Khóm/ấp, công trình"), width=3),
        Column("households", _("Số hộ"), "count", True, 0.7),
        Column("land", _("Đất (m²)"), "area", True),
        Column("land_value", _("Trị giá đất"), "money_m", True),
        Column("labour", _("Ngày công"), "number", True),
        Column("labour_value", _("Trị giá ngày công"), "money_m", True),
        Column("money", _("Tiền mặt"), "money_m", True),
        Column("material", _("Vật tư, thiết bị"), "money_m", True),
        Column("other_value", _("Trị giá hiến kế, mặt bằng"), "money_m", True),
        Column("total", _("Tổng trị giá"), "money_m", True),
        Column("ideas", _("Hiến kế (ý kiến), không quy ra tiền"), "count", True),
        Column("clearance", _("Bàn giao mặt bằng (m²), không quy ra tiền"), "area", True),
    ]
    valued = any(g["kind"] in UNPRICED_KINDS and g["value"] is not None for g in given(frozen))
    columns = [column for column in columns if valued or column.key != "other_value"]
    grouped: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    named: dict[tuple[str, str], str] = {}
    for contribution in given(frozen):
        place = contribution["unit"], key(contribution["hamlet"] or WITHOUT_PLACE)
        # The newest come first: the name that stays is the one that was written first.
        named[place] = contribution["hamlet"] or WITHOUT_PLACE
        grouped[*place, contribution["project"] or ""].append(contribution)
    order = sorted(
        grouped,
        key=lambda group: (
            sort_key(frozen.who(group[0])),
            group[0],
            sort_key(named[group[:2]]),
            group[2],
        ),
    )
    rows = [
        _contribution_row(frozen, group, named[group[:2]], grouped[group], n, columns)
        for n, group in enumerate(order, 1)
    ]
    return Table(
        "annex-2",
        _("Phụ lục 2. Đóng góp của Nhân dân trong kỳ (triệu đồng)"),
        columns,
        rows,
        note=_notes(frozen, "contributions"),
    )


def _contribution_row(
    frozen: Frozen,
    group: tuple[str, str, str],
    hamlet: str,
    contributions: Sequence[Mapping[str, Any]],
    number: int,
    columns: Sequence[Column],
) -> list[Cell]:
    unit, _hamlet, project = group
    named = frozen.project_by_code.get(project)
    place = ", ".join(
        part for part in (hamlet, named["name"] if named else project, frozen.who(unit)) if part
    )
    return [
        Number(number, "count"),
        place,
        *(
            added(contributions, field, column.kind, kinds, ("annex-2", str(number), column.key))
            for column in columns
            if column.key in SUMMED
            for field, kinds in (SUMMED[column.key],)
        ),
    ]


SUMMED: Mapping[str, tuple[str, Sequence[str]]] = {
    "households": ("households", ()),
    "land": ("quantity", ("land",)),
    "land_value": ("value", ("land",)),
    "labour": ("quantity", ("labour",)),
    "labour_value": ("value", ("labour",)),
    "money": ("value", ("money",)),
    "material": ("value", ("material", "equipment")),
    "other_value": ("value", UNPRICED_KINDS),
    "total": ("value", ()),
    "ideas": ("quantity", ("idea",)),
    "clearance": ("quantity", ("clearance",)),
}
"""Columns of annex 2 that are sums: what they add, of which kinds. The values make the total;
ideas and cleared ground, which are no money by their nature, stand apart."""
COMPONENTS = ("land_value", "labour_value", "money", "material", "other_value")
"""Columns of annex 2 that make its total."""


def added(
    contributions: Iterable[Mapping[str, Any]],
    name: str,
    kind: Kind,
    kinds: Sequence[str] = (),
    listed: tuple[str, ...] = (),
) -> Number:
    """The sum of what contributions say, with the rows that it is of; None when none says any."""
    chosen = [
        contribution
        for contribution in contributions
        if contribution[name] is not None and (not kinds or contribution["kind"] in kinds)
    ]
    paths = tuple(("contributions", contribution["code"], name) for contribution in chosen)
    total = (
        sum((Decimal(str(contribution[name])) for contribution in chosen), Decimal(0))
        if chosen
        else None
    )
    return Number(total, kind, of=paths, listed=listed)


# ── Awards and kiến nghị ─────────────────────────────────────────────────────────────────────


def awards(frozen: Frozen) -> Table:
    """Annex 4: awards decided in the period."""
    columns = [
        Column("stt", _("STT"), "count", width=0.6),
        Column("recipient", _("Họ tên/tập thể/hộ"), width=2),
        Column("where", _("Chức vụ, địa chỉ"), width=1.6),
        Column("achievement", _("Thành tích"), width=2.6),
        Column("form", _("Hình thức"), width=1.4),
        Column("decision", _("Số, ngày quyết định"), width=1.4),
    ]
    chosen = decided(frozen)
    rows = [
        [
            Number(number, "count"),
            award["recipient"],
            frozen.who(award["unit"]),
            award["achievement"],
            frozen.listed("award_form", award["form"]),
            " ".join(
                part
                for part in (award["decision_number"], formats.day(day(award["decided_on"])))
                if part
            ),
        ]
        for number, award in enumerate(chosen, 1)
    ]
    return Table(
        "annex-4",
        _("Phụ lục 4. Khen thưởng trong kỳ"),
        columns,
        rows,
        ids=[award["code"] for award in chosen],
        note=_notes(frozen, "awards"),
    )


def petitions(frozen: Frozen) -> Table:
    """Annex 5: kiến nghị that are still open, or were raised or settled in the period."""
    columns = [
        Column("stt", _("STT"), "count", width=0.6),
        Column("text", _("Kiến nghị"), width=3),
        Column("who", _("Cơ quan giải quyết"), width=1.6),
        Column("due", _("Thời hạn"), "day", width=0.9),
        Column("result", _("Kết quả"), width=2),
    ]
    first, last = map(formats.day, frozen.counted)
    chosen = [
        item
        for item in frozen.petitions
        if item["kind"] == "petition"
        and (
            item["done_on"] is None
            or in_period(frozen, item["raised_on"])
            or in_period(frozen, item["done_on"])
        )
    ]
    rows = [
        [
            Number(number, "count"),
            item["text"],
            frozen.who(item["addressed_to"]),
            day(item["due_on"]) if item["due_on"] else None,
            answer(item),
        ]
        for number, item in enumerate(chosen, 1)
    ]
    return Table(
        "annex-5",
        _("Phụ lục 5. Kiến nghị, đề xuất"),
        columns,
        rows,
        ids=[item["code"] for item in chosen],
        note=_(
            "Còn mở, hoặc nêu ra hay xong từ ngày %(first)s đến ngày %(last)s.",
            first=first,
            last=last,
        ),
    )


def answer(item: Mapping[str, Any]) -> str:
    """What came of a kiến nghị, in words: the answer with its number, and when it was done."""
    told = ": ".join(part for part in (item["answer_number"], item["answer"]) if part)
    if not item["done_on"]:
        return told or _("Chưa có trả lời")
    done = _("Đã xong ngày %(day)s", day=formats.day(day(item["done_on"])))
    return f"{told.removesuffix('.')}. {done}" if told else done
