"""`/admin`: the administrator's pages of accounts and tokens. What is handed out is shown once."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from geodata.accounts import accounts, credentials, tokens
from geodata.accounts.accounts import NewAccount
from geodata.queries.definition import Definition
from webmap.access import identity
from webmap.http import application
from webmap.officers.accounts.forms import Form, office_choices, role_choices

bp = Blueprint("admin", __name__, url_prefix="/admin")

PERSON = ("username", "display_name", "contact")


# ── Accounts ──────────────────────────────────────────────────────────────────────────────────


@bp.get("/accounts", endpoint="accounts")
def list_accounts() -> ResponseReturnValue:
    """Every account: who, as what, where, whether it can sign in."""
    with application.store().reading() as read:
        rows = [row for row in accounts.listed(read) if row.state != "erased"]
        definition = application.definition(read)
    return render_template(
        "officers/accounts/admin_accounts.html",
        rows=rows,
        definition=definition,
        today=application.today(),
    )


@bp.get("/accounts/new")
def new() -> ResponseReturnValue:
    """The form of a new account."""
    return _new_page(Form((*PERSON, "role", "office")))


@bp.post("/accounts/new")
def create() -> ResponseReturnValue:
    """Make an account; its password is shown once."""
    form = Form((*PERSON, "role", "office"))
    made = None
    with form.collecting(), application.store().writing() as write:
        made = accounts.create(write, identity.actor(), _new(form), today=application.today())
    if made is None:
        return _new_page(form), 422
    return _handed_out(made), 201


def _new(form: Form) -> NewAccount:
    return NewAccount(
        form["username"], form["display_name"], form["role"], form["office"], form["contact"]
    )


def _new_page(form: Form) -> str:
    with application.store().reading() as read:
        units, agencies = office_choices(application.definition(read))
    return render_template(
        "officers/accounts/admin_new.html",
        form=form,
        roles=role_choices(),
        units=units,
        agencies=agencies,
    )


def _handed_out(made: accounts.HandedOut) -> str:
    return render_template("officers/accounts/admin_handed_out.html", made=made, link=None)


@bp.get("/accounts/<uid>")
def account(uid: str) -> ResponseReturnValue:
    """One account and what can be done with it."""
    return _account_page(uid, Form((*PERSON, "office")))


def _account_page(uid: str, form: Form) -> str:
    with application.store().reading() as read:
        one = accounts.one(read, uid)
        definition = application.definition(read)
    units, agencies = office_choices(definition)
    return render_template(
        "officers/accounts/admin_account.html",
        one=one,
        form=form,
        definition=definition,
        today=application.today(),
        offices=units if one.role == "ward" else agencies,
        next_office=_next_office(definition, one.office),
        is_own=uid == identity.actor().account,
    )


def _next_office(definition: Definition, office: str) -> str:
    """The office itself, or what follows it when one office does."""
    thing = definition.units.get(office) or definition.agencies.get(office)
    if thing is None or thing.valid_on(application.today()) or len(thing.successors) != 1:
        return office
    return thing.successors[0]


@bp.post("/accounts/<uid>/disable")
def disable(uid: str) -> ResponseReturnValue:
    """Disable the account; what it is signed in with ends at once."""
    with application.store().writing() as write:
        accounts.disable(write, identity.actor(), uid)
    return redirect(url_for("admin.account", uid=uid), 303)


@bp.post("/accounts/<uid>/enable")
def enable(uid: str) -> ResponseReturnValue:
    """Let it sign in again."""
    with application.store().writing() as write:
        accounts.enable(write, identity.actor(), uid)
    return redirect(url_for("admin.account", uid=uid), 303)


@bp.post("/accounts/<uid>/reset")
def reset(uid: str) -> ResponseReturnValue:
    """A link to choose a password, shown once."""
    with application.store().writing() as write:
        value = credentials.reset(write, identity.actor(), uid)
        one = accounts.one(write, uid)
    link = url_for("sign_in.link", value=value, _external=True)
    return render_template("officers/accounts/admin_handed_out.html", made=one, link=link), 201


@bp.post("/accounts/<uid>/totp")
def reset_totp(uid: str) -> ResponseReturnValue:
    """Take the second factor off."""
    with application.store().writing() as write:
        credentials.reset_totp(write, identity.actor(), uid)
    return redirect(url_for("admin.account", uid=uid), 303)


@bp.post("/accounts/<uid>/hand-over")
def hand_over(uid: str) -> ResponseReturnValue:
    """To another office, to another person, or both."""
    form = Form((*PERSON, "office"))
    person = None
    if any(form[name].strip() for name in PERSON):
        person = NewAccount(form["username"], form["display_name"], "", "", form["contact"])
    made = None
    with form.collecting(), application.store().writing() as write:
        made = accounts.hand_over(
            write,
            identity.actor(),
            uid,
            office=form["office"] or None,
            person=person,
            today=application.today(),
        )
    if form.wrong:
        return _account_page(uid, form), 422
    return redirect(url_for("admin.account", uid=uid), 303) if made is None else (
        _handed_out(made), 201
    )  # fmt: skip


# ── Tokens ────────────────────────────────────────────────────────────────────────────────────


@bp.get("/tokens", endpoint="tokens")
def list_tokens() -> ResponseReturnValue:
    """Tokens for programs, and the form of a new one."""
    return _tokens_page(Form(("name", "role", "office")))


@bp.post("/tokens")
def make_token() -> ResponseReturnValue:
    """Make a token; its value is shown once."""
    form = Form(("name", "role", "office"))
    value = ""
    with form.collecting(), application.store().writing() as write:
        value = tokens.make(
            write,
            identity.actor(),
            form["name"],
            form["role"],
            form["office"],
            today=application.today(),
        )
    if form.wrong:
        return _tokens_page(form), 422
    return _tokens_page(Form(()), value), 201


def _tokens_page(form: Form, value: str = "") -> str:
    with application.store().reading() as read:
        definition, rows = application.definition(read), tokens.listed(read)
    units, agencies = office_choices(definition)
    return render_template(
        "officers/accounts/admin_tokens.html",
        form=form,
        value=value,
        rows=rows,
        definition=definition,
        roles=role_choices(tokens.TOKEN_ROLES),
        units=units,
        agencies=agencies,
    )


@bp.post("/tokens/<uid>/revoke")
def revoke_token(uid: str) -> ResponseReturnValue:
    """End a token at once."""
    with application.store().writing() as write:
        tokens.revoke(write, identity.actor(), uid)
    return redirect(url_for("admin.tokens"), 303)
