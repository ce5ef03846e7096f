"""`/desk/reviews/CODE/…`: what offices give to a review: report, texts; its slides."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from flask import redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from geodata import journal
from geodata.errors import BadInput, Conflict, InvalidChange, NotFound
from geodata.reviews import filed, preparing, states
from geodata.vocabulary import N_
from webmap.access import identity
from webmap.errors import say
from webmap.forms import reading
from webmap.forms.form_state import FormState
from webmap.http import application
from webmap.officers.layout import render
from webmap.reviews import slide_choice
from webmap.reviews.bodies import Parts, PartsBody, Report, Slides
from webmap.reviews.desk import CAMPAIGN, PARTS, ReviewDesk, mark
from webmap.reviews.desk_views import bp, shown
from webmap.reviews.forms import ReportForm, refused

# ── The signed report ─────────────────────────────────────────────────────────────────────────


@bp.get("/desk/reviews/<code>/report")
def report(code: str) -> ResponseReturnValue:
    """The form of an office's signed report; one that was noted before is filled in."""
    with application.store().reading() as session:
        desk = ReviewDesk(session, identity.actor(), code)
        chosen = request.args.get("office") or next(iter(desk.own), "")
        return _report(desk, ReportForm.of(chosen, desk.report_of(chosen), desk.today))


@bp.post("/desk/reviews/<code>/report")
def send_report(code: str) -> ResponseReturnValue:
    """303 once the report is noted, with its file if one came, else with the one it had."""
    actor, store = identity.actor(), application.store()
    try:
        body = reading.from_form(Report, request.form, ("file",))
        with reading.as_fields():
            raw, columns = _file()
            with store.writing() as session:
                preparing.report(session, actor, code, body.values() | columns)
                if columns["digest"]:  # within the transaction: what is refused leaves no file
                    filed.keep(store.media, raw)
    except InvalidChange as error:
        with application.store().reading() as session:
            form = refused(ReportForm, request.form, error)
            return _report(ReviewDesk(session, actor, code), form), 422
    return shown(code, "reported")


def _file() -> tuple[bytes, dict[str, str | None]]:
    """The file that came, and its columns; nothing is written yet. Raises BadInput."""
    sent = request.files.get("file")
    raw = sent.read() if sent is not None else b""
    if sent is None or (not raw and not sent.filename):
        return b"", dict.fromkeys(preparing.FILE)
    found = filed.examined(raw)
    name = unicodedata.normalize("NFC", sent.filename or "").replace("\\", "/").split("/")[-1]
    clean = "".join(sign for sign in name if sign.isprintable())[-120:]
    told = {"file_name": clean or None, "digest": found.digest, "media_type": found.media_type}
    return raw, told


def _report(desk: ReviewDesk, form: FormState) -> str:
    mine = [i.office for i in desk.reporting if desk.may("review.write", i.office)]
    return render(
        "reviews/desk/report.html",
        _("Báo cáo đã ký"),
        desk=desk,
        form=form,
        before=desk.report_of(form.value("office")),
        offices=[(office, desk.name(office)) for office in mine],
        most=filed.MOST_BYTES // 2**20,
    )


@bp.get("/desk/reviews/<code>/reports/<uid>")
def report_file(code: str, uid: str) -> ResponseReturnValue:
    """The file of a report, for its office, the secretariat and the leadership."""
    with application.store().reading() as session:
        desk = ReviewDesk(session, identity.actor(), code)
        desk.require("review.file", uid)
        found = next((i.report for i in desk.reporting if i.office == uid and i.report), None)
        if found is None or found.digest is None or found.media_type is None:
            raise NotFound(N_("Không có tệp báo cáo này."))
        path = filed.place(application.store().media, found.digest, found.media_type)
        kind, name = found.media_type, f"{code}-{uid}.{filed.ENDINGS[found.media_type]}"
    if not path.is_file():
        raise NotFound(N_("Không có tệp báo cáo này."))
    return send_file(path, kind, as_attachment=True, download_name=name)


# ── Narrative parts ───────────────────────────────────────────────────────────────────────────


@bp.get("/desk/reviews/<code>/texts")
def texts(code: str) -> ResponseReturnValue:
    """The parts of an office, or of the whole (`office=campaign`) beside what offices wrote."""
    with application.store().reading() as session:
        desk = ReviewDesk(session, identity.actor(), code)
        office = _writer(desk)
        return _texts(desk, office, {part: text for part, _name, text in desk.parts(office)})


@bp.post("/desk/reviews/<code>/texts")
def write(code: str) -> ResponseReturnValue:
    """303; 409 with both texts when a colleague wrote meanwhile, or when the review was frozen:
    what was typed stays on the page."""
    actor = identity.actor()
    typed = {part: request.form.get(part, "") for part in PARTS}
    seen = {part: request.form.get(f"seen.{part}", "") for part in PARTS}
    try:
        body = reading.from_form(Parts, request.form)
    except InvalidChange as error:
        return _texts_again(code, typed, reading.by_field(error), seen=seen), 422
    try:
        with application.store().writing() as session:
            journal.lock(session)  # before it is read how the texts stand
            desk = ReviewDesk(session, actor, code)
            office = _writer(desk)
            newer, left = _written(desk, office, body)
    except Conflict as error:
        told = say(error.template, error.params)
        return _texts_again(code, typed, {"": [told]}, seen=seen), 409
    if newer:
        return _texts_again(code, typed | left, {}, newer), 409
    chosen = CAMPAIGN if office is None else office
    return redirect(url_for("review_desk.texts", code=code, office=chosen, done="saved"), 303)


def _written(
    desk: ReviewDesk, office: str | None, body: PartsBody
) -> tuple[dict[str, str], dict[str, str]]:
    """Write what the officer changed. Gives the texts that stand of the parts that others changed
    too (then nothing of these is written), and of those that others alone changed."""
    newer, left = {}, {}
    for part, _name, stands in desk.parts(office):
        text = getattr(body, part) or ""
        seen = getattr(body.seen, part) or mark("")
        if mark(text) == seen:
            left[part] = stands
        elif text != stands and seen != mark(stands):
            newer[part] = stands
        elif text != stands:
            preparing.write(desk.session, desk.actor, desk.code, office, part, text)
    return newer, left


def _writer(desk: ReviewDesk) -> str | None:
    """For whom is written: as the address names it, else the whole for who manages it, else the
    officer's own office. Raises Forbidden for another's."""
    asked = request.args.get("office")
    if asked == CAMPAIGN or (asked is None and desk.manages):
        desk.require_manager()
        return None
    office = asked or next(iter(desk.own), desk.actor.office or "")
    if office not in (*desk.definition.units, *desk.definition.agencies):
        raise NotFound(N_("Không có đơn vị, cơ quan này."))
    desk.require("review.write", office)
    return office


def _texts_again(
    code: str,
    typed: dict[str, str],
    wrong: dict[str, list[str]],
    newer: dict[str, str] | None = None,
    seen: dict[str, str] | None = None,
) -> str:
    """`seen`: the marks that came, while nothing was written: the texts may have moved since."""
    with application.store().reading() as session:
        desk = ReviewDesk(session, identity.actor(), code)
        return _texts(desk, _writer(desk), typed, wrong, newer or {}, seen)


def _texts(
    desk: ReviewDesk,
    office: str | None,
    typed: dict[str, str],
    wrong: dict[str, list[str]] | None = None,
    newer: dict[str, str] | None = None,
    seen: dict[str, str] | None = None,
) -> str:
    title = _("Nội dung báo cáo: %(office)s", office=desk.name(office))
    stands = {part: text for part, _name, text in desk.parts(office)}
    form = FormState({part: [text] for part, text in typed.items()}, wrong)
    return render(
        "reviews/desk/texts.html",
        title,
        desk=desk,
        office=office,
        form=form,
        newer=newer or {},
        marks=seen or {part: mark(text) for part, text in stands.items()},
        chosen=CAMPAIGN if office is None else office,
        frozen=desk.state.frozen,
    )


# ── Slides ────────────────────────────────────────────────────────────────────────────────────


@bp.get("/desk/reviews/<code>/slides")
def slides(code: str) -> ResponseReturnValue:
    """The slides in their order, which are shown."""
    with application.store().reading() as session:
        desk = ReviewDesk(session, identity.actor(), code)
        desk.require_manager()
        return _slides(desk, states.slides(session, desk.state.id))


@bp.post("/desk/reviews/<code>/slides")
def arrange(code: str) -> ResponseReturnValue:
    """Keep which are shown and their order, one of them moved if a button said so; 303. 422 with
    the same choice when none is shown."""
    body = reading.from_form(Slides, request.form)
    order = slide_choice.moved(body.order, body.move)
    plan = [{"key": key, "shown": key in body.shown} for key in order]
    try:
        with reading.as_fields(), application.store().writing() as session:
            preparing.arrange(session, identity.actor(), code, plan)
    except InvalidChange as error:
        with application.store().reading() as session:
            desk = ReviewDesk(session, identity.actor(), code)
            return _slides(desk, plan, reading.by_field(error)), 422
    key = (body.move or "").partition(" ")[2]
    anchor = f"slide-{key}" if key in order else None
    return redirect(url_for("review_desk.slides", code=code, done="saved", _anchor=anchor), 303)


def _slides(
    desk: ReviewDesk,
    plan: Sequence[Mapping[str, Any]],
    wrong: Mapping[str, list[str]] | None = None,
) -> str:
    found, why = [], ""
    try:
        made = slide_choice.slides_of(desk.session, desk.state, desk.today)
        found = slide_choice.choices(made, plan)
    except BadInput as error:
        why = say(error.template, error.params)
    return render(
        "reviews/desk/slides.html",
        _("Trang trình chiếu"),
        desk=desk,
        found=found,
        why=why,
        form=FormState({}, wrong),
    )
