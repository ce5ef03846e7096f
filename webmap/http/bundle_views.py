"""`/styles.css`, `/scripts.js`: a page's style sheets or libraries as one answer each."""

from flask import Blueprint, Response, abort, request

from webmap.http.assets import FOREVER
from webmap.http.bundles import SCRIPTS, SHEETS, UnknownFile, bundle

bp = Blueprint("bundles", __name__)


@bp.get("/styles.css", endpoint=SHEETS)
def styles() -> Response:
    """The style sheets that `of` names, in that order."""
    return _answer(SHEETS, "text/css")


@bp.get("/scripts.js", endpoint=SCRIPTS)
def scripts() -> Response:
    """The classic scripts that `of` names, in that order."""
    return _answer(SCRIPTS, "text/javascript")


def _answer(kind: str, mimetype: str) -> Response:
    try:
        found = bundle(kind, request.args.get("of", ""))
    except UnknownFile:
        abort(404)
    response = Response(found.text, mimetype=mimetype)
    response.set_etag(found.version)
    fixed = request.args.get("v") == found.version
    response.headers["Cache-Control"] = FOREVER if fixed else "public, no-cache"
    response.make_conditional(request)
    return response
