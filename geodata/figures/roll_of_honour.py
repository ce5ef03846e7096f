"""The roll of honour: filters of awards alone, and sums per year.

A decision may honour several recipients: both are counted, and never mixed up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from geodata.errors import BadInput
from geodata.queries.definition import Definition
from geodata.queries.states import AwardState
from geodata.vocabulary import N_


@dataclass(frozen=True)
class AwardFilter:
    """What is asked of awards beside the common filters; None asks for everything."""

    year: int | None = None
    type: str | None = None
    form: str | None = None
    level: str | None = None
    recipient_kind: str | None = None

    @property
    def asks(self) -> bool:
        """Whether anything is asked at all."""
        return self != AwardFilter()


@dataclass(frozen=True)
class Count:
    """Decisions, the recipients that they name, and the money given with them, in đồng."""

    decisions: int
    recipients: int
    money: int


def check(definition: Definition, wanted: AwardFilter) -> list[BadInput]:
    """The values that nothing is called by; empty when all is well."""
    asked = (
        ("award_type", wanted.type, tuple(definition.award_types)),
        ("award_form", wanted.form, tuple(definition.award_forms)),
    )
    return [
        BadInput(
            N_("Bộ lọc %(name)s không có giá trị “%(value)s”."),
            pointer=name,
            allowed=allowed,
            name=name,
            value=value,
        )
        for name, value, allowed in asked
        if value is not None and value not in allowed
    ]


def narrow(awards: Iterable[AwardState], wanted: AwardFilter) -> tuple[AwardState, ...]:
    """The awards that answer, in their order."""
    asked = [(f.name, getattr(wanted, f.name)) for f in fields(wanted)]
    asked = [(name, value) for name, value in asked if value is not None]
    return tuple(
        award for award in awards if all(getattr(award, name) == value for name, value in asked)
    )


def count(awards: Sequence[AwardState]) -> Count:
    """Sums over awards."""
    return Count(
        len(awards),
        sum(award.recipients for award in awards),
        sum(award.money or 0 for award in awards),
    )


def by_year(awards: Sequence[AwardState]) -> dict[int, Count]:
    """Sums per year of the award, from the first year to the last; a year without is 0."""
    years = [award.year for award in awards]
    if not years:
        return {}
    return {
        year: count([award for award in awards if award.year == year])
        for year in range(min(years), max(years) + 1)
    }
