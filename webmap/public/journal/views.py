"""`/projects/CODE/journal`: what was recorded of a project, for everybody; `/journal`: all."""

from functools import partial
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from geodata import permissions
from geodata.checks.written import written_day
from geodata.errors import NotFound
from geodata.vocabulary import N_
from webmap.access import identity
from webmap.http import application
from webmap.pages.page import show
from webmap.public.journal.page import FILTERS, FullJournal, ProjectJournal
from webmap.public.projects.views import CODE

bp = Blueprint("journal", __name__)


@bp.get("/projects/<code>/journal")
def project(code: str) -> ResponseReturnValue:
    """The journal of a published project: offices, what changed, of which day, when recorded."""
    if not CODE.fullmatch(code):
        raise NotFound(N_("Không có dự án nào mang mã như vậy."))
    return _typed("journal.project", code=code) or show(
        (*FILTERS, "page"), partial(ProjectJournal, code=code), "public/journal/project.html"
    )


@bp.get("/journal")
def index() -> ResponseReturnValue:
    """The whole journal, for the secretariat and the administrator."""
    with application.store().reading() as session:
        permissions.require(application.definition(session), identity.actor(), "journal.read")
    return _typed("journal.index") or show(
        (*FILTERS, "project", "page"), FullJournal, "public/journal/journal.html"
    )


def _typed(endpoint: str, **values: str) -> ResponseReturnValue | None:
    """Away to the address of a day that was typed as people write it."""
    iso = written_day(request.args.get("day", ""))
    if iso is None:
        return None
    args: dict[str, Any] = {**request.args.to_dict(flat=False), **values, "day": iso}
    return redirect(url_for(endpoint, **args), 303)
