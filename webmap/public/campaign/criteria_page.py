"""What `/criteria` and `/criteria/CODE` show: the plan's criteria, and what serves them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from geodata.errors import NotFound
from geodata.figures.filters import Filter
from geodata.figures.selection import Selection, select
from geodata.queries import CriterionState, Proof, Snapshot, proofs
from geodata.vocabulary import N_
from webmap.http.query import Question
from webmap.language.i18n import local, usual
from webmap.pages.tables import Column, Table
from webmap.pages.tables_page import KeyFigure, TablesPage
from webmap.public.campaign.page import plan_of
from webmap.public.campaign.plan_text import PlanText, anchor

SECTION = "III"
"""Where the plan has its criteria: criterion 1.1.a is III.1.1.a."""
KINDS = ("projects", "contributions", "awards")


@dataclass(frozen=True)
class Node:
    """A criterion or a node above some, with what serves it or one below it."""

    state: CriterionState
    counts: Mapping[str, int]
    children: tuple["Node", ...]

    @property
    def missing(self) -> bool:
        """Whether nothing at all serves it."""
        return not any(self.counts.values())


class _Criteria(TablesPage):
    """What both pages ask."""

    def parent_codes(self, code: str) -> list[str]:
        """The nodes above a criterion, from the top."""
        found: list[str] = []
        parent = self.definition.criteria[code].parent
        while parent:
            found.insert(0, parent)
            parent = self.definition.criteria[parent].parent
        return found

    def served(self, code: str) -> Selection:
        """What serves a criterion or one below it."""
        return select(self.found, Filter(criterion=(code,)))

    def node(self, state: CriterionState) -> Node:
        """A criterion with its counts and those below it."""
        below = self.definition.criteria.values()
        served = self.served(state.code)
        return Node(
            state,
            {kind: len(getattr(served, kind)) for kind in KINDS},
            tuple(self.node(other) for other in below if other.parent == state.code),
        )

    def to_rows(self, kind: str, code: str) -> str:
        """The list of what serves a criterion."""
        return self.rows(f"{kind}.index", criterion=code)

    @cached_property
    def plan(self) -> PlanText:
        """The plan's text."""
        return plan_of(self.definition)

    def place(self, code: str) -> str | None:
        """The address of a criterion's words in the plan."""
        spot = anchor(f"{SECTION}.{code}")
        return self.url("campaign.show", _anchor=spot) if spot in self.plan.anchors else None


class CriteriaPage(_Criteria):
    """The tree."""

    template = "public/campaign/criteria.html"

    def __init__(self, found: Snapshot, question: Question) -> None:
        super().__init__(found, question)
        self.title = _("Tiêu chí thi đua")

    @cached_property
    def tree(self) -> list[Node]:
        """The criteria from the top, in the plan's order."""
        tops = (c for c in self.definition.criteria.values() if c.parent is None)
        return [self.node(state) for state in tops]

    @cached_property
    def leaves(self) -> list[Node]:
        """The criteria themselves, without the nodes above them."""

        def below(node: Node) -> list[Node]:
            return [node] if node.state.is_leaf else [x for c in node.children for x in below(c)]

        return [leaf for top in self.tree for leaf in below(top)]

    @property
    def missing(self) -> list[Node]:
        """Criteria that nothing serves yet."""
        return [leaf for leaf in self.leaves if leaf.missing]

    def build(self) -> list[Table]:
        def count(kind: str, title: str) -> Column:
            return Column(
                kind,
                title,
                lambda n: n.counts[kind],
                "number",
                link=lambda n: self.to_rows(kind, n.state.code),
                figure=f"criterion_{kind}",
                whole=self.serving[kind],
            )

        columns = [
            Column("code", _("Tiêu chí"), lambda n: n.state.code),
            Column("text", _("Nội dung"), lambda n: n.state.text_vi),
            Column("binds", _("Đối tượng"), lambda n: local(n.state, "binds")),
            count("projects", _("Dự án")),
            count("contributions", _("Đóng góp")),
            count("awards", _("Khen thưởng")),
            Column(
                "evidence", _("Minh chứng"), lambda n: _("chưa có minh chứng") if n.missing else ""
            ),
        ]
        return [
            self.listed(
                "criteria",
                "tieu-chi",
                self.title,
                columns,
                self.leaves,
                first=True,
                overlap=_("Nhiều tiêu chí (trừ đếm trùng)"),
            )
        ]

    @cached_property
    def serving(self) -> dict[str, int]:
        """How many projects, contributions and awards serve a criterion, each counted once."""
        served = [self.served(leaf.state.code) for leaf in self.leaves]
        return {
            kind: len({row.code for chosen in served for row in getattr(chosen, kind)})
            for kind in KINDS
        }


class CriterionPage(_Criteria):
    """One criterion or a node above some. Raises NotFound for an unknown code."""

    template = "public/campaign/criterion.html"

    def __init__(self, found: Snapshot, question: Question, code: str) -> None:
        super().__init__(found, question)
        if code not in self.definition.criteria:
            raise NotFound(N_("Kế hoạch không có tiêu chí nào mang mã như vậy."))
        self.state = self.definition.criteria[code]
        self.title = _("Tiêu chí %(code)s", code=code)
        self.above = [self.definition.criteria[parent] for parent in self.parent_codes(code)]
        self.proofs: list[Proof] = []

    def read(self, session: Session) -> None:
        wanted = {self.state.code, *self._below(self.state.code)}
        self.proofs = [p for p in proofs(session, self.found) if p.criterion in wanted]

    def _below(self, code: str) -> list[str]:
        criteria = self.definition.criteria
        direct = [c.code for c in criteria.values() if c.parent == code]
        return [*direct, *(deep for child in direct for deep in self._below(child))]

    @cached_property
    def tree(self) -> Node:
        """The node with those below it."""
        return self.node(self.state)

    @property
    def key_figures(self) -> list[KeyFigure]:
        """How much serves it."""
        code = self.state.code
        titles = (_("Dự án"), _("Đóng góp"), _("Khen thưởng"))
        return [
            KeyFigure(kind, title, self.tree.counts[kind], "number", self.to_rows(kind, code))
            for kind, title in zip(KINDS, titles, strict=True)
        ]

    @property
    def unproved(self) -> int:
        """Links of which nothing in words, nor a document, says what proves them."""
        return sum(not (proof.evidence or proof.document) for proof in self.proofs)

    def build(self) -> list[Table]:
        served = self.served(self.state.code)
        told = [proof for proof in self.proofs if proof.evidence or proof.document]
        return [
            self.listed(
                "projects", "du-an", _("Dự án"), self.project_columns(), served.projects, first=True
            ),
            self.listed(
                "contributions",
                "dong-gop",
                _("Đóng góp"),
                self.contribution_columns(),
                served.contributions,
            ),
            self.listed(
                "awards", "khen-thuong", _("Khen thưởng"), self.award_columns(), served.awards
            ),
            self.listed(
                "evidence", "minh-chung", _("Văn bản, minh chứng"), self._proof_columns(), told
            ),
        ]

    def _proof_columns(self) -> list[Column]:
        def feature(proof: Proof) -> str:
            known = self.found.project_by_code
            return known[proof.code].name if proof.kind == "project" else proof.code

        def paper(proof: Proof) -> str:
            if not proof.document:
                return ""
            told = (proof.document.title, proof.document.number, proof.document.issuer)
            return ", ".join(part for part in told if part)

        return [
            Column(
                "feature",
                _("Dự án, đóng góp, khen thưởng"),
                feature,
                link=lambda p: self.thing(p.kind, p.code),
            ),
            Column(
                "criterion",
                _("Tiêu chí"),
                lambda p: p.criterion,
                link=lambda p: self.thing("criterion", p.criterion),
            ),
            Column("evidence", _("Minh chứng"), lambda p: p.evidence),
            Column(
                "document",
                _("Văn bản"),
                paper,
                link=lambda p: _web(p.document.url) if p.document else None,
            ),
            Column("effective_on", _("Ngày"), lambda p: p.effective_on, "day"),
            Column("marks", _("Minh họa"), self.marks, "marks"),
            Column("source", _("Nguồn"), lambda p: usual(p.source)),
        ]


def _web(url: str | None) -> str | None:
    """An address that a page may link to: of the web, never a script."""
    return url if url and url.startswith(("https://", "http://", "/")) else None
