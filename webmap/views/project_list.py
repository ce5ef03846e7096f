"""`/projects`: the list, beside the page of each project."""

from flask.typing import ResponseReturnValue

from webmap import params
from webmap.pages import show
from webmap.project_list import ProjectList
from webmap.views.projects import bp


@bp.get("/projects")
def index() -> ResponseReturnValue:
    """The projects as of a day, by what was known at an instant."""
    return show(params.LIST, ProjectList, "projects.html")
