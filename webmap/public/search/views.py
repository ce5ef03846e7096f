"""`/search`: what a person means, as a page; `/search.json`: the same while they type."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from geodata.queries import Snapshot
from webmap.http import conditional, query
from webmap.pages.page import show
from webmap.public.search.page import SUGGESTED, SearchPage, suggestion

bp = Blueprint("search", __name__)


@bp.get("/search")
def index() -> ResponseReturnValue:
    """Hits in groups, the best group first; without a question, how to ask."""
    return show(("q",), SearchPage, "public/search/search.html")


@bp.get("/search.json")
def suggest() -> Response:
    """The best hits, for a list of suggestions."""
    return conditional.data(("q", *query.MOMENT, "lang"), _suggestions)


def _suggestions(found: Snapshot, question: query.Question, _language: str) -> object:
    page = SearchPage(found, question)
    return {
        "q": question.filter.q or "",
        "as_of": found.moment.as_of,
        "rev": found.moment.known_rev,
        "count": len(page.hits),
        "hits": [suggestion(page.row(hit)) for hit in page.hits[:SUGGESTED]],
    }
