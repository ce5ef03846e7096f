"""Reminders in words, ready to copy; and mailed, where a server is set.

They are letters between Vietnamese offices: always in Vietnamese, whatever the page's language.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import force_locale, gettext, ngettext

from geodata.deadlines import reminders
from geodata.deadlines.due import Due, DueReport, Part
from geodata.deadlines.reminders import LISTS, Recipient
from geodata.queries.definition import Definition
from geodata.store import Store
from geodata.vocabulary import N_
from webmap.config import Settings
from webmap.language.formats import day
from webmap.language.i18n import DEFAULT, label
from webmap.officers.deadlines import mail
from webmap.officers.deadlines.mail import Letter, MailFailed, MailRefused, Post

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reminder:
    """The letter to an office about one list: `subject` and `text` of the letter."""

    listing: str
    part: Part
    subject: str
    text: str


@dataclass(frozen=True)
class MailOutcome:
    """What became of mailing: letters sent, taken already today, refused by their mailbox, offices
    without an address, and why it stopped, if it did."""

    sent: int = 0
    already: int = 0
    refused: int = 0
    without: tuple[str, ...] = ()
    failed: str | None = None


def of(found: Due, definition: Definition, listing: str) -> list[Reminder]:
    """The reminders of a list, one an office."""
    with force_locale(DEFAULT):
        return [
            Reminder(
                listing, part, _SUBJECTS[listing](part), _letter(found, definition, listing, part)
            )
            for part in getattr(found, listing)
        ]


def send(store: Store, settings: Settings, found: Due, definition: Definition) -> MailOutcome:
    """Mail every reminder to the accounts of its office, each list once a day. A mailbox that is
    refused does not hold up the others; a server that fails ends it, and what was sent before
    stays sent."""
    counted: Counter[str] = Counter()
    without: list[str] = []
    failed = None
    try:
        with mail.post(settings) as post:
            for reminder, to in _addressed(store, found, definition, without):
                counted[_sent(store, post, found, reminder, to)] += 1
    except MailFailed as error:
        log.error("mail: %s", error)
        failed = str(error)
    offices = tuple(dict.fromkeys(without))
    return MailOutcome(counted["sent"], counted["already"], counted["refused"], offices, failed)


def _addressed(
    store: Store, found: Due, definition: Definition, without: list[str]
) -> Iterator[tuple[Reminder, Recipient]]:
    for listing in LISTS:
        for reminder in of(found, definition, listing):
            with store.reading() as session:
                people = reminders.recipients(session, reminder.part.office)
            if not people:
                without.append(reminder.part.office)
            for person in people:
                yield reminder, person


def _sent(store: Store, post: Post, found: Due, reminder: Reminder, to: Recipient) -> str:
    """`sent`, `already` or `refused`. Raises MailFailed when the server fails."""
    if not reminders.claim(store, to.account, reminder.listing, found.today):
        return "already"
    try:
        post(Letter(to.address, reminder.subject, reminder.text))
    except MailFailed as error:
        reminders.release(store, to.account, reminder.listing, found.today)
        if not isinstance(error, MailRefused):
            raise
        log.warning("mail to the account %s was refused: %s", to.account, error)
        return "refused"
    return "sent"


# ── Words ─────────────────────────────────────────────────────────────────────────────────────


def _letter(found: Due, definition: Definition, listing: str, part: Part) -> str:
    lines = [
        gettext("Kính gửi: %(office)s", office=_addressee(definition, part.office)),
        "",
        *_BODIES[listing](found, definition, part),
        "",
        gettext("Trân trọng."),
    ]
    return "\n".join(lines)


def _addressee(definition: Definition, office: str) -> str:
    """Whom a letter is to: of a unit, its People's Committee."""
    unit = definition.units.get(office)
    if unit is None:
        return _name(definition, office)
    return f"UBND {unit.name[:1].lower()}{unit.name[1:]}"


def _name(definition: Definition, office: str | None) -> str:
    unit, agency = definition.units.get(office or ""), definition.agencies.get(office or "")
    return unit.name if unit else agency.name_vi if agency else office or ""


def _sites(found: Due, _campaign: Definition, part: Part) -> list[str]:
    head = gettext(
        "Đến ngày %(day)s, các công trình sau đã quá %(days)s ngày chưa được cập nhật tiến độ:",
        day=day(found.today),
        days=found.stale_days,
    )
    rows = [
        gettext(
            "%(place)s. %(name)s (%(code)s): lần cuối %(last)s, quá hạn %(days)s ngày;",
            place=place,
            name=row.name,
            code=row.code,
            last=day(row.last_observed_on) if row.last_observed_on else gettext("chưa có"),
            days=row.days,
        )
        for place, row in enumerate(part.rows, 1)
    ]
    ask = gettext(
        "Đề nghị xem tại công trình và cập nhật tiến độ ở trang “Việc của tôi”; "
        "nếu không có gì mới thì bấm “Không thay đổi”."
    )
    return [head, *rows, "", ask]


def _waiting(found: Due, definition: Definition, part: Part) -> list[str]:
    head = gettext(
        "Đến ngày %(day)s, các mục sau đã chờ xác nhận quá %(days)s ngày:",
        day=day(found.today),
        days=found.waiting_days,
    )
    rows = [
        gettext(
            "%(place)s. %(kind)s: %(title)s (%(code)s), %(office)s gửi ngày %(sent)s, "
            "đã chờ %(days)s ngày;",
            place=place,
            kind=label(row.kind, "ENTRY_KINDS"),
            title=row.title,
            code=row.code,
            office=_name(definition, row.office) or gettext("không rõ đơn vị"),
            sent=day(row.sent_on),
            days=row.days,
        )
        for place, row in enumerate(part.rows, 1)
    ]
    ask = gettext("Đề nghị xác nhận, hỏi thêm hoặc trả lại kèm lý do ở trang “Chờ xác nhận”.")
    return [head, *rows, "", ask]


def _reports(found: Due, _campaign: Definition, part: Part) -> list[str]:
    return [
        *(_report(found, row) for row in part.rows),
        "",
        gettext(
            "Đề nghị gửi báo cáo có ký, đóng dấu (ghi số, ngày) kèm các bảng số liệu về "
            "thường trực phong trào đúng hạn."
        ),
    ]


def _report(found: Due, row: DueReport) -> str:
    closes = (
        gettext("; số liệu chốt đến ngày %(day)s", day=day(row.closes_on)) if row.closes_on else ""
    )
    left = row.days(found.today)
    when = (
        ngettext("còn %(num)s ngày", "còn %(num)s ngày", left)
        if left >= 0
        else ngettext("đã quá hạn %(num)s ngày", "đã quá hạn %(num)s ngày", -left)
    )
    return gettext(
        "%(name)s: hạn gửi %(due)s (%(when)s)%(closes)s.",
        name=row.name_vi,
        due=day(row.due_on),
        when=when,
        closes=closes,
    )


_BODIES = {"sites": _sites, "waiting": _waiting, "reports": _reports}
_SUBJECTS = {
    "sites": lambda part: ngettext(
        "%(num)s công trình quá hạn cập nhật tiến độ",
        "%(num)s công trình quá hạn cập nhật tiến độ",
        len(part.rows),
    ),
    "waiting": lambda part: ngettext(
        "%(num)s mục chờ xác nhận quá lâu", "%(num)s mục chờ xác nhận quá lâu", len(part.rows)
    ),
    "reports": lambda part: gettext("Nhắc gửi: %(name)s", name=part.rows[0].name_vi),
}
TITLES = {
    "sites": N_("Công trình quá hạn cập nhật"),
    "waiting": N_("Chờ xác nhận quá lâu"),
    "reports": N_("Báo cáo phải gửi"),
}
"""What the lists are called."""
