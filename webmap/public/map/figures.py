"""`/figures.json`: the key figures, in all and by group."""

from flask import Blueprint, Response

from geodata.figures.summaries import figures
from geodata.queries import Snapshot
from webmap.http import conditional, query
from webmap.public.map.key_figures import as_json

bp = Blueprint("figures", __name__)
DEFAULT_GROUPING = "unit"


@bp.get("/figures.json")
def index() -> Response:
    """Figures of what is selected; the groups' amounts add up to the total, exactly."""
    return conditional.data(query.FIGURES, _figures)


def _figures(found: Snapshot, question: query.Question, language: str) -> object:
    chosen = conditional.selected(found, question)
    by = question.by or DEFAULT_GROUPING
    return as_json(found, figures(found, chosen, by, question.units_on), language)
