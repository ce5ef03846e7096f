"""The cards of who reports: what was taken, what came back, the sites, the contributions."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from geodata.site_updates import sites
from geodata.site_updates.sites import Site
from geodata.verification.entries import Entry
from webmap.forms.form_state import FormState
from webmap.officers.entry_words import EntryWords
from webmap.officers.home.card import Card, Home
from webmap.officers.page import WARNING_MEANINGS
from webmap.officers.site_updates import conflicts
from webmap.officers.site_updates import form as site_form
from webmap.officers.site_updates.conflicts import ConflictShown

NEED_THE_SENDER = ("returned", "asked")


@dataclass(frozen=True)
class SentCard(Card):
    """What was taken just now."""

    entry: Entry
    words: str
    warnings: list[str]
    template = "officers/home/_sent.html"


def sent(home: Home) -> SentCard | None:
    """The entry that the address names, if this office sent it."""
    for entry in home.own:
        if f"{entry.kind}-{entry.id}" == home.just_sent:
            told = [_(WARNING_MEANINGS[code]) for code in home.warned if code in WARNING_MEANINGS]
            words = _("Đang chờ xác nhận. Bị trả lại thì mục này hiện ở đây.")
            if entry.state != "waiting":
                words = home.entry_words.state_word(entry.state)
            return SentCard(entry, words, told)
    return None


@dataclass(frozen=True)
class Back(Card):
    """What came back and why; changes in conflict with a newer version."""

    entries: list[Entry]
    conflicts: list[ConflictShown]
    entry_words: EntryWords
    template = "officers/home/_returned.html"


def back(home: Home) -> Back | None:
    """What the sender has to mend or decide; nothing when there is nothing."""
    returned = [entry for entry in home.own if _needs_sender(entry, home.own)]
    in_conflict = conflicts.all_conflicts(home.session, home.actor)
    return Back(returned, in_conflict, home.entry_words) if returned or in_conflict else None


def _needs_sender(entry: Entry, own: list[Entry]) -> bool:
    """Whether an entry came back and its office sent nothing of the same thing since."""
    if entry.state not in NEED_THE_SENDER:
        return False
    return not any(
        (later.kind, later.code) == (entry.kind, entry.code) and later.version > entry.version
        for later in own
    )


@dataclass(frozen=True)
class SiteRow:
    """A site of the card: when the next look is due in words, the form for no change."""

    site: Site
    said: site_form.SiteReport
    due_words: str
    is_due: bool
    mark: str | None
    """Where the newest update stands, when the words do not say it."""
    same: FormState | None


@dataclass(frozen=True)
class Sites(Card):
    """The sites of the officer, due first."""

    sites: list[SiteRow]
    ended: list[SiteRow]
    """Those of which nothing has to be reported any more."""
    entry_words: EntryWords
    template = "officers/home/_sites.html"

    @property
    def due_count(self) -> int:
        """How many should have been looked at by now."""
        return sum(row.is_due for row in self.sites)


def my_sites(home: Home) -> Sites:
    """The sites that the officer reports of."""
    rows = [_row(home, site) for site in sites.sites(home.session, home.actor, home.today)]
    # What waits for its confirmation asks nothing of the sender.
    rows.sort(key=lambda row: not row.is_due)
    going = [row for row in rows if row.site.due is not None]
    return Sites(going, [row for row in rows if row.site.due is None], home.entry_words)


def _row(home: Home, site: Site) -> SiteRow:
    said = site_form.last_report(site, home.own)
    own_is_waiting = said.observed_on != site.last_observed_on and site.waiting is not None
    is_due = site.overdue and not own_is_waiting
    same = None
    if said.observed_on is not None:
        same = FormState(site_form.unchanged(said), base_version=site.version)
    mark = None if own_is_waiting and site.waiting == "waiting" else site.waiting
    return SiteRow(site, said, _due(home, site, own_is_waiting), is_due, mark, same)


def _due(home: Home, site: Site, own_is_waiting: bool) -> str:
    if own_is_waiting:
        return _("đã gửi, chờ xác nhận")
    if site.due is None:
        return _("không cần cập nhật nữa")
    days = (site.due - home.today).days
    if days < 0:
        return ngettext("quá hạn %(num)s ngày", "quá hạn %(num)s ngày", -days)
    if days == 0:
        return _("đến hạn hôm nay")
    return ngettext("còn %(num)s ngày", "còn %(num)s ngày", days)


class Contributions(Card):
    """The way to enter what people gave."""

    template = "officers/home/_contribution.html"


def contributions(_home: Home) -> Contributions:
    """Always there."""
    return Contributions()
