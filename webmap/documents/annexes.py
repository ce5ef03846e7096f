"""The annex tables of the yearly report, as offices are used to them; amounts in triệu đồng.

1 projects, 2 contributions of the period by unit and place, 4 awards of the period, 5 kiến nghị.
Table 3 (savings) is left out while the store holds no saving: never an empty or invented table.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from webmap import formats
from webmap.documents.content import Cell, Column, Kind, Number, Table
from webmap.documents.frozen import Frozen, day
from webmap.documents.numbers import estimated_words
from webmap.i18n import label

WITHOUT_PLACE = ""
MONEY = 1.2
"""Width of a column of annex 1 that holds hundreds of tỷ in triệu đồng, on one line."""


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


def _notes(frozen: Frozen, *, period: bool = False) -> str:
    """What stands below a table's title: the days that it counts, and whether figures are real."""
    parts = []
    if period:
        first, last = map(formats.day, frozen.counted)
        parts.append(_("Từ ngày %(first)s đến ngày %(last)s.", first=first, last=last))
    if frozen.illustrative:
        parts.append(_("Có số liệu minh họa, không phải số liệu chính thức."))
    return " ".join(parts)


def _of_project(project: Mapping[str, Any], name: str, kind: str) -> Number:
    return Number(project[name], kind, ("projects", project["code"], name))


def projects(frozen: Frozen) -> Table:
    """Annex 1: the projects of the budget year, with what is expected by its end while that is
    still to come."""
    columns = _project_columns(frozen)
    told = [_project_cells(frozen, project, n) for n, project in enumerate(frozen.projects, 1)]
    return Table(
        "annex-1",
        _("Phụ lục 1. Tình hình thực hiện các dự án (triệu đồng)"),
        columns,
        [[cells[column.key] for column in columns] for cells in told],
        ids=[project["code"] for project in frozen.projects],
        note=" ".join(part for part in (estimated_words(frozen), _notes(frozen)) if part),
    )


def _project_columns(frozen: Frozen) -> list[Column]:
    year, closing = frozen.year, formats.day(frozen.as_of)
    columns = [
        Column("stt", _("STT"), "count", width=0.6),
        Column("name", _("Tên dự án"), width=2),
        Column("code", _("Mã"), width=1.2),
        Column("owner", _("Chủ đầu tư"), width=1.3),
        Column("place", _("Địa điểm"), width=1.1),
        Column("decision", _("Quyết định"), width=1.2),
        Column("total_investment", _("Tổng mức đầu tư"), "money_m", True, MONEY),
        Column("disbursed_total", _("Lũy kế vốn đã giải ngân"), "money_m", True, MONEY),
        Column("plan_year", _("Kế hoạch vốn %(year)s", year=year), "money_m", True, MONEY),
        Column("disbursed_year", _("Giải ngân đến %(day)s", day=closing), "money_m", True, MONEY),
        Column("share", _("Tỷ lệ (%)"), "percent", width=0.8),
        Column("estimate", _("Ước đến 31/01/%(year)s", year=year + 1), "money_m", True, MONEY),
        Column("physical", _("Tiến độ (%)"), "percent", width=0.8),
        Column("expected", _("Ước tiến độ hết %(year)s (%%)", year=year), "percent", width=0.8),
        Column("dates", _("Khởi công – Hoàn thành"), width=1.2),
        Column("obstacles", _("Vướng mắc"), width=1.2),
    ]
    percents = [item["physical_percent"] for item in frozen.data["estimates"].values()]
    left_out = set() if frozen.year_is_open else {"estimate"}
    if not any(percent is not None for percent in percents):
        left_out.add("expected")
    return [column for column in columns if column.key not in left_out]


def _project_cells(frozen: Frozen, project: Mapping[str, Any], number: int) -> dict[str, Cell]:
    code = project["code"]

    def expected(name: str, kind: Kind) -> Number:
        return Number(frozen.estimate(code).get(name), kind, ("estimates", code, name))

    amounts = ("total_investment", "disbursed_total", "plan_year", "disbursed_year")
    return {
        "stt": Number(number, "count"),
        "name": project["name"],
        "code": code,
        "owner": frozen.who(project["agency"]),
        "place": ", ".join(frozen.who(uid) for uid in project["units"]),
        "decision": _decision(project),
        **{name: _of_project(project, name, "money_m") for name in amounts},
        "share": share(project),
        "estimate": expected("disbursed_year", "money_m"),
        "physical": _of_project(project, "physical_percent", "percent"),
        "expected": expected("physical_percent", "percent"),
        "dates": dates(project),
        "obstacles": obstacles(project),
    }


def share(project: Mapping[str, Any]) -> Number:
    """Disbursement as a percentage of the year's plan."""
    paths = (
        ("projects", project["code"], "disbursed_year"),
        ("projects", project["code"], "plan_year"),
    )
    found = formats.share(project["disbursed_year"], project["plan_year"])
    return Number(None if found is None else round(found, 1), "percent", of=paths)


def _decision(project: Mapping[str, Any]) -> str:
    """The latest decision that approved or adjusted the project, else that on its policy: number
    and day."""
    for kinds in (("approval", "adjustment"), ("policy",)):
        found = [d for d in project["decisions"] if d["kind"] in kinds]
        if found:
            last = found[-1]  # rows are in the order of their days
            return " ".join(
                part for part in (last["number"], formats.day(day(last["effective_on"]))) if part
            )
    return ""


def dates(project: Mapping[str, Any]) -> str:
    """Start and finish: the approved ones, or the actual finish."""
    start = project["planned_start"]
    finish = project["actual_finish"] or project["approved_finish"]
    told = [formats.day(day(value)) if value else formats.NOTHING for value in (start, finish)]
    return " – ".join(told)


def obstacles(project: Mapping[str, Any]) -> str:
    """What holds it up, in words."""
    return ", ".join(label(code, "OBSTACLES") for code in project["obstacles"])


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
        Column("money", _("Tiền mặt"), "money_m", True),
        Column("material", _("Vật tư, thiết bị"), "money_m", True),
        Column("total", _("Tổng trị giá"), "money_m", True),
    ]
    grouped: dict[tuple[str, str, str], list] = defaultdict(list)
    for gift in frozen.contributions:
        if in_period(frozen, gift["date"]):
            key = (gift["unit"], gift["hamlet"] or WITHOUT_PLACE, gift["project"] or "")
            grouped[key].append(gift)
    order = sorted(grouped, key=lambda key: (frozen.who(key[0]), key[1], key[2]))
    rows = [_gift_row(frozen, key, grouped[key], n) for n, key in enumerate(order, 1)]
    return Table(
        "annex-2",
        _("Phụ lục 2. Đóng góp của Nhân dân trong kỳ (triệu đồng)"),
        columns,
        rows,
        note=_notes(frozen, period=True),
    )


def _gift_row(
    frozen: Frozen, key: tuple[str, str, str], gifts: Sequence[Mapping], number: int
) -> list:
    unit, hamlet, project = key
    named = frozen.project_by_code.get(project)
    place = ", ".join(
        part for part in (hamlet, named["name"] if named else project, frozen.who(unit)) if part
    )
    return [
        Number(number, "count"),
        place,
        *(
            added(gifts, field, kind, kinds, ("annex-2", str(number), column))
            for column, field, kind, kinds in SUMMED
        ),
    ]


SUMMED: Sequence[tuple[str, str, Kind, Sequence[str]]] = (
    ("households", "households", "count", ()),
    ("land", "quantity", "area", ("land",)),
    ("land_value", "value", "money_m", ("land",)),
    ("labour", "quantity", "number", ("labour",)),
    ("money", "value", "money_m", ("money",)),
    ("material", "value", "money_m", ("material", "equipment")),
    ("total", "value", "money_m", ()),
)
"""Columns of annex 2 that are sums: what of a gift they add, how it is told, of which kinds."""


def added(
    gifts: Iterable[Mapping],
    name: str,
    kind: Kind,
    kinds: Sequence[str] = (),
    listed: tuple[str, ...] = (),
) -> Number:
    """The sum of what some gifts say, with the rows that it is of; None when none says any."""
    chosen = [
        gift for gift in gifts if gift[name] is not None and (not kinds or gift["kind"] in kinds)
    ]
    paths = tuple(("contributions", gift["code"], name) for gift in chosen)
    total = sum((Decimal(str(gift[name])) for gift in chosen), Decimal(0)) if chosen else None
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
    chosen = [award for award in frozen.awards if in_period(frozen, award["decided_on"])]
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
        note=_notes(frozen, period=True),
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
