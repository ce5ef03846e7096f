"""Numbers that several slides tell, each with where it comes from in the figures."""

import datetime as dt
from types import SimpleNamespace

from flask_babel import gettext as _

from geodata.models.base import counts_from
from geodata.vocabulary import DEDUCTED
from webmap.documents.content import Kind, Number
from webmap.documents.frozen import Frozen, day
from webmap.language import formats

EVERY = "*"
"""In a path: all projects that say something of it."""


def total(frozen: Frozen, kind: Kind, *path: str) -> Number:
    """A figure of the whole campaign."""
    return Number(frozen.figure("total", *path), kind, ("total", *path))


def since_start() -> str:
    """Beside figures of the year: that this one adds up everything since the campaign began."""
    return _("lũy kế từ đầu Phong trào")


def illustrative_words(frozen: Frozen) -> str:
    """That some figures are illustrative; empty when none is."""
    if not frozen.illustrative:
        return ""
    return _("Có số liệu minh họa, không phải số liệu chính thức.")


def disbursed_through(frozen: Frozen) -> dt.date | None:
    """The last day up to which any project tells disbursement of the budget year."""
    told = (
        SimpleNamespace(effective_on=day(row["effective_on"]), month=day(row["month"]))
        for project in frozen.projects
        for row in project["disbursements"]
        if row["budget_year"] == frozen.year
    )
    return max((counts_from(row) for row in told), default=None)


def through_words(frozen: Frozen) -> str:
    """Up to when disbursement is told, where that is before the closing day; else empty."""
    until = min(frozen.as_of, frozen.year_end)
    return formats.told_through(disbursed_through(frozen), until)


def paid_late_words(frozen: Frozen) -> str:
    """How much was disbursed in the days of the last review and told too late for it; else
    empty."""
    late = frozen.review.get("told_late", {}).get("disbursements", ())
    if not late:
        return ""
    amount = sum(-row["amount"] if row["kind"] in DEDUCTED else row["amount"] for row in late)
    return _(
        "Có %(count)s khoản giải ngân của kỳ trước, cộng %(amount)s, ghi nhận sau khi kỳ trước đã "
        "chốt; tính vào lũy kế.",
        count=len(late), amount=formats.money(amount),
    )  # fmt: skip


def sentence(words: str) -> str:
    """Words as a sentence of their own; empty for none."""
    return f"{words[0].upper()}{words[1:]}." if words else ""


def disbursed_share(frozen: Frozen, *group: str) -> Number:
    """Disbursement as a percentage of the year's plan, of the total or a group."""
    paths = tuple((*group, name) for name in ("disbursed_year", "plan_year"))
    found = formats.share(*(frozen.figure(*path) for path in paths))
    return Number(None if found is None else round(found, 1), "percent", of=paths)


def estimated(frozen: Frozen) -> dict[str, int]:
    """Đồng that a project is expected to have disbursed by the end of the budget year, by code: of
    those that gave an estimate."""
    return {
        code: item["disbursed_year"]
        for code, item in frozen.data["estimates"].items()
        if item["disbursed_year"] is not None and code in frozen.project_by_code
    }


def estimated_of(frozen: Frozen) -> tuple[int, int]:
    """How many projects gave an estimate, and of how many: those and all that have capital in the
    budget year."""
    given = estimated(frozen)
    funded = {p["code"] for p in frozen.projects if p["plan_year"] or p["disbursed_year"]}
    return len(given), len(funded | given.keys())


def estimated_words(frozen: Frozen) -> str:
    """Of how many projects the estimate is, in words; empty when none is told."""
    given, every = estimated_of(frozen)
    if not given or not frozen.year_is_open:
        return ""
    return _(
        "Số ước đến 31/01/%(year)s là của %(given)s/%(every)s dự án có vốn trong năm.",
        year=frozen.year + 1, given=given, every=every,
    )  # fmt: skip


def expected_disbursement(frozen: Frozen) -> Number:
    """The sum of the year-end estimates that were given."""
    given = estimated(frozen)
    paths = tuple(("estimates", code, "disbursed_year") for code in given)
    whole = sum(given.values()) if given else None
    return Number(whole, "money", of=paths, listed=("estimates", EVERY, "disbursed_year"))


def own_part_words(frozen: Frozen) -> str:
    """In a unit's own review: that amounts have the projects whole, and what of them is the unit's
    part; empty elsewhere, and where nothing lies outside the unit."""
    whole, part = (
        frozen.figure("total", "total_investment"),
        frozen.own_part("total_investment"),
    )
    if not frozen.own_units or whole == part:
        return ""
    return _(
        "Số tiền tính trọn các dự án có phần trên địa bàn: tổng mức đầu tư %(whole)s, "
        "phần của đơn vị %(part)s.",
        whole=formats.money(whole), part=formats.money(part),
    )  # fmt: skip
