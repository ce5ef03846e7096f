"""`/desk/due`: what is due and overdue, with the reminders ready to copy or to mail."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from geodata import permissions
from geodata.deadlines import due
from webmap import auth, current, mail, reminders
from webmap.due_page import DuePage
from webmap.work import render

bp = Blueprint("due", __name__)


@bp.get("/desk/due")
def show() -> ResponseReturnValue:
    """Sites without an update, entries that wait too long, reports to be sent, by office."""
    actor = auth.actor()
    with current.store().reading() as session:
        frame = current.frame(session)
        permissions.require(frame, actor, "due.read")
        found = due.due(session, current.today())
    sends = mail.is_set(current.settings()) and permissions.may(frame, actor, "due.send")
    page = DuePage(found, frame, sends=sends, args=request.args)
    return render("due.html", _("Đến hạn, quá hạn"), page=page)


@bp.post("/desk/due/mail")
def send() -> ResponseReturnValue:
    """Mail the reminders, each list once a day to each account."""
    actor = auth.actor()
    with current.store().reading() as session:
        frame = current.frame(session)
        permissions.require(frame, actor, "due.send")
        found = due.due(session, current.today())
    if not mail.is_set(current.settings()):
        return redirect(url_for("due.show", failed=1), 303)
    done = reminders.send(current.store(), current.settings(), found, frame)
    told = {"sent": done.sent, "already": done.already, "refused": done.refused or None}
    told |= {"failed": 1} if done.failed else {}
    return redirect(url_for("due.show", **told), 303)
