"""What the pages that prepare a review tell: who may do what, who reported, what was written."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from geodata import permissions, reviews
from geodata.errors import Forbidden, NotFound
from geodata.models.reviews import MeetingDecision, ReviewReport
from geodata.permissions import Actor
from geodata.queries.definition import Definition
from geodata.queries.standing import Standing
from geodata.reviews import preparing, states
from geodata.reviews.states import Reporting, ReviewState
from geodata.spelling import sort_key
from geodata.spelling.order import Order
from geodata.vocabulary import REPORT_PARTS, codes
from webmap.access import identity
from webmap.http import application
from webmap.language import formats
from webmap.language.i18n import label

PARTS = codes(REPORT_PARTS)
CAMPAIGN = "campaign"
"""How the text of the whole is named in an address."""


def mark(text: str) -> str:
    """A short name of a text, by which one tells whether it has changed."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def offices_on(definition: Definition, day: dt.date) -> tuple[list[str], list[str]]:
    """Units and agencies of the campaign on a day, by name; among them agencies that ended without
    a known successor, whose projects go on."""

    def name(uid: str) -> Order:
        return sort_key(identity.office_name(definition, uid))

    units = [uid for uid in definition.units if permissions.in_force(definition, uid, day)]
    agencies = [uid for uid in definition.agencies if permissions.in_force(definition, uid, day)]
    return sorted(units, key=name), sorted(agencies, key=name)


def may_manage(definition: Definition, actor: Actor, office: str | None) -> bool:
    """Whether an officer keeps the reviews of an office (None: of the campaign)."""
    try:
        preparing.may_manage(definition, actor, office)
    except Forbidden:
        return False
    return True


class ReviewDesk:
    """A review as an officer sees it. Lives as long as the session that it reads."""

    def __init__(self, session: Session, actor: Actor, code: str) -> None:
        self.session, self.actor = session, actor
        self.state: ReviewState = reviews.review(session, code)
        self.definition = application.definition(session)
        self.today = application.today()

    @property
    def code(self) -> str:
        """The review's code."""
        return self.state.code

    @cached_property
    def manages(self) -> bool:
        """Whether the officer sets it up, asks, freezes, publishes."""
        return may_manage(self.definition, self.actor, self.state.office)

    @property
    def may_edit(self) -> bool:
        """Whether what goes into the figures can still be changed by who manages it."""
        return self.manages and not self.state.frozen

    def may(self, action: str, office: str) -> bool:
        """Whether the officer may do this for an office."""
        return permissions.may(self.definition, self.actor, action, Standing(office, unit=office))

    def require(self, action: str, office: str) -> None:
        """Raises Forbidden unless the officer may do this for an office."""
        permissions.require(self.definition, self.actor, action, Standing(office, unit=office))

    def require_manager(self) -> None:
        """Raises Forbidden unless the officer keeps this review."""
        preparing.may_manage(self.definition, self.actor, self.state.office)

    @cached_property
    def compared(self) -> str:
        """The name of the review that it is compared with; its code when that is gone."""
        code = self.state.against or ""
        try:
            return reviews.review(self.session, code).name
        except NotFound:
            return code

    def name(self, office: str | None) -> str:
        """The name of an office; of none: the whole campaign's."""
        return identity.office_name(self.definition, office) if office else _("Cả phong trào")

    # ── Who reports ───────────────────────────────────────────────────────────────────────────

    @cached_property
    def reporting(self) -> Sequence[Reporting]:
        """Who has to report, by name."""
        found = states.reporting(self.session, self.state.id)
        return sorted(found, key=lambda item: sort_key(self.name(item.office)))

    @cached_property
    def silent(self) -> Sequence[Reporting]:
        """Who has not reported yet."""
        return [item for item in self.reporting if item.report is None]

    def report_of(self, office: str) -> ReviewReport | None:
        """The report that an office sent, for those who may write for it."""
        if not self.may("review.write", office):
            return None
        return next((item.report for item in self.reporting if item.office == office), None)

    @cached_property
    def own(self) -> Sequence[str]:
        """The offices that were asked and that the officer speaks for: its own."""
        asked = [item.office for item in self.reporting if self.may("review.write", item.office)]
        if self.actor.role == "secretariat":
            return [office for office in asked if office == self.actor.office]
        return asked

    @property
    def reminder(self) -> str:
        """A reminder to those who have not reported, in Vietnamese, ready to be copied."""
        with force_locale("vi"):
            to = "\n".join(
                f"- {identity.office_name(self.definition, i.office)}" for i in self.silent
            )
            days = sorted({item.due_on for item in self.silent})
            words = {
                "to": to,
                "name": self.state.name,
                "due": ", ".join(formats.day(day) for day in days),
                "today": formats.day(self.today),
                "as_of": formats.day(self.state.as_of),
            }
            return _(
                "Kính gửi:\n%(to)s\n\n"
                "Thực hiện “%(name)s”, số liệu chốt đến ngày %(as_of)s, hạn gửi báo cáo là ngày "
                "%(due)s. Đến ngày %(today)s, Thường trực chưa nhận được báo cáo của quý cơ quan, "
                "đơn vị.\n\n"
                "Đề nghị quý cơ quan, đơn vị gửi báo cáo (số, ngày ký, bản có ký số hoặc bản quét) "
                "và nhập nội dung báo cáo vào mục Sơ kết, tổng kết trên bản đồ thi đua để Thường "
                "trực tổng hợp.\n\nTrân trọng./.",
                **words,
            )

    # ── What was written ──────────────────────────────────────────────────────────────────────

    @cached_property
    def texts(self) -> Mapping[tuple[str | None, str], str]:
        """The texts by office (None: the whole) and part."""
        return states.texts(self.session, self.state.id)

    @property
    def writers(self) -> list[str]:
        """The offices that wrote something, by name."""
        found = {office for office, _part in self.texts if office is not None}
        return sorted(found, key=lambda uid: sort_key(self.name(uid)))

    def parts(self, office: str | None) -> list[tuple[str, str, str]]:
        """Code, name and text of each part, as an office wrote it."""
        return [
            (part, label(part, "REPORT_PARTS"), self.texts.get((office, part), ""))
            for part in PARTS
        ]

    def written(self, part: str) -> list[tuple[str, str]]:
        """Who wrote this part, and what."""
        return [
            (self.name(office), self.texts[office, part])
            for office in self.writers
            if (office, part) in self.texts
        ]

    # ── The meeting ───────────────────────────────────────────────────────────────────────────

    @cached_property
    def decisions(self) -> Sequence[MeetingDecision]:
        """What the meeting decided."""
        return states.decisions(self.session, self.state.id)

    @cached_property
    def estimated(self) -> int:
        """How many projects have an estimate."""
        return len(states.estimates(self.session, self.state.id))

    @property
    def may_estimate(self) -> bool:
        """Whether the officer's role estimates at all."""
        return self.actor.role in permissions.RULES["review.estimate"] and not self.state.frozen
