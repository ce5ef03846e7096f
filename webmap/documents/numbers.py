"""Numbers that several slides tell, each with where it comes from in the figures."""

from webmap import formats
from webmap.documents.content import Number
from webmap.documents.frozen import Frozen

EVERY = "*"
"""In a path: all projects that say something of it."""


def total(frozen: Frozen, kind: str, *path: str) -> Number:
    """A figure of the whole campaign."""
    return Number(frozen.figure("total", *path), kind, ("total", *path))


def disbursed_share(frozen: Frozen, *group: str) -> Number:
    """Disbursement as a percentage of the year's plan, of the total or a group."""
    paths = tuple((*group, name) for name in ("disbursed_year", "plan_year"))
    found = formats.share(*(frozen.figure(*path) for path in paths))
    return Number(None if found is None else round(found, 1), "percent", of=paths)


def expected_disbursement(frozen: Frozen) -> Number:
    """The sum of the year-end estimates that were given."""
    given = {
        code: item["disbursed_year"]
        for code, item in frozen.data["estimates"].items()
        if item["disbursed_year"] is not None
    }
    paths = tuple(("estimates", code, "disbursed_year") for code in given)
    whole = sum(given.values()) if given else None
    return Number(whole, "money", of=paths, listed=("estimates", EVERY, "disbursed_year"))
