"""Navigation of officers: to the sign-in form and back, and the menu of their pages."""

from urllib.parse import urlsplit

from flask import current_app, request, url_for
from flask_babel import gettext

from geodata.vocabulary import N_
from webmap.access import identity
from webmap.access.rules import rule_of, suits

LONGEST_NEXT = 500


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
    ("home.index", N_("Việc của tôi")),
    ("review_desk.index", N_("Sơ kết, tổng kết")),
    ("deadlines.show", N_("Đến hạn, quá hạn")),
    ("journal.index", N_("Nhật ký hệ thống")),
    ("account.show", N_("Tài khoản của tôi")),
    ("admin.accounts", N_("Tài khoản cán bộ")),
    ("admin.tokens", N_("Mã truy cập cho phần mềm")),
)
"""Pages of the officer's menu; each officer sees those that they may ask for."""


def officer_links() -> list[tuple[str, str]]:
    """Endpoints and names of the officer's menu."""
    found = identity.holder()
    return [
        (endpoint, gettext(name))
        for endpoint, name in OFFICER_PAGES
        if found and endpoint in current_app.view_functions and suits(rule_of(endpoint), found)
    ]
