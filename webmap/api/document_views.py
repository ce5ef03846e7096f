"""`/api`: the interface for programs, described as a page and as OpenAPI."""

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue

from webmap.api import document_page as api_page
from webmap.api import gate, openapi

bp = Blueprint("api_document", __name__)


@bp.get("/api")
def index() -> ResponseReturnValue:
    """A page to read the document; it needs no script and asks no other host."""
    return render_template("api/document.html", page=api_page.page(openapi.document(current_app)))


@bp.get("/api/openapi.json")
def document() -> Response:
    """The OpenAPI 3.1 document."""
    return gate.private(openapi.document(current_app))
