"""`/desk/reviews/CODE/…`: what offices give to a review: report, texts, estimates; its slides."""

import unicodedata

from flask import Response, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from geodata.errors import BadInput, Conflict, InvalidChange, NotFound
from geodata.reviews import filed, preparing, states
from geodata.vocabulary import N_
from webmap import auth, current, estimates, forms, slide_choice
from webmap.errors import say
from webmap.estimates import EstimateForm, Line
from webmap.review_desk import CAMPAIGN, PARTS, ReviewDesk, mark
from webmap.review_forms import ReportForm
from webmap.review_schemas import Parts, Report, Slides
from webmap.site_form import day_text
from webmap.typed import Typed, lists
from webmap.views.review_work import bp, shown
from webmap.work import render

# ── The signed report ─────────────────────────────────────────────────────────────────────────


@bp.get("/desk/reviews/<code>/report")
def report(code: str) -> ResponseReturnValue:
    """The form of an office's signed report."""
    with current.store().reading() as session:
        desk = ReviewDesk(session, auth.actor(), code)
        chosen = request.args.get("office") or next(iter(desk.own), "")
        typed = {"office": [chosen], "received_on": [day_text(desk.today)]}
        return _report(desk, ReportForm(typed))


@bp.post("/desk/reviews/<code>/report")
def send_report(code: str) -> ResponseReturnValue:
    """303 once the report is noted, with its file if one came."""
    actor = auth.actor()
    try:
        body = forms.from_form(Report, request.form, ("file",))
        with forms.as_fields():
            # The file is kept before its row is: named by its digest, it may be kept again.
            values = body.values() | _kept_file(code, body)
            with current.store().writing() as session:
                preparing.report(session, actor, code, values)
    except InvalidChange as error:
        with current.store().reading() as session:
            form = ReportForm(lists(request.form), forms.by_field(error))
            return _report(ReviewDesk(session, actor, code), form), 422
    return shown(code, "reported")


def _kept_file(code: str, body: Report) -> dict[str, str | None]:
    """The file's columns. Nothing is written for who may not report for this office."""
    with current.store().reading() as session:
        ReviewDesk(session, auth.actor(), code).require("review.write", body.office)
    sent = request.files.get("file")
    raw = sent.read() if sent is not None else b""
    if sent is None or (not raw and not sent.filename):
        return {"file_name": None, "digest": None, "media_type": None}
    kept = filed.keep(current.store().media, raw)
    name = unicodedata.normalize("NFC", sent.filename or "").replace("\\", "/").split("/")[-1]
    clean = "".join(sign for sign in name if sign.isprintable())[-120:]
    return {"file_name": clean or None, "digest": kept.digest, "media_type": kept.media_type}


def _report(desk: ReviewDesk, form: Typed) -> str:
    mine = [i.office for i in desk.reporting if desk.may("review.write", i.office)]
    return render(
        "review_report.html",
        _("Báo cáo đã ký"),
        desk=desk,
        form=form,
        offices=[(office, desk.name(office)) for office in mine],
        most=filed.MOST_BYTES // 2**20,
    )


@bp.get("/desk/reviews/<code>/reports/<uid>")
def report_file(code: str, uid: str) -> ResponseReturnValue:
    """The file of a report, for its office, the secretariat and the leadership."""
    with current.store().reading() as session:
        desk = ReviewDesk(session, auth.actor(), code)
        desk.require("review.file", uid)
        found = next((i.report for i in desk.reporting if i.office == uid and i.report), None)
        if found is None or found.digest is None:
            raise NotFound(N_("Không có tệp báo cáo này."))
        path = filed.place(current.store().media, found.digest, found.media_type)
        kind, name = found.media_type, f"{code}-{uid}.{filed.ENDINGS[found.media_type]}"
    if not path.is_file():
        raise NotFound(N_("Không có tệp báo cáo này."))
    return send_file(path, kind, as_attachment=True, download_name=name)


# ── Narrative parts ───────────────────────────────────────────────────────────────────────────


@bp.get("/desk/reviews/<code>/texts")
def texts(code: str) -> ResponseReturnValue:
    """The parts of an office, or of the whole (`office=campaign`) beside what offices wrote."""
    with current.store().reading() as session:
        desk = ReviewDesk(session, auth.actor(), code)
        office = _writer(desk)
        return _texts(desk, office, {part: text for part, _name, text in desk.parts(office)})


@bp.post("/desk/reviews/<code>/texts")
def write(code: str) -> ResponseReturnValue:
    """303; 409 with both texts when a colleague wrote meanwhile, or when the review was frozen:
    what was typed stays on the page."""
    actor = auth.actor()
    typed = {part: request.form.get(part, "") for part in PARTS}
    try:
        body = forms.from_form(Parts, request.form)
    except InvalidChange as error:
        return _texts_again(code, typed, forms.by_field(error)), 422
    try:
        with current.store().writing() as session:
            desk = ReviewDesk(session, actor, code)
            office = _writer(desk)
            newer = _written(desk, office, body)
    except Conflict as error:
        told = say(error.template, error.params)
        return _texts_again(code, typed, {"": [told]}), 409
    if newer:
        return _texts_again(code, typed, {}, newer), 409
    chosen = CAMPAIGN if office is None else office
    return redirect(url_for("review_work.texts", code=code, office=chosen, done="saved"), 303)


def _written(desk: ReviewDesk, office: str | None, body: Parts) -> dict[str, str]:
    """Write what changed; gives the parts that others changed meanwhile (then nothing of them is
    written), with the text that stands."""
    newer = {}
    for part, _name, stands in desk.parts(office):
        text = getattr(body, part) or ""
        if text == stands:
            continue
        if (getattr(body.seen, part) or mark("")) != mark(stands):
            newer[part] = stands
        else:
            preparing.write(desk.session, desk.actor, desk.code, office, part, text)
    return newer


def _writer(desk: ReviewDesk) -> str | None:
    """For whom is written: as the address names it, else the whole for who manages it, else the
    officer's own office. Raises Forbidden for another's."""
    asked = request.args.get("office")
    if asked == CAMPAIGN or (asked is None and desk.manages):
        desk.require_manager()
        return None
    office = asked or next(iter(desk.own), desk.actor.office or "")
    if office not in (*desk.frame.units, *desk.frame.agencies):
        raise NotFound(N_("Không có đơn vị, cơ quan này."))
    desk.require("review.write", office)
    return office


def _texts_again(
    code: str,
    typed: dict[str, str],
    wrong: dict[str, list[str]],
    newer: dict[str, str] | None = None,
) -> str:
    with current.store().reading() as session:
        desk = ReviewDesk(session, auth.actor(), code)
        return _texts(desk, _writer(desk), typed, wrong, newer or {})


def _texts(
    desk: ReviewDesk,
    office: str | None,
    typed: dict[str, str],
    wrong: dict[str, list[str]] | None = None,
    newer: dict[str, str] | None = None,
) -> str:
    title = _("Nội dung báo cáo: %(office)s", office=desk.name(office))
    stands = {part: text for part, _name, text in desk.parts(office)}
    form = Typed({part: [text] for part, text in typed.items()}, wrong)
    return render(
        "review_texts.html",
        title,
        desk=desk,
        office=office,
        form=form,
        newer=newer or {},
        marks={part: mark(text) for part, text in stands.items()},
        chosen=CAMPAIGN if office is None else office,
        frozen=desk.state.frozen,
    )


# ── Estimates ─────────────────────────────────────────────────────────────────────────────────


@bp.get("/desk/reviews/<code>/estimates")
def estimate(code: str) -> ResponseReturnValue:
    """What is expected of the officer's projects by the year's end."""
    with current.store().reading() as session:
        desk = ReviewDesk(session, auth.actor(), code)
        return _estimates(desk, EstimateForm(_page_of(_lines(desk))))


@bp.post("/desk/reviews/<code>/estimates")
def expect(code: str) -> ResponseReturnValue:
    """303 once every line was taken; 422 with what is wrong, then none was; 409 once frozen."""
    actor = auth.actor()
    with current.store().reading() as session:
        known = _lines(ReviewDesk(session, actor, code))
    try:
        told = estimates.read(request.form, known)
        with forms.as_fields(), current.store().writing() as session:
            for line in known:
                body = told.get(line.code)
                if body is None or (body.disbursed_year, body.physical_percent) == (
                    line.disbursed_year,
                    line.physical_percent,
                ):
                    continue
                preparing.estimate(
                    session, actor, code, line.code, body.disbursed_year, body.physical_percent
                )
    except InvalidChange as error:
        return _estimates_again(code, forms.by_field(error)), 422
    except Conflict as error:
        return _estimates_again(code, {"": [say(error.template, error.params)]}), 409
    return redirect(
        url_for("review_work.estimate", code=code, done="saved", page=request.args.get("page")),
        303,
    )


def _lines(desk: ReviewDesk) -> list[Line]:
    return estimates.lines(desk.session, desk.frame, desk.actor, desk.state.id, desk.today)


def _number() -> int:
    return max(1, min(request.args.get("page", 1, int), 10_000))


def _page_of(found: list[Line]) -> list[Line]:
    first = (_number() - 1) * estimates.PER_PAGE
    return found[first : first + estimates.PER_PAGE]


def _estimates_again(code: str, wrong: dict[str, list[str]]) -> str:
    with current.store().reading() as session:
        desk = ReviewDesk(session, auth.actor(), code)
        form = EstimateForm(_page_of(_lines(desk)), lists(request.form), wrong)
        return _estimates(desk, form)


def _estimates(desk: ReviewDesk, form: EstimateForm) -> str:
    pages = -(-len(_lines(desk)) // estimates.PER_PAGE)
    return render(
        "review_estimates.html",
        _("Ước thực hiện cuối năm"),
        desk=desk,
        form=form,
        number=_number(),
        pages=pages,
    )


# ── Slides ────────────────────────────────────────────────────────────────────────────────────


@bp.get("/desk/reviews/<code>/slides")
def slides(code: str) -> ResponseReturnValue:
    """The slides in their order, which are shown."""
    with current.store().reading() as session:
        desk = ReviewDesk(session, auth.actor(), code)
        desk.require_manager()
        try:
            made = slide_choice.made(session, desk.state, desk.today)
        except BadInput as error:
            return _slides(desk, [], say(error.template, error.params))
        plan = states.slides(session, desk.state.id)
        return _slides(desk, slide_choice.choices(made, plan))


@bp.post("/desk/reviews/<code>/slides")
def arrange(code: str) -> Response:
    """Keep which are shown and their order, one of them moved if a button said so; 303."""
    body = forms.from_form(Slides, request.form)
    order = slide_choice.moved(body.order, body.move)
    plan = [{"key": key, "shown": key in body.shown} for key in order]
    with current.store().writing() as session:
        preparing.arrange(session, auth.actor(), code, plan)
    key = (body.move or "").partition(" ")[2]
    anchor = f"slide-{key}" if key in order else None
    return redirect(url_for("review_work.slides", code=code, done="saved", _anchor=anchor), 303)


def _slides(desk: ReviewDesk, found: list[slide_choice.Choice], why: str = "") -> str:
    return render("review_slides.html", _("Trang trình chiếu"), desk=desk, found=found, why=why)
