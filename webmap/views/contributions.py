"""`/contributions`: what people gave, what it adds up to, how it was used."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webmap import params
from webmap.contribution_page import ContributionPage
from webmap.pages import show

bp = Blueprint("contributions", __name__)


@bp.get("/contributions")
def index() -> ResponseReturnValue:
    """The ledger as of a day, by what was known at an instant."""
    return show((*params.LIST, "period", "table"), ContributionPage, "contributions.html")
