"""What the search page and the suggestions show of each hit."""

from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext as _

from geodata.queries import Snapshot
from geodata.search import NEAR, Hit, search
from geodata.vocabulary import N_
from webmap.http.query import Question
from webmap.language.formats import day as day_text
from webmap.language.formats import number
from webmap.language.i18n import label, local
from webmap.pages import links
from webmap.pages.page import Page

SUGGESTED = 8
"""Hits of a list of suggestions."""
SHOWN = 20
"""Hits of a group on the page; the others are in the list that the group leads to."""
LONGEST = 160
KIND_NAMES = {
    "project": N_("Dự án, công trình"),
    "unit": N_("Đơn vị hành chính"),
    "criterion": N_("Tiêu chí"),
    "agency": N_("Cơ quan"),
    "contribution": N_("Đóng góp"),
    "award": N_("Khen thưởng"),
    "document": N_("Văn bản"),
}
LISTS = {
    "project": "projects.index",
    "contribution": "contributions.index",
    "award": "awards.index",
}


@dataclass(frozen=True)
class Row:
    """A hit as shown: what kind of thing, its name, what tells it apart, its address."""

    hit: Hit
    kind: str
    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class Group:
    """Hits of one kind: those shown, how many there are, and the list with all (or None)."""

    kind: str
    title: str
    rows: tuple[Row, ...]
    count: int
    url: str | None


def suggestion(row: Row) -> dict[str, str]:
    """A hit for the list of suggestions."""
    return {
        "kind": row.hit.kind,
        "key": row.hit.key,
        "kind_name": row.kind,
        "title": row.title,
        "detail": row.detail,
        "url": row.url,
    }


class SearchPage(Page):
    """The answers to a question in words."""

    def __init__(self, found: Snapshot, question: Question) -> None:
        super().__init__(found, question)
        self.query: str = question.filter.q or ""
        self.title = (
            _("Tìm “%(query)s”", query=_short(self.query, 60)) if self.query else _("Tìm kiếm")
        )

    @cached_property
    def hits(self) -> list[Hit]:
        """What was found, best first."""
        return search(self.found, self.query)

    @property
    def only_near(self) -> bool:
        """Whether nothing has the words as asked: the hits differ in a letter."""
        return bool(self.hits) and self.hits[0].rank == NEAR

    @cached_property
    def groups(self) -> list[Group]:
        """The hits by kind; the kind of the best hit first."""
        by_kind: dict[str, list[Hit]] = {}
        for hit in self.hits:
            by_kind.setdefault(hit.kind, []).append(hit)
        return [self._group(kind, hits) for kind, hits in by_kind.items()]

    def _group(self, kind: str, hits: list[Hit]) -> Group:
        listing = LISTS.get(kind)
        more = listing and len(hits) > SHOWN and links.exists(listing)
        return Group(
            kind,
            _(KIND_NAMES[kind]),
            tuple(map(self.row, hits[:SHOWN])),
            len(hits),
            links.to(listing, q=self.query) if listing and more else None,
        )

    def row(self, hit: Hit) -> Row:
        """A hit with its words and its address."""
        title, detail = getattr(self, f"_{hit.kind}")(hit.key)
        url = self._cited(hit.key) if hit.kind == "document" else links.thing(hit.kind, hit.key)
        return Row(hit, _(KIND_NAMES[hit.kind]), _short(title, LONGEST), detail, url)

    def _project(self, code: str) -> tuple[str, str]:
        state = self.found.project_by_code[code]
        told = [code, label(state.status, "STATUSES")]
        if state.late:
            told.append(_("Chậm tiến độ"))
        return state.name, _dotted([*told, *(self.who(uid) for uid in state.units)])

    def _unit(self, uid: str) -> tuple[str, str]:
        unit = self.definition.units[uid]
        if unit.valid_to:
            years = _("%(first)s đến trước %(last)s", first=day_text(unit.valid_from),
                      last=day_text(unit.valid_to))  # fmt: skip
        else:
            years = _("từ %(day)s", day=day_text(unit.valid_from))
        told = [unit.code or "", years]
        if unit.successors:
            now = ", ".join(self.who(other) for other in unit.successors)
            told.append(_("nay là %(name)s", name=now))
        return local(unit, "name"), _dotted(told)

    def _criterion(self, code: str) -> tuple[str, str]:
        item = self.definition.criteria[code]
        return local(item, "text"), _dotted([code, local(item, "binds")])

    def _agency(self, uid: str) -> tuple[str, str]:
        agency = self.definition.agencies[uid]
        if agency.valid_to:
            years = f"{agency.valid_from.year}–{agency.valid_to.year}"
        else:
            years = _("từ năm %(year)s", year=agency.valid_from.year)
        return local(agency, "name"), _dotted([label(agency.level, "AGENCY_LEVELS"), years])

    def _contribution(self, code: str) -> tuple[str, str]:
        contribution = self.found.contribution_by_code[code]
        title = label(contribution.kind, "CONTRIBUTION_KINDS")
        if contribution.quantity is not None:
            title += f": {number(contribution.quantity)} {_(contribution.unit_of_measure or '')}"
        told = [
            code,
            day_text(contribution.date),
            contribution.hamlet or "",
            self.who(contribution.unit),
        ]
        project = self.found.project_by_code.get(contribution.project or "")
        return title, _dotted([*told, project.name if project else ""])

    def _award(self, code: str) -> tuple[str, str]:
        award = self.found.award_by_code[code]
        form = self.definition.award_forms.get(award.form)
        told = [code, local(form, "name") if form else award.form, str(award.year)]
        return award.recipient, _dotted(told)

    def _document(self, key: str) -> tuple[str, str]:
        document = self.found.document_by_key[key]
        kind, code = document.cited_by[0]
        project = self.found.project_by_code.get(code) if kind == "project" else None
        title = document.title or label(document.kind, "DECISION_KINDS")
        told = [document.number or "", self.who(document.issuer), day_text(document.issued_on)]
        return title, _dotted([*told, project.name if project else code, *document.criteria])

    def _cited(self, key: str) -> str:
        """Where a document is cited: the first thing that it proves, or that it decided."""
        document = self.found.document_by_key[key]
        kind, code = document.cited_by[0]
        place = {"_anchor": "criteria" if document.criteria else "decisions"}
        return links.thing(kind, code, **(place if kind == "project" else {"_anchor": code}))


def _dotted(parts: list[str]) -> str:
    return " · ".join(part for part in parts if part)


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"
