"""`/contributions`: what people gave, what it adds up to, how it was used."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webmap.http import query
from webmap.pages.page import show
from webmap.public.contributions.page import ContributionPage

bp = Blueprint("contributions", __name__)


@bp.get("/contributions")
def index() -> ResponseReturnValue:
    """The ledger as of a day, by what was known at an instant."""
    return show(
        (*query.LIST, "period", "table"),
        ContributionPage,
        "public/contributions/contributions.html",
    )
