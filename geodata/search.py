"""What a person means: projects, units, criteria, agencies, awards, contributions, documents.

Accents, case and punctuation do not matter; old and new names of units both lead to the unit, with
its years; a wrong letter is forgiven where nothing better is found.
"""

import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from rapidfuzz import process
from rapidfuzz.distance import OSA

from geodata.queries.definition import Definition
from geodata.queries.snapshot import Snapshot
from geodata.queries.states import AwardState, ContributionState, DocumentState, UnitState
from geodata.spelling import fold
from geodata.vocabulary import DECISION_KINDS, labels

CODE, NAME, PREFIX, WORDS, TEXT, NEAR = range(6)
"""How good a hit is, best first: exact code, exact name, the beginning of one of them, all words in
the name, all words somewhere in its texts, words that differ in a letter."""
KINDS = ("project", "unit", "criterion", "agency", "contribution", "award", "document")
LONG = 12
"""From so many letters on, two of them may be wrong."""
_DECISIONS = labels(DECISION_KINDS)
SHORT_WORD = 3
"""Words up to this length must begin with the right letter: N8 may mean N7, hardly D8."""


@dataclass(frozen=True)
class SearchEntry:
    """A thing that can be found: what it is, how it is called, what else tells of it."""

    kind: str
    key: str
    """Code; `code@year` of a unit or an agency; a document's key."""
    codes: tuple[str, ...]
    names: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """A thing that was found, and how well (one of CODE … NEAR)."""

    kind: str
    key: str
    rank: int


def plain(text: str) -> str:
    """Words without accents, case and punctuation: `ĐƯỜNG-N7` is `duong n7`."""
    return " ".join(re.findall(r"[0-9a-z]+", fold(text)))


class Index:
    """The words of a snapshot, ready to be searched."""

    def __init__(self, entries: Iterable[SearchEntry]) -> None:
        self.entries = tuple(entries)
        self._codes = [tuple(map(plain, e.codes)) for e in self.entries]
        self._names = [tuple(map(plain, e.names)) for e in self.entries]
        self._in_names: dict[str, set[int]] = {}
        self._in_texts: dict[str, set[int]] = {}
        for number, entry in enumerate(self.entries):
            own = " ".join((*self._codes[number], *self._names[number]))
            _post(self._in_names, own, number)
            _post(self._in_texts, plain(" ".join(filter(None, entry.texts))), number)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every word that tells of anything."""
        return tuple(sorted({*self._in_names, *self._in_texts}))

    def search(self, query: str) -> list[Hit]:
        """What answers a query, best first; among equals in the campaign's own order."""
        asked = plain(query)
        if not asked:
            return []
        words = asked.split()
        found = dict.fromkeys(self._with_all(words, self._in_names), WORDS)
        for number in self._with_all(words, self._in_names, self._in_texts):
            found.setdefault(number, TEXT)
        found |= {number: self._rank(number, asked, rank) for number, rank in found.items()}
        if not found:
            found = dict.fromkeys(self._near(words), NEAR)
        order = {kind: n for n, kind in enumerate(KINDS)}

        def merit(number: int) -> tuple[int, bool, int, int]:
            """Words that follow each other as asked come before scattered ones."""
            apart = not any(f" {asked} " in f" {name} " for name in self._names[number])
            return found[number], apart, order[self.entries[number].kind], number

        ranked = sorted(found, key=merit)
        return [Hit(self.entries[n].kind, self.entries[n].key, found[n]) for n in ranked]

    def _rank(self, number: int, asked: str, rank: int) -> int:
        codes, names = self._codes[number], self._names[number]
        if asked in codes:
            return CODE
        if asked in names:
            return NAME
        if any(text.startswith(asked) for text in (*codes, *names)):
            return PREFIX
        return rank

    def _with_all(self, words: list[str], *postings: dict[str, set[int]]) -> set[int]:
        """Entries in which each word is, or begins a word."""
        found: set[int] | None = None
        for word in words:
            # The code of a unit is no beginning of another code: numbers are meant whole.
            begun = (w for w in self.words if w.startswith(word)) if not word.isdigit() else (word,)
            hits: set[int] = set()
            for candidate in begun:
                for posting in postings:
                    hits |= posting.get(candidate, set())
            found = hits if found is None else found & hits
            if not found:
                return set()
        return found or set()

    def _near(self, words: list[str]) -> list[int]:
        """Entries whose names have the words but for a letter (two in a long query), nearest
        first. A word that is all there must hold a short one that is not."""
        allowed = 2 if sum(map(len, words)) >= LONG else 1
        wrong: dict[int, int] | None = None
        for word in words:
            costs: dict[int, int] = {}
            for candidate, cost in self._similar(word, alone=len(words) == 1):
                for number in self._in_names.get(candidate, ()):
                    costs[number] = min(cost, costs.get(number, cost))
            wrong = (
                costs
                if wrong is None
                else {n: wrong[n] + cost for n, cost in costs.items() if n in wrong}
            )
        near = {n: cost for n, cost in (wrong or {}).items() if cost <= allowed}
        return sorted(near, key=lambda n: (near[n], n))

    def _similar(self, word: str, *, alone: bool) -> Iterator[tuple[str, int]]:
        short = len(word) <= SHORT_WORD
        if short and (alone or word.isdigit()):
            yield word, 0
            return
        for candidate, distance, _ in process.extract(
            word, self.words, scorer=OSA.distance, score_cutoff=1, limit=None
        ):
            if not short or candidate[0] == word[0]:
                yield candidate, int(distance)


def _post(postings: dict[str, set[int]], text: str, number: int) -> None:
    for word in text.split():
        postings.setdefault(word, set()).add(number)


_kept: WeakKeyDictionary[Snapshot, Index] = WeakKeyDictionary()
_lock = threading.Lock()


def index(snapshot: Snapshot) -> Index:
    """The index of a snapshot; made once and kept as long as the snapshot is."""
    with _lock:
        found = _kept.get(snapshot)
    if found is None:
        found = Index(_entries(snapshot))
        with _lock:
            _kept[snapshot] = found
    return found


def search(snapshot: Snapshot, query: str) -> list[Hit]:
    """What of a snapshot answers a query, best first. Units and agencies of every generation are
    found whatever the day; everything else as it was at the snapshot's moment."""
    return index(snapshot).search(query)


def _entries(snapshot: Snapshot) -> Iterator[SearchEntry]:
    definition = snapshot.definition
    for project in snapshot.projects:
        units = [definition.units[uid].name for uid in (*project.units, *project.shares)]
        texts = (project.place_note or "", *units)
        yield SearchEntry("project", project.code, (project.code,), (project.name,), texts)
    for unit in definition.units.values():
        if unit.in_campaign:
            codes = (unit.id, unit.code or unit.id)
            now = [definition.units[uid].name for uid in (*unit.successors, *unit.predecessors)]
            yield SearchEntry("unit", unit.id, codes, tuple(_called(unit)), tuple(now))
    for item in definition.criteria.values():
        texts = (item.binds_vi or "", item.binds_en or "")
        yield SearchEntry("criterion", item.code, (item.code,), (item.text_vi, item.text_en), texts)
    for agency in definition.agencies.values():
        yield SearchEntry("agency", agency.id, (agency.id,), (agency.name_vi, agency.name_en), ())
    for contribution in snapshot.contributions:
        yield _contribution(contribution, definition)
    for award in snapshot.awards:
        yield _award(award, definition)
    for document in snapshot.documents:
        yield _document(document, snapshot)


def _called(unit: UnitState) -> Iterator[str]:
    """How people call a unit: with its kind, without it, and `P1` for Phường 1."""
    yield from (unit.name, unit.name_en)
    kind, _, rest = unit.name.partition(" ")
    if rest.isdigit():
        yield from (f"{kind[0]}{rest}", f"{kind[0]} {rest}")
    elif rest:
        yield rest


def _contribution(contribution: ContributionState, definition: Definition) -> SearchEntry:
    names = (contribution.hamlet,) if contribution.hamlet else ()
    texts = (
        definition.units[contribution.unit].name,
        contribution.note or "",
        contribution.project or "",
    )
    return SearchEntry("contribution", contribution.code, (contribution.code,), names, texts)


def _award(award: AwardState, definition: Definition) -> SearchEntry:
    codes = (award.code, award.decision_number) if award.decision_number else (award.code,)
    unit = definition.units.get(award.unit or "")
    texts = (award.achievement, unit.name if unit else "", *award.projects)
    return SearchEntry("award", award.code, codes, (award.recipient,), texts)


def _document(document: DocumentState, snapshot: Snapshot) -> SearchEntry:
    """By number and title; by what cites it only where its own words do not answer."""
    named = [
        snapshot.project_by_code[code].name for kind, code in document.cited_by if kind == "project"
    ]
    title = document.title
    if title is None:
        title = " ".join((_DECISIONS[document.kind or ""], *named))
    codes = (document.number,) if document.number else ()
    definition, issuer = snapshot.definition, document.issuer or ""
    if issuer in definition.agencies:
        issuer = definition.agencies[issuer].name_vi
    elif issuer in definition.units:
        issuer = definition.units[issuer].name
    return SearchEntry("document", document.key, codes, (title,), (issuer, *named))
