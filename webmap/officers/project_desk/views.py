"""`/desk/projects…`: the desk of who keeps projects: money, clearance, milestones, decisions,
packages, who answers for the site; and putting a row right."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from geodata.checks import submissions
from geodata.errors import BadInput, InvalidChange, NotFound, Oddity, Unconfirmed
from geodata.permissions import require
from geodata.projects import records
from geodata.vocabulary import N_
from layers import styles
from webmap.access import identity
from webmap.api.gate import ROW
from webmap.forms import reading
from webmap.forms.bodies import OWNER_ENTRIES, SendBack
from webmap.forms.form_state import lists
from webmap.http import application
from webmap.officers.page import question_asked, today_snapshot
from webmap.officers.project_desk import prefill
from webmap.officers.project_desk.form_state import DeskForm, row_as_text
from webmap.officers.project_desk.forms import FORMS, REASON, Form
from webmap.officers.project_desk.list_page import DeskList
from webmap.officers.project_desk.page import DeskPage
from webmap.pages.page import FORMATS

bp = Blueprint("project_desk", __name__)
BUTTONS = ("again", "voided", "reason")
"""What a form of the desk sends beside the row."""
Texts = Mapping[str, Sequence[str]]


@bp.get("/desk/projects")
def index() -> ResponseReturnValue:
    """The projects that concern the officer; with `format=csv|xlsx` as a file."""
    with application.store().reading() as session:
        page = DeskList(today_snapshot(session), question_asked(), identity.actor())
        page.read(session)
    as_file = FORMATS.get(request.args.get("format", ""))
    if as_file is not None:
        return as_file(page.table, page.provenance(page.table))
    return render_template(
        "officers/project_desk/list.html",
        page=page,
        title=page.title,
        here=page.here,
        sprite=styles.sprite(),
    )


@bp.get("/desk/projects/<code>")
def show(code: str) -> ResponseReturnValue:
    """A project's desk."""
    with application.store().reading() as session:
        page = desk(session, code)
        return render_template(
            "officers/project_desk/project.html",
            page=page,
            title=page.title,
            here=page.here,
            sprite=styles.sprite(),
        )


@bp.get("/desk/projects/<code>/<kind>")
def form(code: str, kind: str) -> ResponseReturnValue:
    """The form of a new row, filled in as far as it can be known."""
    return _new(code, kind)


@bp.post("/desk/projects/<code>/<kind>")
def send(code: str, kind: str) -> ResponseReturnValue:
    """303 to the desk once the row was taken; else the form with everything typed."""
    _form_of(kind)
    try:
        sent_form = prefill.completed(kind, request.form)
        body = reading.from_form(OWNER_ENTRIES[kind], sent_form, BUTTONS)
        with reading.as_fields():
            sent = submissions.send(
                application.store(),
                records.append,
                identity.actor(),
                kind,
                code,
                body.values(),
                client_uuid=body.client_uuid,
                today=application.today(),
                confirmed=getattr(body, "confirmed", ()),
            )
    except InvalidChange as error:
        return _new(code, kind, lists(request.form), reading.by_field(error)), 422
    except Unconfirmed as error:
        return _new(code, kind, lists(request.form), asked=error.oddities), 422
    if request.form.get("again"):
        kept: Mapping[str, Any] = prefill.carried(kind, body)
        address = url_for(
            "project_desk.form", code=code, kind=kind, saved=1, warn=sent.warnings, **kept
        )
    else:
        address = url_for("project_desk.show", code=code, saved=kind, warn=sent.warnings)
    return redirect(address, 303)


@bp.get(f"/desk/projects/<code>/<kind>/{ROW}")
def correct(code: str, kind: str, row_id: int) -> ResponseReturnValue:
    """A row as it stands, to be put right."""
    return _old(code, kind, row_id)


@bp.post(f"/desk/projects/<code>/<kind>/{ROW}")
def put_right(code: str, kind: str, row_id: int) -> ResponseReturnValue:
    """A new row takes the old one's place, or takes it back, and says why."""
    _form_of(kind)
    try:
        values, reason, client_uuid, confirmed = _correction(kind)
        with reading.as_fields():
            sent = submissions.send(
                application.store(),
                records.correct,
                identity.actor(),
                kind,
                row_id,
                values,
                reason,
                client_uuid=client_uuid,
                today=application.today(),
                confirmed=confirmed,
            )
    except InvalidChange as error:
        typed = lists(request.form)
        return _old(code, kind, row_id, typed, reading.by_field(error)), 422
    except Unconfirmed as error:
        return _old(code, kind, row_id, lists(request.form), asked=error.oddities), 422
    return redirect(url_for("project_desk.show", code=code, saved=kind, warn=sent.warnings), 303)


def desk(session: Session, code: str) -> DeskPage:
    """The desk of a project, read. Raises NotFound, Forbidden."""
    page = DeskPage(today_snapshot(session), question_asked(), identity.actor(), code)
    page.read(session)
    return page


def form_page(page: DeskPage, made: DeskForm, title: str) -> str:
    """A form of the desk."""
    return render_template(
        "officers/project_desk/form.html",
        page=page,
        form=made,
        title=title,
        here=page.here,
        sprite=styles.sprite(),
    )


def back_to(page: DeskPage, anchor: str = "") -> tuple[str, str]:
    """Where a form leads back to: address, name."""
    return url_for("project_desk.show", code=page.code, _anchor=anchor or None), page.title


def _form_of(kind: str) -> Form:
    if kind not in FORMS:
        raise NotFound(N_("Không có loại số liệu này."))
    return FORMS[kind]


def _new(
    code: str,
    kind: str,
    typed: Texts | None = None,
    wrong: Texts | None = None,
    asked: Sequence[Oddity] = (),
) -> str:
    entered = _form_of(kind)
    with application.store().reading() as session:
        page = desk(session, code)
        require(page.definition, page.actor, f"project.{kind}", page.standing)
        if typed is None:
            typed = prefill.first(kind, page, request.args)
        made = DeskForm(
            page,
            entered,
            typed,
            wrong,
            action=url_for("project_desk.send", code=code, kind=kind),
            back=back_to(page, kind),
            client_uuid=request.form.get("client_uuid"),
            goes_on=kind in prefill.SERIAL,
            saved=_("Đã ghi. Nhập tiếp dòng sau.") if request.args.get("saved") else "",
            warnings=page.warnings,
            asked=asked,
        )
        return form_page(page, made, f"{_(entered.title)}: {page.title}")


def _correction(kind: str) -> tuple[dict[str, Any] | None, str, str, Sequence[str]]:
    """The row anew (None: it is taken back), why, the uuid, and what is confirmed of what looks
    odd. Raises InvalidChange with everything that is wrong."""
    problems: list[BadInput] = []
    values, why, confirmed = None, None, ()
    try:
        why = reading.from_form(SendBack, MultiDict({"reason": request.form.get("reason", "")}))
    except InvalidChange as error:
        problems += error.problems
    if not request.form.get("voided"):
        try:
            sent_form = prefill.completed(kind, request.form)
            body = reading.from_form(OWNER_ENTRIES[kind], sent_form, BUTTONS)
            told, confirmed = body.values(), getattr(body, "confirmed", ())
            # What the form does not show stays as it was.
            values = {one.name: told[one.name] for one in FORMS[kind].fields}
        except InvalidChange as error:
            problems += [one for one in error.problems if one.pointer != "client_uuid"]
    if problems or why is None:
        raise InvalidChange(problems)
    return values, why.reason, request.form.get("client_uuid", ""), confirmed


def _old(
    code: str,
    kind: str,
    row_id: int,
    typed: Texts | None = None,
    wrong: Texts | None = None,
    asked: Sequence[Oddity] = (),
) -> str:
    entered = _form_of(kind)
    with application.store().reading() as session:
        page = desk(session, code)
        require(page.definition, page.actor, f"project.{kind}", page.standing)
        row = next((row for row in page.rows(kind) if row.id == row_id), None)
        if row is None:
            raise NotFound(N_("Không có dòng này, hoặc dòng đã được đính chính."))
        made = DeskForm(
            page,
            entered,
            typed if typed is not None else row_as_text(entered.fields, row),
            wrong,
            action=url_for("project_desk.put_right", code=code, kind=kind, row_id=row_id),
            back=back_to(page, kind),
            extra=(REASON,),
            client_uuid=request.form.get("client_uuid"),
            voids=True,
            asked=asked,
        )
        return form_page(page, made, _("Đính chính: %(title)s", title=page.title))
