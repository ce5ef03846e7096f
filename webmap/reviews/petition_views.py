"""`/desk/petitions`: the register of difficulties and kiến nghị."""

import datetime as dt

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from geodata import permissions, reviews
from geodata.errors import InvalidChange, ReusedKey, StaleChange
from geodata.permissions import Actor
from geodata.reviews import register
from geodata.reviews.states import PetitionState
from geodata.site_updates import sites
from geodata.spelling import sort_key
from geodata.vocabulary import PETITION_KINDS, codes
from webmap.access import identity
from webmap.forms import reading
from webmap.forms.form_state import FormState, lists
from webmap.http import application
from webmap.language import formats
from webmap.language.i18n import label
from webmap.officers.layout import here, may_open, render
from webmap.officers.site_updates.form import day_text
from webmap.reviews.bodies import Answered, Raised
from webmap.reviews.desk import offices_on
from webmap.reviews.forms import PetitionForm, refused, reused

bp = Blueprint("petitions", __name__)
PER_PAGE = 50
FILTERS = ("open", "overdue", "done", "all")


@bp.get("/desk/petitions")
def index() -> ResponseReturnValue:
    """The register: open ones first; `show` narrows."""
    actor, today = identity.actor(), application.today()
    chosen = request.args.get("show", "open")
    if chosen not in FILTERS:
        chosen = "open"
    with application.store().reading() as session:
        found = reviews.petitions(session, today)
        words = {
            "open": _("Chưa xong"), "overdue": _("Quá hạn"), "done": _("Đã xong"),
            "all": _("Tất cả"),
        }  # fmt: skip
        tabs = [
            (words[name], sum(_holds(name, p, today) for p in found), here(show=name, page=None),
             name == chosen)
            for name in FILTERS
        ]  # fmt: skip
        kept = [p for p in found if _holds(chosen, p, today)]
        number = max(1, min(request.args.get("page", 1, int), 10_000))
        return render(
            "reviews/petitions.html",
            _("Khó khăn, kiến nghị"),
            found=kept[(number - 1) * PER_PAGE : number * PER_PAGE],
            tabs=tabs,
            definition=application.definition(session),
            today=today,
            number=number,
            pages=-(-len(kept) // PER_PAGE),
            may_raise=may_open("petitions.new", actor.role),
            may_answer=may_open("petitions.answer", actor.role),
        )


def _holds(name: str, petition: PetitionState, today: dt.date) -> bool:
    overdue = petition.open and petition.due_on is not None and petition.due_on < today
    return {
        "open": petition.open, "overdue": overdue, "done": not petition.open, "all": True,
    }[name]  # fmt: skip


@bp.get("/desk/petitions/new")
def new() -> ResponseReturnValue:
    """The form; `project` names one beforehand."""
    actor, today = identity.actor(), application.today()
    typed = {
        "kind": ["difficulty"],
        "raised_by": [actor.office or ""],
        "raised_on": [day_text(today)],
        "project": [request.args.get("project", "")],
    }
    return _new(actor, PetitionForm(typed))


@bp.post("/desk/petitions/new")
def send() -> ResponseReturnValue:
    """303 to the register; a double tap makes one entry."""
    actor = identity.actor()
    try:
        body = reading.from_form(Raised, request.form)
        with reading.as_fields(), application.store().writing() as session:
            code = register.enter(
                session, actor, body.values(), application.today(), client_uuid=body.client_uuid
            )
    except InvalidChange as error:
        return _new(actor, refused(PetitionForm, request.form, error)), 422
    except ReusedKey:
        return _new(actor, reused(PetitionForm, request.form)), 409
    return redirect(url_for("petitions.index", done=code), 303)


def _new(actor: Actor, form: FormState) -> str:
    with application.store().reading() as session:
        mine = {uid: name for uid, name in _offices(session) if _may_raise(session, actor, uid)}
        found = sites.sites(session, actor, application.today())
        return render(
            "reviews/petition_new.html",
            _("Nêu khó khăn, kiến nghị"),
            form=form,
            kinds=[(code, label(code, "PETITION_KINDS")) for code in codes(PETITION_KINDS)],
            raisers=list(mine.items()),
            projects=sorted(
                ((site.code, site.name) for site in found), key=lambda one: sort_key(one[1])
            ),
            offices=_offices(session),
        )


def _may_raise(session: Session, actor: Actor, uid: str) -> bool:
    row = permissions.Standing(uid, unit=uid)
    return permissions.may(application.definition(session), actor, "petition.raise", row)


def _offices(session: Session) -> list[tuple[str, str]]:
    """The offices of today, agencies first."""
    definition = application.definition(session)
    units, agencies = offices_on(definition, application.today())
    return [(uid, identity.office_name(definition, uid)) for uid in (*agencies, *units)]


@bp.get("/desk/petitions/<code>")
def answer(code: str) -> ResponseReturnValue:
    """The form of its answer, and whether it is done."""
    with application.store().reading() as session:
        found = register.entry(session, code, application.today())
        return _answer(session, found, PetitionForm.of(found, dict(_offices(session))))


@bp.post("/desk/petitions/<code>")
def settle(code: str) -> ResponseReturnValue:
    """303 once it stands so; 409 with both answers when another wrote one meanwhile."""
    actor, today = identity.actor(), application.today()
    try:
        body = reading.from_form(Answered, request.form)
        with reading.as_fields(), application.store().writing() as session:
            register.answer(session, actor, code, body.values(), today, seen=body.base_version)
    except InvalidChange as error:
        with application.store().reading() as session:
            form = refused(PetitionForm, request.form, error)
            return _answer(session, register.entry(session, code, today), form), 422
    except StaleChange as stale:
        with application.store().reading() as session:
            found = register.entry(session, code, today)
            form = PetitionForm(lists(request.form), base_version=found.row)
            return _answer(session, found, form, _newer(session, found, stale)), 409
    return redirect(url_for("petitions.index", done=code), 303)


def _newer(session: Session, found: PetitionState, stale: StaleChange) -> list[tuple[str, str]]:
    """What stands now of each field that the officer says otherwise, by the field's name."""
    names = dict(_offices(session))
    told = []
    for name in register.ANSWERED:
        theirs = getattr(found, name)
        if stale.mine[name] == theirs:
            continue
        words = formats.day(theirs) if isinstance(theirs, dt.date) else theirs
        told.append((_(PetitionForm.LABELS[name]), names.get(words, words) or formats.NOTHING))
    return told


def _answer(
    session: Session,
    found: PetitionState,
    form: FormState,
    newer: list[tuple[str, str]] | None = None,
) -> str:
    return render(
        "reviews/petition_answer.html",
        _("Kiến nghị %(code)s", code=found.code),
        found=found,
        form=form,
        newer=newer or [],
        definition=application.definition(session),
        offices=_offices(session),
    )
