"""What every page of a signed-in officer shares: the tabs of their work, by what their role may."""

from typing import Any

from flask import Flask, render_template, request, url_for
from flask_babel import gettext

from geodata.vocabulary import N_
from layers import styles
from webmap.access import identity
from webmap.access.rules import SIGNED_IN, rule_of
from webmap.pages import links

TABS = (
    ("home.index", N_("Việc của tôi")),
    ("verification.queue", N_("Chờ xác nhận")),
    ("project_desk.index", N_("Dự án")),
    ("deadlines.show", N_("Đến hạn, quá hạn")),
    ("own_entries.index", N_("Đã gửi")),
    ("contribution_entry.choose", N_("Nhập đóng góp")),
    ("review_desk.index", N_("Sơ kết, tổng kết")),
    ("petitions.index", N_("Khó khăn, kiến nghị")),
)
"""Endpoint and name (a msgid), in the order of the page."""


def may_open(endpoint: str, role: str) -> bool:
    """Whether there is such a page and a role may open it."""
    rule = rule_of(endpoint)
    return links.exists(endpoint) and (rule == SIGNED_IN or (rule is not None and role in rule))


def tabs() -> list[tuple[str, str, bool]]:
    """The tabs of who is signed in: name, address, whether the page shown is among its pages."""
    actor = identity.current()
    if actor is None:
        return []
    here = (request.endpoint or "").partition(".")[0]
    return [
        (gettext(name), url_for(endpoint), endpoint.partition(".")[0] == here)
        for endpoint, name in TABS
        if may_open(endpoint, actor.role)
    ]


def here(**changes: Any) -> str:
    """This page's address with some parameters changed; None takes one out."""
    args: dict[str, Any] = {
        name: values for name, values in request.args.lists() if name not in changes
    }
    args |= {name: value for name, value in changes.items() if value is not None}
    return url_for(request.endpoint or "", **(request.view_args or {}), **args)


def render(template: str, title: str, **values: object) -> str:
    """A page of an officer's work."""
    return render_template(template, title=title, here=here, sprite=styles.sprite(), **values)


def init_app(app: Flask) -> None:
    """What the templates of these pages ask."""
    app.jinja_env.globals.update(work_tabs=tabs)
