"""`/desk/queue`, `/desk/entries/KIND/ID`: what waits is read, verified, returned, asked about."""

import re
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from geodata.errors import BadInput, CampaignError, InvalidChange, NotFound
from geodata.permissions import Actor
from geodata.verification import deciding, entries
from geodata.vocabulary import N_
from layers import styles
from webmap.access import identity
from webmap.api.gate import ROW
from webmap.errors import say
from webmap.forms import reading
from webmap.forms.bodies import SendBack, Verify
from webmap.http import application
from webmap.officers.page import KINDS, question_asked, today_snapshot
from webmap.officers.verification.entry_page import EntryPage
from webmap.officers.verification.queue_page import DecisionNotice, QueuePage, outcome_from_query

bp = Blueprint("verification", __name__)
NAMED = re.compile(r"(update|contribution|revision):([0-9]{1,9}):([0-9]{1,9})")
MOST_AT_ONCE = 200
BODIES: dict[str, type[Verify | SendBack]] = {
    "verified": Verify,
    "returned": SendBack,
    "asked": SendBack,
}
FIELDS_OF_PAGE = ("entry", "verdict")
"""What a decision's form sends beside the body of the decision."""


FILTERS = ("sort", "unit", "kind", "only")


@bp.get("/desk/queue")
def queue() -> ResponseReturnValue:
    """What waits for the officer's word."""
    return _queue(identity.actor(), outcome_from_query())


@bp.post("/desk/queue")
def decide_several() -> ResponseReturnValue:
    """One verdict on several entries, each for itself: what cannot be decided is listed, with the
    reason; the rest is done."""
    actor = identity.actor()
    chosen = list(dict.fromkeys(request.form.getlist("entry")))[:MOST_AT_ONCE]
    found = filter(None, map(NAMED.fullmatch, chosen))
    named = [(match[1], int(match[2]), int(match[3])) for match in found]
    try:
        verdict, reason, _version = _verdict()
        if not named:
            raise InvalidChange([BadInput(N_("Chọn ít nhất một mục."), pointer="entry")])
    except InvalidChange as error:
        failed = DecisionNotice("verified", 0, [("", why) for why in _sentences(error)])
        return _queue(actor, failed, chosen), 422
    with application.store().writing() as session:
        outcomes = deciding.decide_many(
            session, actor, named, verdict, reason, today=application.today()
        )
    refused = [(one, one.error) for one in outcomes if one.error is not None]
    done = len(outcomes) - len(refused)
    if refused:
        whys = [(_title(actor, one), say(why.template, why.params)) for one, why in refused]
        return _queue(actor, DecisionNotice(verdict, done, whys), chosen), 409
    kept: dict[str, Any] = {
        name: request.args[name]
        for name in ("sort", "unit", "kind", "only")
        if name in request.args
    }
    return redirect(url_for("verification.queue", **kept, done=done, verdict=verdict), 303)


@bp.get(f"/desk/entries/<kind>/{ROW}")
def entry(kind: str, row_id: int) -> ResponseReturnValue:
    """One entry in full."""
    return _entry(identity.actor(), kind, row_id, outcome_from_query())


@bp.post(f"/desk/entries/<kind>/{ROW}")
def decide(kind: str, row_id: int) -> ResponseReturnValue:
    """A verdict on one entry."""
    actor = identity.actor()
    _known(kind)
    try:
        verdict, reason, version = _verdict()
        with application.store().writing() as session:
            deciding.decide(
                session,
                actor,
                kind,
                row_id,
                verdict,
                reason,
                today=application.today(),
                expected_version=version,
            )
    except InvalidChange as error:
        failed = DecisionNotice("verified", 0, [("", why) for why in _sentences(error)])
        return _entry(actor, kind, row_id, failed), 422
    return redirect(
        url_for("verification.entry", kind=kind, row_id=row_id, done=1, verdict=verdict), 303
    )


@bp.post(f"/desk/entries/<kind>/{ROW}/withdraw")
def withdraw(kind: str, row_id: int) -> ResponseReturnValue:
    """Its office takes an entry back."""
    actor = identity.actor()
    _known(kind)
    with application.store().writing() as session:
        deciding.withdraw(session, actor, kind, row_id, today=application.today())
    return redirect(
        url_for("verification.entry", kind=kind, row_id=row_id, done=1, verdict="withdrawn"), 303
    )


def _known(kind: str) -> None:
    if kind not in KINDS:
        raise NotFound(N_("Không có loại mục này."))


def _verdict() -> tuple[str, str | None, int | None]:
    """The verdict, its reason and the version that was read, as the form says. Raises
    InvalidChange."""
    verdict = request.form.get("verdict", "")
    if verdict not in BODIES:
        raise InvalidChange(
            [BadInput(N_("Chọn xác nhận, trả lại hay hỏi thêm."), pointer="verdict")]
        )
    body: Verify | SendBack = reading.from_form(BODIES[verdict], request.form, FIELDS_OF_PAGE)
    return verdict, body.reason, body.expected_version


def _sentences(error: InvalidChange) -> list[str]:
    return [
        f"{_('Lý do, câu hỏi')}: {why}" if name == "reason" else why
        for name, reasons in reading.by_field(error).items()
        for why in reasons
    ]


def _title(actor: Actor, one: deciding.Outcome) -> str:
    """What an entry is called, as far as the officer may know."""
    try:
        with application.store().reading() as session:
            definition = today_snapshot(session).definition
            return entries.entry(
                session, actor, definition, one.kind, one.id, application.today()
            ).title
    except CampaignError:
        return ""


def _queue(actor: Actor, outcome: DecisionNotice | None, chosen: list[str] | None = None) -> str:
    reason = request.form.get("reason", "")
    with application.store().reading() as session:
        page = QueuePage(
            today_snapshot(session),
            question_asked(),
            actor,
            outcome=outcome,
            chosen=chosen or (),
            reason=reason,
        )
        page.read(session)
        return _render("officers/verification/queue.html", page)


def _entry(actor: Actor, kind: str, row_id: int, outcome: DecisionNotice | None) -> str:
    _known(kind)
    reason = request.form.get("reason", "")
    with application.store().reading() as session:
        found = today_snapshot(session)
        page = EntryPage(
            found, question_asked(), actor, kind, row_id, outcome=outcome, reason=reason
        )
        page.read(session)
        return _render("officers/verification/entry.html", page)


def _render(template: str, page: QueuePage | EntryPage) -> str:
    return render_template(
        template, page=page, title=page.title, here=page.here, sprite=styles.sprite()
    )
