"""`/api`: who asks, the sites that concern them, reports and contributions from the field."""

from flask import Blueprint, Response
from flask_babel import force_locale

from geodata.contributions import entering
from geodata.site_updates import reporting, sites
from webmap.access import identity
from webmap.api import answers as api_answers
from webmap.api import gate as api
from webmap.api import serialize as api_told
from webmap.forms import bodies as schemas
from webmap.forms import reading as forms
from webmap.http import application, json_body

bp = Blueprint("api_sites", __name__, url_prefix="/api")


@bp.get("/me")
def me() -> Response:
    """Who asks, and for which office."""
    actor = identity.actor()
    with force_locale("en"):
        return api.private(api_told.me(actor))


@bp.get("/my/sites")
def mine() -> Response:
    """The sites that concern the officer, what is due the longest first."""
    with application.store().reading() as session:
        found = sites.sites(session, identity.actor(), application.today())
    return api.private(api_answers.Sites(sites=[api_told.site(site) for site in found]))


@bp.get("/projects/<code>")
def project(code: str) -> Response:
    """A project as those see it whom it concerns: also what waits."""
    actor = identity.actor()
    with application.store().reading() as session, force_locale("en"):
        api.project(session, actor, "project.see", code)
        return api.private(api_told.project(session, actor, code))


@bp.post("/projects/<code>/updates")
def report(code: str) -> Response:
    """What an officer saw of a site."""
    actor = identity.actor()
    with application.store().reading() as session:
        api.project(session, actor, "update.report", code)
    sent = forms.from_json(schemas.SiteReport, json_body.body())
    return api.taken(
        reporting.report,
        actor,
        code,
        sent.values(),
        client_uuid=sent.client_uuid,
        base_version=sent.base_version,
    )


@bp.post("/contributions")
def contribute() -> Response:
    """What people gave, entered by their unit."""
    actor = identity.actor()
    sent = forms.from_json(schemas.NewContribution, json_body.body())
    return api.taken(entering.submit, actor, sent.values(), client_uuid=sent.client_uuid)
