"""`/agencies`: agencies of every generation; `/agencies/UID`: one of them."""

from functools import partial

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webmap import pages
from webmap.agencies_page import AgenciesPage, AgencyPage
from webmap.frames import NAMES

bp = Blueprint("agencies", __name__)


@bp.get("/agencies")
def index() -> ResponseReturnValue:
    """All agencies with the figures of their projects."""
    return pages.show(NAMES, AgenciesPage, AgenciesPage.template)


@bp.get("/agencies/<uid>")
def show(uid: str) -> ResponseReturnValue:
    """One agency, `code@year`."""
    return pages.show(NAMES, partial(AgencyPage, uid=uid), AgencyPage.template)
