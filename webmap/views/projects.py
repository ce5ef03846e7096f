"""`/projects/CODE`: one project, what it is and what has been said of it."""

import re

from flask import Blueprint, render_template, request

from geodata.errors import NotFound
from geodata.queries import history, moment, snapshot
from geodata.vocabulary import N_
from layers import styles
from webmap import current, params
from webmap.project_page import ProjectPage, here

bp = Blueprint("projects", __name__)
CODE = re.compile(r"[A-Z0-9-]{2,40}")


@bp.get("/projects/<code>")
def show(code: str) -> str:
    """A project's page as of a day, by what was known at an instant."""
    question = params.read(request.args, (*params.MOMENT, "lang"), strict=False)
    if not CODE.fullmatch(code):
        raise NotFound(N_("Không có dự án nào mang mã như vậy."))
    with current.store().reading() as session:
        when = moment(session, question.as_of, question.known_at, current.today())
        told = history(session, when, code)
        page = ProjectPage(snapshot(session, when), told)
        # The rows of the history belong to the session: the page is written while it is open.
        return render_template("project.html", page=page, here=here, sprite=styles.sprite())
