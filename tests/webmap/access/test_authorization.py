"""Every address × method × role: the table of webmap/access/rules.py is what happens.

A new address needs its line in `ACCESS` and nothing here, unless its arguments are of another kind
than those in `addresses.py`. What a row allows is tested with the doors; here the arguments name
rows that there are, and what is sent is empty, so that nothing changes.
"""

import inspect
from dataclasses import dataclass, field

import pytest

from geodata import clock
from geodata.accounts import accounts, tokens
from geodata.journal import SYSTEM
from tests.officers import SAMPLE, account, sign_in, token_of, uid_of
from tests.stores import copy_of
from tests.webmap.access.addresses import METHODS, addresses
from webmap.access import navigation
from webmap.access.rules import ACCESS, CHANGING, PUBLIC, SIGNED_IN, rule_of
from webmap.config import PROJECT_ROOT

ROLES = tuple(SAMPLE)


@dataclass
class Asker:
    """Somebody with a role or none; `program`: with a token, which is for /api alone."""

    name: str
    client: object
    role: str | None = None
    headers: dict = field(default_factory=dict)
    program: bool = False


@pytest.fixture(scope="module")
def app(templates):
    from tests.application import application

    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as store, application(store.url) as made:
        yield made


@pytest.fixture(scope="module")
def store(app):
    return app.extensions["campaign_map"].store


def make_token(store, role):
    """A token of an administrator that is made for it; gives its value and the uid."""
    with store.writing() as session:
        value = tokens.make(session, SYSTEM, role, role, SAMPLE[role], today=clock.today())
        return value, tokens.token(session, value).uid


@pytest.fixture(scope="module")
def askers(app, store):
    """Nobody; an officer and a program of every role; those that were disabled or revoked."""
    found = [Asker("nobody", app.test_client())]
    for role in ROLES:
        client = app.test_client()
        sign_in(client, role, account(store, role, role))
        found.append(Asker(role, client, role, {"X-CSRF-Token": token_of(client)}))
        if role in tokens.TOKEN_ROLES:
            headers = {"Authorization": f"Bearer {make_token(store, role)[0]}"}
            found.append(Asker(f"token of {role}", app.test_client(), role, headers, True))
    client = app.test_client()
    sign_in(client, "gone", account(store, "gone", "administrator"))
    headers = {"X-CSRF-Token": token_of(client)}
    value, uid = make_token(store, "secretariat")
    with store.writing() as session:
        accounts.disable(session, SYSTEM, uid_of(store, "gone"))
        tokens.revoke(session, SYSTEM, uid)
    found.append(Asker("disabled account", client, None, headers))
    bearer = {"Authorization": f"Bearer {value}"}
    found.append(Asker("revoked token", app.test_client(), None, bearer, True))
    return found


def endpoints(app):
    return {rule.endpoint for rule in app.url_map.iter_rules()}


def test_table_knows_every_address_and_no_other(app):
    found = {endpoint.removeprefix("embed.") for endpoint in endpoints(app)}
    assert found - set(ACCESS) == set(), "addresses that webmap/access/rules.py does not know"
    assert set(ACCESS) - found == set(), "lines of webmap/access/rules.py without an address"


def test_every_file_of_views_is_registered(app):
    """By a blueprint of webmap/blueprints.py, or by the file that makes its blueprint."""
    served = {inspect.unwrap(view).__module__ for view in app.view_functions.values()}
    files = [path for path in PROJECT_ROOT.glob("webmap/**/*.py") if "\n@bp." in path.read_text()]
    written = {".".join(path.relative_to(PROJECT_ROOT).with_suffix("").parts) for path in files}
    assert "webmap.public.map.layers" in written
    assert written - served == set()


def test_every_rule_is_one_of_the_three_kinds():
    for endpoint, rule in ACCESS.items():
        assert rule in (PUBLIC, SIGNED_IN) or (rule and rule <= set(ROLES)), endpoint


def expected(endpoint, path, asker):
    """`open`, `sign in` or `forbidden`, by the table alone."""
    rule = rule_of(endpoint)
    if rule == PUBLIC:
        return "open"
    known = asker.role is not None and (not asker.program or path.startswith("/api/"))
    if not known:
        return "sign in"
    return "open" if rule == SIGNED_IN or asker.role in rule else "forbidden"


def judge(answer):
    """What an answer amounts to."""
    if answer.status_code == 401:
        return "sign in"
    if answer.status_code == 303 and answer.headers["Location"].startswith("/login?next="):
        return "sign in"
    return "forbidden" if answer.status_code == 403 else "open"


def ask(asker, method, path, headers=None, **query):
    json = {} if path.startswith("/api") and method in CHANGING else None
    headers = asker.headers | (headers or {})
    return asker.client.open(path, method=method, headers=headers, json=json, query_string=query)


def quickly(asker, endpoint, method, path):
    """Ask only to be let in, which saves minutes: a public page with a wrong parameter answers 400
    without its figures, and who is known is refused in a few words instead of a page."""
    wrong = {"as_of": "x"} if method == "GET" and rule_of(endpoint) == PUBLIC else {}
    headers = {"Accept": "application/json"} if asker.role else {}
    return ask(asker, method, path, headers, **wrong)


ENDS_THE_SESSION = {"sign_in.leave", "sign_in.enter"}


@pytest.mark.timeout(300)
def test_every_role_gets_what_the_table_says(app, askers):
    wrong = []
    for endpoint, method, path in addresses(app):
        if endpoint in ENDS_THE_SESSION:
            continue
        for asker in askers:
            answer = quickly(asker, endpoint, method, path)
            wanted = expected(endpoint, path, asker)
            got = judge(answer)
            if wanted == "open" and answer.status_code == 403 and not _refused_by_table(answer):
                got = "open"  # the row, or the token of a form, refused it: not the table
            if got != wanted or answer.status_code >= 500:
                wrong.append(f"{asker.name}: {method} {path} {answer.status_code}, not {wanted}")
    assert wrong == []


def _refused_by_table(answer):
    return "does not do this" in answer.text or "không làm việc này" in answer.text


def test_change_without_the_csrf_token_is_403_for_every_role(app, askers):
    wrong = []
    for endpoint, method, path in addresses(app):
        if method not in CHANGING:
            continue
        for asker in askers:
            if asker.role is None or asker.program:
                continue
            if expected(endpoint, path, asker) != "open":
                continue
            for headers in ({}, {"X-CSRF-Token": "x"}):
                answer = asker.client.open(path, method=method, headers=headers, data={})
                if answer.status_code != 403:
                    wrong.append(f"{asker.name}: {method} {path} {answer.status_code}")
    assert wrong == []
    for asker in askers:
        if asker.role and not asker.program:
            assert asker.client.get("/account").status_code == 200


def test_method_that_an_address_does_not_take_is_405(app, askers):
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static" or "<" in rule.rule:
            continue
        taken = {
            method
            for other in app.url_map.iter_rules()
            if other.rule == rule.rule
            for method in other.methods
        }
        for method in set(METHODS) - taken:
            assert askers[0].client.open(rule.rule, method=method).status_code == 405, rule.rule


def test_address_without_a_line_is_refused(make_app, sample_file):
    app = make_app(sample_file.url, new=True)
    app.add_url_rule("/new", "new", lambda: "open")
    app.add_url_rule("/api/new", "api_new", lambda: "open")
    visitor, officer = app.test_client(), app.test_client()
    sign_in(officer, "quan.tri", account(sample_file, "quan.tri", "administrator"))
    assert visitor.get("/new").headers["Location"] == "/login?next=/new"
    assert visitor.get("/api/new").status_code == 401
    assert officer.get("/new").status_code == 403
    assert officer.get("/api/new").status_code == 403


def test_answers_of_officers_pages_are_kept_by_nobody(app, askers):
    officer = next(asker for asker in askers if asker.role == "administrator")
    for endpoint, method, path in addresses(app):
        if method != "GET" or endpoint == "static":
            continue
        answer = officer.client.get(path)
        kept = answer.headers.get("Cache-Control", "")
        private = rule_of(endpoint) != PUBLIC or path.startswith("/api")
        if private and answer.status_code == 200:
            assert kept == "private, no-store", path
        if answer.mimetype == "text/html":
            assert "public" not in kept, path


def test_public_data_has_the_same_bytes_for_every_role(app, askers):
    for endpoint, method, path in addresses(app):
        if method != "GET" or rule_of(endpoint) != PUBLIC or path == "/api/csrf":
            continue
        answers = [ask(asker, method, path) for asker in askers[:3]]
        if answers[0].mimetype != "text/html":
            assert len({answer.data for answer in answers}) == 1, path


def test_disabled_account_and_revoked_token_are_nobody(app, askers):
    for asker in askers[-2:]:
        assert asker.role is None
        assert ask(asker, "GET", "/account").status_code == 303
    assert navigation.own_path("/account") == "/account"
