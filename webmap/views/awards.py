"""`/awards`: the roll of honour."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webmap import params
from webmap.award_page import OWN, AwardPage
from webmap.pages import show

bp = Blueprint("awards", __name__)


@bp.get("/awards")
def index() -> ResponseReturnValue:
    """The awards that are decided as of a day, by what was known at an instant."""
    return show((*params.LIST, *OWN), AwardPage, "awards.html")
