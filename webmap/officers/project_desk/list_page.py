"""The projects that concern an officer: how far, how much, what waits, what is due."""

from functools import cached_property

from flask import request, url_for
from flask_babel import gettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from geodata.figures.selection import fold
from geodata.permissions import RULES
from geodata.projects import let_through
from geodata.queries import Snapshot
from geodata.site_updates.sites import Site, sites
from geodata.vocabulary import N_, STATUSES, codes
from webmap.http import application
from webmap.language.formats import share
from webmap.language.i18n import label
from webmap.officers.page import OfficePage
from webmap.pages.tables import Column, Table

LONGEST_QUERY = 200
ONLY = {
    "waiting": N_("có mục chờ xác nhận"),
    "late": N_("chậm tiến độ"),
    "overdue": N_("lâu chưa cập nhật"),
    "unpaid": N_("có kế hoạch vốn, chưa giải ngân năm nay"),
    "unconfirmed": N_("chờ thường trực xác nhận mô tả"),
}
"""What a list can be narrowed to; the cards of the home page count the same."""
ORDER = {code: place for place, code in enumerate(codes(STATUSES))}


def belongs(found: Snapshot, site: Site, only: str) -> bool:
    """Whether a site is among those that ONLY names."""
    state = found.project_by_code.get(site.code)
    return {
        "waiting": site.waiting is not None,
        "late": site.late,
        "overdue": site.overdue,
        "unpaid": state is not None and bool(state.plan_year) and not state.disbursed_year,
        "unconfirmed": not site.published,
    }[only]


class DeskList(OfficePage):
    """A list of projects, each leading to its desk."""

    def read(self, session: Session) -> None:
        """Read the sites of the officer."""
        self.title = _("Dự án")
        self.query = request.args.get("q", "")[:LONGEST_QUERY].strip()
        self.only = request.args.get("only") if request.args.get("only") in ONLY else None
        self.everything = sites(session, self.actor, application.today())
        self.odd = let_through.by_project(session)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What the list can be narrowed to: code and words."""
        return [(code, gettext(words)) for code, words in ONLY.items()]

    @property
    def may_register(self) -> bool:
        """Whether the reader registers projects."""
        return self.actor.role in RULES["project.register"]

    @cached_property
    def rows(self) -> list[Site]:
        """What the search finds."""
        words = fold(self.query).split()
        return [
            site
            for site in self.everything
            if all(word in fold(f"{site.code} {site.name}") for word in words)
            and (self.only is None or belongs(self.found, site, self.only))
        ]

    def _money(self, name: str, site: Site) -> int | None:
        state = self.found.project_by_code.get(site.code)
        return getattr(state, name) if state else None

    def _marks(self, site: Site) -> str:
        marks = [gettext(ONLY[code]) for code in ONLY if belongs(self.found, site, code)]
        return "; ".join(marks + [self.warning_word(code) for code in self.odd.get(site.code, ())])

    @cached_property
    def table(self) -> Table:
        """The list as a table."""
        year = self.moment.as_of.year
        columns = (
            Column("code", _("Mã"), lambda site: site.code),
            Column(
                "name",
                _("Tên"),
                lambda site: site.name,
                link=lambda site: url_for("project_desk.show", code=site.code),
            ),
            Column(
                "status",
                _("Tình trạng"),
                lambda site: label(site.status, "STATUSES"),
                order=lambda site: ORDER[site.status],
            ),
            Column("percent", _("Tiến độ"), lambda site: site.physical_percent, "percent"),
            Column(
                "plan",
                _("Kế hoạch vốn %(year)s", year=year),
                lambda site: self._money("plan_year", site),
                "money",
                sums=True,
            ),
            Column(
                "disbursed",
                _("Giải ngân %(year)s", year=year),
                lambda site: self._money("disbursed_year", site),
                "money",
                sums=True,
            ),
            Column(
                "share",
                _("So với kế hoạch"),
                lambda site: share(
                    self._money("disbursed_year", site), self._money("plan_year", site)
                ),
                "percent",
            ),
            Column("seen", _("Ghi nhận"), lambda site: site.last_observed_on, "day"),
            Column("marks", _("Cần xem"), self._marks),
        )
        sort = request.args.get("sort")
        known = {column.key for column in columns}
        return Table(
            "du-an-cua-toi",
            _("Dự án"),
            columns,
            self.rows,
            self.question.page or 1,
            sort if sort and sort.removeprefix("-") in known else None,
        )
