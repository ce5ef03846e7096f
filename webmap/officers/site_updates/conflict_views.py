"""`/desk/aside`: changes in conflict with a newer version, to be sent anew or dropped."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from geodata.checks import submissions
from webmap.access import identity
from webmap.api.gate import ROW
from webmap.http import application
from webmap.officers.layout import render
from webmap.officers.site_updates import conflicts

bp = Blueprint("conflicts", __name__)


@bp.get("/desk/aside")
def index() -> ResponseReturnValue:
    """Mine and theirs, side by side."""
    with application.store().reading() as session:
        found = conflicts.all_conflicts(session, identity.actor())
    return render("officers/site_updates/conflicts.html", _("Bản để lại"), conflicts=found)


@bp.post(f"/desk/aside/{ROW}/drop")
def drop(row_id: int) -> ResponseReturnValue:
    """Let go of a conflicting change."""
    with application.store().writing() as session:
        submissions.drop_conflict(session, identity.actor(), row_id)
    return redirect(url_for("conflicts.index"), 303)
