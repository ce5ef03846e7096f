"""`/api`: what owners, finance offices and the secretariat keep of a project."""

from flask import Blueprint, Response

from geodata.projects import records
from webmap.access import identity
from webmap.api import gate
from webmap.forms import bodies, project_bodies, reading
from webmap.http import application, json_body

bp = Blueprint("api_projects", __name__, url_prefix="/api/projects")
SEGMENTS = {
    "disbursement": "disbursements",
    "capital_plan": "capital-plans",
    "clearance": "clearance",
    "milestone": "milestones",
    "decision": "decisions",
    "package": "packages",
    "responsible_unit": "responsible-units",
}
"""Kind of row to the part of the address that takes it."""


@bp.post("")
def register() -> Response:
    """A new project; it waits for the secretariat."""
    actor = identity.actor()
    sent = reading.from_json(project_bodies.Registration, json_body.body())
    return gate.taken(
        records.revise,
        actor,
        sent.code,
        sent.values(),
        client_uuid=sent.client_uuid,
        today=application.today(),
        new=True,
        confirmed=sent.confirmed,
    )


@bp.post("/<code>/revisions")
def revise(code: str) -> Response:
    """A project described anew; it waits for the secretariat."""
    actor = identity.actor()
    with application.store().reading() as session:
        gate.project(session, actor, "project.revise", code)
    sent = reading.from_json(project_bodies.Revision, json_body.body())
    return gate.taken(
        records.revise,
        actor,
        code,
        sent.sent_values(),
        client_uuid=sent.client_uuid,
        today=application.today(),
        base_version=sent.base_version,
        confirmed=sent.confirmed,
    )


def append(code: str, kind: str) -> Response:
    """A row of a project that counts at once."""
    actor = identity.actor()
    with application.store().reading() as session:
        gate.project(session, actor, f"project.{kind}", code)
    sent = reading.from_json(bodies.OWNER_ENTRIES[kind], json_body.body())
    return gate.taken(
        records.append,
        actor,
        kind,
        code,
        sent.values(),
        client_uuid=sent.client_uuid,
        today=application.today(),
        confirmed=getattr(sent, "confirmed", ()),  # about a milestone nobody is asked
    )


for _kind, _segment in SEGMENTS.items():
    bp.add_url_rule(
        f"/<code>/{_segment}",
        endpoint=_kind,
        view_func=append,
        methods=["POST"],
        defaults={"kind": _kind},
    )
