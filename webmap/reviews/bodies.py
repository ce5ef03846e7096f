"""What officers send to prepare a review and to keep the register of kiến nghị, by their forms."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, create_model

from geodata.vocabulary import N_, PETITION_KINDS, REPORT_PARTS, REVIEW_KINDS, codes
from webmap.forms import field_types as fields
from webmap.forms.body import Body
from webmap.forms.field_values import wrong

LONGEST_PART = 20_000
MOST_SLIDES = 1000
SlideKey = Annotated[
    str,
    *fields.shaped(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", N_("không có trang này"), "title"),
]


def _once(keys: list[str]) -> list[str]:
    if len(set(keys)) < len(keys):
        raise wrong(N_("có giá trị lặp lại"))
    return keys


SlideKeys = Annotated[list[SlideKey], Field(max_length=MOST_SLIDES), AfterValidator(_once)]
"""Keys of slides in the order in which they were sent."""


class SentOnce(Body):
    """A form that makes something new; sent again with its key, it makes no second one."""

    client_uuid: fields.ClientUuid | None = None


class About(SentOnce):
    """What a review is."""

    name: fields.Name
    kind: Annotated[str, *fields.code_of(REVIEW_KINDS)]
    period_from: fields.Day
    period_to: fields.Day
    as_of: fields.Day
    against: Annotated[str | None, *fields.text(80)] = None


class Ask(Body):
    """Who has to report, by when."""

    offices: Annotated[list[fields.Uid], *fields.several(500)] = []
    due_on: fields.Day


class Report(Body):
    """The signed report of an office; its file comes beside."""

    office: fields.Uid
    number: Annotated[str, *fields.needed(100)]
    dated: fields.Day
    received_on: fields.Day


def _of_every_part(of: Any) -> dict[str, Any]:
    return dict.fromkeys(codes(REPORT_PARTS), (of, None))


class PartsBody(Body):
    """The narrative parts of an office; `seen` marks the texts that the writer had before them, so
    that nobody writes over another unawares."""

    seen: Body


SeenParts = create_model(
    "SeenParts", __base__=Body, **_of_every_part(Annotated[str | None, *fields.text(64)])
)
Parts = create_model(
    "Parts",
    __base__=PartsBody,
    seen=(SeenParts, SeenParts()),
    **_of_every_part(Annotated[str | None, *fields.text(LONGEST_PART, lines=True)]),
)
"""The parts, each by its code."""


class Estimate(Body):
    """What is expected of a project by the year's end."""

    disbursed_year: fields.Dong | None = None
    physical_percent: fields.Percent | None = None


class Slides(Body):
    """Which slides are shown, in which order; `move` is `up KEY` or `down KEY`."""

    order: SlideKeys = []
    shown: SlideKeys = []
    move: Annotated[str | None, *fields.text(100)] = None


class MeetingNote(SentOnce):
    """What the meeting decided, noted on a slide."""

    slide: SlideKey
    text: Annotated[str, *fields.needed(2000, lines=True)]
    office: fields.Uid | None = None
    due_on: fields.Day | None = None


class Publish(Body):
    """Show a review to the public, or no longer."""

    published: fields.Flag


class Raised(SentOnce):
    """A difficulty or kiến nghị; `addressed_name`: an authority that is no office of the
    campaign."""

    kind: Annotated[str, *fields.code_of(PETITION_KINDS)]
    raised_by: fields.Uid
    raised_on: fields.Day
    project: fields.ProjectCode | None = None
    text: Annotated[str, *fields.needed(2000, lines=True)]
    addressed_to: fields.Uid | None = None
    addressed_name: fields.Words = None
    due_on: fields.Day | None = None

    def values(self) -> dict[str, Any]:
        """Whom it is addressed to in one field."""
        return _addressed(super().values())


class Answered(Body):
    """How a difficulty or kiến nghị stands; `base_version`: the row that the officer saw."""

    base_version: fields.Version
    addressed_to: fields.Uid | None = None
    addressed_name: fields.Words = None
    due_on: fields.Day | None = None
    answer: Annotated[str | None, *fields.text(2000, lines=True)] = None
    answer_number: Annotated[str | None, *fields.text(100)] = None
    answered_on: fields.Day | None = None
    done_on: fields.Day | None = None

    def values(self) -> dict[str, Any]:
        """Whom it is addressed to in one field."""
        return _addressed(super().values())


def _addressed(found: dict[str, Any]) -> dict[str, Any]:
    name = found.pop("addressed_name")
    return found | {"addressed_to": found["addressed_to"] or name}
