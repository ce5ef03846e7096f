"""`/reviews`: frozen reviews, their figures and documents; public once they are published."""

from dataclasses import replace
from functools import partial

from flask import Blueprint, Flask, Response, abort, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from geodata import reviews
from geodata.errors import NotFound
from geodata.reviews import ReviewState
from geodata.vocabulary import N_
from webmap.access import guard, identity
from webmap.access.rules import READERS
from webmap.documents import making, maps
from webmap.documents.annexes import tables
from webmap.documents.content import MapBlock
from webmap.documents.fact_sheet import make as make_fact_sheet
from webmap.documents.jobs import Job, Shelf
from webmap.documents.making import Material
from webmap.documents.slides.slides import arranged, slides
from webmap.http import application
from webmap.http.answers import JSON
from webmap.language.i18n import language, say
from webmap.reviews.difference_words import ACTIONS, fields_in_words
from webmap.reviews.figure_links import SEPARATOR, figure_title, rows_address
from webmap.reviews.row_pages import MONEY, rows_page

bp = Blueprint("reviews", __name__, url_prefix="/reviews")
LONGEST_PATH = 300
MOST_PATHS = 4


def reader() -> bool:
    """Whether who asks may see reviews that are not published yet."""
    asker = identity.holder()
    return asker is not None and asker.role in READERS and guard.still_first(asker) is None


def opened(code: str) -> tuple[ReviewState, Material]:
    """A frozen review that the asker may see. Raises NotFound for one that is not there, and to
    the public for one that is not published."""
    store = application.store()
    with store.reading() as session:
        state = reviews.review(session, code)
        if not state.frozen or not (state.published or reader()):
            raise NotFound(N_("Không có kỳ sơ kết, tổng kết nào mang mã %(code)s."), code=code)
        template = application.settings().own_report_template
        ready = making.material(session, store, code, _address(code), template)
    if not reader():
        # What the meeting decided is for officers; the public has the figures.
        ready = replace(ready, context=replace(ready.context, decisions=()))
    return state, ready


def seen_earlier(ready: Material) -> str | None:
    """The code of the review that one is compared with, where the asker may see it."""
    if ready.earlier is None:
        return None
    with application.store().reading() as session:
        state = reviews.review(session, ready.earlier.code)
    return state.code if state.published or reader() else None


def _address(code: str) -> str:
    settings = application.settings()
    base = settings.public_url or request.url_root.rstrip("/")
    return f"{base}/reviews/{code}"


def _kept(response: Response, state: ReviewState) -> Response:
    """What is published never changes; what is not stays with who may see it."""
    response.headers["Cache-Control"] = (
        "public, no-cache" if state.published else "private, no-store"
    )
    return response


@bp.get("")
def index() -> ResponseReturnValue:
    """The published reviews; to officers also those that are frozen only."""
    with application.store().reading() as session:
        found = [
            state
            for state in reviews.reviews(session)
            if state.frozen and (state.published or reader())
        ]
    return render_template("reviews/reviews.html", reviews=found)


@bp.get("/<code>")
def show(code: str) -> ResponseReturnValue:
    """A review: what proves it, its figures with the rows behind each, its documents."""
    state, ready = opened(code)
    made = arranged(slides(ready.frozen, ready.earlier), ready.context.plan)
    return render_template(
        "reviews/review.html",
        state=state,
        frozen=ready.frozen,
        slides=made,
        annexes=tables.annexes(ready.frozen),
        formats=making.FORMATS,
        address=partial(rows_address, earlier=seen_earlier(ready)),
    )


@bp.get("/<code>/figures.json")
def figures(code: str) -> ResponseReturnValue:
    """The frozen bytes, as they were kept; without what is not public, if they hold such."""
    state, ready = opened(code)
    response = Response(ready.frozen.body, mimetype=JSON)
    response.set_etag(ready.frozen.shown_digest)
    return _kept(response, state).make_conditional(request)


@bp.get("/<code>/map.png")
def picture(code: str) -> ResponseReturnValue:
    """The map of statuses, of the frozen figures."""
    state, ready = opened(code)
    body = maps.picture(ready.frozen, MapBlock(_("Bản đồ tình trạng")))
    response = Response(body, mimetype="image/png")
    response.set_etag(f"{ready.frozen.digest}-{language()}")
    return _kept(response, state).make_conditional(request)


@bp.get("/<code>/rows")
def rows(code: str) -> ResponseReturnValue:
    """The rows behind a figure: `path` names it, its parts joined by slashes; several for one that
    is worked out of several."""
    state, ready = opened(code)
    paths = request.args.getlist("path")[:MOST_PATHS]
    pages = [
        rows_page(ready.frozen, tuple(path.split(SEPARATOR)))
        for path in paths
        if len(path) <= LONGEST_PATH
    ]
    if not pages or None in pages:
        raise NotFound(N_("Số liệu đã chốt không có mục này."))
    return render_template("reviews/rows.html", state=state, pages=pages)


@bp.get("/<code>/changes")
def changes(code: str) -> ResponseReturnValue:
    """What moved since the figures were frozen: by later rows, or by other rules."""
    state, ready = opened(code)
    with application.store().reading() as session:
        found = reviews.difference(session, ready.frozen.body, application.today())
        return render_template(
            "reviews/changes.html",
            state=state,
            frozen=ready.frozen,
            found=found,
            actions=ACTIONS,
            money=MONEY,
            fields=partial(fields_in_words, definition=application.definition(session)),
            title=lambda path: figure_title(ready.frozen, path),
        )


# ── Documents ────────────────────────────────────────────────────────────────────────────────


def _shelf() -> Shelf:
    return Shelf(application.store().media.parent / "documents")


def _known(ending: str) -> str:
    if ending not in making.FORMATS:
        abort(404)
    return ending


@bp.get("/<code>/files/<ending>")
def document(code: str, ending: str) -> ResponseReturnValue:
    """A document, made when it is first asked for; meanwhile a page that tells how far it is."""
    state, ready = opened(code)
    shelf = _shelf()
    again = "again" in request.args
    # A file is made in a thread, which needs the application itself, not what stands for it.
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    path = shelf.begin(app, ready, _known(ending), again=again)
    if again:
        return redirect(request.path, code=303)
    if not path.is_file():
        job = shelf.progress(path) or Job()
        page = render_template("reviews/making.html", state=state, ending=ending, job=job, say=say)
        response = Response(page, status=503 if job.failed else 202, mimetype="text/html")
        response.headers["Cache-Control"] = "private, no-store"
        if not job.failed:
            response.headers["Refresh"] = "2"
        return response
    form = making.FORMATS[ending]
    response = Response(path.read_bytes(), mimetype=form.media_type.split(";")[0])
    response.headers["Content-Disposition"] = f'attachment; filename="{code}.{ending}"'
    return _kept(response, state)


@bp.get("/<code>/files/<ending>/progress.json")
def progress(code: str, ending: str) -> ResponseReturnValue:
    """How far a document is: `ready`, or steps `done` of `all`, or `failed`."""
    _state, ready = opened(code)
    shelf = _shelf()
    path = shelf.path(ready, _known(ending))
    job = shelf.progress(path) or Job()
    told = {
        "ready": path.is_file(), "what": job.what, "done": job.done, "all": job.all_,
        "failed": job.failed,
    }  # fmt: skip
    response = current_app.json.response(told)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.get("/<code>/sheets/<project>.pdf", endpoint="sheet")
def fact_sheet(code: str, project: str) -> ResponseReturnValue:
    """A project's fact sheet of the frozen figures."""
    state, ready = opened(code)
    body = make_fact_sheet(ready.frozen, project, ready.context)
    response = Response(body, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{project}.pdf"'
    return _kept(response, state)
