"""Slides that are tables: groups, contributions, criteria, awards, petitions, the last review."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Any

from flask_babel import gettext as _

from geodata.vocabulary import CONTRIBUTION_KINDS, NATIVE_UNITS, codes
from webmap.documents import curves
from webmap.documents.annexes.tables import decided
from webmap.documents.annexes.tables import petitions as petition_table
from webmap.documents.content import SHARED, Cell, Column, Kind, MapBlock, Number, Slide, Table
from webmap.documents.frozen import Frozen, day
from webmap.documents.numbers import disbursed_share
from webmap.language import formats
from webmap.language.i18n import label

LONGEST = 90
"""Letters of a criterion on a slide; the plan's whole words are on its page."""


def by_group(frozen: Frozen, by: str, name: str) -> Slide | None:
    """Projects, capital of the budget year and contributions since the campaign began, by unit or
    sector, with the chart of disbursement where there is any; None when no group has a row."""
    root = ("by_unit", frozen.units_on, "groups") if by == "unit" else (f"by_{by}",)
    groups = [
        group
        for group in frozen.groups(by)
        if group["projects"] or group["contributions"]["count"] or group["awards"]
    ]
    if not groups:
        return None
    of_year = {"year": frozen.year}
    if by == "unit":
        plan = _("Kế hoạch vốn %(year)s, phần của đơn vị (triệu đồng)", **of_year)
        paid = _("Giải ngân %(year)s, phần của đơn vị (triệu đồng)", **of_year)
    else:
        plan = _("Kế hoạch vốn %(year)s (triệu đồng)", **of_year)
        paid = _("Giải ngân %(year)s (triệu đồng)", **of_year)
    columns = [
        Column("name", name, width=2.4),
        Column("projects", _("Dự án"), "count", True, 0.6),
        Column("late", _("Chậm"), "count", True, 0.9),
        Column("plan_year", plan, "money_m", True, 1.6),
        Column("disbursed_year", paid, "money_m", True, 1.6),
        Column("share", _("Tỷ lệ"), "percent", False, 0.9, ("disbursed_year", "plan_year")),
        Column("value", _("Đóng góp lũy kế (triệu đồng)"), "money_m", True, 1.6),
        Column("awards", _("Khen thưởng lũy kế"), "count", True, 1.2),
    ]

    def cell(group: Mapping[str, Any], kind: Kind, *path: str) -> Number:
        where = (*root, group["key"], *path)
        return Number(frozen.figure(*where), kind, where)

    rows: list[list[Cell]] = [
        [
            frozen.label(group),
            cell(group, "count", "projects"),
            cell(group, "count", "late"),
            cell(group, "money_m", "plan_year"),
            cell(group, "money_m", "disbursed_year"),
            disbursed_share(frozen, *root, group["key"]),
            cell(group, "money_m", "contributions", "value"),
            cell(group, "count", "awards"),
        ]
        for group in groups
    ]
    ids = [group["key"] for group in groups]
    wholes = {key: frozen.figure("total", key) for key in ("projects", "late", "awards")}
    called = (
        _("Liên đơn vị (trừ đếm trùng)") if by == "unit" else _("Liên lĩnh vực (trừ đếm trùng)")
    )
    if shared := taken_back(columns, rows, wholes, called):
        rows, ids = [*rows, shared], [*ids, SHARED]
    table = Table(f"by-{by}", name, columns, rows, ids=ids)
    chart = curves.groups(frozen, groups, root)
    return Slide(f"by-{by}", name, "table", tables=[table], charts=[chart] if chart else [])


def taken_back(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    wholes: Mapping[str, int],
    called: str,
    place: int = 0,
) -> list[Cell] | None:
    """The row, called so at a place, that takes back what more than one row counts, so that the
    rows come to `wholes` (by column); None where no row shares anything with another."""
    found: list[Cell] = [None] * len(columns)
    for at, column in enumerate(columns):
        if column.key in wholes:
            cells = [cell for row in rows if isinstance(cell := row[at], Number)]
            counted = sum(int(cell.value or 0) for cell in cells)
            if counted != wholes[column.key]:
                found[at] = Number(wholes[column.key] - counted, "count")
    if not any(found):
        return None
    found[place] = called
    return found


def contributions_slide(frozen: Frozen) -> Slide | None:
    """What people gave since the campaign began, by kind, each in its own unit of measure."""
    root = ("total", "contributions", "kinds")
    columns = [
        Column("kind", _("Loại đóng góp"), width=2),
        Column("count", _("Số lượt"), "count", True),
        Column("quantity", _("Số lượng"), "number"),
        Column("value", _("Trị giá (triệu đồng)"), "money_m", True),
    ]
    rows: list[list[Cell]] = []
    for kind in codes(CONTRIBUTION_KINDS):
        if not frozen.figure(*root, kind, "count"):
            continue
        unit = NATIVE_UNITS.get(kind, "")
        path = (*root, kind, "quantities", unit)
        quantity = frozen.figure(*path) if unit else None
        rows.append(
            [
                label(kind, "CONTRIBUTION_KINDS"),
                Number(frozen.figure(*root, kind, "count"), "count", (*root, kind, "count")),
                Number(quantity, "number", path if unit else (), (), _(unit) if unit else ""),
                Number(frozen.figure(*root, kind, "value"), "money_m", (*root, kind, "value")),
            ]
        )
    if not rows:
        return None
    title = _("Đóng góp của Nhân dân, lũy kế từ đầu Phong trào")
    return Slide("gifts", title, "table", tables=[Table("gifts", title, columns, rows)])


def criteria(frozen: Frozen) -> Slide | None:
    """What serves each criterion; those that nothing serves yet are named in the notes."""
    columns = [
        Column("code", _("Mã"), width=0.8),
        Column("text", _("Tiêu chí"), width=5),
        Column("projects", _("Dự án"), "count", True, 0.7),
        Column("contributions", _("Đóng góp"), "count", True, 0.9),
        Column("awards", _("Khen thưởng"), "count", True, 1),
    ]
    leaves = {item["code"] for item in frozen.data["criteria"] if item["is_leaf"]}
    rows, ids, missing = [], [], []
    for group in frozen.groups("criterion"):
        key = group["key"]
        if key not in leaves:
            continue
        path = ("by_criterion", key)
        counts = [
            Number(frozen.figure(*path, *name), "count", (*path, *name))
            for name in (("projects",), ("contributions", "count"), ("awards",))
        ]
        if any(number.value for number in counts):
            rows.append([key, shorten(frozen.label(group), LONGEST, placeholder="…"), *counts])
            ids.append(key)
        else:
            missing.append(f"{key}. {frozen.label(group)}")
    if not rows:
        return None
    notes = _("Chưa có gì gắn với: %(which)s", which="; ".join(missing)) if missing else ""
    behind = [frozen.figure("by_criterion", key, "rows") for key in ids]
    wholes = {
        kind: len({code for found in behind for code in found[kind]})
        for kind in ("projects", "contributions", "awards")
    }
    called = _("Nhiều tiêu chí (trừ đếm trùng)")
    if shared := taken_back(columns, rows, wholes, called, place=1):
        rows, ids = [*rows, shared], [*ids, SHARED]
    table = Table("criteria", _("Tiêu chí thi đua"), columns, rows, ids)
    return Slide("criteria", _("Tiêu chí thi đua"), "table", tables=[table], notes=notes)


def awards(frozen: Frozen) -> Slide | None:
    """Awards of the period that still wait to be presented, and those that were decided."""
    chosen = decided(frozen)
    if not chosen:
        return None
    columns = [
        Column("recipient", _("Tập thể, cá nhân, hộ"), width=2),
        Column("achievement", _("Thành tích"), width=3),
        Column("form", _("Hình thức"), width=1.6),
        Column("decided", _("Quyết định"), "day", width=1.4),
        Column("presented", _("Trao tặng"), "day", width=1.4),
    ]
    chosen.sort(key=lambda award: (award["presented_on"] is not None, award["decided_on"]))
    rows = [
        [
            award["recipient"],
            award["achievement"],
            frozen.listed("award_form", award["form"]),
            day(award["decided_on"]),
            day(award["presented_on"]) if award["presented_on"] else _("chờ trao"),
        ]
        for award in chosen
    ]
    table = Table("awards", _("Khen thưởng trong kỳ"), columns, rows, [a["code"] for a in chosen])
    return Slide("awards", _("Khen thưởng"), "table", tables=[table])


def proposals(frozen: Frozen) -> Slide | None:
    """Awards that wait for their decision: which dossiers, how far. Who and for what is public from
    the decision on, and so not told here."""
    if not frozen.proposals:
        return None
    columns = [
        Column("code", _("Hồ sơ"), width=1.4),
        Column("form", _("Hình thức"), width=2),
        Column("unit", _("Đơn vị"), width=1.6),
        Column("recipients", _("Số tập thể, cá nhân, hộ"), "count", True, 1.2),
        Column("step", _("Bước"), width=1.8),
        Column("since", _("Từ ngày"), "day", width=1.4),
    ]
    rows = [
        [
            item["code"],
            frozen.listed("award_form", item["form"]),
            frozen.who(item["unit"]),
            Number(item["recipients"], "count", ("proposals", item["code"], "recipients")),
            label(item["step"], "AWARD_STEPS"),
            day(item["step_on"]),
        ]
        for item in frozen.proposals
    ]
    ids = [item["code"] for item in frozen.proposals]
    table = Table("proposals", _("Khen thưởng chờ quyết định"), columns, rows, ids)
    return Slide("proposals", table.title, "table", tables=[table])


def petitions(frozen: Frozen) -> Slide | None:
    """Kiến nghị that wait for a decision or were settled in the period."""
    table = petition_table(frozen)
    if not table.rows:
        return None
    return Slide("petitions", _("Kiến nghị, đề xuất"), "table", tables=[table])


COMPARED: tuple[tuple[tuple[str, ...], Kind], ...] = (
    (("projects",), "count"),
    (("late",), "count"),
    (("total_investment",), "money"),
    (("disbursed_total",), "money"),
    (("contributions", "count"), "count"),
    (("contributions", "value"), "money"),
    (("awards",), "count"),
)


def compared(frozen: Frozen, earlier: Frozen) -> Slide:
    """The figures of the last review beside these, and two maps that move as one."""
    names = (
        _("Dự án"), _("Chậm tiến độ"), _("Tổng mức đầu tư"), _("Lũy kế giải ngân"),
        _("Lượt đóng góp"), _("Trị giá đóng góp"), _("Quyết định khen thưởng"),
    )  # fmt: skip
    columns = [
        Column("name", _("Chỉ tiêu"), width=2),
        Column("then", formats.day(earlier.as_of), "number"),
        Column("now", formats.day(frozen.as_of), "number"),
        Column("difference", _("Tăng, giảm"), "number"),
    ]
    rows = [_compared_row(name, frozen, earlier, *item) for name, item in _pairs(names)]
    both = (MapBlock(formats.day(earlier.as_of)), MapBlock(formats.day(frozen.as_of)))
    return Slide(
        "compare",
        _("So với kỳ trước: %(name)s", name=earlier.review["name"]),
        "compare",
        tables=[Table("compare", _("So sánh"), columns, rows)],
        compare=both,
        extra={"earlier": earlier.code},
    )


def _pairs(names: Sequence[str]) -> Iterator[tuple[str, tuple[tuple[str, ...], Kind]]]:
    return zip(names, COMPARED, strict=True)


def _compared_row(
    name: str, frozen: Frozen, earlier: Frozen, path: tuple[str, ...], kind: Kind
) -> list[Cell]:
    now, then = frozen.figure("total", *path), earlier.figure("total", *path)
    change = None if now is None or then is None else now - then
    return [
        name,
        Number(then, kind, ("earlier", "total", *path)),
        Number(now, kind, ("total", *path)),
        Number(change, kind, of=(("total", *path), ("earlier", "total", *path))),
    ]
