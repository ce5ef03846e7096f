"""`/awards`: the roll of honour."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webmap.http import query
from webmap.pages.page import show
from webmap.public.awards.page import OWN, AwardPage

bp = Blueprint("awards", __name__)


@bp.get("/awards")
def index() -> ResponseReturnValue:
    """The awards that are decided as of a day, by what was known at an instant."""
    return show((*query.LIST, *OWN), AwardPage, "public/awards/awards.html")
