"""The desk of who keeps a project: what stands, what waits, what was entered and may be mended."""

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from flask import request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from geodata import vocabulary
from geodata.permissions import Actor, may, project_in_sight, require
from geodata.projects.record_fields import AHEAD_DAYS
from geodata.queries import ProjectHistory, ProjectState, Snapshot, history
from geodata.queries.projects.history import coming_units
from geodata.verification import entries
from geodata.vocabulary import ENDED, N_
from webmap.http import application
from webmap.http.query import Question
from webmap.language.formats import NOTHING, money_full, number
from webmap.language.formats import day as day_text
from webmap.language.i18n import label, local
from webmap.officers.page import WARNING_MEANINGS, OfficePage
from webmap.officers.project_desk import budget_years
from webmap.officers.project_desk.budget_years import Year
from webmap.officers.project_desk.forms import FORMS, Field, Form

SECTIONS = {
    "capital_plan": "capital_plans",
    "disbursement": "disbursements",
    "clearance": "clearance",
    "milestone": "milestones",
    "decision": "decisions",
    "package": "packages",
    "responsible_unit": "responsible_units",
}
"""Kind of row to the part of a project's history that holds it."""
RECORDS = ("clearance", "milestone", "decision", "package", "responsible_unit")
"""Kinds that are shown row by row; money has tables of its own."""
TITLES = {
    "capital_plan": N_("Kế hoạch vốn"),
    "disbursement": N_("Giải ngân"),
    "clearance": N_("Giải phóng mặt bằng"),
    "milestone": N_("Mốc tiến độ"),
    "decision": N_("Quyết định"),
    "package": N_("Gói thầu"),
    "responsible_unit": N_("Đơn vị theo dõi hiện trường"),
}
MILESTONES = {"start": N_("Khởi công"), "finish": N_("Hoàn thành, nghiệm thu")}
"""Milestones that every project has: the programme's rules read `finish`."""
UNTABLED = frozenset({"key", "note", "source"})
"""Fields that a table of the desk leaves to the form."""


class DeskPage(OfficePage):
    """A project as its owner, the finance office and the secretariat keep it; others read."""

    OPEN_ROWS = 4
    """Rows of a kind that are open; the older ones unfold."""

    def __init__(self, found: Snapshot, question: Question, actor: Actor, code: str) -> None:
        super().__init__(found, question, actor)
        self.code = code
        self.state: ProjectState | None = found.project_by_code.get(code)
        self.history: ProjectHistory | None = None
        self.coming: Sequence[Any] = ()
        """Units that are to answer for it from a coming day."""

    def read(self, session: Session) -> None:
        """Read the project's rows and what waits of it. Raises NotFound, Forbidden."""
        today = application.today()
        self.standing = project_in_sight(session, self.definition, self.actor, self.code, today)
        require(self.definition, self.actor, "project.see", self.standing)
        self.waiting = [
            entry
            for entry in entries.waiting(session, self.actor, self.definition, today)
            if self.code in (entry.code, getattr(entry.row, "project", None))
        ]
        if self.state is not None:
            self.history = history(session, self.moment, self.code)
            until = today + dt.timedelta(days=AHEAD_DAYS)
            self.coming = coming_units(session, self.moment, self.code, until)
        self.title = self.state.name if self.state else self._waiting_name()

    def _waiting_name(self) -> str:
        """The name of a project whose first description waits to be confirmed."""
        names = [entry.title for entry in self.waiting if entry.kind == "revision"]
        return names[0] if names else self.code

    def may(self, kind: str) -> bool:
        """Whether the reader enters rows of a kind, or does what an action names."""
        action = kind if "." in kind else f"project.{kind}"
        return may(self.definition, self.actor, action, self.standing)

    @property
    def forms(self) -> list[Form]:
        """The forms that the reader may use."""
        return [form for kind, form in FORMS.items() if self.may(kind)]

    @property
    def reads_only(self) -> bool:
        """Whether the reader enters nothing here."""
        return not self.forms and not self.acts

    @property
    def saved(self) -> str:
        """What was taken just now, in words."""
        kind = request.args.get("saved", "")
        if kind in FORMS:
            return gettext("Đã ghi: %(what)s.", what=gettext(TITLES[kind]).lower())
        return gettext("Đã gửi, chờ xác nhận.") if kind else ""

    @property
    def warnings(self) -> list[str]:
        """Warnings about what was entered just now."""
        given = request.args.getlist("warn")
        return [gettext(WARNING_MEANINGS[code]) for code in given if code in WARNING_MEANINGS]

    @property
    def acts(self) -> list[tuple[str, str]]:
        """What the reader does of the project as a whole: words and address."""
        found = []
        if self.may("update.report"):
            found.append(
                (gettext("Cập nhật tiến độ"), url_for("site_updates.form", code=self.code))
            )
            if self.actor.role == "owner" and (self.state and self.state.status not in ENDED):
                address = url_for("project_description.acceptance", code=self.code)
                found.append((gettext("Nghiệm thu, bàn giao"), address))
        if self.may("project.revise"):
            address = url_for("project_description.revise", code=self.code)
            found.append((gettext("Sửa mô tả dự án"), address))
        return found

    def record_title(self, kind: str) -> str:
        """What the rows of a kind are called."""
        return TITLES[kind]

    def form_url(self, kind: str, **values: Any) -> str:
        """Where a row of a kind is entered."""
        return url_for("project_desk.form", code=self.code, kind=kind, **values)

    def row_url(self, kind: str, row: Any) -> str | None:
        """Where a row is put right; None when the reader may not."""
        if not self.may(kind):
            return None
        return url_for("project_desk.correct", code=self.code, kind=kind, row_id=row.id)

    @cached_property
    def years(self) -> list[Year]:
        """Budget years, the newest first."""
        return budget_years.years(self.history, self.moment.today) if self.history else []

    def kinds_of(self, year: Year) -> list[tuple[str, str]]:
        """Kinds of disbursement that the table of a year has a column for; what an audit took off
        is rare."""
        return [
            (kind, words)
            for kind, words in self.choices("DISBURSEMENT_KINDS")
            if kind != "reduction" or year.sums[kind]
        ]

    # ── Records ──────────────────────────────────────────────────────────────────────────────

    @property
    def records(self) -> tuple[str, ...]:
        """Kinds that are shown row by row."""
        return RECORDS

    def form_of(self, kind: str) -> Form:
        """The form of a kind."""
        return FORMS[kind]

    def rows(self, kind: str) -> Sequence[Any]:
        """What counts of a kind today, the newest first; of units also those of a coming day."""
        if self.history is None:
            return ()
        coming = self.coming if kind == "responsible_unit" else ()
        return tuple(reversed((*getattr(self.history, SECTIONS[kind]), *coming)))

    def is_coming(self, row: Any) -> bool:
        """Whether a row does not count yet."""
        return bool(row.effective_on > self.moment.today)

    def columns(self, kind: str) -> list[Field]:
        """What a table of the desk shows of a kind."""
        return [one for one in FORMS[kind].fields if one.name not in UNTABLED]

    def cell(self, one: Field, row: Any) -> str:
        """A value of a row in words."""
        value = getattr(row, one.name)
        if value is None or value == "":
            return NOTHING
        if one.kind == "money":
            return money_full(value)
        if isinstance(value, dt.date):
            return day_text(value)
        if one.kind == "choice":
            return dict(self.choices(one.listing)).get(value) or self.who(value)
        return number(value) if one.kind == "number" else str(value)

    # ── Choices ──────────────────────────────────────────────────────────────────────────────

    def choices(self, listing: str) -> list[tuple[str, str]]:
        """What may be chosen of a list: code and word."""
        own = {
            "sector": self._sectors,
            "agency": self._owners,
            "unit": self._units,
            "milestone": self._milestones,
        }
        if listing in own:
            return own[listing]()
        return [(item.code, label(item.code, listing)) for item in getattr(vocabulary, listing)]

    def _sectors(self) -> list[tuple[str, str]]:
        return [(code, local(item, "name")) for code, item in self.definition.sectors.items()]

    def _units(self) -> list[tuple[str, str]]:
        standing = self.definition.units_on(self.moment.today).items()
        return [(uid, local(unit, "name")) for uid, unit in standing if unit.in_campaign]

    def _owners(self) -> list[tuple[str, str]]:
        """Agencies that may own a project: an owner chooses itself, the secretariat any."""
        known = self.definition.agencies.items()
        return [
            (uid, local(agency, "name"))
            for uid, agency in known
            if uid == self.actor.office
            or (self.actor.role == "secretariat" and "owner" in agency.functions)
        ]

    def _milestones(self) -> list[tuple[str, str]]:
        known = {key: gettext(name) for key, name in MILESTONES.items()}
        named = {row.key: row.name for row in (self.history.milestones if self.history else ())}
        return list((known | named).items())
