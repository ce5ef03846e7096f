"""The plan's text as HTML: Markdown rendered safely, with an anchor for every numbered place.

A place is named as people cite it: `VI.1`, `III.1.1.a`, `IV.2`; a criterion of section III.1 by
its code, `III.1.1.a.2`. Its anchor is `muc-vi-1`, and so on. Raw HTML, links and pictures in the
text are not rendered but shown as written.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

TITLE, DEEPEST = 1, 5
_LABEL = re.compile(r"(?:([IVX]+)|(\d+(?:\.\d+)*)|([a-z])(?=\)))[.)]\s")


def anchor(place: str) -> str:
    """The id of a place in the page: `muc-iii-1-1-a` for `III.1.1.a`."""
    return "muc-" + re.sub(r"[^0-9a-z]+", "-", place.lower()).strip("-")


@dataclass(frozen=True)
class Section:
    """A heading of the plan and what stands below it, to the next heading of its rank."""

    place: str
    anchor: str
    title: str
    level: int
    html: str


@dataclass(frozen=True)
class PlanText:
    """The whole text, its sections by place, and the places that have an anchor."""

    html: str
    sections: dict[str, Section]
    anchors: frozenset[str]


@lru_cache(maxsize=4)
def plan_text(markdown: str, criteria: tuple[tuple[str, str], ...]) -> PlanText:
    """Render the plan. `criteria` are the pairs (code, text) of the leaves: where the plan says
    these words, the criterion has its anchor."""
    parser = MarkdownIt("commonmark", {"html": False}).disable(
        ["image", "link", "autolink", "reference", "html_block", "html_inline", "code"]
    )
    tokens = parser.parse(markdown)
    starts = _mark(tokens, {_plain(text): f"III.{code}" for code, text in criteria})
    _lower_headings(tokens)

    def rendered(part: list[Token]) -> str:
        html: str = parser.renderer.render(part, parser.options, {})
        return html

    sections = {}
    for number, (index, level, place, title) in enumerate(starts):
        later = (i for i, other, _p, _t in starts[number + 1 :] if other <= level)
        body = rendered([_without_anchor(t) for t in tokens[index + 3 : next(later, len(tokens))]])
        sections[place] = Section(place, anchor(place), title, level, body)
    anchors = frozenset(str(t.attrs["id"]) for t in tokens if "id" in t.attrs)
    return PlanText(rendered(tokens), sections, anchors)


def _mark(tokens: list[Token], criteria: dict[str, str]) -> list[tuple[int, int, str, str]]:
    """Give every numbered place its anchor; returns the headings' (index, level, place, title)."""
    starts: list[tuple[int, int, str, str]] = []
    chapter, number = "", ""
    for index, token in enumerate(tokens):
        if token.type not in ("heading_open", "paragraph_open"):
            continue
        text = tokens[index + 1].content
        heading = token.type == "heading_open"
        label = _LABEL.match(text.replace("\\", ""))
        place = criteria.get(_plain(text), "")
        if heading and label:
            roman, digits, letter = label.groups()
            chapter = roman or chapter
            number = digits or (number if letter else "")
            place = ".".join(part for part in (chapter, number, letter) if part)
            title = " ".join(text[label.end() :].split()).rstrip(":")
            starts.append((index, int(token.tag[1]), place, title))
        elif not heading and label and label.group(2) and not place:
            place = f"{chapter}.{label.group(2)}"
        if place:
            token.attrSet("id", anchor(place))
    return starts


def _lower_headings(tokens: Iterable[Token]) -> None:
    """The page has the first two ranks of headings; the text's own title is no heading."""
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1])
            token.tag = "p" if level == TITLE else f"h{min(level + 1, DEEPEST + 1)}"
            if level == TITLE and token.nesting == 1:
                token.attrSet("class", "plan-title")
        elif token.type == "paragraph_open" and "id" in token.attrs:
            token.hidden = False


def _without_anchor(token: Token) -> Token:
    """A part shown a second time must not repeat an id."""
    return token.copy(attrs={k: v for k, v in token.attrs.items() if k != "id"})


def _plain(text: str) -> str:
    """Words alone: no emphasis, no list letter, one blank between."""
    bare = re.sub(r"^[a-z]\)\s+", "", text.replace("*", "").replace("\\", ""))
    return " ".join(bare.split()).rstrip(".")
