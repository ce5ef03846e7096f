"""`/figures.json`: the key figures, in all and by group."""

from flask import Blueprint, Response

from geodata.queries import Snapshot
from geodata.selection import select
from geodata.summaries import figures
from webmap import asking, params

bp = Blueprint("figures", __name__)
DEFAULT_GROUPING = "unit"


@bp.get("/figures.json")
def index() -> Response:
    """Figures of what is selected; the groups' amounts add up to the total, exactly."""
    return asking.data(params.FIGURES, _figures)


def _figures(found: Snapshot, question: params.Question, language: str) -> object:
    by = question.by or DEFAULT_GROUPING
    units_on = asking.generation_day(question, found)
    return figures(found, select(found, question.filter), by, units_on).as_dict(language)
