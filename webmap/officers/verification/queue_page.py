"""The queue of the one who confirms: what waits, in groups that are decided together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from flask import request
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from geodata.permissions import RULES, Actor
from geodata.queries import Snapshot
from geodata.spelling import sort_key
from geodata.verification.entries import Entry, waiting
from webmap.http import application
from webmap.http.query import Question
from webmap.officers.page import KINDS, LONG_WAIT, OfficePage

PER_PAGE = 25
SORTS = ("age", "unit", "size")
ONLY = ("long", "odd")
Group = tuple[Entry, ...]


@dataclass(frozen=True)
class DecisionNotice:
    """What became of a decision: how many entries it was given on, and for which ones not, with
    the reason (title, sentence)."""

    verdict: str
    done: int = 0
    failed: Sequence[tuple[str, str]] = field(default=())

    @property
    def sentence(self) -> str:
        """What was done, in words."""
        words = {
            "verified": ngettext("Đã xác nhận %(num)s mục.", "Đã xác nhận %(num)s mục.", self.done),
            "returned": ngettext("Đã trả lại %(num)s mục.", "Đã trả lại %(num)s mục.", self.done),
            "asked": ngettext("Đã hỏi thêm %(num)s mục.", "Đã hỏi thêm %(num)s mục.", self.done),
            "withdrawn": ngettext("Đã rút lại %(num)s mục.", "Đã rút lại %(num)s mục.", self.done),
        }
        return words[self.verdict]


def outcome_from_query() -> DecisionNotice | None:
    """What the address says was done just now."""
    verdict, done = request.args.get("verdict"), request.args.get("done", "")
    known = ("verified", "returned", "asked", "withdrawn")
    if verdict in known and done.isdecimal() and len(done) < 5:
        return DecisionNotice(verdict, int(done))
    return None


class QueuePage(OfficePage):
    """What waits for this officer's word; for a leader all that waits, to read."""

    endpoint = "verification.queue"

    def __init__(
        self,
        found: Snapshot,
        question: Question,
        actor: Actor,
        *,
        outcome: DecisionNotice | None = None,
        chosen: Collection[str] = (),
        reason: str = "",
    ) -> None:
        super().__init__(found, question, actor)
        self.title = _("Chờ xác nhận")
        self.outcome = outcome
        self.chosen = frozenset(chosen)
        self.reason = reason
        self.sort = _one_of("sort", SORTS) or SORTS[0]
        self.kind = _one_of("kind", tuple(KINDS))
        self.only = _one_of("only", ONLY)
        self.unit = request.args.get("unit") or None

    def read(self, session: Session) -> None:
        """Read what waits."""
        today, definition = application.today(), self.definition
        self.everything = in_queue(
            self.actor, waiting(session, self.actor, definition, today, sort=self.sort)
        )
        self.entries = [entry for entry in self.everything if self._is_wanted(entry)]

    def _is_wanted(self, entry: Entry) -> bool:
        return (
            self.kind in (None, entry.kind)
            and (self.unit is None or self.unit in entry.units)
            and (self.only is None or belongs(entry, self.only))
        )

    @staticmethod
    def key(entry: Entry) -> str:
        """How a form names an entry: what is decided is the version that was read."""
        return f"{entry.kind}:{entry.id}:{entry.version}"

    @property
    def reads_only(self) -> bool:
        """Whether the reader gives no verdicts at all."""
        return not decided_by(self.actor.role)

    @property
    def kinds(self) -> list[str]:
        """Kinds of entries that the reader has to do with."""
        seen = {entry.kind for entry in self.everything}
        return [kind for kind in KINDS if kind in seen or kind == self.kind]

    @property
    def sorts(self) -> list[tuple[str, str]]:
        """Orders to choose from."""
        return [
            ("age", _("Chờ lâu nhất trước")),
            ("unit", _("Theo đơn vị")),
            ("size", _("Thay đổi nhiều nhất trước")),
        ]

    @property
    def units(self) -> list[tuple[str, str]]:
        """Units that what waits is about: id and name, by name."""
        found = {uid for entry in self.everything for uid in entry.units}
        found |= {self.unit} if self.unit else set()
        return sorted(((uid, self.who(uid)) for uid in found), key=lambda pair: sort_key(pair[1]))

    @property
    def onlys(self) -> list[tuple[str, str]]:
        """What the queue can be narrowed to."""
        return [
            ("long", _("Chờ quá %(days)s ngày", days=LONG_WAIT)),
            ("odd", _("Có dấu hiệu lạ")),
        ]

    @property
    def filtered(self) -> bool:
        """Whether a filter is on."""
        return bool(self.kind or self.unit or self.only)

    @property
    def total(self) -> int:
        """How many entries wait, by the filter."""
        return len(self.entries)

    @property
    def long_waiting(self) -> int:
        """How many have waited too long."""
        return sum(belongs(entry, "long") for entry in self.entries)

    @property
    def warning_count(self) -> int:
        """How many entries have warnings."""
        return sum(belongs(entry, "odd") for entry in self.entries)

    @cached_property
    def all_groups(self) -> list[Group]:
        """Every entry once, rivals together, in the order asked for. A rival that the filter has
        left out is shown with the one that is in."""
        known = {(entry.kind, entry.id): entry for entry in self.everything}
        placed: set[str] = set()
        found: list[Group] = []
        for entry in self.entries:
            if self.key(entry) in placed:
                continue
            others = (known.get((entry.kind, one)) for one in entry.rivals)
            group = (entry, *(other for other in others if other is not None))
            placed.update(map(self.key, group))
            found.append(group)
        return found

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-len(self.all_groups) // PER_PAGE))

    @property
    def number(self) -> int:
        """The page shown: the last one when fewer are left."""
        return min(self.question.page or 1, self.pages)

    @cached_property
    def groups(self) -> list[Group]:
        """The groups of the page shown."""
        first = (self.number - 1) * PER_PAGE
        return self.all_groups[first : first + PER_PAGE]


def decided_by(role: str) -> tuple[str, ...]:
    """The kinds of entries on which a role gives verdicts."""
    return tuple(kind for kind in KINDS if role in RULES[f"{kind}.decide"])


def in_queue(actor: Actor, entries: Sequence[Entry]) -> list[Entry]:
    """What of the open entries is in an officer's queue: what they may decide, and their own of
    the same kinds, which another decides; everything for who only reads."""
    kinds = decided_by(actor.role)
    if not kinds:
        return list(entries)
    return [
        entry
        for entry in entries
        if entry.may_decide or (entry.author == actor.account and entry.kind in kinds)
    ]


def belongs(entry: Entry, only: str) -> bool:
    """Whether an entry is among those that ONLY names."""
    return entry.days_waiting > LONG_WAIT if only == "long" else bool(entry.warnings)


def _one_of(name: str, allowed: tuple[str, ...]) -> str | None:
    value = request.args.get(name)
    return value if value in allowed else None
