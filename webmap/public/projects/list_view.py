"""`/projects`: the list, beside the page of each project."""

from flask.typing import ResponseReturnValue

from webmap.http import query
from webmap.pages.page import show
from webmap.public.projects.list_page import ProjectList
from webmap.public.projects.views import bp


@bp.get("/projects")
def index() -> ResponseReturnValue:
    """The projects as of a day, by what was known at an instant."""
    return show(query.LIST, ProjectList, "public/projects/projects.html")
