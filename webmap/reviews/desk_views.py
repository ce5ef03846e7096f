"""`/desk/reviews`: reviews as officers prepare, freeze and publish them."""

from typing import Any

from flask import Blueprint, Request, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from geodata import reviews
from geodata.checks import row_checks
from geodata.errors import InvalidChange, ReusedKey
from geodata.permissions import Actor
from geodata.reviews import filed, preparing, states
from geodata.vocabulary import REVIEW_KINDS, codes
from webmap.access import identity
from webmap.errors import wants_json
from webmap.forms import reading
from webmap.forms.form_state import FormState, lists
from webmap.http import application
from webmap.http.release import VERSION
from webmap.language.i18n import label
from webmap.officers.layout import render
from webmap.officers.site_updates.form import day_text
from webmap.pages import links
from webmap.reviews import slide_choice
from webmap.reviews.bodies import About, Ask, MeetingNote, Publish
from webmap.reviews.desk import ReviewDesk, may_manage, offices_on
from webmap.reviews.forms import AboutForm, AskForm, NoteForm, refused, reused

bp = Blueprint("review_desk", __name__)
TEXTS = 2 * 2**20
LARGE = {
    "review_desk.send_report": filed.MOST_BYTES + 2**16,
    "review_desk.write": TEXTS,
}
"""Endpoints that take more than others, in bytes."""


@bp.url_value_preprocessor
def _make_room(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """A larger body where one is due; before anything reads the form."""
    asked: Request = request
    if endpoint in LARGE:
        asked.max_content_length = LARGE[endpoint]
        asked.max_form_memory_size = TEXTS


def shown(code: str, done: str | None = None) -> AnyResponse:
    """The way to a review's page, which tells what was done."""
    return redirect(url_for("review_desk.show", code=code, done=done), 303)


# ── The list, a new one ───────────────────────────────────────────────────────────────────────


@bp.get("/desk/reviews")
def index() -> ResponseReturnValue:
    """Every review: where it stands, who has not reported."""
    actor, today = identity.actor(), application.today()
    with application.store().reading() as session:
        definition = application.definition(session)
        found = [(state, states.reporting(session, state.id)) for state in reviews.reviews(session)]
        return render(
            "reviews/desk/list.html",
            _("Sơ kết, tổng kết"),
            found=found,
            definition=definition,
            today=today,
            may_begin=may_manage(definition, actor, _office_of(actor)),
        )


@bp.get("/desk/reviews/new")
def new() -> ResponseReturnValue:
    """The form of a new review: of the campaign, or the officer's own office."""
    actor = identity.actor()
    kind = "annual" if _office_of(actor) is None else "own"
    with application.store().reading() as session:
        preparing.may_manage(application.definition(session), actor, _office_of(actor))
        return _about(session, AboutForm.fresh(application.today(), kind), _office_of(actor))


@bp.post("/desk/reviews/new")
def create() -> ResponseReturnValue:
    """303 to the new review; a double tap makes one."""
    actor = identity.actor()
    office = _office_of(actor)
    try:
        body = reading.from_form(About, request.form)
        _check_kind(body, office)
        with reading.as_fields(), application.store().writing() as session:
            state = preparing.set_up(
                session, actor, body.values() | {"office": office}, client_uuid=body.client_uuid
            )
    except InvalidChange as error:
        with application.store().reading() as session:
            return _about(session, refused(AboutForm, request.form, error), office), 422
    except ReusedKey:
        with application.store().reading() as session:
            return _about(session, reused(AboutForm, request.form), office), 409
    return shown(state.code, "made")


@bp.get("/desk/reviews/<code>/about")
def about(code: str) -> ResponseReturnValue:
    """What a review is, to be changed."""
    with application.store().reading() as session:
        desk = ReviewDesk(session, identity.actor(), code)
        desk.require_manager()
        return _about(session, AboutForm.of(desk.state), desk.state.office, code)


@bp.post("/desk/reviews/<code>/about")
def change(code: str) -> ResponseReturnValue:
    """303; 409 once it is frozen."""
    actor = identity.actor()
    with application.store().reading() as session:
        office = reviews.review(session, code).office
    try:
        body = reading.from_form(About, request.form)
        _check_kind(body, office)
        with reading.as_fields(), application.store().writing() as session:
            preparing.set_up(session, actor, body.values() | {"office": office}, code)
    except InvalidChange as error:
        with application.store().reading() as session:
            form = refused(AboutForm, request.form, error)
            return _about(session, form, office, code), 422
    return shown(code, "saved")


def _office_of(actor: Actor) -> str | None:
    """Whose reviews an officer sets up: the secretariat the campaign's, others their office's."""
    return None if actor.role == "secretariat" else actor.office


def _kinds(office: str | None) -> list[str]:
    return ["own"] if office else [code for code in codes(REVIEW_KINDS) if code != "own"]


def _check_kind(body: About, office: str | None) -> None:
    """Raises InvalidChange for a kind that whoever holds the review does not hold."""
    with reading.as_fields():
        row_checks.one_of("kind", body.kind, _kinds(office))


def _about(session: Session, form: FormState, office: str | None, code: str | None = None) -> str:
    others = [state for state in reviews.reviews(session) if state.code != code]
    return render(
        "reviews/desk/about.html",
        _("Thông tin kỳ") if code else _("Kỳ sơ kết, tổng kết mới"),
        form=form,
        code=code,
        kinds=[(kind, label(kind, "REVIEW_KINDS")) for kind in _kinds(office)],
        others=[(state.code, state.name) for state in others],
        office=identity.office_name(application.definition(session), office) if office else "",
    )


# ── One review ────────────────────────────────────────────────────────────────────────────────


@bp.get("/desk/reviews/<code>")
def show(code: str) -> ResponseReturnValue:
    """Where a review stands and what is to be done."""
    return _show(code, NoteForm({}))


def _show(code: str, note_form: FormState) -> str:
    with application.store().reading() as session:
        desk = ReviewDesk(session, identity.actor(), code)
        titles = {}
        if desk.state.frozen and (desk.manages or desk.decisions):
            made = slide_choice.slides_of(session, desk.state, desk.today)
            titles = {slide.key: slide.title for slide in made}
        return render(
            "reviews/desk/review.html",
            desk.state.name,
            desk=desk,
            form=note_form,
            titles=titles,
            offices=[(uid, desk.name(uid)) for uid in _all_offices(desk)],
            public=_public_links(code),
        )


def _all_offices(desk: ReviewDesk) -> list[str]:
    units, agencies = offices_on(desk.definition, desk.state.as_of)
    return [*agencies, *units]


PUBLIC_PAGES = ("presenting.show", "reviews.show", "reviews.changes")


def _public_links(code: str) -> dict[str, str]:
    """The pages of a frozen review that there are, by endpoint."""
    return {name: url_for(name, code=code) for name in PUBLIC_PAGES if links.exists(name)}


# ── Who has to report ─────────────────────────────────────────────────────────────────────────


@bp.get("/desk/reviews/<code>/ask")
def asked(code: str) -> ResponseReturnValue:
    """Who has to report by when, to be chosen."""
    with application.store().reading() as session:
        desk = ReviewDesk(session, identity.actor(), code)
        desk.require_manager()
        due = max((item.due_on for item in desk.reporting), default=desk.state.as_of)
        typed = {"offices": [i.office for i in desk.reporting], "due_on": [day_text(due)]}
        return _asked(desk, AskForm(typed))


@bp.post("/desk/reviews/<code>/ask")
def ask(code: str) -> ResponseReturnValue:
    """Ask offices to report; who was asked before and is not among them no longer is."""
    actor = identity.actor()
    try:
        body = reading.from_form(Ask, request.form)
        with reading.as_fields(), application.store().writing() as session:
            preparing.ask(session, actor, code, body.offices, body.due_on)
    except InvalidChange as error:
        with application.store().reading() as session:
            desk = ReviewDesk(session, actor, code)
            return _asked(desk, AskForm(lists(request.form), reading.by_field(error))), 422
    return shown(code, "asked")


def _asked(desk: ReviewDesk, form: FormState) -> str:
    units, agencies = offices_on(desk.definition, desk.state.as_of)
    known = {*units, *agencies}
    others = [i.office for i in desk.reporting if i.office not in known]
    groups = [
        (_("Phường, xã"), [(uid, desk.name(uid)) for uid in units]),
        (_("Cơ quan"), [(uid, desk.name(uid)) for uid in agencies]),
        (_("Khác"), [(uid, desk.name(uid)) for uid in others]),
    ]
    return render(
        "reviews/desk/ask.html", _("Ai phải báo cáo"), desk=desk, form=form, groups=groups
    )


# ── Freezing, publishing ──────────────────────────────────────────────────────────────────────


@bp.get("/desk/reviews/<code>/freeze")
def confirm(code: str) -> ResponseReturnValue:
    """What freezing means, before it is done."""
    with application.store().reading() as session:
        desk = ReviewDesk(session, identity.actor(), code)
        desk.require_manager()
        return render("reviews/desk/freeze.html", _("Chốt số liệu"), desk=desk)


@bp.post("/desk/reviews/<code>/freeze")
def freeze(code: str) -> ResponseReturnValue:
    """Freeze; 409 when it is frozen already."""
    reviews.freeze(application.store(), identity.actor(), code, VERSION, application.today())
    return shown(code, "frozen")


@bp.post("/desk/reviews/<code>/publish")
def publish(code: str) -> ResponseReturnValue:
    """Show to the public, or no longer; 409 before it is frozen."""
    body = reading.from_form(Publish, request.form)
    with application.store().writing() as session:
        reviews.publish(session, identity.actor(), code, body.published)
    return shown(code, "published" if body.published else "unpublished")


# ── The meeting ───────────────────────────────────────────────────────────────────────────────


@bp.post("/desk/reviews/<code>/notes")
def note(code: str) -> ResponseReturnValue:
    """Note what the meeting decided: 303, or 204 for a program."""
    try:
        body = reading.from_form(MeetingNote, request.form)
        with reading.as_fields(), application.store().writing() as session:
            preparing.note(
                session, identity.actor(), code, body.values(), client_uuid=body.client_uuid
            )
    except InvalidChange as error:
        if wants_json():
            raise
        return _show(code, refused(NoteForm, request.form, error)), 422
    except ReusedKey:
        if wants_json():
            raise
        return _show(code, reused(NoteForm, request.form)), 409
    return ("", 204) if wants_json() else shown(code, "noted")
