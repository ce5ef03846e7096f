"""One entry: what it changes, where it was seen, what others say, what was decided of it."""

from functools import cached_property

import shapely
from flask import url_for
from flask_babel import gettext as _
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geodata.permissions import RULES, Actor
from geodata.queries import Snapshot
from geodata.queries.standing import project_standing
from geodata.queries.verdicts import OPEN, all_verdicts
from geodata.shares import on_grid
from geodata.verification import entries
from geodata.verification.entries import Entry
from layers.sketch import Shape, Sketch, sketch
from webmap.http import application
from webmap.http.query import Question
from webmap.language.formats import number
from webmap.language.i18n import label, local
from webmap.officers.page import OfficePage
from webmap.officers.verification.queue_page import DecisionNotice


class EntryPage(OfficePage):
    """An entry as the one who confirms reads it, its sender, or a leader."""

    endpoint = "verification.entry"

    def __init__(
        self,
        found: Snapshot,
        question: Question,
        actor: Actor,
        kind: str,
        row_id: int,
        *,
        outcome: DecisionNotice | None = None,
        reason: str = "",
    ) -> None:
        super().__init__(found, question, actor)
        self.kind, self.row_id = kind, row_id
        self.outcome, self.reason = outcome, reason

    def read(self, session: Session) -> None:
        """Read the entry and those that say otherwise. Raises NotFound, Forbidden."""
        today, definition = application.today(), self.definition
        self.entry: Entry = entries.entry(
            session, self.actor, definition, self.kind, self.row_id, today
        )
        self.title = self.entry.title
        self.rivals = [
            entries.entry(session, self.actor, definition, self.kind, one, today)
            for one in self.entry.rivals
        ]
        self.owner = self._owner(session)
        self.verdicts = all_verdicts(session, self.entry.row)

    def _owner(self, session: Session) -> str | None:
        if self.kind == "contribution":
            return None
        return project_standing(session, self.entry.code, application.today()).owner

    @property
    def sides(self) -> list[Entry]:
        """This entry and its rivals."""
        return [self.entry, *self.rivals]

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.entry.state in OPEN

    @property
    def deciders(self) -> list[str]:
        """Who may give the verdict, in words."""
        words = []
        for role in RULES[f"{self.kind}.decide"]:
            where = self.who(self.owner) if role == "owner" else ""
            words.append(f"{label(role, 'ROLES')} ({where})" if where else label(role, "ROLES"))
        return words

    @property
    def thing_url(self) -> str | None:
        """The public page of what the entry is of; None as long as there is none."""
        if self.kind == "contribution":
            known = self.entry.code in self.found.contribution_by_code
            return self.url("contributions.index", q=self.entry.code) if known else None
        known = self.entry.code in self.found.project_by_code
        return self.url("projects.show", code=self.entry.code) if known else None

    @property
    def is_ours(self) -> bool:
        """Whether the reader's office sent it."""
        return self.entry.office == self.actor.office

    @property
    def note(self) -> str | None:
        """What its sender wrote beside the figures, unless the table of differences tells it."""
        note = getattr(self.entry.row, "note", None)
        return None if any(change.new == note for change in self.entry.changes) else note

    @property
    def is_new(self) -> bool:
        """Whether nothing of it was confirmed before."""
        return bool(self.entry.changes) and all(one.old is None for one in self.entry.changes)

    @property
    def why(self) -> str | None:
        """Why it corrects what it corrects, or describes anew."""
        reason: str | None = self.entry.row.reason
        return reason

    @property
    def replaces_url(self) -> str | None:
        """The entry that it corrects."""
        old = self.entry.correction_of
        return url_for("verification.entry", kind=self.kind, row_id=old) if old else None

    # ── Where ────────────────────────────────────────────────────────────────────────────────

    @property
    def site(self) -> BaseGeometry | None:
        """The place of the project that it is of, as confirmed."""
        code = self.entry.row.project if self.kind == "contribution" else self.entry.code
        state = self.found.project_by_code.get(code or "")
        return state.geometry if state else None

    @property
    def sent(self) -> BaseGeometry | None:
        """The place that came with it."""
        row = self.entry.row
        place: BaseGeometry | None = row.seen_at if self.kind == "update" else row.place
        return place

    @cached_property
    def sketch(self) -> Sketch | None:
        """Both places in their surroundings."""
        day = self.moment.as_of
        units = [(local(u, "name"), u.geometry) for u in self.definition.units_on(day).values()]
        return sketch(units, [], [self.site, self.sent])

    @property
    def site_shapes(self) -> tuple[Shape, ...]:
        """The project's own place in the sketch."""
        if self.sketch is None or self.site is None:
            return ()
        return self.sketch.things[:1]

    @property
    def sent_shapes(self) -> tuple[Shape, ...]:
        """The place that was sent in the sketch."""
        if self.sketch is None or self.sent is None:
            return ()
        return self.sketch.things[-1:]

    @property
    def site_word(self) -> str:
        """What the first mark of the sketch is."""
        return _("Công trình, theo mô tả đã xác nhận")

    @property
    def sent_word(self) -> str:
        """What the second mark of the sketch is."""
        words = {
            "update": _("Nơi người gửi đứng"),
            "contribution": _("Nơi đóng góp"),
            "revision": _("Vị trí đề nghị"),
        }
        return words[self.kind]

    @property
    def place_words(self) -> str:
        """The sketch in words."""
        if self.site is None or self.sent is None:
            one = self.sent_word if self.site is None else self.site_word
            return _("Sơ đồ vị trí: %(what)s.", what=one)
        metres = shapely.distance(on_grid(self.site), on_grid(self.sent))
        accuracy = getattr(self.entry.row, "accuracy_m", None)
        far = f"{number(metres, 0)} m"
        text = _("%(what)s cách công trình %(far)s.", what=self.sent_word, far=far)
        if accuracy is not None:
            text += " " + _("Sai số của điện thoại: %(metres)s.", metres=f"{number(accuracy, 0)} m")
        return text
