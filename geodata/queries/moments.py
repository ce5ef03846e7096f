"""A moment of asking: what was true on a day, by what the store knew at an instant."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.method import METHOD
from geodata.models.journal import JournalEntry, StoreState
from geodata.queries import public_places

PAID_UNTIL = (1, 31)
"""Month and day of year N+1 until which budget year N is paid, unless a line of the capital plan
runs longer (Luật Đầu tư công 58/2024, Điều 72)."""


@dataclass(frozen=True)
class Moment:
    """`as_of`: a day in the city. `known_rev`: only rows up to it count. `money_of`: the budget
    year whose money is told, where it is not that of as_of. `method`: the version of the rules.
    `agreed`: the contributions whose exact place may be shown by today's consent; none in what is
    kept for good."""

    as_of: dt.date
    today: dt.date
    known_at: dt.datetime | None
    known_rev: int
    last_rev: int
    money_of: int | None = None
    method: int = METHOD
    agreed: public_places.Agreed = ()

    @property
    def budget_year(self) -> int:
        """The budget year whose plan and disbursement are shown."""
        return self.money_of or self.as_of.year

    @property
    def money_until(self) -> dt.date:
        """The last day whose money a full account of the budget year would tell: that of the
        moment, or the one on which the year's money ends by default (Luật Đầu tư công 58/2024,
        Điều 72)."""
        return min(self.facts_on, dt.date(self.budget_year + 1, *PAID_UNTIL))

    @property
    def is_plan(self) -> bool:
        """After today nothing is known: what is shown is the plan."""
        return self.as_of > self.today

    @property
    def basis(self) -> str:
        """What stands behind what is told: `measured`, or `planned` after today."""
        return "planned" if self.is_plan else "measured"

    @property
    def facts_on(self) -> dt.date:
        """The last day whose facts count: as_of, but never after today."""
        return min(self.as_of, self.today)

    def key(self) -> tuple[object, ...]:
        """What an answer depends on, beside its parameters; the matter of an ETag."""
        today = self.today if self.is_plan else None
        told = (self.known_rev, self.as_of, today, self.budget_year, self.method)
        # Consent takes no rev: what it lets be seen has a name of its own.
        return (*told, self.agreed) if self.agreed else told


def moment(
    session: Session,
    as_of: dt.date | None = None,
    known_at: dt.datetime | dt.date | None = None,
    today: dt.date | None = None,
) -> Moment:
    """Resolve a moment; touches the counter, consents to exact places and, with `known_at`, the
    journal's index only.

    A `known_at` that is a date means the end of that day in the city. Before the first record the
    rev is 0: nothing was known.
    """
    today = today or clock.today()
    last = session.scalar(select(StoreState.last_rev)) or 0
    if known_at is None or isinstance(known_at, dt.datetime):
        instant = known_at
    else:
        instant = clock.end_of_day(known_at)
    known = last
    if instant is not None:
        known = (
            session.scalar(
                select(func.max(JournalEntry.rev)).where(JournalEntry.recorded_at <= instant)
            )
            or 0
        )
    agreed = public_places.agreed(session)
    return Moment(as_of or today, today, instant, min(known, last), last, agreed=agreed)
