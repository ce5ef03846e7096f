"""`/criteria`: the plan's criteria as a tree; `/criteria/CODE`: one of them, or a node."""

from functools import partial

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webmap.pages import page
from webmap.pages.tables_page import NAMES
from webmap.public.campaign.criteria_page import CriteriaPage, CriterionPage

bp = Blueprint("criteria", __name__)


@bp.get("/criteria")
def index() -> ResponseReturnValue:
    """All criteria in the plan's order, with what serves each."""
    return page.show(NAMES, CriteriaPage, CriteriaPage.template)


@bp.get("/criteria/<code>")
def show(code: str) -> ResponseReturnValue:
    """One criterion with its projects, contributions, awards and evidence."""
    return page.show(NAMES, partial(CriterionPage, code=code), CriterionPage.template)
