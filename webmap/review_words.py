"""What changed since a review was frozen, in words."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from geodata.queries.since import Change
from geodata.reviews import Difference
from geodata.vocabulary import N_
from webmap import formats

ACTIONS = {
    "added": N_("bổ sung"),
    "corrected": N_("đính chính"),
    "withdrawn": N_("rút lại"),
}


def change_lines(found: Difference) -> Iterator[str]:
    """Lines for a terminal, fields parted by tabs: `figure PATH THEN NOW CAUSE ROWS`, then
    `row KIND CODE DAY WHAT ACTION CHANGES REASON`."""
    for change in found.figures:
        causes = [
            name
            for name, holds in (("data", change.by_data), ("method", change.by_method))
            if holds
        ]
        yield "\t".join(
            (
                "figure",
                "/".join(change.path),
                _plain(change.then),
                _plain(change.now),
                "+".join(causes),
                ",".join(change.rows),
            )
        )
    for row in found.rows:
        for told in row.changes:
            yield "\t".join(
                (
                    "row",
                    row.kind,
                    row.code,
                    told.effective_on.isoformat(),
                    _(told.what),
                    _(ACTIONS[told.action]),
                    fields_in_words(told),
                    told.reason or "-",
                )
            )


def fields_in_words(change: Change) -> str:
    """What each field was and is."""
    return "; ".join(
        f"{_(field.name)}: {_plain(field.old)} → {_plain(field.new)}" for field in change.fields
    )


def _plain(value: Any) -> str:
    """A value without the ornaments of a language, so that programs can read it."""
    if value is None or value == []:
        return formats.NOTHING
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
