"""Who may ask for which address: one table of every endpoint, enforced before any view.

What is not in the table is refused. Which *row* a role may touch is for geodata.permissions.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError

from geodata.errors import Forbidden, NotFound, NotSignedIn
from geodata.permissions import RULES
from geodata.sign_ins import Holder
from geodata.vocabulary import N_, ROLES, codes
from webmap import auth, current
from webmap.errors import wants_json
from webmap.params import CONTROL, HAS_CONTROL, BadParameters, Problem

PUBLIC = "public"
"""Anybody, and the same bytes for everybody."""
SIGNED_IN = "signed in"
"""Whoever is signed in."""
Rule = str | frozenset[str]
ALL_ROLES = frozenset(codes(ROLES))
ADMINISTRATOR = frozenset({"administrator"})
WARD = frozenset({"ward"})
REPORTERS = WARD | {"owner"}
SENDERS = REPORTERS | {"secretariat"}
DECIDERS = frozenset({"owner", "secretariat"})
QUEUE = DECIDERS | {"leader"}
ENTRIES = SENDERS | {"leader"}
OWNERS = frozenset({"owner"})
KEEPERS = DECIDERS | {"finance"}
DESK = KEEPERS | {"leader"}
READERS = DESK | WARD
"""Who may read a review before it is published, and what its meeting decided."""


def _who(*actions: str) -> frozenset[str]:
    """The roles that may do one of these at all, by the table of permissions."""
    return frozenset(role for action in actions for role in RULES[action])


ACCESS: dict[str, Rule] = {
    # What the public sees. Pages under /embed follow the page that they embed.
    "static": PUBLIC,
    "bundles.css": PUBLIC,
    "bundles.js": PUBLIC,
    "map.index": PUBLIC,
    "map.fragment": PUBLIC,
    "layers.index": PUBLIC,
    "layers.layer": PUBLIC,
    "figures.index": PUBLIC,
    "definition.agencies": PUBLIC,
    "definition.criteria": PUBLIC,
    "definition.units": PUBLIC,
    "projects.index": PUBLIC,
    "projects.show": PUBLIC,
    "projects.photo": PUBLIC,
    "journal.project": PUBLIC,
    "contributions.index": PUBLIC,
    "awards.index": PUBLIC,
    "units.index": PUBLIC,
    "units.show": PUBLIC,
    "criteria.index": PUBLIC,
    "criteria.show": PUBLIC,
    "agencies.index": PUBLIC,
    "agencies.show": PUBLIC,
    "campaign.show": PUBLIC,
    "compare.show": PUBLIC,
    "search.index": PUBLIC,
    "search.suggest": PUBLIC,
    "pictures.map": PUBLIC,
    "feeds.changes": PUBLIC,
    "feeds.sitemap": PUBLIC,
    "feeds.robots": PUBLIC,
    "health.index": PUBLIC,
    # Frozen reviews: the view shows the public only those that are published.
    "reviews.index": PUBLIC,
    "reviews.show": PUBLIC,
    "reviews.figures": PUBLIC,
    "reviews.rows": PUBLIC,
    "reviews.changes": PUBLIC,
    "reviews.document": PUBLIC,
    "reviews.progress": PUBLIC,
    "reviews.sheet": PUBLIC,
    "reviews.picture": PUBLIC,
    "present.show": PUBLIC,
    "present.notes": READERS,
    # What was recorded, by whom.
    "journal.index": frozenset({"secretariat", "administrator"}),
    # What is due; mailing it is the secretariat's.
    "due.show": frozenset({"secretariat", "leader"}),
    "due.send": frozenset({"secretariat"}),
    # Signing in and out.
    "sign_in.index": PUBLIC,
    "sign_in.enter": PUBLIC,
    "sign_in.csrf": PUBLIC,
    "sign_in.leave": PUBLIC,
    "sign_in.link": PUBLIC,
    "sign_in.redeem": PUBLIC,
    # One's own account.
    "account.show": SIGNED_IN,
    "account.password": SIGNED_IN,
    "account.change_password": SIGNED_IN,
    "account.totp": SIGNED_IN,
    "account.turn_on_totp": SIGNED_IN,
    "account.leave_elsewhere": SIGNED_IN,
    # Accounts and tokens.
    "admin.accounts": ADMINISTRATOR,
    "admin.new": ADMINISTRATOR,
    "admin.create": ADMINISTRATOR,
    "admin.account": ADMINISTRATOR,
    "admin.disable": ADMINISTRATOR,
    "admin.enable": ADMINISTRATOR,
    "admin.reset": ADMINISTRATOR,
    "admin.reset_totp": ADMINISTRATOR,
    "admin.hand_over": ADMINISTRATOR,
    "admin.tokens": ADMINISTRATOR,
    "admin.make_token": ADMINISTRATOR,
    "admin.revoke_token": ADMINISTRATOR,
    # Those who report of sites and enter what people gave.
    "work.index": SIGNED_IN,
    "own_entries.index": SENDERS,
    "set_aside.index": REPORTERS,
    "set_aside.drop": REPORTERS,
    "site_update.form": REPORTERS,
    "site_update.send": REPORTERS,
    "site_update.correction": REPORTERS,
    "site_update.correct": REPORTERS,
    "gift_entry.choose": WARD,
    "gift_entry.send": WARD,
    "gift_entry.mend": WARD,
    "gift_entry.correction": WARD | {"secretariat"},
    "gift_entry.correct": WARD | {"secretariat"},
    # The interface for programs.
    "api_reading.index": PUBLIC,
    "api_reading.document": PUBLIC,
    "api_sites.me": SIGNED_IN,
    "api_sites.mine": _who("project.see"),
    "api_sites.project": _who("project.see"),
    "api_entries.show_update": _who("project.see"),
    "api_entries.show_contribution": _who("contribution.see"),
    "api_entries.show_revision": _who("project.see"),
    "api_entries.verify_update": _who("update.decide"),
    "api_entries.verify_contribution": _who("contribution.decide"),
    "api_entries.verify_revision": _who("revision.decide"),
    "api_entries.return_update": _who("update.decide"),
    "api_entries.return_contribution": _who("contribution.decide"),
    "api_entries.return_revision": _who("revision.decide"),
    "api_entries.ask_update": _who("update.decide"),
    "api_entries.ask_contribution": _who("contribution.decide"),
    "api_entries.ask_revision": _who("revision.decide"),
    "api_entries.withdraw_update": _who("update.withdraw"),
    "api_entries.withdraw_contribution": _who("contribution.withdraw"),
    "api_entries.withdraw_revision": _who("revision.withdraw"),
    "api_entries.correct_update": _who("update.correct"),
    "api_entries.queue": _who("project.see"),
    "api_entries.aside": _who("update.report"),
    "api_entries.drop": _who("update.report"),
    "api_sites.contribute": _who("contribution.enter"),
    "api_projects.register": _who("project.register"),
    "api_projects.revise": _who("project.revise"),
    "api_projects.disbursement": _who("project.disbursement"),
    "api_projects.capital_plan": _who("project.capital_plan"),
    "api_projects.clearance": _who("project.clearance"),
    "api_projects.milestone": _who("project.milestone"),
    "api_projects.decision": _who("project.decision"),
    "api_projects.package": _who("project.package"),
    "api_projects.responsible_unit": _who("project.responsible_unit"),
    "api_entries.correct_contribution": _who("contribution.correct"),
    "api_entries.correct_revision": _who("project.revise"),
    "api_sites.report": _who("update.report"),
    # What waits. An entry is read by its sender too.
    "review.queue": QUEUE,
    "review.decide_several": DECIDERS,
    "review.entry": ENTRIES,
    "review.decide": DECIDERS,
    "review.withdraw": SENDERS,
    # Reviews in the making, and the register of kiến nghị.
    "review_work.index": _who("review.read"),
    "review_work.new": _who("review.manage", "review.own"),
    "review_work.create": _who("review.manage", "review.own"),
    "review_work.show": _who("review.read"),
    "review_work.about": _who("review.manage", "review.own"),
    "review_work.change": _who("review.manage", "review.own"),
    "review_work.asked": _who("review.manage", "review.own"),
    "review_work.ask": _who("review.manage", "review.own"),
    "review_work.confirm": _who("review.manage", "review.own"),
    "review_work.freeze": _who("review.manage", "review.own"),
    "review_work.publish": _who("review.manage", "review.own"),
    "review_work.note": _who("review.manage", "review.own"),
    "review_work.slides": _who("review.manage", "review.own"),
    "review_work.arrange": _who("review.manage", "review.own"),
    "review_work.report": _who("review.write"),
    "review_work.send_report": _who("review.write"),
    "review_work.report_file": _who("review.file"),
    "review_work.texts": _who("review.write"),
    "review_work.write": _who("review.write"),
    "review_work.estimate": _who("review.estimate"),
    "review_work.expect": _who("review.estimate"),
    "petitions.index": _who("review.read"),
    "petitions.new": _who("petition.raise"),
    "petitions.send": _who("petition.raise"),
    "petitions.answer": _who("petition.answer"),
    "petitions.settle": _who("petition.answer"),
    # What is kept of projects.
    "desk.index": DESK,
    "desk.show": DESK,
    "desk.form": KEEPERS,
    "desk.send": KEEPERS,
    "desk.correct": KEEPERS,
    "desk.put_right": KEEPERS,
    "description.new": _who("project.register"),
    "description.register": _who("project.register"),
    "description.revise": _who("project.revise"),
    "description.send": _who("project.revise"),
    "description.acceptance": OWNERS,
    "description.accept": OWNERS,
}
"""Endpoint to who may ask for it: PUBLIC, SIGNED_IN, or the roles."""

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
OWN_AFFAIRS = frozenset(endpoint for endpoint in ACCESS if endpoint.startswith("account."))
"""Endpoints about one's own account: open also to an officer whose office has ended."""
LONGEST_NEXT = 500


def rule_of(endpoint: str) -> Rule | None:
    """The rule of an endpoint; None for one that the table does not know."""
    return ACCESS.get(endpoint.removeprefix("embed."))


def guard() -> ResponseReturnValue | None:
    """Judge a request before its view: the address, who asks, then the CSRF token. 404 and 405 of
    addresses that are none are told to anybody. Raises NotFound, BadParameters, NotSignedIn,
    Forbidden."""
    if request.endpoint is None:
        return None
    rule = rule_of(request.endpoint)
    _check_address(rule)
    answer = None if rule == PUBLIC else _admit(rule)
    signed = rule != PUBLIC and auth.by_token()
    if answer is None and request.method in CHANGING and not signed:
        _check_csrf()
    return answer


def _check_address(rule: Rule | None) -> None:
    """No name has control characters, and PostgreSQL takes no text with NUL. Public addresses read
    their query by `webmap.params`, which passes over what it does not know."""
    if any(CONTROL.search(str(value)) for value in (request.view_args or {}).values()):
        raise NotFound(N_("Địa chỉ này không có gì."))
    wrong = [
        Problem(CONTROL.sub("\ufffd", name), CONTROL.sub("\ufffd", value), HAS_CONTROL, ())
        for name, value in request.args.items(multi=True)
        if CONTROL.search(name + value)
    ]
    if wrong and rule != PUBLIC:
        raise BadParameters(wrong)


def _admit(rule: Rule | None) -> ResponseReturnValue | None:
    found = auth.holder()
    if found is None:
        if wants_json() or request.method in CHANGING:
            raise NotSignedIn(N_("Cần đăng nhập để làm việc này."))
        return redirect(url_for("sign_in.index", next=here()), 303)
    first = still_first(found)
    if first is not None and request.endpoint not in first.endpoints:
        if wants_json():
            raise Forbidden(first.reason)
        return redirect(url_for(first.page), 303)
    if not _suits(rule, found):
        raise Forbidden(N_("Chức danh của bạn không làm việc này."))
    if request.method in CHANGING and request.endpoint not in OWN_AFFAIRS:
        _stands(found)
    return None


@dataclass(frozen=True)
class First:
    """What has to be done before anything else: the page where, what is open until then, why."""

    page: str
    endpoints: frozenset[str]
    reason: str


PASSWORD_FIRST = First(
    "account.password",
    frozenset({"account.password", "account.change_password"}),
    N_("Phải đổi mật khẩu được cấp trước khi làm việc khác."),
)
TOTP_FIRST = First(
    "account.totp",
    frozenset({"account.totp", "account.turn_on_totp"}),
    N_("Chức danh này phải bật mã xác thực trước khi làm việc khác."),
)


def still_first(found: Holder) -> First | None:
    """What the officer has to do before anything else; None when nothing is left."""
    if found.session_id is None:  # a program
        return None
    if found.must_change:
        return PASSWORD_FIRST
    demanded = current.settings().totp_roles.split()
    return TOTP_FIRST if found.role in demanded and not found.has_totp else None


def _stands(found: Holder) -> None:
    """Raises Forbidden when the officer's office has ended: it reads, it cannot write."""
    if not auth.office_stands(found):
        raise Forbidden(
            N_("Cơ quan của tài khoản này đã kết thúc. Nhờ người quản trị chuyển giao tài khoản.")
        )


def _check_csrf() -> None:
    try:
        auth.csrf.protect()
    except CSRFError as error:
        raise Forbidden(
            N_(
                "Biểu mẫu này đã cũ hoặc không đến từ trang của chúng tôi. "
                "Tải lại trang rồi gửi lại."
            )
        ) from error


# ── Where to go after signing in ──────────────────────────────────────────────────────────────


def here() -> str | None:
    """This page's own address, to come back to; None when it is too long or not a page to read."""
    if request.method not in ("GET", "HEAD") or request.endpoint is None:
        return None
    query = request.query_string.decode("ascii", "replace")
    address = f"{request.path}?{query}" if query else request.path
    return address if own_path(address) == address and len(address) <= LONGEST_NEXT else None


def own_path(address: str | None) -> str | None:
    """The address, if it is a path of this site; None for anything that could lead elsewhere."""
    if not address or not address.startswith("/") or len(address) > LONGEST_NEXT:
        return None
    if "\\" in address or not address.isprintable() or address.startswith("//"):
        return None
    parts = urlsplit(address)
    return None if parts.scheme or parts.netloc else address


def sign_in_address() -> str:
    """The way to the form, and back to this page."""
    return url_for("sign_in.index", lang=request.args.get("lang") or None, next=here())


OFFICER_PAGES = (
    ("work.index", N_("Việc của tôi")),
    ("review_work.index", N_("Sơ kết, tổng kết")),
    ("due.show", N_("Đến hạn, quá hạn")),
    ("journal.index", N_("Nhật ký hệ thống")),
    ("account.show", N_("Tài khoản của tôi")),
    ("admin.accounts", N_("Tài khoản cán bộ")),
    ("admin.tokens", N_("Mã truy cập cho phần mềm")),
)
"""Pages of the officer's menu; each officer sees those that they may ask for."""


def officer_links() -> list[tuple[str, str]]:
    """Endpoints and names of the officer's menu."""
    found = auth.holder()
    return [
        (endpoint, gettext(name))
        for endpoint, name in OFFICER_PAGES
        if found and endpoint in current_app.view_functions and _suits(rule_of(endpoint), found)
    ]


def _suits(rule: Rule | None, found: Holder) -> bool:
    return rule in (PUBLIC, SIGNED_IN) or (rule is not None and found.role in rule)


def _is_private() -> bool:
    if request.path == "/api" or request.path.startswith("/api/"):
        return True
    return request.endpoint is not None and rule_of(request.endpoint) != PUBLIC


def init_app(app: Flask) -> None:
    """Guard every request; keep what is not public out of caches."""
    app.before_request(guard)
    app.jinja_env.globals.update(sign_in_address=sign_in_address, officer_links=officer_links)

    @app.after_request
    def keep_private(response: Response) -> Response:
        path = request.path
        if (
            path == "/api"
            or path.startswith("/api/")
            or (request.endpoint and rule_of(request.endpoint) != PUBLIC)
        ):
            response.headers["Cache-Control"] = "private, no-store"
        return response
