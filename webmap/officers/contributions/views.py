"""`/desk/contributions/new`, `/desk/entries/contribution/ID/mend|correct`: what people gave."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from geodata.checks import submissions
from geodata.checks.submissions import Receipt
from geodata.contributions import entering
from geodata.errors import InvalidChange, Unconfirmed
from geodata.permissions import Actor
from layers import styles
from webmap.access import identity
from webmap.api.gate import ROW
from webmap.forms import reading
from webmap.forms.form_state import lists
from webmap.http import application
from webmap.language.i18n import label
from webmap.officers.contributions import form as contribution_form
from webmap.officers.contributions import page as contribution_page
from webmap.officers.contributions.form import ContributionForm, Twin
from webmap.officers.layout import render

bp = Blueprint("contribution_entry", __name__)


class Alike(Exception):
    """There are contributions much like the one that was sent; nothing was taken yet."""

    def __init__(self, twins: list[Twin]) -> None:
        super().__init__(len(twins))
        self.twins = twins


@bp.get("/desk/contributions/new")
def choose() -> ResponseReturnValue:
    """What was given? With `kind`, the form of that kind."""
    kind = request.args.get("kind")
    if kind:
        return _shown(contribution_page.new(identity.actor(), contribution_page.known_kind(kind)))
    kinds = [(*each, styles.KIND_ICONS[each[0]]) for each in contribution_form.kind_choices()]
    return render(
        "officers/contributions/kinds.html", _("Ghi đóng góp mới"), kinds=kinds, ink=styles.INK
    )


@bp.post("/desk/contributions/new")
def send() -> ResponseReturnValue:
    """303 once it was taken. What looks like one that is there already is asked about first."""
    actor, typed = identity.actor(), lists(request.form)
    try:
        body = reading.from_form(contribution_form.Named, _ready())
        with reading.as_fields():
            sent = submissions.send(
                application.store(),
                _submit,
                actor,
                body.values(),
                body.distinct,
                client_uuid=body.client_uuid,
                today=application.today(),
                confirmed=body.confirmed,
            )
    except InvalidChange as error:
        kind = contribution_page.known_kind(request.form.get("kind", ""))
        return _shown(contribution_page.new(actor, kind, typed, reading.by_field(error))), 422
    except Unconfirmed as error:
        shown = contribution_page.new(actor, body.kind, typed, reading.asked_about(error))
        shown.confirming = reading.confirming(error)
        return _shown(shown), 422
    except Alike as alike:
        return _shown(contribution_page.new(actor, body.kind, typed, twins=alike.twins)), 409
    return redirect(url_for("home.index", sent=f"contribution-{sent.id}"), 303)


def _submit(
    session: Session,
    actor: Actor,
    values: Mapping[str, Any],
    distinct: bool,
    *,
    client_uuid: str,
    today: dt.date,
    confirmed: Sequence[str] = (),
) -> Receipt:
    """The door, undone when the contribution looks like another and nobody said that it is not."""
    sent = entering.submit(
        session, actor, values, client_uuid=client_uuid, today=today, confirmed=confirmed
    )
    if sent.created and "duplicate" in sent.warnings and not distinct:
        raise Alike(contribution_page.twins(session, actor, sent.id))
    return sent


@bp.get(f"/desk/entries/contribution/{ROW}/mend")
def mend(row_id: int) -> ResponseReturnValue:
    """A contribution that came back, to be sent anew."""
    return _shown(contribution_page.mended(identity.actor(), row_id))


@bp.get(f"/desk/entries/contribution/{ROW}/correct")
def correction(row_id: int) -> ResponseReturnValue:
    """The form that corrects a verified contribution."""
    return _shown(contribution_page.correction(identity.actor(), row_id))


@bp.post(f"/desk/entries/contribution/{ROW}/correct")
def correct(row_id: int) -> ResponseReturnValue:
    """303 once the correction waits for its confirmation; else the form again."""
    typed = lists(request.form)
    try:
        body = reading.from_form(contribution_form.ContributionCorrection, _ready())
        values = body.values()
        reason = values.pop("reason")
        if not contribution_page.moved(identity.actor(), row_id, typed):
            del values["position"]
        with reading.as_fields():
            sent = submissions.send(
                application.store(),
                entering.correct,
                identity.actor(),
                row_id,
                values,
                reason,
                client_uuid=body.client_uuid,
                today=application.today(),
            )
    except InvalidChange as error:
        wrong = reading.by_field(error)
        return _shown(contribution_page.correction(identity.actor(), row_id, typed, wrong)), 422
    return redirect(url_for("home.index", sent=f"contribution-{sent.id}"), 303)


def _ready() -> MultiDict[str, str]:
    return contribution_form.ready(request.form)


def _shown(form: ContributionForm) -> str:
    word = label(form.kind, "CONTRIBUTION_KINDS")
    return render("officers/contributions/form.html", _("Đóng góp: %(kind)s", kind=word), form=form)
