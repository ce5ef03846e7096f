"""`/agencies`: agencies of every generation; `/agencies/UID`: one of them."""

from functools import partial

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webmap.pages import page
from webmap.pages.tables_page import NAMES
from webmap.public.campaign.agencies_page import AgenciesPage, AgencyPage

bp = Blueprint("agencies", __name__)


@bp.get("/agencies")
def index() -> ResponseReturnValue:
    """All agencies with the figures of their projects."""
    return page.show(NAMES, AgenciesPage, AgenciesPage.template)


@bp.get("/agencies/<uid>")
def show(uid: str) -> ResponseReturnValue:
    """One agency, `code@year`."""
    return page.show(NAMES, partial(AgencyPage, uid=uid), AgencyPage.template)
