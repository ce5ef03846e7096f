"""`/desk/projects/new`, `…/CODE/revise`, `…/CODE/acceptance`: what waits to be confirmed: a new
project, its description anew, its completion with day and document."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from geodata.checks import submissions
from geodata.errors import (
    BadInput,
    InvalidChange,
    NotFound,
    Oddity,
    StaleChange,
    StaleDescription,
    Unconfirmed,
)
from geodata.permissions import NOWHERE, require
from geodata.projects import description_rules, records
from geodata.queries.projects.site_state import site_state
from geodata.site_updates import reporting
from geodata.verification import entries
from geodata.vocabulary import N_
from webmap.access import identity
from webmap.api.gate import row_id_of
from webmap.forms import reading
from webmap.forms.bodies import SiteReport
from webmap.forms.form_state import lists
from webmap.forms.project_bodies import Description, Registration, Revision
from webmap.http import application
from webmap.language.formats import day as day_text
from webmap.officers.page import question_asked, today_snapshot
from webmap.officers.project_desk.description_sides import against
from webmap.officers.project_desk.form_state import DeskForm, row_as_text
from webmap.officers.project_desk.forms import (
    ACCEPTANCE,
    REGISTRATION,
    REVISION,
    WHY_REVISED,
)
from webmap.officers.project_desk.page import DeskPage
from webmap.officers.project_desk.prefill import shown_day
from webmap.officers.project_desk.views import back_to, desk, form_page

bp = Blueprint("project_description", __name__)
Texts = Mapping[str, Sequence[str]]


@bp.get("/desk/projects/new")
def new() -> ResponseReturnValue:
    """The form of a project that is not here yet."""
    return _new()


@bp.post("/desk/projects/new")
def register() -> ResponseReturnValue:
    """303 to the new project's desk, where it waits."""
    try:
        body = reading.from_form(Registration, request.form)
        with reading.as_fields():
            _revise(body.code, body, new=True, confirmed=body.confirmed)
    except InvalidChange as error:
        return _new(lists(request.form), reading.by_field(error)), 422
    except Unconfirmed as error:
        return _new(lists(request.form), asked=error.oddities), 422
    return redirect(url_for("project_desk.show", code=body.code, saved=1), 303)


@bp.get("/desk/projects/<code>/revise")
def revise(code: str) -> ResponseReturnValue:
    """The description as it stands, to be put anew."""
    return _anew(code)


@bp.post("/desk/projects/<code>/revise")
def send(code: str) -> ResponseReturnValue:
    """303 to the desk, where the description waits."""
    try:
        body = _revision(request.form)
        with reading.as_fields():
            _revise(code, body, base_version=body.base_version, confirmed=body.confirmed)
    except InvalidChange as error:
        return _anew(code, lists(request.form), reading.by_field(error)), 422
    except Unconfirmed as error:
        return _anew(code, lists(request.form), asked=error.oddities), 422
    except StaleDescription as stale:
        return _anew(code, lists(request.form), theirs=stale.theirs), 409
    return redirect(url_for("project_desk.show", code=code, saved=1), 303)


@bp.get("/desk/projects/<code>/acceptance")
def acceptance(code: str) -> ResponseReturnValue:
    """The form of a project's completion; `mend` names one that came back and fills it in."""
    mend = request.args.get("mend", type=row_id_of)
    return _accepted(code, None if mend is None else _came_back(code, mend))


@bp.post("/desk/projects/<code>/acceptance")
def accept(code: str) -> ResponseReturnValue:
    """Report the completion, with its day and document; another officer confirms it."""
    try:
        body = reading.from_form(SiteReport, _as_report(request.form))
        with reading.as_fields():
            submissions.send(
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
    except InvalidChange as error:
        wrong = reading.by_field(error)
        wrong["completed_on"] = [*wrong.get("completed_on", ()), *wrong.pop("observed_on", ())]
        return _accepted(code, lists(request.form), wrong), 422
    except Unconfirmed as error:
        return _accepted(code, lists(request.form), asked=error.oddities), 422
    except StaleChange:
        wrong = {"": [_("Vừa có cập nhật mới của công trình này: xem lại rồi gửi lần nữa.")]}
        return _accepted(code, lists(request.form), wrong, fresh=True), 409
    return redirect(url_for("project_desk.show", code=code, saved=1), 303)


def _revision(form: MultiDict[str, str]) -> Revision:
    """The description that was sent; to describe a project anew needs a reason. Raises
    InvalidChange."""
    body = reading.from_form(Revision, form)
    if body.reason is None:
        raise InvalidChange([BadInput(N_("cần điền"), pointer="reason")])
    return body


def _revise(
    code: str,
    body: Description,
    *,
    new: bool = False,
    base_version: int = 0,
    confirmed: Sequence[str] = (),
) -> None:
    submissions.send(
        application.store(),
        records.revise,
        identity.actor(),
        code,
        body.values(),
        client_uuid=body.client_uuid,
        today=application.today(),
        new=new,
        base_version=base_version,
        confirmed=confirmed,
    )


def _as_report(form: MultiDict[str, str]) -> MultiDict[str, str]:
    """An acceptance as the update that it is: completion, 100 %, observed on its day."""
    made = form.copy()
    made["status"], made["physical_percent"] = "completion", "100"
    made["observed_on"] = form.get("completed_on", "")
    return made


def _new(
    typed: Texts | None = None, wrong: Texts | None = None, asked: Sequence[Oddity] = ()
) -> str:
    actor = identity.actor()
    with application.store().reading() as session:
        page = DeskPage(today_snapshot(session), question_asked(), actor, "")
        if actor.role not in ("owner", "secretariat"):
            require(page.definition, actor, "project.register", NOWHERE)
        typed = typed or {
            "effective_on": [shown_day(application.today())],
            "agency": [actor.office or ""],
        }
        made = DeskForm(
            page,
            REGISTRATION,
            typed,
            wrong,
            action=url_for("project_description.register"),
            back=(url_for("project_desk.index"), _("Dự án")),
            client_uuid=request.form.get("client_uuid"),
            asked=asked,
        )
        return form_page(page, made, _("Đăng ký dự án mới"))


def _anew(
    code: str,
    typed: Texts | None = None,
    wrong: Texts | None = None,
    *,
    theirs: Mapping[str, Any] | None = None,
    asked: Sequence[Oddity] = (),
) -> str:
    """The form of a description; with `theirs`, what was sent meanwhile beside what was typed."""
    with application.store().reading() as session:
        page = desk(session, code)
        require(page.definition, page.actor, "project.revise", page.standing)
        version = theirs["version"] if theirs else request.form.get("base_version")
        made = DeskForm(
            page,
            REVISION,
            _described(page) if typed is None else typed,
            wrong,
            action=url_for("project_description.send", code=code),
            back=back_to(page),
            extra=(WHY_REVISED,),
            client_uuid=request.form.get("client_uuid"),
            base_version=version or description_rules.version(session, code),
            lead="" if typed else _lead(page),
            asked=asked,
            against=against(session, page, typed or {}, theirs) if theirs else None,
        )
        return form_page(page, made, _("Sửa mô tả: %(title)s", title=page.title))


def _waiting(page: DeskPage) -> list[Any]:
    """Descriptions that wait to be confirmed, oldest first."""
    rows = [entry.row for entry in page.waiting if entry.kind == "revision"]
    return sorted(rows, key=lambda row: row.rev)


def _lead(page: DeskPage) -> str:
    if not _waiting(page) or page.history is None:
        return ""
    return _("Điền sẵn theo bản mô tả đang chờ xác nhận, không phải bản đang công khai.")


def _described(page: DeskPage) -> dict[str, list[str]]:
    """The description that waits, else the one that stands, as the form's fields; from today on:
    who describes anew must not take back what a colleague has just sent."""
    rows = _waiting(page) or (list(page.history.revisions) if page.history else [])
    row = rows[-1] if rows else None
    found = row_as_text(REVISION.fields, row) if row is not None else {}
    if page.state is not None and page.state.geometry is None:
        found["units"] = list(page.state.units)
    return found | {"effective_on": [day_text(page.moment.today)]}


def _came_back(code: str, row_id: int) -> Texts:
    """What an acceptance said that is to be sent anew. Raises NotFound, Forbidden."""
    actor = identity.actor()
    with application.store().reading() as session:
        definition = today_snapshot(session).definition
        entry = entries.entry(session, actor, definition, "update", row_id, application.today())
        if entry.code != code or entry.office != actor.office:
            raise NotFound(N_("Không có mục nào như vậy của công trình này."))
        return row_as_text(ACCEPTANCE.fields, entry.row)


def _accepted(
    code: str,
    typed: Texts | None = None,
    wrong: Texts | None = None,
    *,
    fresh: bool = False,
    asked: Sequence[Oddity] = (),
) -> str:
    with application.store().reading() as session:
        page = desk(session, code)
        require(page.definition, page.actor, "update.report", page.standing)
        version = (
            site_state(session, page.state.id, application.today()).version if page.state else 0
        )
        kept = None if fresh else request.form.get("base_version")
        made = DeskForm(
            page,
            ACCEPTANCE,
            typed or {},
            wrong,
            action=url_for("project_description.accept", code=code),
            back=back_to(page),
            client_uuid=None if fresh else request.form.get("client_uuid"),
            base_version=kept or version,
            asked=asked,
        )
        return form_page(page, made, _("Nghiệm thu: %(title)s", title=page.title))
