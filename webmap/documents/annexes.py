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
from webmap.documents.content import Column, Kind, Number, Table
from webmap.documents.frozen import Frozen, day
from webmap.i18n import label

WITHOUT_PLACE = ""


def annexes(frozen: Frozen) -> list[Table]:
    """The tables that have rows, in their order."""
    made = (projects(frozen), contributions(frozen), awards(frozen), petitions(frozen))
    return [table for table in made if table.rows]


def in_period(frozen: Frozen, value: str | None) -> bool:
    """Whether an ISO day lies in the review's period, up to its closing day."""
    review = frozen.review
    return value is not None and review["period_from"] <= value <= review["as_of"]


def _of_project(project: Mapping[str, Any], name: str, kind: str) -> Number:
    return Number(project[name], kind, ("projects", project["code"], name))


def projects(frozen: Frozen) -> Table:
    """Annex 1: the projects of the budget year, with what is expected by 31 January."""
    year, closing = frozen.year, formats.day(frozen.as_of)
    columns = [
        Column("stt", _("STT"), "count", width=0.5),
        Column("name", _("Tên dự án"), width=2.2),
        Column("code", _("Mã"), width=1.2),
        Column("owner", _("Chủ đầu tư"), width=1.4),
        Column("place", _("Địa điểm"), width=1.3),
        Column("decision", _("Quyết định"), width=1.2),
        Column("total_investment", _("Tổng mức đầu tư"), "money_m", True),
        Column("disbursed_total", _("Lũy kế vốn đã giải ngân"), "money_m", True),
        Column("plan_year", _("Kế hoạch vốn %(year)s", year=year), "money_m", True),
        Column("disbursed_year", _("Giải ngân đến %(day)s", day=closing), "money_m", True),
        Column("share", _("Tỷ lệ (%)"), "percent", width=0.8),
        Column("estimate", _("Ước đến 31/01/%(year)s", year=year + 1), "money_m", True),
        Column("physical", _("Tiến độ (%)"), "percent", width=0.8),
        Column("dates", _("Khởi công – Hoàn thành"), width=1.2),
        Column("obstacles", _("Vướng mắc"), width=1.4),
    ]
    rows = [_project_row(frozen, project, n) for n, project in enumerate(frozen.projects, 1)]
    return Table(
        "annex-1",
        _("Phụ lục 1. Tình hình thực hiện các dự án (triệu đồng)"),
        columns,
        rows,
        ids=[project["code"] for project in frozen.projects],
        note=_("Có số liệu minh họa, không phải số liệu chính thức.")
        if frozen.illustrative
        else "",
    )


def _project_row(frozen: Frozen, project: Mapping[str, Any], number: int) -> list:
    code = project["code"]
    estimate = frozen.estimate(code).get("disbursed_year")
    return [
        Number(number, "count"),
        project["name"],
        code,
        frozen.who(project["agency"]),
        ", ".join(frozen.who(uid) for uid in project["units"]),
        _decision(project),
        _of_project(project, "total_investment", "money_m"),
        _of_project(project, "disbursed_total", "money_m"),
        _of_project(project, "plan_year", "money_m"),
        _of_project(project, "disbursed_year", "money_m"),
        share(project),
        Number(estimate, "money_m", ("estimates", code, "disbursed_year")),
        _of_project(project, "physical_percent", "percent"),
        dates(project),
        obstacles(project),
    ]


def share(project: Mapping[str, Any]) -> Number:
    """Disbursement as a percentage of the year's plan."""
    paths = (
        ("projects", project["code"], "disbursed_year"),
        ("projects", project["code"], "plan_year"),
    )
    found = formats.share(project["disbursed_year"], project["plan_year"])
    return Number(None if found is None else round(found, 1), "percent", of=paths)


def _decision(project: Mapping[str, Any]) -> str:
    """The latest decision that approved or adjusted the project: number and day."""
    kinds = ("approval", "adjustment", "policy")
    for kind in kinds:
        found = [d for d in project["decisions"] if d["kind"] == kind]
        if found:
            last = found[-1]
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
        Column("stt", _("STT"), "count", width=0.5),
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
        note=_("Có số liệu minh họa, không phải số liệu chính thức.")
        if frozen.illustrative
        else "",
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
        Column("stt", _("STT"), "count", width=0.5),
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
        note=_("Có số liệu minh họa, không phải số liệu chính thức.")
        if frozen.illustrative
        else "",
    )


def petitions(frozen: Frozen) -> Table:
    """Annex 5: kiến nghị that were raised in the period or are still open."""
    columns = [
        Column("stt", _("STT"), "count", width=0.5),
        Column("text", _("Kiến nghị"), width=3),
        Column("who", _("Cơ quan giải quyết"), width=1.6),
        Column("due", _("Thời hạn"), "day", width=0.9),
        Column("result", _("Kết quả"), width=2),
    ]
    chosen = [
        item
        for item in frozen.petitions
        if item["kind"] == "petition"
        and (item["done_on"] is None or in_period(frozen, item["raised_on"]))
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
    )


def answer(item: Mapping[str, Any]) -> str:
    """What came of a kiến nghị, in words."""
    if item["done_on"]:
        return _("Đã xong ngày %(day)s", day=formats.day(day(item["done_on"])))
    if item["answer"]:
        parts = [item["answer_number"], item["answer"]]
        return ": ".join(part for part in parts if part)
    return _("Chưa có trả lời")
