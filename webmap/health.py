"""`/healthz`: whether this instance can answer."""

from flask import Blueprint, Response

from geodata.errors import StoreUnavailable
from geodata.queries import moment
from webmap.http import application
from webmap.http.answers import JSON, encode
from webmap.http.release import release

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def index() -> Response:
    """200 with the store's state; 503 when it is out of reach or not prepared yet."""
    store = application.store()
    state: dict[str, object] = {"status": "ok", "store": store.dialect, "release": release()}
    try:
        state["migrated"] = store.is_current()
        state["rev"] = _last_rev(store) if state["migrated"] else None
    except StoreUnavailable:
        state.update(status="unreachable", rev=None, migrated=None)
    if state["status"] == "ok" and not state["migrated"]:
        state["status"] = "not prepared"
    response = Response(encode(state), mimetype=JSON)
    response.status_code = 200 if state["status"] == "ok" else 503
    response.headers["Cache-Control"] = "no-store"
    return response


def _last_rev(store: application.Store) -> int:
    with store.reading() as session:
        return moment(session, today=application.today()).last_rev
