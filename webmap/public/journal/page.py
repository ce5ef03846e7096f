"""What the journal's pages show: who, when, what, before and after; to the public by office, to the
secretariat and the administrator in full."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from geodata.actions import ACTIONS, BULK
from geodata.errors import NotFound
from geodata.history import journal_entries, journal_filter
from geodata.history.journal_entries import JournalChange, JournalChanges
from geodata.history.journal_filter import Wanted
from geodata.models import JournalEntry
from geodata.models.base import Query
from geodata.queries import Snapshot, names
from geodata.spelling import sort_key
from geodata.vocabulary import ENTRY_STATES, N_, labels
from webmap.http.query import BadParameters, Problem, Question
from webmap.http.readers import UNKNOWN
from webmap.language.formats import day as day_text
from webmap.language.formats import instant
from webmap.pages import links
from webmap.pages.page import Page
from webmap.pages.tables import PER_PAGE, Column, Table
from webmap.public.projects import change_words

FILTERS = ("action", "office", "day")
NAMES = (*FILTERS, "project", "page")
_WORDS = labels(ACTIONS)
_DONE = {**change_words.ACTIONS, **labels(ENTRY_STATES)}


@dataclass(frozen=True)
class JournalLine:
    """An entry of the journal as it is shown. `sent`: the entry that sent what this one confirms;
    `who`: display name of the account, for those who may read it."""

    entry: JournalEntry
    tellings: Sequence[JournalChange]
    sent: JournalEntry | None = None
    who: str | None = None


@dataclass(frozen=True)
class Part:
    """Which part of the journal is shown, as the paging of tables asks it."""

    number: int
    total: int
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many parts there are, at least one."""
        return max(1, -(-self.total // PER_PAGE))

    @property
    def first(self) -> int:
        """How many entries come before this part; the last part when there are fewer."""
        return (min(self.number, self.pages) - 1) * PER_PAGE


class JournalPage(Page, ABC):
    """Entries of the journal, newest first, a part at a time; all of them in a download."""

    def __init__(self, found: Snapshot, question: Question) -> None:
        super().__init__(found, question)
        self.wanted = Wanted(question.action, question.office, question.day, self.code)
        known = (*self.definition.agencies, *self.definition.units)
        if question.office and question.office not in known:
            raise BadParameters([Problem("office", question.office, UNKNOWN, known)])

    code: str | None = None
    """The project whose entries are shown; None: of all."""

    @abstractmethod
    def query(self, wanted: Wanted) -> Query:
        """The entries that answer."""

    @abstractmethod
    def changes_of(self, session: Session, entries: Sequence[JournalEntry]) -> JournalChanges:
        """What the entries changed."""

    def read(self, session: Session) -> None:
        """The entries of the part that is asked for, and what the filters offer."""
        query = self.query(self.wanted)
        self.part = Part(self.question.page or 1, journal_filter.count(session, query))
        if not self.question.format:
            query = query.offset(self.part.first).limit(PER_PAGE)
        entries = list(session.scalars(query))
        tellings = self.changes_of(session, entries)
        sent = self._sent(session, tellings)
        people = self.people(session, entries)
        self.lines = [
            JournalLine(entry, told := tellings.get(entry.rev, ()), _first(sent, told),
                 people.get(entry.actor))
            for entry in entries
        ]  # fmt: skip
        self.choices = journal_filter.choices(session, self.query(Wanted(project=self.code)))
        session.expunge_all()

    def people(self, _session: Session, _entries: Sequence[JournalEntry]) -> Mapping[str, str]:
        """Display names by account; nobody's unless the reader may see them."""
        return {}

    def _sent(self, session: Session, tellings: JournalChanges) -> dict[int, JournalEntry]:
        revs = {t.sent_rev for told in tellings.values() for t in told if t.sent_rev}
        return journal_filter.by_rev(session, revs)

    # ── Words ─────────────────────────────────────────────────────────────────────────────────

    def action(self, code: str) -> str:
        """An action in words."""
        return _(_WORDS[code]) if code in _WORDS else code

    def done(self, telling: JournalChange) -> str:
        """What was done to a row, in words."""
        return _(_DONE[telling.action])

    def state(self, telling: JournalChange) -> str:
        """Where a row stands, in words; nothing for one that counts at once."""
        return _(_DONE[telling.state]) if telling.state else ""

    def changes(self, telling: JournalChange) -> list[tuple[str, str, str]]:
        """Field, before, after in words; before is empty for what was not there."""
        found = []
        for change in telling.fields:
            old = ""
            if change.old is not None and change.old != change.new:
                old = change_words.written(change, change.old, self.who)
            found.append((_(change.name), old, change_words.written(change, change.new, self.who)))
        return found

    def subject(self, line: JournalLine) -> str | None:
        """The address of the thing that an entry is about, when it has a page."""
        kind, code = line.entry.subject_kind, line.entry.subject
        if line.tellings and line.tellings[0].subject:
            kind, code = line.tellings[0].subject_kind, line.tellings[0].subject
        known = {
            "project": self.found.project_by_code,
            "contribution": self.found.contribution_by_code,
            "award": self.found.award_by_code,
        }
        return links.thing(kind, code) if code in known.get(kind, {}) else None

    # ── Filters ───────────────────────────────────────────────────────────────────────────────

    @cached_property
    def options(self) -> dict[str, list[tuple[str, str]]]:
        """The choices of each list of the form, as (value, text), in the words' order."""
        actions = [(code, self.action(code)) for code in self.choices.actions]
        offices = [(uid, self.who(uid)) for uid in self.choices.offices]
        by_word = lambda pair: sort_key(pair[1])  # noqa: E731
        return {"action": sorted(actions, key=by_word), "office": sorted(offices, key=by_word)}

    @property
    def filters(self) -> str:
        """The filter in words, for downloads."""
        given = {name: self.question.values.get(name) for name in (*FILTERS, "project")}
        return "; ".join(f"{name}={value}" for name, value in given.items() if value)

    # ── The list as a table, for downloads ────────────────────────────────────────────────────

    @cached_property
    def table(self) -> Table:
        """Every entry that answers."""
        return Table("nhat-ky", self.title, self.columns(), self.lines)

    def columns(self) -> list[Column]:
        """What a download holds."""
        return [
            Column("rev", _("Số thứ tự"), lambda line: line.entry.rev, "number"),
            Column("recorded_at", _("Ghi nhận lúc"), lambda line: instant(line.entry.recorded_at)),
            Column("office", _("Cơ quan, đơn vị"), lambda line: self.who(line.entry.office)),
            Column("action", _("Việc"), lambda line: self.action(line.entry.action)),
            Column("subject", _("Mã"), lambda line: _subject(line)),
            Column("changes", _("Thay đổi"), self._written),
            Column("reason", _("Lý do"), lambda line: _joined(t.reason for t in line.tellings)),
            Column("imported", _("Nạp từ tệp"), lambda x: _("có") if x.entry.imported else ""),
        ]

    def _written(self, line: JournalLine) -> str:
        return _joined(self._sentence(telling) for telling in line.tellings)

    def _sentence(self, telling: JournalChange) -> str:
        fields = "; ".join(
            f"{name}: {old} → {new}" if old else f"{name}: {new}"
            for name, old, new in self.changes(telling)
        )
        day = f" ({day_text(telling.effective_on)})" if telling.effective_on else ""
        done = ", ".join(filter(None, (self.done(telling), self.state(telling))))
        return f"{_(telling.what)}{day}, {done}" + (f": {fields}" if fields else "")


class ProjectJournal(JournalPage):
    """The journal of one project, for everybody: offices, not persons; only what is public."""

    def __init__(self, found: Snapshot, question: Question, code: str) -> None:
        if code not in found.project_by_code:
            raise NotFound(N_("Không có dự án mang mã %(code)s vào ngày này."), code=code)
        self.code = code
        self.state_of = found.project_by_code[code]
        self.title = _("Nhật ký: %(name)s", name=self.state_of.name)
        super().__init__(found, question)

    def query(self, wanted: Wanted) -> Query:
        return journal_filter.published(self.moment, self.state_of.code, wanted)

    def changes_of(self, session: Session, entries: Sequence[JournalEntry]) -> JournalChanges:
        return journal_entries.in_public(
            session, {entry.rev for entry in entries}, self.state_of.code
        )


class FullJournal(JournalPage):
    """The whole journal, for the secretariat and the administrator: what waits included, with the
    account's name as long as the account is not erased."""

    def __init__(self, found: Snapshot, question: Question) -> None:
        self.title = _("Nhật ký hệ thống")
        if len(question.filter.project) > 1:
            raise BadParameters(
                [Problem("project", ",".join(question.filter.project), UNKNOWN, ())]
            )
        self.code = question.filter.project[0] if question.filter.project else None
        super().__init__(found, question)

    def query(self, wanted: Wanted) -> Query:
        return journal_filter.everything(self.moment, wanted)

    def changes_of(self, session: Session, entries: Sequence[JournalEntry]) -> JournalChanges:
        told = journal_entries.in_full
        return told(session, {entry.rev for entry in entries if entry.action not in BULK})

    def people(self, session: Session, entries: Sequence[JournalEntry]) -> Mapping[str, str]:
        uids = {entry.actor for entry in entries}
        uids |= {entry.subject for entry in entries if entry.subject_kind == "account"}
        self.known = names.of_accounts(session, uids)
        return self.known

    def about(self, line: JournalLine) -> str:
        """What an entry is about, in words: a code, an account, the thing that a verdict is on."""
        if line.entry.subject_kind == "account":
            return self.known.get(line.entry.subject, line.entry.subject)
        return _subject(line)

    def columns(self) -> list[Column]:
        who = Column("who", _("Tài khoản"), lambda line: line.who or line.entry.actor)
        state = Column("state", _("Tình trạng xác nhận"), self._states)
        return [*super().columns(), who, state]

    def _states(self, line: JournalLine) -> str:
        return _joined(self.state(telling) for telling in line.tellings)


def _first(sent: Mapping[int, JournalEntry], told: Sequence[JournalChange]) -> JournalEntry | None:
    return next(
        (sent[t.sent_rev] for t in told if t.sent_rev is not None and t.sent_rev in sent), None
    )


def _subject(line: JournalLine) -> str:
    return (line.tellings[0].subject if line.tellings else "") or line.entry.subject


def _joined(texts: Iterable[str | None]) -> str:
    return "\n".join(dict.fromkeys(filter(None, texts)))
