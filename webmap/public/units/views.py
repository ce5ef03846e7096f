"""`/units`: the units of a generation with figures; `/units/CODE@YEAR`: one of them."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from geodata.errors import NotFound
from geodata.queries import Snapshot
from geodata.vocabulary import N_
from webmap import errors
from webmap.http.query import Question
from webmap.pages import page
from webmap.pages.tables_page import NAMES, TablesPage
from webmap.public.units.unit_page import UnitPage
from webmap.public.units.units_page import UnitChoice, UnitsPage

bp = Blueprint("units", __name__)


@bp.get("/units")
def index() -> ResponseReturnValue:
    """Units side by side; `units_on` chooses the generation."""
    return page.show(NAMES, UnitsPage, UnitsPage.template)


@bp.get("/units/<uid>")
def show(uid: str) -> ResponseReturnValue:
    """One unit. A code without its year lists the units that bear it; an unknown one is 404, with
    all units to choose from."""

    def make(found: Snapshot, question: Question) -> TablesPage:
        if uid in found.definition.units:
            return UnitPage(found, question, uid)
        choice = UnitChoice(found, question, uid)
        if not choice.known and errors.wants_json():
            raise NotFound(N_("Không có đơn vị nào mang mã như vậy."))
        return choice

    return page.show(NAMES, make, UnitPage.template)
