"""What went wrong as a page or as problem+json, by the table of webmap/failures.py.

Pages speak the visitor's language and say what to do next; `application/problem+json` (RFC 9457)
is always English. What the visitor cannot mend is told in general and logged in full.
"""

import logging
from typing import Any

from flask import Flask, Response, render_template, request
from flask_babel import force_locale, gettext
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed
from werkzeug.wrappers import Response as AnyResponse

from geodata import errors
from webmap.failures import HTTP_KINDS, KINDS, OTHER_HTTP, UNAVAILABLE, UNEXPECTED, Failure
from webmap.forms import reading
from webmap.http.answers import encode
from webmap.http.query import BadParameters
from webmap.language.i18n import say

PROBLEM = "application/problem+json"
log = logging.getLogger(__name__)


def wants_json() -> bool:
    """Whether a program asks: by the address, else when `Accept` prefers JSON to HTML."""
    path = request.path
    if path.endswith((".json", ".geojson")) or path.split("/")[1] in ("layers", "healthz", "api"):
        return True
    offers = request.accept_mimetypes
    best = offers.best_match(["text/html", "application/json", PROBLEM])
    return best != "text/html" and offers[best or "text/html"] > offers["text/html"]


def kind_of(error: Exception) -> Failure:
    """The row of the table for an error; the most specific type wins."""
    for parent in type(error).__mro__:
        if parent in KINDS:
            return KINDS[parent]
    if isinstance(error, HTTPException) and not isinstance(error, InternalServerError):
        code = error.code or 500
        found = HTTP_KINDS.get(code, OTHER_HTTP)
        return Failure(code, found.slug, found.title, found.advice, found.detail)
    return UNEXPECTED


def _detail(error: Exception, kind: Failure) -> str:
    if kind.detail is None and isinstance(error, errors.CampaignError):
        return say(error.template, error.params)
    return gettext(kind.detail or kind.title)


def _entries(error: Exception) -> list[dict[str, object]] | dict[str, list[dict[str, object]]]:
    """`errors` of the answer: a list of parameter, value, reason, allowed; of a body's fields by
    field."""
    if isinstance(error, errors.InvalidChange):
        return reading.entries(error)
    if isinstance(error, BadParameters):
        return [
            {
                "parameter": problem.parameter,
                "value": problem.value,
                "reason": gettext(problem.reason),
                "allowed": list(problem.allowed),
            }
            for problem in error.problems
        ]
    if isinstance(error, errors.BadInput) and error.pointer:
        value = error.params.get("value")
        return [
            {
                "parameter": error.pointer,
                "value": None if value is None else str(value)[:200],
                "reason": say(error.template, error.params),
                "allowed": list(error.allowed or ()),
            }
        ]
    return []


def _listed(error: Exception) -> list[dict[str, object]]:
    """What is wrong, for a page: parameter or field, value, reason, allowed."""
    found = _entries(error)
    if isinstance(found, list):
        return found
    return [{"parameter": name} | each for name, several in found.items() for each in several]


def problem(error: Exception, kind: Failure) -> Response:
    """RFC 9457, in English. A stale change has the short type `conflict` and both states."""
    with force_locale("en"):
        body: dict[str, object] = {
            "type": f"urn:sadec-map:problem:{kind.slug}",
            "title": gettext(kind.title),
            "status": kind.status,
            "detail": _detail(error, kind),
            "instance": request.path.encode("utf-8", "replace").decode(),
            "errors": _entries(error),
        }
        if isinstance(error, errors.StaleChange):
            body |= {"type": "conflict", "mine": error.mine, "theirs": error.theirs}
        if isinstance(error, errors.Unconfirmed):
            body["warnings"] = [
                {"code": one.code, "detail": reading.said_of(one)} for one in error.oddities
            ]
    return Response(encode(body), status=kind.status, mimetype=PROBLEM)


def page(error: Exception, kind: Failure) -> Response:
    """An HTML page in the visitor's language that says what to do next."""
    html = render_template(
        "error.html",
        status=kind.status,
        title=gettext(kind.title),
        detail=_detail(error, kind),
        advice=gettext(kind.advice),
        problems=_listed(error),
    )
    return Response(html, status=kind.status, mimetype="text/html")


def respond(error: Exception) -> AnyResponse:
    """The answer to any error, as a page or as problem+json."""
    if isinstance(error, HTTPException) and (error.code or 500) < 400:
        return error.get_response()  # a redirect, e.g. to an address's canonical form
    kind = kind_of(error)
    if kind is UNAVAILABLE:
        # Flask itself logs what nobody expected.
        expected = isinstance(error, errors.StoreUnavailable)
        log.error("%s: %s", request_for_log(), error, exc_info=None if expected else error)
    response = problem(error, kind) if wants_json() else page(error, kind)
    response.headers["Cache-Control"] = "no-store"
    if kind is UNAVAILABLE:
        response.headers["Retry-After"] = "30"
    if isinstance(error, errors.Throttled):
        response.headers["Retry-After"] = str(error.wait)
    if kind.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def request_for_log() -> str:
    """What was asked for, as a log may name it: by the rule, for a path may bear a live link."""
    return f"{request.method} {request.url_rule}" if request.url_rule else request.method


class Application(Flask):
    """Flask, which logs what nobody expected by its rule."""

    def log_exception(self, exc_info: Any) -> None:
        """As Flask does, without the path."""
        self.logger.error("Exception on %s", request_for_log(), exc_info=exc_info)


def init_app(app: Flask) -> None:
    """Answer every typed error, every HTTP error and, last, what nobody expected."""
    for kind in (errors.CampaignError, HTTPException, DBAPIError):
        app.register_error_handler(kind, respond)
