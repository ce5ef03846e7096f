"""Year-end estimates of projects, as a page lists them and as its one form sends them back."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from geodata import permissions
from geodata.errors import BadInput, InvalidChange
from geodata.permissions import Actor
from geodata.queries.definition import Definition
from geodata.queries.projects.budgets import money_of_year
from geodata.queries.standing import Standing
from geodata.reviews import ReviewState, states
from geodata.site_updates import sites
from geodata.spelling import sort_key
from webmap.forms import reading
from webmap.forms.form_state import FormState
from webmap.language import formats
from webmap.officers.site_updates.form import number_text
from webmap.reviews.bodies import Estimate

PER_PAGE = 50
NAMES = ("disbursed_year", "physical_percent")
SEEN = ".seen"
"""Of a line, the mark of what its sender saw: whether they changed it, and whether another did."""


@dataclass(frozen=True)
class Expected:
    """What is expected of a project: đồng disbursed of the year, percent; None: not given."""

    disbursed_year: int | None = None
    physical_percent: Decimal | None = None

    @property
    def mark(self) -> str:
        """The same for the same estimate, however its numbers were written."""
        percent = self.physical_percent
        shown = "" if percent is None else f"{percent.normalize():f}"
        return f"{'' if self.disbursed_year is None else self.disbursed_year}/{shown}"


@dataclass(frozen=True)
class EstimateLine:
    """A project: what stands (percent; đồng of the year's plan, disbursed so far) and what is
    expected of it."""

    code: str
    name: str
    agency: str
    now: Decimal | None
    plan_year: int | None
    disbursed: int | None
    told: Expected


@dataclass(frozen=True)
class Sums:
    """Of all lines in đồng: the year's plan, disbursed so far, expected (of those that tell it,
    which are `told` many)."""

    plan_year: int
    disbursed: int
    expected: int
    told: int


@dataclass(frozen=True)
class Due:
    """Of lines that were sent: what their sender changed, and what stands of those that another
    changed too. What the sender left as it was is in neither."""

    changed: Mapping[str, Expected]
    newer: Mapping[str, Expected]


def standing(session: Session, review_id: int) -> Mapping[str, Expected]:
    """What stands, by project."""
    return {
        code: Expected(row.disbursed_year, row.physical_percent)
        for code, row in states.estimates(session, review_id).items()
    }


def counted_on(review: ReviewState, today: dt.date) -> dt.date:
    """The day up to which disbursement is told beside the estimates: the review's closing day."""
    return min(review.as_of, today)


def lines(
    session: Session, definition: Definition, actor: Actor, review: ReviewState, today: dt.date
) -> list[EstimateLine]:
    """The projects that the officer estimates, by owner and name; cancelled ones are left out."""
    told = standing(session, review.id)
    mine = [
        site
        for site in sites.sites(session, actor, today)
        if site.status != "cancelled"
        and permissions.may(
            definition, actor, "review.estimate", Standing(site.code, owner=site.agency)
        )
    ]
    day = counted_on(review, today)
    money = money_of_year(session, day, review.budget_year, [site.code for site in mine])
    found = [
        EstimateLine(
            site.code,
            site.name,
            site.agency,
            site.physical_percent,
            *money[site.code],
            told.get(site.code, Expected()),
        )
        for site in mine
    ]
    return sorted(found, key=lambda line: (sort_key(line.agency), sort_key(line.name), line.code))


def sums(found: Sequence[EstimateLine]) -> Sums:
    """What lines come to."""
    expected = [line.told.disbursed_year for line in found]
    return Sums(
        sum(line.plan_year or 0 for line in found),
        sum(line.disbursed or 0 for line in found),
        sum(amount or 0 for amount in expected),
        sum(amount is not None for amount in expected),
    )


def as_texts(found: Sequence[EstimateLine]) -> dict[str, list[str]]:
    """The fields of the form, as `CODE.disbursed_year`."""
    texts: dict[str, list[str]] = {}
    for line in found:
        money = line.told.disbursed_year
        texts[f"{line.code}.disbursed_year"] = ["" if money is None else formats.number(money, 0)]
        texts[f"{line.code}.physical_percent"] = [number_text(line.told.physical_percent)]
        texts[f"{line.code}{SEEN}"] = [line.told.mark]
    return texts


def code_of(name: str) -> str:
    """The project of a field."""
    return name.rpartition(".")[0]


def read(
    form: MultiDict[str, str], known: Sequence[EstimateLine]
) -> Mapping[str, tuple[Expected, str]]:
    """What the form says of each project that it names, and the mark of what its sender saw (of an
    empty line when it bears none). Raises InvalidChange with the field as the form calls it."""
    by_code = {line.code: line for line in known}
    sent: dict[str, MultiDict[str, str]] = {}
    seen: dict[str, str] = {}
    problems: list[BadInput] = []
    for name, text in form.items(multi=True):
        if name == reading.CSRF_FIELD:
            continue
        code, _point, field = name.rpartition(".")
        if code in by_code and name == f"{code}{SEEN}":
            seen[code] = text
        elif code in by_code and field in NAMES:
            sent.setdefault(code, MultiDict()).add(field, text)
        else:
            problems.append(BadInput(reading.NOT_TAKEN, pointer=name))
    found = {}
    for code, fields in sent.items():
        try:
            body = reading.from_form(Estimate, fields)
        except InvalidChange as error:
            problems += [_of(code, problem) for problem in error.problems]
        else:
            told = Expected(body.disbursed_year, body.physical_percent)
            found[code] = (told, seen.get(code, Expected().mark))
    if problems:
        raise InvalidChange(problems)
    return found


def compared(sent: Mapping[str, tuple[Expected, str]], stands: Mapping[str, Expected]) -> Due:
    """What of `read` is to be written over what stands, and what met another's."""
    changed, newer = {}, {}
    for code, (told, seen) in sent.items():
        now = stands.get(code, Expected())
        if told.mark in (seen, now.mark):
            continue
        if now.mark == seen:
            changed[code] = told
        else:
            newer[code] = now
    return Due(changed, newer)


def _of(code: str, problem: BadInput) -> BadInput:
    return BadInput(
        problem.template,
        pointer=f"{code}.{problem.pointer}",
        allowed=problem.allowed,
        **problem.params,
    )


class EstimateForm(FormState):
    """Estimates of several projects; each field is named by its project. What was not typed is as
    it stands. `newer`: what another wrote meanwhile of what was typed."""

    def __init__(
        self,
        found: Sequence[EstimateLine],
        texts: Mapping[str, Sequence[str]] | None = None,
        wrong: Mapping[str, Sequence[str]] | None = None,
        newer: Mapping[str, Expected] | None = None,
    ) -> None:
        super().__init__(as_texts(found) | dict(texts or {}), wrong)
        self.lines = found
        self.newer = newer or {}
