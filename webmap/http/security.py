"""Headers that keep a page to itself: a strict Content-Security-Policy with nonces, and more."""

import secrets

from flask import Flask, Response, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from webmap.config import Settings

JSON_POLICY = "default-src 'none'; frame-ancestors 'none'"


def nonce() -> str:
    """This request's nonce for `<script nonce>` and `<style nonce>`."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    made: str = g.csp_nonce
    return made


def page_policy(settings: Settings, token: str, ancestors: str = "'none'") -> str:
    """The policy of an HTML page; the tile host is in it only when the operator allows tiles.

    `ancestors` are the sites that may show the page inside their own.
    """
    images = "img-src 'self' data:"
    if settings.tiles_allowed:
        images += f" {settings.tile_origin}"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{token}'",
            f"style-src 'self' 'nonce-{token}'",
            images,
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {ancestors}",
        )
    )


def init_app(app: Flask, settings: Settings) -> None:
    """Set the headers on every answer, the cookies' flags, and how many proxies are believed."""
    app.config.update(SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_HTTPONLY=True)
    hops = settings.trusted_proxies
    if hops:
        # Flask's documented way to put a middleware before the application.
        behind = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_prefix=hops)
        app.wsgi_app = behind  # type: ignore[method-assign]
    app.jinja_env.globals["csp_nonce"] = nonce

    @app.after_request
    def protect(response: Response) -> Response:
        headers = response.headers
        is_page = response.mimetype == "text/html"
        headers["Content-Security-Policy"] = (
            page_policy(settings, nonce(), g.get("embedded") or "'none'")
            if is_page
            else JSON_POLICY
        )
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=(), payment=()"
        if is_page:
            # The nonce is the request's own: such a page must not be stored and served again.
            headers.setdefault("Cache-Control", "private, no-cache")
        if request.is_secure:
            # Of this host alone: what else the city runs beside it is not ours to decide.
            headers["Strict-Transport-Security"] = "max-age=31536000"
        return response
