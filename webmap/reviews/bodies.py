"""What officers send to prepare a review and to keep the register of kiến nghị, by their forms."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, create_model

from geodata.vocabulary import N_, PETITION_KINDS, REPORT_PARTS, REVIEW_KINDS, codes
from webmap.forms import field_types as f
from webmap.forms.bodies import Body

LONGEST_PART = 20_000
MOST_SLIDES = 1000
SlideKey = f.shaped(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", N_("không có trang này"), "title")


def _once(keys: list[str]) -> list[str]:
    if len(set(keys)) < len(keys):
        raise f.wrong(N_("có giá trị lặp lại"))
    return keys


SlideKeys = Annotated[list[SlideKey], Field(max_length=MOST_SLIDES), AfterValidator(_once)]
"""Keys of slides in the order in which they were sent."""


class SentOnce(Body):
    """A form that makes something new; sent again with its key, it makes no second one."""

    client_uuid: f.ClientUuid | None = None


class About(SentOnce):
    """What a review is."""

    name: f.Name
    kind: f.code_of(REVIEW_KINDS)
    period_from: f.Day
    period_to: f.Day
    as_of: f.Day
    against: f.text(80) = None


class Ask(Body):
    """Who has to report, by when."""

    offices: f.several(f.Uid, 500) = []
    due_on: f.Day


class Report(Body):
    """The signed report of an office; its file comes beside."""

    office: f.Uid
    number: f.needed(100)
    dated: f.Day
    received_on: f.Day


def _of_every_part(of: Any) -> dict[str, Any]:
    return dict.fromkeys(codes(REPORT_PARTS), (of, None))


SeenParts = create_model("SeenParts", __base__=Body, **_of_every_part(f.text(64)))
Parts = create_model(
    "Parts",
    __base__=Body,
    seen=(SeenParts, SeenParts()),
    **_of_every_part(f.text(LONGEST_PART, lines=True)),
)
"""The narrative parts of an office, each by its code; `seen` marks the texts that the writer had
before them, so that nobody writes over another unawares."""


class Estimate(Body):
    """What is expected of a project by the year's end."""

    disbursed_year: f.Dong | None = None
    physical_percent: f.Percent | None = None


class Slides(Body):
    """Which slides are shown, in which order; `move` is `up KEY` or `down KEY`."""

    order: SlideKeys = []
    shown: SlideKeys = []
    move: f.text(100) = None


class MeetingNote(SentOnce):
    """What the meeting decided, noted on a slide."""

    slide: SlideKey
    text: f.needed(2000, lines=True)
    office: f.Uid | None = None
    due_on: f.Day | None = None


class Publish(Body):
    """Show a review to the public, or no longer."""

    published: f.Flag


class Raised(SentOnce):
    """A difficulty or kiến nghị; `addressed_name`: an authority that is no office of the
    campaign."""

    kind: f.code_of(PETITION_KINDS)
    raised_by: f.Uid
    raised_on: f.Day
    project: f.ProjectCode | None = None
    text: f.needed(2000, lines=True)
    addressed_to: f.Uid | None = None
    addressed_name: f.Words = None
    due_on: f.Day | None = None

    def values(self) -> dict[str, Any]:
        """Whom it is addressed to in one field."""
        return _addressed(super().values())


class Answered(Body):
    """How a difficulty or kiến nghị stands; `base_version`: the row that the officer saw."""

    base_version: f.Version
    addressed_to: f.Uid | None = None
    addressed_name: f.Words = None
    due_on: f.Day | None = None
    answer: f.text(2000, lines=True) = None
    answer_number: f.text(100) = None
    answered_on: f.Day | None = None
    done_on: f.Day | None = None

    def values(self) -> dict[str, Any]:
        """Whom it is addressed to in one field."""
        return _addressed(super().values())


def _addressed(found: dict[str, Any]) -> dict[str, Any]:
    name = found.pop("addressed_name")
    return found | {"addressed_to": found["addressed_to"] or name}
