"""`/desk/aside`: what met a newer state; its sender sends it anew or drops it."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from geodata.checks import submissions
from webmap import asides, auth, current
from webmap.api import ROW
from webmap.work import render

bp = Blueprint("set_aside", __name__)


@bp.get("/desk/aside")
def index() -> ResponseReturnValue:
    """Mine and theirs, side by side."""
    with current.store().reading() as session:
        kept = asides.all_kept(session, auth.actor())
    return render("set_aside.html", _("Bản để lại"), asides=kept)


@bp.post(f"/desk/aside/{ROW}/drop")
def drop(row_id: int) -> ResponseReturnValue:
    """Let go of what was set aside."""
    with current.store().writing() as session:
        submissions.drop(session, auth.actor(), row_id)
    return redirect(url_for("set_aside.index"), 303)
