"""The one table from what went wrong to a status and a sentence, as a page or as problem+json.

Pages speak the visitor's language and say what to do next; `application/problem+json` (RFC 9457)
is always English. What the visitor cannot mend is told in general and logged in full.
"""

import logging
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, render_template, request
from flask_babel import force_locale, gettext
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed
from werkzeug.wrappers import Response as AnyResponse

from geodata import errors
from geodata.vocabulary import N_
from webmap.forms import reading
from webmap.http import json_body
from webmap.http.answers import encode
from webmap.http.query import BadParameters
from webmap.language.i18n import say

PROBLEM = "application/problem+json"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failure:
    """A kind of failure: status, slug of its type, title, what to do next; `detail` replaces what
    the error itself says when that is not for the public."""

    status: int
    slug: str
    title: str
    advice: str
    detail: str | None = None


UNEXPECTED = Failure(
    500,
    "unexpected",
    N_("Có lỗi ở máy chủ"),
    N_("Lỗi đã được ghi lại. Xin thử lại sau ít phút."),
    N_("Máy chủ gặp lỗi ngoài dự kiến."),
)
UNAVAILABLE = Failure(
    503,
    "store-unavailable",
    N_("Tạm thời chưa có dữ liệu"),
    N_("Xin thử lại sau ít phút. Người quản trị: chạy `flask --app app prepare`, xem /healthz."),
    N_("Chưa mở được kho dữ liệu."),
)
KINDS: dict[type[Exception], Failure] = {
    errors.BadInput: Failure(
        400,
        "bad-input",
        N_("Yêu cầu chưa đúng"),
        N_("Sửa lại địa chỉ theo các giá trị cho phép, hoặc trở về bản đồ."),
    ),
    json_body.BadBody: Failure(
        400,
        "bad-body",
        N_("Nội dung gửi lên chưa đúng"),
        N_("Sửa nội dung ở chỗ đã nêu rồi gửi lại."),
    ),
    errors.InvalidChange: Failure(
        422,
        "invalid-change",
        N_("Có trường chưa đúng"),
        N_("Sửa các trường đã nêu rồi gửi lại."),
        N_("Các trường chưa đúng được nêu kèm theo."),
    ),
    errors.NotFound: Failure(
        404,
        "not-found",
        N_("Không tìm thấy"),
        N_("Kiểm tra lại địa chỉ, hoặc tìm trên bản đồ."),
    ),
    errors.NotSignedIn: Failure(
        401,
        "not-signed-in",
        N_("Cần đăng nhập"),
        N_("Đăng nhập ở một thẻ khác rồi tải lại trang này: những gì đã nhập được gửi lại."),
    ),
    errors.Throttled: Failure(
        429,
        "too-many-attempts",
        N_("Thử quá nhiều lần"),
        N_("Chờ một lúc rồi thử lại, hoặc nhờ người quản trị đặt lại mật khẩu."),
    ),
    errors.Forbidden: Failure(
        403,
        "forbidden",
        N_("Không có quyền"),
        N_("Đăng nhập bằng tài khoản có quyền, hoặc hỏi người quản trị."),
    ),
    errors.Conflict: Failure(
        409,
        "conflict",
        N_("Dữ liệu vừa thay đổi"),
        N_("Mở lại trang để xem bản mới nhất rồi làm lại."),
    ),
    errors.StaleChange: Failure(
        409,
        "conflict",
        N_("Dữ liệu vừa thay đổi"),
        N_("Xem bản mới nhất rồi gửi lại; nội dung của bạn vẫn được giữ."),
    ),
    errors.StaleDescription: Failure(
        409,
        "conflict",
        N_("Dữ liệu vừa thay đổi"),
        N_("Mở lại trang để xem bản mới nhất rồi làm lại."),
    ),
    errors.Unconfirmed: Failure(
        409,
        "unconfirmed",
        N_("Cần xem lại trước khi lưu"),
        N_("Xem từng điều đã nêu; nếu đúng, xác nhận rồi gửi lại."),
    ),
    errors.ReusedKey: Failure(
        409,
        "reused-key",
        N_("Mã gửi đã dùng cho nội dung khác"),
        N_("Mở lại trang rồi nhập lại."),
    ),
    errors.BrokenFile: Failure(
        422, "broken-file", N_("Tệp chưa đúng"), N_("Sửa tệp ở chỗ đã nêu rồi gửi lại.")
    ),
    errors.StoreUnavailable: UNAVAILABLE,
    DBAPIError: UNAVAILABLE,
}
HTTP_KINDS: dict[int, Failure] = {
    400: Failure(
        400,
        "bad-request",
        N_("Yêu cầu chưa đúng"),
        N_("Sửa lại địa chỉ theo các giá trị cho phép, hoặc trở về bản đồ."),
        N_("Máy chủ không đọc được yêu cầu này."),
    ),
    404: Failure(
        404,
        "not-found",
        N_("Không tìm thấy"),
        N_("Kiểm tra lại địa chỉ, hoặc tìm trên bản đồ."),
        N_("Địa chỉ này không có gì."),
    ),
    405: Failure(
        405,
        "method-not-allowed",
        N_("Không dùng được cách gửi này"),
        N_("Mở địa chỉ bằng trình duyệt, hoặc dùng GET."),
        N_("Địa chỉ này chỉ để đọc."),
    ),
    413: Failure(
        413,
        "too-large",
        N_("Nội dung lớn quá"),
        N_("Gửi ít hơn mỗi lần."),
        N_("Nội dung gửi lên vượt giới hạn."),
    ),
}
OTHER_HTTP = Failure(
    0,
    "http-error",
    N_("Không thực hiện được"),
    N_("Trở về bản đồ rồi thử lại."),
    N_("Máy chủ không thực hiện được yêu cầu này."),
)


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
