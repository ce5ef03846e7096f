"""The cards of who confirms, keeps projects or leads: counts, each leading to its rows."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from geodata.site_updates import sites
from geodata.verification import entries
from webmap.language.i18n import label
from webmap.officers.home.card import Card, Home
from webmap.officers.page import KINDS, LONG_WAIT, today_snapshot
from webmap.officers.project_desk import list_page as desk_list
from webmap.officers.verification import queue_page


@dataclass(frozen=True)
class Count:
    """A number of rows, what they are, where they are; `pressing` ones want something done."""

    number: int
    words: str
    url: str
    pressing: bool = False


@dataclass(frozen=True)
class Counts(Card):
    """A part of the home page: some counts under a heading."""

    name: str
    title: str
    counts: list[Count]
    intro: str = ""
    template = "officers/home/_counts.html"


def queue(home: Home) -> Counts:
    """What waits: for the officer's own word or, for a leader, for somebody's."""
    waiting = queue_page.in_queue(
        home.actor, entries.waiting(home.session, home.actor, home.definition, home.today)
    )

    def of(only: str | None = None, kind: str | None = None) -> int:
        return sum(
            (only is None or queue_page.belongs(entry, only)) and kind in (None, entry.kind)
            for entry in waiting
        )

    here = url_for("verification.queue")
    decides = bool(queue_page.decided_by(home.actor.role))
    counts = [
        Count(of(), _("mục đang chờ xác nhận"), here, decides and bool(waiting)),
        Count(
            of("long"),
            _("mục chờ quá %(days)s ngày", days=LONG_WAIT),
            url_for("verification.queue", only="long"),
            bool(of("long")),
        ),
        Count(of("odd"), _("mục có dấu hiệu lạ"), url_for("verification.queue", only="odd")),
    ]
    if home.actor.role == "secretariat":
        counts += [
            Count(
                of(kind=kind), label(kind, "ENTRY_KINDS"), url_for("verification.queue", kind=kind)
            )
            for kind in KINDS
            if of(kind=kind)
        ]
    intro = "" if decides else _("Bạn xem được mọi mục; chủ đầu tư và thường trực xác nhận.")
    return Counts("queue", _("Chờ xác nhận"), counts, intro)


def projects(home: Home) -> Counts:
    """The officer's projects, and those that want something done."""
    found = today_snapshot(home.session)
    mine = sites.sites(home.session, home.actor, home.today)
    counts = [Count(len(mine), _("dự án"), url_for("project_desk.index"))]
    for code, words in desk_list.ONLY.items():
        number = sum(desk_list.belongs(found, site, code) for site in mine)
        if number:
            pressing = code in ("late", "overdue")
            counts.append(
                Count(number, _(words), url_for("project_desk.index", only=code), pressing)
            )
    return Counts("projects", _("Dự án"), counts)
