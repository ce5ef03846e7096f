"""Every request is judged before its view: the address, who asks, what they still have to do, CSRF.

Who may ask for which address is the table of `webmap.access.rules`.
"""

from dataclasses import dataclass

from flask import Flask, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from geodata.accounts.sessions import Holder
from geodata.errors import Forbidden, NotFound, NotSignedIn
from geodata.vocabulary import N_
from webmap.access import identity
from webmap.access.navigation import here, officer_links, sign_in_address
from webmap.access.rules import CHANGING, OWN_AFFAIRS, PUBLIC, Rule, rule_of, suits
from webmap.errors import wants_json
from webmap.http import application
from webmap.http.query import CONTROL, HAS_CONTROL, BadParameters, Problem


def guard() -> ResponseReturnValue | None:
    """Judge a request before its view: the address, who asks, then the CSRF token. 404 and 405 of
    addresses that are none are told to anybody. Raises NotFound, BadParameters, NotSignedIn,
    Forbidden."""
    if request.endpoint is None:
        return None
    rule = rule_of(request.endpoint)
    _check_address(rule)
    answer = None if rule == PUBLIC else _admit(rule)
    signed = rule != PUBLIC and identity.by_token()
    if answer is None and request.method in CHANGING and not signed:
        _check_csrf()
    return answer


def _check_address(rule: Rule | None) -> None:
    """No name has control characters, and PostgreSQL takes no text with NUL. Public addresses read
    their query by `webmap.http.query`, which passes over what it does not know."""
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
    found = identity.holder()
    if found is None:
        if wants_json() or request.method in CHANGING:
            raise NotSignedIn(N_("Cần đăng nhập để làm việc này."))
        return redirect(url_for("sign_in.index", next=here()), 303)
    first = still_first(found)
    if first is not None and request.endpoint not in first.endpoints:
        if wants_json():
            raise Forbidden(first.reason)
        return redirect(url_for(first.page), 303)
    if not suits(rule, found):
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
    demanded = application.settings().totp_roles.split()
    return TOTP_FIRST if found.role in demanded and not found.has_totp else None


def _stands(found: Holder) -> None:
    """Raises Forbidden when the officer's office has ended: it reads, it cannot write."""
    if not identity.office_stands(found):
        raise Forbidden(
            N_("Cơ quan của tài khoản này đã kết thúc. Nhờ người quản trị chuyển giao tài khoản.")
        )


def _check_csrf() -> None:
    try:
        identity.csrf.protect()
    except CSRFError as error:
        raise Forbidden(
            N_(
                "Biểu mẫu này đã cũ hoặc không đến từ trang của chúng tôi. "
                "Tải lại trang rồi gửi lại."
            )
        ) from error


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
