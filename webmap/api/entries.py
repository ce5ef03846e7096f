"""`/api`: what waits, what is decided of it, changes in conflict with a newer version."""

from flask import Blueprint, Response, request
from flask_babel import force_locale

from geodata.checks import row_checks, submissions
from geodata.contributions import entering
from geodata.projects import records
from geodata.site_updates import reporting
from geodata.verification import deciding, entries
from webmap.access import identity
from webmap.api import answers, gate, serialize
from webmap.forms import bodies, reading
from webmap.http import application, json_body

bp = Blueprint("api_entries", __name__, url_prefix="/api")
CORRECT: dict[str, submissions.Correction] = {
    "update": reporting.correct,
    "contribution": entering.correct,
}
VERDICTS = {"verify": "verified", "return": "returned", "ask": "asked"}


def show(row_id: int, kind: str) -> Response:
    """An entry, with what it changes and what became of it."""
    actor = identity.actor()
    with application.store().reading() as session, force_locale("en"):
        found = gate.entry(session, actor, "see", kind, row_id)
        return gate.private(serialize.entry(found, actor))


def decide(row_id: int, kind: str, verb: str) -> Response:
    """Confirm, return or ask."""
    actor = identity.actor()
    with application.store().reading() as session:
        gate.entry(session, actor, "decide", kind, row_id)
    verifying = verb == "verify"
    body = json_body.body(may_be_empty=verifying)
    sent: bodies.Verify | bodies.SendBack
    if verifying:
        sent = reading.from_json(bodies.Verify, body)
    else:
        sent = reading.from_json(bodies.SendBack, body)
    with reading.as_fields(), application.store().writing() as session:
        decided = deciding.decide(
            session,
            actor,
            kind,
            row_id,
            VERDICTS[verb],
            sent.reason,
            today=application.today(),
            expected_version=sent.expected_version,
        )
        answer = serialize.decided(decided)
    return gate.private(answer)


def withdraw(row_id: int, kind: str) -> Response:
    """Take back what one's own office sent and nobody decided yet."""
    actor = identity.actor()
    with application.store().reading() as session:
        gate.entry(session, actor, "withdraw", kind, row_id)
    sent = reading.from_json(bodies.Withdraw, json_body.body(may_be_empty=True))
    with application.store().writing() as session:
        decided = deciding.withdraw(
            session,
            actor,
            kind,
            row_id,
            today=application.today(),
            expected_version=sent.expected_version,
        )
        return gate.private(serialize.decided(decided))


def correct(row_id: int, kind: str) -> Response:
    """Put a verified row right by a new one that says why."""
    actor = identity.actor()
    with application.store().reading() as session:
        gate.entry(session, actor, "correct", kind, row_id)
    sent = reading.from_json(bodies.CORRECTIONS[kind], json_body.body())
    values, key, today = sent.values(), sent.client_uuid, application.today()
    if kind == "revision":  # of a description the reason is one of its values
        return gate.taken(
            records.correct_revision, actor, row_id, values, client_uuid=key, today=today
        )
    reason = values.pop("reason")
    return gate.taken(CORRECT[kind], actor, row_id, values, reason, client_uuid=key, today=today)


@bp.get("/queue")
def queue() -> Response:
    """What waits and concerns the officer."""
    actor = identity.actor()
    asked = reading.from_query(bodies.QueueQuery, request.args)
    with application.store().reading() as session, force_locale("en"):
        definition = row_checks.definition_of(session)
        found = entries.waiting(session, actor, definition, application.today(), **asked.values())
        return gate.private(serialize.queue(found, actor))


@bp.get("/aside")
def aside() -> Response:
    """Changes in conflict with a newer version that wait for their sender."""
    with application.store().reading() as session:
        found = submissions.conflicts(session, identity.actor())
        return gate.private(answers.Aside(aside=[serialize.conflict(each) for each in found]))


@bp.delete(f"/aside/{gate.ROW}")
def drop(row_id: int) -> Response:
    """Drop a conflicting change; it stays in the store, settled."""
    with application.store().writing() as session:
        submissions.drop_conflict(session, identity.actor(), row_id)
    return Response(status=204)


for _segment, _kind in gate.KINDS.items():
    _at = f"/{_segment}/{gate.ROW}"
    bp.add_url_rule(_at, f"show_{_kind}", show, methods=["GET"], defaults={"kind": _kind})
    for _verb in VERDICTS:
        bp.add_url_rule(
            f"{_at}/{_verb}",
            f"{_verb}_{_kind}",
            decide,
            methods=["POST"],
            defaults={"kind": _kind, "verb": _verb},
        )
    for _verb, _view in (("withdraw", withdraw), ("correct", correct)):
        bp.add_url_rule(
            f"{_at}/{_verb}",
            f"{_verb}_{_kind}",
            _view,
            methods=["POST"],
            defaults={"kind": _kind},
        )
