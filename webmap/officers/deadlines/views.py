"""`/desk/due`: what is due and overdue, with the reminders ready to copy or to mail."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from geodata import permissions
from geodata.deadlines import due
from webmap.access import identity
from webmap.http import application
from webmap.officers.deadlines import mail, reminders
from webmap.officers.deadlines.page import DuePage
from webmap.officers.layout import render

bp = Blueprint("deadlines", __name__)


@bp.get("/desk/due")
def show() -> ResponseReturnValue:
    """Sites without an update, entries that wait too long, reports to be sent, by office."""
    actor = identity.actor()
    with application.store().reading() as session:
        definition = application.definition(session)
        permissions.require(definition, actor, "due.read")
        found = due.due(session, application.today())
    sends = mail.is_set(application.settings()) and permissions.may(definition, actor, "due.send")
    page = DuePage(found, definition, sends=sends, args=request.args)
    return render("officers/deadlines/deadlines.html", _("Đến hạn, quá hạn"), page=page)


@bp.post("/desk/due/mail")
def send() -> ResponseReturnValue:
    """Mail the reminders, each list once a day to each account."""
    actor = identity.actor()
    with application.store().reading() as session:
        definition = application.definition(session)
        permissions.require(definition, actor, "due.send")
        found = due.due(session, application.today())
    if not mail.is_set(application.settings()):
        return redirect(url_for("deadlines.show", failed=1), 303)
    done = reminders.send(application.store(), application.settings(), found, definition)
    told: dict[str, Any] = {
        "sent": done.sent,
        "already": done.already,
        "refused": done.refused or None,
    }
    told |= {"failed": 1} if done.failed else {}
    return redirect(url_for("deadlines.show", **told), 303)
