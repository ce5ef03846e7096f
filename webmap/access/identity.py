"""Who asks: the officer of a session cookie, or the program of a token; and the CSRF token.

The cookie is signed and bears two things: the random value of the session (its row decides, see
`geodata.accounts.sessions`) and the secret of the CSRF token. Nothing is looked up before
somebody asks, so a public address never touches it.
"""

import datetime as dt
from dataclasses import dataclass

from flask import Flask, g, has_request_context, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect, generate_csrf
from sqlalchemy.exc import DBAPIError

from geodata.accounts import sessions, tokens
from geodata.accounts.sessions import Holder, Terms, Visitor
from geodata.errors import CampaignError, NotSignedIn
from geodata.permissions import Actor, in_force
from geodata.queries.definition import Definition
from geodata.vocabulary import N_
from webmap.http import application
from webmap.language.i18n import label, local

KEY = "sign_in"
CSRF_SECRET = "csrf_token"  # noqa: S105
"""Where Flask-WTF keeps the browser's secret."""
csrf = CSRFProtect()


class Cookies(SecureCookieSessionInterface):
    """The session cookie: over https it is `Secure` and its name says that only this host, over
    https, can have set it."""

    def get_cookie_name(self, _app: Flask) -> str:
        secure = has_request_context() and request.is_secure
        return "__Host-session" if secure else "session"

    def get_cookie_secure(self, _app: Flask) -> bool:
        return has_request_context() and request.is_secure


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in, as pages tell it."""

    display_name: str
    username: str
    role: str
    role_label: str
    office: str
    office_name: str
    in_force: bool
    """Whether the office stands today; if not, nothing can be written."""


def terms() -> Terms:
    """How long a session lasts here."""
    settings = application.settings()
    return Terms(
        dt.timedelta(hours=settings.session_hours),
        dt.timedelta(minutes=settings.session_idle_minutes),
    )


def visitor() -> Visitor:
    """Who makes the request, as the network knows it."""
    return Visitor(request.remote_addr, request.headers.get("User-Agent"))


def holder() -> Holder | None:
    """Who is signed in, with what is known of the account; looked up once a request."""
    if "holder" not in g:
        g.holder = _look_up()
    found: Holder | None = g.holder
    return found


def known() -> Holder:
    """Who is signed in. Raises NotSignedIn."""
    found = holder()
    if found is None:
        raise NotSignedIn(N_("Cần đăng nhập để làm việc này."))
    return found


def _look_up() -> Holder | None:
    given = _bearer()
    if given is not None:
        return _program(given)
    value = session.get(KEY)
    if not isinstance(value, str):
        return None
    store = application.store()
    with store.reading() as read:
        found = sessions.holder(read, value, terms())
    if found is not None and sessions.is_due(found.seen_at):
        with store.writing() as write:
            sessions.seen(write, found)
    return found


def _bearer() -> str | None:
    """The token of a program, which is for /api alone. Beside it the cookie does not count."""
    given = request.authorization
    if not request.path.startswith("/api/") or given is None or given.type != "bearer":
        return None
    return given.token or ""


def _program(value: str) -> Holder | None:
    store = application.store()
    with store.reading() as read:
        token = tokens.token(read, value)
    if token is None:
        return None
    if sessions.is_due(token.seen_at):
        with store.writing() as write:
            tokens.seen(write, token.uid)
    return Holder(token.uid, "", token.name, token.role, token.office)


def by_token() -> bool:
    """Whether this request is signed by a token, so that no cookie can be misused for it."""
    return _bearer() is not None and holder() is not None


def current() -> Actor | None:
    """The officer who asks, or None."""
    found = holder()
    return found.actor if found else None


def actor() -> Actor:
    """The officer who asks. Raises NotSignedIn."""
    return known().actor


def office_stands(found: Holder) -> bool:
    """Whether the office of who is signed in stands today."""
    with application.store().reading() as read:
        return in_force(application.definition(read), found.office, application.today())


def office_name(definition: Definition, office: str) -> str:
    """The name of a unit or an agency; what is neither stays as it is."""
    found = definition.units.get(office) or definition.agencies.get(office)
    return local(found, "name") if found else office


def signed_in() -> SignedIn | None:
    """Who is signed in, for the header; None also while the store is out of reach."""
    if "signed_in" not in g:
        try:
            g.signed_in = _signed_in()
        except (CampaignError, DBAPIError):
            g.signed_in = None
    found: SignedIn | None = g.signed_in
    return found


def _signed_in() -> SignedIn | None:
    found = holder()
    if found is None:
        return None
    with application.store().reading() as read:
        definition = application.definition(read)
    return SignedIn(
        found.display_name,
        found.username,
        found.role,
        label(found.role, "ROLES"),
        found.office,
        office_name(definition, found.office),
        in_force(definition, found.office, application.today()),
    )


def begin(value: str) -> None:
    """Give the browser a new session; the one that it had ends, with all that it bore. The CSRF
    secret alone stays: a form that was open while the last session ended can still be sent, and
    nothing typed is lost."""
    _leave()
    kept = {name: session[name] for name in (CSRF_SECRET,) if name in session}
    session.clear()
    session.update(kept | {KEY: value})
    for known in ("holder", "signed_in"):
        g.pop(known, None)


def end() -> None:
    """End the session, in the store and in the browser."""
    _leave()
    session.clear()
    for kept in ("holder", "signed_in", "csrf_token"):
        g.pop(kept, None)


def _leave() -> None:
    value = session.get(KEY)
    if isinstance(value, str):
        with application.store().writing() as write:
            sessions.leave(write, value)


def init_app(app: Flask) -> None:
    """Cookies, the CSRF token, and what templates ask."""
    app.session_interface = Cookies()
    app.config.update(
        # `webmap.access.guard` asks for it, after it knows who asks.
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_HEADERS=["X-CSRF-Token"],
        # As long as the session: a form may stay open over lunch.
        WTF_CSRF_TIME_LIMIT=None,
        # Programs send no Referer; the __Host- cookie cannot be planted by another host.
        WTF_CSRF_SSL_STRICT=False,
    )
    csrf.init_app(app)
    app.jinja_env.globals.update(
        signed_in=signed_in, csrf_token=generate_csrf, office_name=office_name, in_force=in_force
    )
