"""Everything that is true at a moment, read once and kept: the rows are append-only, so a snapshot
never goes stale for its key."""

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from geodata.queries.award_states import award_states, placed
from geodata.queries.contribution_states import contribution_states
from geodata.queries.definition import Definition, definition_at
from geodata.queries.document_states import document_states
from geodata.queries.facts import Reach
from geodata.queries.links import Links
from geodata.queries.moments import Moment
from geodata.queries.projects.states import last_changes, project_rows, project_states
from geodata.queries.public_places import ON_PROJECT, with_public_places
from geodata.queries.states import (
    AwardState,
    ContributionState,
    DocumentState,
    ProjectState,
)
from geodata.store import Store

KEPT_FEATURES = 60_000
"""Features in the snapshots that a process keeps per store (about 150 MB); the slider asks for
neighbouring days again and again. The newest snapshot is kept whatever its size."""

REMEMBERED = 96
"""Answers kept per snapshot: a page and its fragments ask the same again, and the page of criteria
asks once for each."""

T = TypeVar("T")

_lock = threading.Lock()


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The campaign at a moment. Projects come most urgent first, the others newest first."""

    moment: Moment
    definition: Definition
    projects: tuple[ProjectState, ...]
    contributions: tuple[ContributionState, ...]
    awards: tuple[AwardState, ...]
    documents: tuple[DocumentState, ...] = ()
    changed_on: Mapping[str, dt.date] = field(default_factory=dict)
    """The day of each project's newest fact, by code."""
    memory: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict, repr=False)
    """What was worked out of this snapshot before (see `remember`)."""

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gave for this key before, or gives now. A snapshot never changes, so neither
        does what follows from it; the last few dozen answers are kept."""
        with _lock:
            if key in self.memory:
                self.memory.move_to_end(key)
                found: T = self.memory[key]
                return found
        made = make()
        with _lock:
            self.memory[key] = made
            while len(self.memory) > REMEMBERED:
                self.memory.popitem(last=False)
        return made

    @cached_property
    def project_by_code(self) -> Mapping[str, ProjectState]:
        """Projects by code."""
        return {project.code: project for project in self.projects}

    @cached_property
    def contribution_by_code(self) -> Mapping[str, ContributionState]:
        """Contributions by code."""
        return {contribution.code: contribution for contribution in self.contributions}

    @cached_property
    def award_by_code(self) -> Mapping[str, AwardState]:
        """Awards by code."""
        return {award.code: award for award in self.awards}

    @cached_property
    def document_by_key(self) -> Mapping[str, DocumentState]:
        """Documents by key."""
        return {document.key: document for document in self.documents}


def snapshot(session: Session, moment: Moment) -> Snapshot:
    """The state of the campaign at a moment, from the store or from this process's memory.

    Raises NotFound when no campaign is loaded.
    """
    kept = _kept(session)
    key = moment.key()
    if kept is not None:
        with _lock:
            if key in kept:
                kept.move_to_end(key)
                return _for(kept[key], moment)
    made = _read(session, moment)
    if kept is not None:
        with _lock:
            kept[key] = made
            while len(kept) > 1 and sum(map(_size, kept.values())) > KEPT_FEATURES:
                kept.popitem(last=False)
    return made


def _for(kept: Snapshot, moment: Moment) -> Snapshot:
    """What is kept, as the answer to this asker: another `known_at` or another today may resolve to
    the same rows, and a page says which was asked."""
    return kept if kept.moment == moment else replace(kept, moment=moment)


def _size(kept: Snapshot) -> int:
    return 500 + len(kept.projects) + len(kept.contributions)


def _kept(session: Session) -> OrderedDict[Hashable, Any] | None:
    """This store's memory; None for a session that is writing, whose rows may still vanish."""
    store: Store | None = session.info.get("store")
    if store is None or "counter" in session.info:
        return None
    return store.memory


def _read(session: Session, moment: Moment) -> Snapshot:
    definition = definition_at(session, moment.known_rev)
    reach = Reach.of(moment)
    links = Links.read(session, reach, definition)
    contributions = contribution_states(session, reach, links)
    awards = award_states(session, reach, definition, links)
    rows = project_rows(session, reach)
    projects = project_states(rows, definition, links, moment, _by_project(contributions))
    by_code = {project.code: project for project in projects}
    contributions = tuple(
        _with_project(contribution, by_code.get(contribution.project or ""))
        for contribution in contributions
    )
    contributions = with_public_places(
        contributions,
        {project.code: project.geometry for project in projects},
        {unit.id: unit.geometry for unit in definition.units.values()},
        definition.campaign.rules.get("public_place", ON_PROJECT),
        moment.agreed,
    )
    features: dict[str, ProjectState | ContributionState] = {
        **by_code,
        **{contribution.code: contribution for contribution in contributions},
    }
    awards = tuple(replace(award, geometry=placed(award, features)) for award in awards)
    known = {
        "project": set(by_code),
        "contribution": {contribution.code for contribution in contributions},
        "award": {award.code for award in awards},
    }
    documents = document_states(session, reach, links, known)
    changes = last_changes(rows, links)
    return Snapshot(moment, definition, projects, contributions, awards, documents, changes)


def _with_project(
    contribution: ContributionState, project: ProjectState | None
) -> ContributionState:
    """A contribution with the sector and the agency of its project."""
    if project is None:
        return contribution
    return replace(contribution, sector=project.sector, agency=project.agency)


def _by_project(contributions: tuple[ContributionState, ...]) -> dict[str, tuple[str, ...]]:
    """Codes of the contributions made to each project."""
    found: dict[str, list[str]] = {}
    for contribution in contributions:
        if contribution.project:
            found.setdefault(contribution.project, []).append(contribution.code)
    return {project: tuple(codes) for project, codes in found.items()}
