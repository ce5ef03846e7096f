"""A figure: sums of a set of features, 0 apart from "nobody stated it"."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

AMOUNTS = ("total_investment", "plan_year", "disbursed_year", "disbursed_total")
"""What is added of projects, in đồng."""


@dataclass(frozen=True)
class KindFigure:
    """Contributions of one kind: their count, value in đồng (None where none states it), quantity
    per unit of measure."""

    count: int
    value: int | None
    quantities: Mapping[str, Decimal]


@dataclass(frozen=True)
class Figure:
    """Figures of a set of features, and the codes of the rows behind them.

    An amount is 0 where rows say so, None where no row states it: nothing is known then.
    """

    by_status: Mapping[str, int]
    late: int
    stale: int
    unplaced: int
    key: int
    total_investment: int | None
    plan_year: int | None
    disbursed_year: int | None
    disbursed_total: int | None
    kinds: Mapping[str, KindFigure]
    givers: int
    projects: tuple[str, ...]
    contributions: tuple[str, ...]
    awards: tuple[str, ...]
    disbursed_through: dt.date | None = None
    """The last day up to which any of the projects tells disbursement of the budget year."""

    @property
    def value(self) -> int | None:
        """Value of all contributions in đồng, as far as it is known; None when none states it."""
        return added(kind.value for kind in self.kinds.values())

    def as_dict(self) -> dict[str, Any]:
        """The figures for JSON; rows are given as counts."""
        amounts = {name: getattr(self, name) for name in AMOUNTS}
        return {
            "projects": len(self.projects),
            "by_status": dict(self.by_status),
            "late": self.late,
            "stale": self.stale,
            "unplaced": self.unplaced,
            "key_projects": self.key,
            **amounts,
            "disbursed_through": self.disbursed_through,
            "contributions": {
                "count": len(self.contributions),
                "value": self.value,
                "givers": self.givers,
                "kinds": {
                    code: {
                        "count": kind.count,
                        "value": kind.value,
                        "quantities": dict(kind.quantities),
                    }
                    for code, kind in self.kinds.items()
                },
            },
            "awards": len(self.awards),
        }


def added(values: Iterable[int | None]) -> int | None:
    """The sum of what is known; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
