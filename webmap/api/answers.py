"""What the programs' interface answers: one model an answer, which also describes it.

Money is integer đồng, percent 0–100, days ISO 8601 of Asia/Ho_Chi_Minh.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from geodata.vocabulary import (
    ENTRY_STATES,
    OBSTACLES,
    ROLES,
    STATUSES,
    VERDICTS,
    WARNINGS,
    Code,
    codes,
)


def _one_of(*listings: tuple[Code, ...], also: tuple[str, ...] = ()) -> WithJsonSchema:
    allowed = [code for listing in listings for code in codes(listing)] + list(also)
    return WithJsonSchema({"type": "string", "enum": list(dict.fromkeys(allowed))})


Status = Annotated[str, _one_of(STATUSES)]
State = Annotated[str, _one_of(ENTRY_STATES, also=("recorded",))]
"""`recorded`: it counts at once, nobody has to confirm it."""
Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]
Kind = Literal["update", "contribution", "revision"]
Anything = Annotated[Any, WithJsonSchema({})]


class Answer(BaseModel):
    """What an address answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Token(Answer):
    """The token that goes back as `X-CSRF-Token` with every change of a signed-in browser."""

    csrf_token: str


class Me(Answer):
    """Who asks: `office` is a unit or an agency, `code@year`; `in_force`: whether it stands today
    (if not, nothing can be sent)."""

    account: str
    display_name: str
    role: Annotated[str, _one_of(ROLES)]
    office: str
    office_name: str
    in_force: bool


class Recorded(Answer):
    """What a submission made; the same again for the same submission. `version`: of its subject
    from then on; `state`: when it was made; `warnings`: what looks odd."""

    id: int
    version: int
    state: State
    warnings: tuple[Annotated[str, _one_of(WARNINGS)], ...] = ()


class Decided(Answer):
    """An entry after a decision; `also_returned`: other waiting updates of the same site that were
    returned with it, for what two offices say differently ends in one decision."""

    id: int
    version: int
    state: Annotated[str, _one_of(VERDICTS)]
    also_returned: tuple[int, ...]


class Point(Answer):
    """Degrees, EPSG:4326."""

    lon: float
    lat: float


class Site(Answer):
    """A site as its officers see it today; the figures are the verified ones. `version` is what
    the next update names as its base, `due` the day of the next update."""

    code: str
    name: str
    agency: str
    responsible: tuple[str, ...]
    published: bool
    status: Status
    next_statuses: tuple[Status, ...]
    version: int
    physical_percent: Number | None
    planned_percent: Number | None
    forecast_finish: dt.date | None
    obstacles: tuple[Annotated[str, _one_of(OBSTACLES)], ...]
    note: str | None
    last_observed_on: dt.date | None
    due: dt.date | None
    overdue: bool
    late: bool
    waiting: Literal["waiting", "asked"] | None
    newest_id: int | None
    returned_reason: str | None
    position: Point | None


class Sites(Answer):
    """The sites that concern the officer, what is due the longest first."""

    sites: list[Site]


class Change(Answer):
    """A field that differs from the last verified state; `label` says it in English."""

    label: str
    old: Anything
    new: Anything


class Entry(Answer):
    """An update, contribution or revision, which counts once confirmed: who sent it (an office),
    where it stands, why and by whom, what it changes of the verified state, what looks odd.
    `version` is what a decision may name; `rivals`: ids of open updates of the same site by other
    offices; `twins`: codes of contributions that may be the same one; `size`: how large the change
    is, comparable within a kind; `corrected_by`: the correction of it that counts or waits."""

    kind: Kind
    id: int
    code: str
    title: str
    units: tuple[str, ...]
    published: bool
    office: str | None
    mine: bool
    recorded_at: dt.datetime
    observed_on: dt.date
    state: Annotated[str, _one_of(ENTRY_STATES)]
    reason: str | None
    decided_by: str | None
    version: int
    days_waiting: int
    changes: list[Change]
    odd: tuple[Annotated[str, _one_of(WARNINGS)], ...]
    rivals: tuple[int, ...]
    twins: tuple[str, ...]
    correction_of: int | None
    correction_reason: str | None
    corrected_by: int | None
    size: Number
    may_decide: bool
    may_withdraw: bool


class Queue(Answer):
    """What waits and concerns the officer."""

    entries: list[Entry]


class ProjectState(Answer):
    """A project with what is not public yet: the site, and what waits. `description_version`: what
    the next description names as its base."""

    site: Site
    description_version: int
    waiting: list[Entry]


class AsideItem(Answer):
    """A submission that met a newer state: what was sent, what stood against it."""

    id: int
    client_uuid: str
    kind: str
    code: str
    mine: dict[str, Anything]
    theirs: dict[str, Anything]
    made_at: dt.datetime


class Aside(Answer):
    """What was set aside of the officer and is neither sent anew nor dropped."""

    aside: list[AsideItem]


# ── Refusals (RFC 9457) ───────────────────────────────────────────────────────────────────────


class WrongPlace(Answer):
    """A parameter, or a place in the body."""

    parameter: str
    value: str | None
    reason: str
    allowed: list[str]


class WrongField(Answer):
    """Why a field is refused, its value as it came, what would do."""

    reason: str
    value: Anything
    allowed: list[str]


class Refusal(Answer):
    """A refusal in English."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


class Problem(Refusal):
    """A refusal in English."""

    errors: list[WrongPlace] = []


class WrongFields(Refusal):
    """Fields that are wrong, by themselves or for the state that the change would follow."""

    errors: dict[str, list[WrongField]] = Field({}, description="Field to what is wrong with it.")


class Asked(Answer):
    """What is odd about a change that may still be right, in a sentence."""

    code: Annotated[str, _one_of(WARNINGS)]
    detail: str


class Conflict(Problem):
    """The state has moved on (`type` is `conflict`, with `mine` and `theirs`; what was sent is
    kept, see `/api/aside`), the key was used for another content, it was decided already, or it
    looks odd: then `warnings` say what, and nothing was written; who means it sends it again with
    these codes in `confirmed`."""

    mine: dict[str, Anything] | None = None
    theirs: dict[str, Anything] | None = None
    warnings: tuple[Asked, ...] | None = None
