"""`/desk`: the home of a signed-in officer."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webmap import auth, current
from webmap.home import Home
from webmap.work import render
from webmap.work_page import cards

bp = Blueprint("work", __name__)


@bp.get("/desk")
def index() -> ResponseReturnValue:
    """What waits for this officer, by role."""
    with current.store().reading() as session:
        home = Home(session, auth.actor(), current.today(), request.args.get("sent", ""))
        # Rows belong to the session: the page is written while it is open.
        return render("work.html", _("Việc của tôi"), cards=cards(home))
