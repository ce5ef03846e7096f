"""`/account`: one's own password, second factor and open sessions."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from geodata.accounts import credentials, second_factor, sessions
from geodata.queries import names
from webmap.access import identity
from webmap.http import application
from webmap.officers.accounts.forms import Form, same

bp = Blueprint("account", __name__, url_prefix="/account")

NEW_SECRET = "totp_new"  # noqa: S105
"""Where the browser's cookie holds a second factor's secret until a code confirms it, and whose it
is: who signs in next at this browser gets another."""


@bp.get("")
def show() -> ResponseReturnValue:
    """Who is signed in, as what, and where else."""
    found = identity.known()
    with application.store().reading() as read:
        open_sessions = sessions.sessions(read, found, identity.terms())
        own = names.account_data(read, found.uid)
    return render_template(
        "officers/accounts/account.html", holder=found, sessions=open_sessions, own=own
    )


@bp.post("/sessions/end")
def leave_elsewhere() -> ResponseReturnValue:
    """End the other sessions of this account."""
    with application.store().writing() as write:
        sessions.leave_elsewhere(write, identity.known())
    return redirect(url_for("account.show"), 303)


# ── Password ──────────────────────────────────────────────────────────────────────────────────


@bp.get("/password")
def password() -> ResponseReturnValue:
    """The form to choose another password."""
    return _password_page(_password_form())


@bp.post("/password")
def change_password() -> ResponseReturnValue:
    """Take the new password; every session ends but this one, which gets a new cookie."""
    form, found = _password_form(), identity.known()
    with form.collecting():
        same(form)
        credentials.change_password(
            application.store(),
            application.secret(),
            found.uid,
            form["current"],
            form["password"],
            request.remote_addr,
        )
    if form.wrong:
        return _password_page(form), 422
    with application.store().writing() as write:
        value = sessions.again(write, found.uid, identity.visitor(), identity.terms())
    identity.begin(value)
    return redirect(url_for("account.show"), 303)


def _password_form() -> Form:
    return Form((), secrets=("current", "password", "again"))


def _password_page(form: Form) -> str:
    return render_template("officers/accounts/password.html", form=form, holder=identity.holder())


# ── Second factor ─────────────────────────────────────────────────────────────────────────────


@bp.get("/totp")
def totp() -> ResponseReturnValue:
    """A secret as a picture for the phone, and the field for the code that it shows."""
    if not identity.known().has_totp:
        secret = _pending() or second_factor.new_secret()
        session[NEW_SECRET] = {"of": identity.known().uid, "secret": secret}
    return _totp_page(_totp_form())


@bp.post("/totp")
def turn_on_totp() -> ResponseReturnValue:
    """Turn it on, once a code and the password are right."""
    form, found = _totp_form(), identity.known()
    secret = _pending()
    if not secret:
        return redirect(url_for("account.totp"), 303)
    store, key = application.store(), application.secret()
    with form.collecting():
        credentials.verify(store, key, found.uid, form["current"], request.remote_addr)
        with store.writing() as write:
            credentials.turn_on_totp(write, found.uid, secret, form["code"])
    if form.wrong:
        return _totp_page(form), 422
    session.pop(NEW_SECRET)
    return redirect(url_for("account.show"), 303)


def _pending() -> str:
    """The secret that waits for this account's code; empty without one."""
    kept = session.get(NEW_SECRET)
    if not isinstance(kept, dict) or kept.get("of") != identity.known().uid:
        return ""
    return str(kept["secret"])


def _totp_form() -> Form:
    return Form((), secrets=("current", "code"))


def _totp_page(form: Form) -> str:
    found, secret = identity.known(), _pending()
    picture = ""
    if not found.has_totp:
        issuer = _("Bản đồ thi đua Sa Đéc")
        picture = qr(second_factor.address(secret, found.username, issuer))
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return render_template(
        "officers/accounts/totp.html", form=form, holder=found, picture=picture, secret=groups
    )


def qr(text: str) -> Markup:
    """A QR code as inline SVG without any style, for the page's strict policy."""
    import segno

    made = segno.make(text, error="m", micro=False)
    return Markup(  # noqa: S704 - squares alone: segno draws them
        made.svg_inline(
            scale=5, border=4, svgclass="qr", lineclass=None, dark="#000", light="#fff",
            omitsize=True,
        )
    )  # fmt: skip
