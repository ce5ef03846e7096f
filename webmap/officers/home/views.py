"""`/desk`: the home of a signed-in officer."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webmap.access import identity
from webmap.http import application
from webmap.officers.home.card import Home
from webmap.officers.home.cards_by_role import cards
from webmap.officers.layout import render

bp = Blueprint("home", __name__)


@bp.get("/desk")
def index() -> ResponseReturnValue:
    """What waits for this officer, by role."""
    with application.store().reading() as session:
        home = Home(
            session,
            identity.actor(),
            application.today(),
            request.args.get("sent", ""),
            tuple(request.args.getlist("warn")),
        )
        # Rows belong to the session: the page is written while it is open.
        return render("officers/home/home.html", _("Việc của tôi"), cards=cards(home))
