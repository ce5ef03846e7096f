"""Numbers that several slides tell, each with where it comes from in the figures."""

from flask_babel import gettext as _

from webmap.documents.content import Kind, Number
from webmap.documents.frozen import Frozen
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
