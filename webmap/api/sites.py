"""`/api`: who asks, the sites that concern them, reports and contributions from the field."""

from flask import Blueprint, Response
from flask_babel import force_locale

from geodata.contributions import entering
from geodata.site_updates import reporting, sites
from webmap.access import identity
from webmap.api import answers, gate, serialize
from webmap.forms import bodies, reading
from webmap.http import application, json_body

bp = Blueprint("api_sites", __name__, url_prefix="/api")


@bp.get("/me")
def me() -> Response:
    """Who asks, and for which office."""
    actor = identity.actor()
    with force_locale("en"):
        return gate.private(serialize.me(actor))


@bp.get("/my/sites")
def mine() -> Response:
    """The sites that concern the officer, what is due the longest first."""
    with application.store().reading() as session:
        found = sites.sites(session, identity.actor(), application.today())
    return gate.private(answers.Sites(sites=[serialize.site(site) for site in found]))


@bp.get("/projects/<code>")
def project(code: str) -> Response:
    """A project as those see it whom it concerns: also what waits."""
    actor = identity.actor()
    with application.store().reading() as session, force_locale("en"):
        gate.project(session, actor, "project.see", code)
        return gate.private(serialize.project(session, actor, code))


@bp.post("/projects/<code>/updates")
def report(code: str) -> Response:
    """What an officer saw of a site."""
    actor = identity.actor()
    with application.store().reading() as session:
        gate.project(session, actor, "update.report", code)
    sent = reading.from_json(bodies.SiteReport, json_body.body())
    return gate.taken(
        reporting.report,
        actor,
        code,
        sent.sent_values(),
        client_uuid=sent.client_uuid,
        base_version=sent.base_version,
        today=application.today(),
        confirmed=sent.confirmed,
    )


@bp.post("/contributions")
def contribute() -> Response:
    """What people gave, entered by their unit."""
    actor = identity.actor()
    sent = reading.from_json(bodies.NewContribution, json_body.body())
    return gate.taken(
        entering.submit,
        actor,
        sent.values(),
        client_uuid=sent.client_uuid,
        today=application.today(),
        confirmed=sent.confirmed,
    )
