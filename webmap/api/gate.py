"""What every address of the programs' interface shares: the gate before a body is read, the way
through a door, private answers.

The order of checks is the design's: session and CSRF (webmap.access.guard), 404, 403 of the row,
the body and its fields, then what the door finds: sent before, stale, what the state allows.
"""

import re
from collections.abc import Mapping
from typing import Any

from flask import Response
from pydantic import BaseModel
from sqlalchemy.orm import Session

from geodata import permissions
from geodata.checks import row_checks
from geodata.checks.submissions import Door, Words, send
from geodata.errors import NotFound
from geodata.permissions import Actor
from geodata.queries.standing import Standing, contribution_standing, project_standing
from geodata.verification import entries
from geodata.vocabulary import N_
from webmap.api.answers import Recorded
from webmap.forms import reading
from webmap.http import application
from webmap.http.answers import JSON, encode

KINDS = {"updates": "update", "contributions": "contribution", "revisions": "revision"}
"""Part of an address to kind of entry."""
LAST_ROW = 2**31 - 1
"""Both stores' ids end there."""
ROW = f"<int(max={LAST_ROW}):row_id>"
"""The id of an entry in an address."""
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,39}")


def row_id_of(text: str) -> int:
    """The id of an entry in a query. Raises ValueError for what can be none."""
    if not re.fullmatch(r"[0-9]{1,10}", text) or int(text) > LAST_ROW:
        raise ValueError(text)
    return int(text)


def private(data: BaseModel | Mapping[str, Any], status: int = 200) -> Response:
    """A JSON answer for this officer alone."""
    said = data.model_dump() if isinstance(data, BaseModel) else data
    response = Response(encode(said), status=status, mimetype=JSON)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def project(session: Session, actor: Actor, action: str, code: str) -> Standing:
    """A project that the officer may do this to. Raises NotFound, Forbidden."""
    if not _CODE.fullmatch(code):
        raise NotFound(N_("Không có dự án mang mã %(code)s."), pointer="project", code=code)
    definition = row_checks.definition_of(session)
    standing = permissions.project_in_sight(session, definition, actor, code, application.today())
    permissions.require(definition, actor, action, standing)
    return standing


ACTIONS = {
    ("revision", "correct"): "project.revise",
    ("revision", "see"): "project.see",
    ("update", "see"): "project.see",
}
"""What permission calls a deed on an entry, where that is not `kind.deed`."""


def entry(session: Session, actor: Actor, deed: str, kind: str, row_id: int) -> entries.Entry:
    """An entry that the officer may do this to: `see`, `decide`, `correct`, `withdraw`.

    Raises NotFound, Forbidden.
    """
    definition, today = row_checks.definition_of(session), application.today()
    found = entries.entry(session, actor, definition, kind, row_id, today)
    if kind == "contribution":
        standing = contribution_standing(session, found.code)
    else:
        standing = project_standing(session, found.code, today)
    permissions.require(definition, actor, ACTIONS.get((kind, deed), f"{kind}.{deed}"), standing)
    if deed == "decide":
        permissions.not_own(actor, found.author)
    return found


def taken(door: Door[Words], actor: Actor, *words: Words.args, **named: Words.kwargs) -> Response:
    """Go through a door: 201 with what was made, 200 with the same when it came before."""
    with reading.as_fields():
        sent = send(application.store(), door, actor, *words, **named)
    answer = Recorded(id=sent.id, version=sent.version, state=sent.state, warnings=sent.warnings)
    return private(answer, 201 if sent.created else 200)
