"""`/login`, `/logout`, `/api/csrf`: signing in and out."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from geodata.accounts import credentials, sessions
from geodata.errors import NotSignedIn, Throttled
from webmap.access import identity
from webmap.access.navigation import own_path
from webmap.errors import kind_of, wants_json
from webmap.http import application
from webmap.http.answers import JSON, encode
from webmap.language.i18n import say
from webmap.officers.accounts.forms import Form, same
from webmap.pages import links

bp = Blueprint("sign_in", __name__)

AFTER = ("home.index", "account.show", "map.index")
"""Where an officer goes after signing in: the first of these pages that there is."""


@bp.get("/login")
def index() -> ResponseReturnValue:
    """The form; who is signed in already goes on."""
    if identity.signed_in() is not None:
        return redirect(_onward(request.args.get("next")), 303)
    return _page(request.args.get("next"))


@bp.post("/login")
def enter() -> ResponseReturnValue:
    """303 and a session; 401 in the same words whatever was wrong; 429 after many failures."""
    given = request.form
    username = given.get("username", "")
    try:
        value = sessions.enter(
            application.store(),
            application.secret(),
            username,
            given.get("password", ""),
            given.get("totp", ""),
            identity.visitor(),
            identity.terms(),
        )
    except NotSignedIn as error:
        if wants_json():
            raise
        return _refused(error, username)
    identity.begin(value)
    return redirect(_onward(given.get("next")), 303)


@bp.post("/logout")
def leave() -> ResponseReturnValue:
    """End the session at once, in the store too."""
    identity.end()
    return redirect(url_for("map.index"), 303)


@bp.get("/login/link/<value>")
def link(value: str) -> ResponseReturnValue:
    """The form to choose a password by a one-time link; looking does not use it up."""
    return _link_page(value, _link_form())


@bp.post("/login/link/<value>")
def redeem(value: str) -> ResponseReturnValue:
    """Take the password; the link is used up. Then one signs in with it."""
    form = _link_form()
    with form.collecting():
        same(form)
        credentials.redeem(application.store(), value, form["password"])
    if form.wrong:
        return _link_page(value, form), 422
    return redirect(url_for("sign_in.index"), 303)


def _link_form() -> Form:
    return Form((), secrets=("password", "again"))


def _link_page(value: str, form: Form) -> str:
    with application.store().reading() as read:
        username = credentials.link_account(read, value).username
    return render_template("officers/accounts/link.html", form=form, value=value, username=username)


@bp.get("/api/csrf")
def csrf() -> Response:
    """The token to send back as `X-CSRF-Token`, before signing in and after."""
    return Response(encode({"csrf_token": generate_csrf()}), mimetype=JSON)


def _onward(wanted: str | None) -> str:
    path = own_path(wanted)
    if path is not None:
        return path
    return url_for(next(endpoint for endpoint in AFTER if links.exists(endpoint)))


def _page(wanted: str | None, username: str = "", said: str = "") -> str:
    return render_template(
        "officers/accounts/login.html", next=own_path(wanted), username=username, said=said
    )


def _refused(error: NotSignedIn, username: str) -> Response:
    page = _page(request.form.get("next"), username[:100], say(error.template, error.params))
    response = Response(page, status=kind_of(error).status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    if isinstance(error, Throttled):
        response.headers["Retry-After"] = str(error.wait)
    return response
