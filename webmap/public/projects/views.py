"""`/projects/CODE`: one project, what it is and what has been said of it; and its pictures."""

import re
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from geodata import media
from geodata.checks.written import written_day
from geodata.errors import NotFound
from geodata.history.project_changes import changes
from geodata.queries import history, moment, snapshot
from geodata.queries.photos import published
from geodata.vocabulary import N_
from layers import styles
from webmap.http import application, query
from webmap.http.assets import FOREVER
from webmap.http.security import nonce
from webmap.public.projects import change_words
from webmap.public.projects import map as project_map
from webmap.public.projects.page import ProjectPage

bp = Blueprint("projects", __name__)
CODE = re.compile(r"[A-Z0-9-]{2,40}")


@bp.get("/projects/<code>")
def show(code: str) -> ResponseReturnValue:
    """A project's page as of a day, by what was known at an instant."""
    for name in ("as_of", "since"):
        iso = written_day(request.args.get(name, ""))
        if iso:
            args: dict[str, Any] = request.args.to_dict() | {name: iso}
            return redirect(url_for("projects.show", code=code, **args), 303)
    question = query.read(request.args, (*query.MOMENT, "since", "lang"), strict=False)
    if not CODE.fullmatch(code):
        raise NotFound(N_("Không có dự án nào mang mã như vậy."))
    with application.store().reading() as session:
        when = moment(session, question.as_of, question.known_at, application.today())
        told = history(session, when, code)
        since = changes(session, when, code, question.since) if question.since else []
        page = ProjectPage(snapshot(session, when), question, told, since)
        # The rows of the history belong to the session: the page is written while it is open.
        return render_template(
            "public/projects/project.html",
            page=page,
            here=page.here,
            sprite=styles.sprite(),
            styles=styles,
            map=project_map.parts(page.found).with_nonce(nonce()),
            modules=project_map.modules(),
            config=project_map.config(page.found, page.state),
            still=project_map.still(page.found, page.state),
            change_words=change_words,
            photo_file=media.file_name,
        )


@bp.get("/photos/<name>")
def photo(name: str) -> ResponseReturnValue:
    """A picture's bytes, as long as a row names them: the name is their digest, so they may be
    kept for good."""
    asked = media.NAME.fullmatch(name)
    if not asked:
        abort(404)
    store = application.store()
    kind = media.MEDIA_TYPES[asked["ending"]]
    with store.reading() as session:
        if not published(
            session, moment(session, today=application.today()), asked["digest"], kind
        ):
            abort(404)
    path = store.media / name
    if not path.is_file():
        abort(404)
    response = send_file(path, mimetype=kind, etag=name, conditional=True)
    response.headers["Cache-Control"] = FOREVER
    return response
