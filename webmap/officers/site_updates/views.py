"""`/desk/sites/CODE/update`: what an officer saw of a site; `/desk/entries/update/ID/correct`."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from geodata.checks import submissions
from geodata.errors import InvalidChange, ReusedKey, StaleChange, Unconfirmed
from geodata.site_updates import reporting
from webmap.access import identity
from webmap.api.gate import ROW, row_id_of
from webmap.forms import reading
from webmap.forms.bodies import SiteReport
from webmap.forms.form_state import lists
from webmap.http import application
from webmap.officers.layout import render
from webmap.officers.site_updates import conflicts
from webmap.officers.site_updates import form as site_form
from webmap.officers.site_updates import page as site_page
from webmap.officers.site_updates.form import SiteForm

bp = Blueprint("site_updates", __name__)


@bp.get("/desk/sites/<code>/update")
def form(code: str) -> ResponseReturnValue:
    """The form; `mend` and `aside` of the address name what is to be sent anew and fill it in."""
    asked = request.args
    mend, conflict = asked.get("mend", type=row_id_of), asked.get("aside", type=row_id_of)
    return _shown(site_page.opened(identity.actor(), code, mend, conflict))


@bp.post("/desk/sites/<code>/update")
def send(code: str) -> ResponseReturnValue:
    """303 to the officer's work once it was taken; else the form with everything typed."""
    actor = identity.actor()
    try:
        sent = _report(code)
    except InvalidChange as error:
        typed, wrong = lists(request.form), reading.by_field(error)
        return _shown(site_page.again(actor, code, typed, wrong)), 422
    except Unconfirmed as error:
        shown = site_page.again(actor, code, lists(request.form), reading.asked_about(error))
        shown.confirming = reading.confirming(error)
        return _shown(shown), 422
    except StaleChange as stale:
        return conflicts.conflict_page(actor, str(stale.params["client_uuid"])), 409
    except ReusedKey:
        return _shown(site_page.taken_before(actor, code, lists(request.form))), 409
    address = url_for("home.index", sent=f"update-{sent.id}", warn=sent.warnings)
    return redirect(address, 303)


@bp.get(f"/desk/entries/update/{ROW}/correct")
def correction(row_id: int) -> ResponseReturnValue:
    """The form that corrects a verified update."""
    return _shown(site_page.correction(identity.actor(), row_id))


@bp.post(f"/desk/entries/update/{ROW}/correct")
def correct(row_id: int) -> ResponseReturnValue:
    """303 once the correction waits for its confirmation; else the form again."""
    try:
        sent = _correct(row_id)
    except InvalidChange as error:
        typed, wrong = lists(request.form), reading.by_field(error)
        return _shown(site_page.correction(identity.actor(), row_id, typed, wrong)), 422
    address = url_for("home.index", sent=f"update-{sent.id}", warn=sent.warnings)
    return redirect(address, 303)


def _report(code: str) -> submissions.Receipt:
    body = reading.from_form(SiteReport, request.form, site_form.OF_THE_PAGE)
    with reading.as_fields():
        return submissions.send(
            application.store(),
            reporting.report,
            identity.actor(),
            code,
            body.values(),
            client_uuid=body.client_uuid,
            base_version=body.base_version,
            today=application.today(),
            confirmed=body.confirmed,
        )


def _correct(row_id: int) -> submissions.Receipt:
    body = reading.from_form(site_form.UpdateCorrection, request.form)
    change = body.values()
    reason = change.pop("reason")
    with reading.as_fields():
        return submissions.send(
            application.store(),
            reporting.correct,
            identity.actor(),
            row_id,
            change,
            reason,
            client_uuid=body.client_uuid,
            today=application.today(),
        )


def _shown(shown: SiteForm) -> str:
    title = _("Cập nhật: %(name)s", name=shown.site.name)
    return render("officers/site_updates/form.html", title, form=shown)
