"""Year-end estimates of projects, as a page lists them and as its one form sends them back."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from geodata import permissions, sites
from geodata.errors import BadInput, InvalidChange
from geodata.permissions import Actor
from geodata.queries.definition import Definition
from geodata.queries.standing import Standing
from geodata.reviews import states
from webmap import formats, forms
from webmap.review_schemas import Estimate
from webmap.site_form import number_text
from webmap.typed import Typed

PER_PAGE = 50
NAMES = ("disbursed_year", "physical_percent")


@dataclass(frozen=True)
class Line:
    """A project and what is expected of it."""

    code: str
    name: str
    agency: str
    now: Decimal | None
    disbursed_year: int | None
    physical_percent: Decimal | None


def lines(
    session: Session, frame: Definition, actor: Actor, review_id: int, today: dt.date
) -> list[Line]:
    """The projects that the officer estimates, by owner and name; cancelled ones are left out."""
    told = states.estimates(session, review_id)
    found = []
    for site in sites.sites(session, actor, today):
        row = Standing(site.code, owner=site.agency)
        if site.status == "cancelled" or not permissions.may(frame, actor, "review.estimate", row):
            continue
        said = told.get(site.code)
        found.append(
            Line(
                site.code,
                site.name,
                site.agency,
                site.physical_percent,
                said.disbursed_year if said else None,
                said.physical_percent if said else None,
            )
        )
    return sorted(found, key=lambda line: (line.agency, line.name, line.code))


def typed(found: Sequence[Line]) -> dict[str, list[str]]:
    """The fields of the form, as `CODE.disbursed_year`."""
    texts: dict[str, list[str]] = {}
    for line in found:
        money = line.disbursed_year
        texts[f"{line.code}.disbursed_year"] = ["" if money is None else formats.number(money, 0)]
        texts[f"{line.code}.physical_percent"] = [number_text(line.physical_percent)]
    return texts


def read(form: MultiDict[str, str], known: Sequence[Line]) -> Mapping[str, Estimate]:
    """What the form says of each project that it names. Raises InvalidChange with the field as it
    is called in the form."""
    by_code = {line.code: line for line in known}
    sent: dict[str, MultiDict[str, str]] = {}
    problems: list[BadInput] = []
    for name, text in form.items(multi=True):
        if name == forms.CSRF_FIELD:
            continue
        code, _point, field = name.rpartition(".")
        if code not in by_code or field not in NAMES:
            problems.append(BadInput(forms.NOT_TAKEN, pointer=name))
            continue
        sent.setdefault(code, MultiDict()).add(field, text)
    found = {}
    for code, fields in sent.items():
        try:
            found[code] = forms.from_form(Estimate, fields)
        except InvalidChange as error:
            problems += [_of(code, problem) for problem in error.problems]
    if problems:
        raise InvalidChange(problems)
    return found


def _of(code: str, problem: BadInput) -> BadInput:
    return BadInput(
        problem.template,
        pointer=f"{code}.{problem.pointer}",
        allowed=problem.allowed,
        **problem.params,
    )


class EstimateForm(Typed):
    """Estimates of several projects; each field is named by its project."""

    def __init__(
        self,
        found: Sequence[Line],
        texts: Mapping[str, Sequence[str]] | None = None,
        wrong: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        super().__init__(texts or typed(found), wrong)
        self.lines = found
