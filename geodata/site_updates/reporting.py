"""Doors of a status update: reported by who sees the site, then verified or returned."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import permissions
from geodata.checks import confirming, private_words, row_checks, submissions
from geodata.checks.fields import NOTE_LENGTH, Fields, plain
from geodata.checks.submissions import Receipt
from geodata.errors import NotFound, StaleChange
from geodata.journal import Imported, Officer, record
from geodata.models import JournalEntry, Project, StatusUpdate
from geodata.permissions import Actor
from geodata.queries.projects.site_state import newest_update, site_state
from geodata.queries.verdicts import check_correctable, verdict_on
from geodata.site_updates import rules as update_rules
from geodata.vocabulary import ILLUSTRATIVE, N_, OBSTACLES, STATUSES, codes

FIELDS = update_rules.FIELDS


def report(
    session: Session,
    actor: Actor,
    code: str,
    change: Mapping[str, Any],
    *,
    client_uuid: str,
    base_version: int,
    today: dt.date,
    confirmed: Collection[str] = (),
) -> Receipt:
    """Send what an officer saw of a site; it counts in public once another officer verified it.

    `change`: FIELDS; what of `update_rules.CARRIED_OVER` is left out stays as it was said last.
    `observed_on` is today unless told, `position` `{lon, lat, accuracy}` (m) or None; one of no
    use is left out, and the answer's warnings hold `position_left_out`. `completion` needs the day
    of acceptance and its document: on record already, or told by the owner as `completed_on` and
    `document_number`, which are put on record once the update is verified
    (`acceptance.put_on_record`).
    `base_version`: the site's version that the officer saw.

    Raises NotFound, Forbidden, InvalidChange, ReusedKey, StaleChange, Unconfirmed (`confirmed`: as
    `confirming.check`), in this order of checks.
    """
    definition = row_checks.definition_of(session)
    standing = permissions.project_in_sight(session, definition, actor, code, today)
    permissions.require(definition, actor, "update.report", standing)
    fields = Fields(change, FIELDS)
    uuid = fields.uuid(client_uuid)
    values = update_rules.read(fields, definition, today)
    if not fields.problems:
        # Before the rules of the day: what is sent again after midnight was taken yesterday.
        digest = submissions.digest_of(StatusUpdate, code, values)
        known = submissions.earlier(session, actor, uuid, StatusUpdate, digest)
        if known is not None:
            return _answer(known, fields, created=False)
    update_rules.check_together(fields, values, actor, today)
    fields.check()
    observed_on = values["observed_on"] or today
    identity = row_checks.identity(session, "project", code)
    state = site_state(session, identity, observed_on)
    update_rules.carry_over(fields, values, state, actor.office)
    if state.version != base_version:
        raise _stale(session, identity, code, values, uuid, base_version)
    update_rules.check_state(fields, values, state, observed_on)
    fields.check()
    confirming.check(private_words.asked(values), values, confirmed)
    columns = update_rules.columns(values, actor, observed_on) | {
        "client_uuid": uuid,
        "base_version": base_version,
    }
    row = submit(session, actor, code, columns, before=state.verified)
    submissions.taken(session, actor, uuid, row, digest)
    return _answer(row, fields, created=True)


def _answer(row: StatusUpdate, fields: Fields, *, created: bool) -> Receipt:
    warnings = ("position_left_out",) if "position" in fields.left_out else ()
    return Receipt(row, row.id, row.rev, "waiting", created, warnings)


def correct(
    session: Session,
    actor: Actor,
    row_id: int,
    change: Mapping[str, Any],
    reason: str,
    *,
    client_uuid: str,
    today: dt.date,
) -> Receipt:
    """Correct a verified update by a new row that says why; the old one counts until another
    officer verified the new one. `change`: the FIELDS that were wrong; others stay as they were.

    Raises NotFound, Forbidden, InvalidChange, ReusedKey; Conflict for a row that was not verified
    or has a correction already.
    """
    definition = row_checks.definition_of(session)
    old, code = _row(session, row_id)
    standing = permissions.project_in_sight(session, definition, actor, code, today)
    permissions.require(definition, actor, "update.correct", standing)
    fields = Fields({**update_rules.as_sent(old), **change}, FIELDS)
    uuid = fields.uuid(client_uuid)
    why = Fields({"reason": reason}, ("reason",))
    values = update_rules.read(fields, definition, today)
    if "position" in fields.left_out:  # as if it had not been sent: what was known stays
        values |= {"position": old.seen_at, "accuracy": old.accuracy_m}
    update_rules.check_together(fields, values, actor, today)
    text = why.text("reason", NOTE_LENGTH, required=True, lines=True)
    fields.problems += why.problems
    if values["observed_on"] is None and fields.ok("observed_on"):
        fields.wrong("observed_on", N_("Cần điền mục này."))
    fields.check()
    digest = submissions.digest_of(
        StatusUpdate, f"{code}/{row_id}", {"change": dict(change), "reason": text}
    )
    known = submissions.earlier(session, actor, uuid, StatusUpdate, digest)
    if known is not None:
        return _answer(known, fields, created=False)
    check_correctable(session, old)
    state = site_state(session, old.project_id, values["observed_on"])
    update_rules.check_first_day(fields, values["observed_on"], state)
    update_rules.check_accepted(fields, values, state, old.status)
    fields.check()
    columns = update_rules.columns(values, actor, values["observed_on"]) | {
        "client_uuid": uuid,
        "supersedes_id": old.id,
        "reason": text,
        "illustrative": old.illustrative,
        "source": old.source,
    }
    row = submit(session, actor, code, columns, before=old)
    submissions.taken(session, actor, uuid, row, digest)
    return _answer(row, fields, created=True)


def submit(
    session: Session,
    officer: Officer,
    code: str,
    change: Mapping[str, Any],
    *,
    before: Any = None,
    imported: Imported | None = None,
) -> StatusUpdate:
    """Append what was seen of a project's site on a day (`effective_on`). It counts in public once
    verified (`deciding.give`). Officers come in by `report` and `correct`.

    `change`: columns of StatusUpdate; `before`: the row whose place it is to take, for the
    journal. Raises BadInput, NotFound for an unknown project.
    """
    definition = row_checks.definition_of(session)
    row_checks.one_of("status", change["status"], codes(STATUSES))
    row_checks.one_of(
        "reported_by", change["reported_by"], (*definition.units, *definition.agencies)
    )
    for obstacle in change.get("obstacles", ()):
        row_checks.one_of("obstacles", obstacle, codes(OBSTACLES))
    for mark in change.get("illustrative", ()):
        row_checks.one_of("illustrative", mark, codes(ILLUSTRATIVE))
    update_rules.check_percent(change["status"], change.get("physical_percent"))
    row_checks.place_valid(definition, "position", change.get("seen_at"))
    identity = row_checks.identity(session, "project", code)
    detail = {
        "on": change["effective_on"].isoformat(),
        "before": update_rules.journal_values(before) if before is not None else {},
        "after": {name: plain(change.get(name)) for name in update_rules.JOURNAL_FIELDS},
    }
    action = "update.correct" if change.get("supersedes_id") else "update.submit"
    rev = record(session, officer, action, "project", code, detail=detail, imported=imported)
    row = StatusUpdate(project_id=identity, rev=rev, **change)
    session.add(row)
    session.flush()
    return row


def _row(session: Session, row_id: int) -> tuple[StatusUpdate, str]:
    """An update and the code of its project. Raises NotFound."""
    found = session.execute(
        select(StatusUpdate, Project.code)
        .join(Project, Project.id == StatusUpdate.project_id)
        .where(StatusUpdate.id == row_id)
    ).one_or_none()
    if found is None:
        raise NotFound(N_("Không có lần cập nhật số %(id)s."), id=row_id)
    return found.StatusUpdate, found.code


def _stale(
    session: Session,
    project_id: int,
    code: str,
    values: Mapping[str, Any],
    client_uuid: str,
    base_version: int,
) -> StaleChange:
    newest = newest_update(session, project_id)
    theirs: dict[str, Any] = {"version": 0}
    if newest is not None:
        recorded_at = session.scalar(
            select(JournalEntry.recorded_at).where(JournalEntry.rev == newest.rev)
        )
        theirs = {
            "version": newest.rev,
            "id": newest.id,
            "state": verdict_on(session, newest).state,
            "reported_by": newest.reported_by,
            "recorded_at": recorded_at,
            **update_rules.as_sent(newest),
        }
    position = values["position"]
    mine = {name: values[name] for name in FIELDS} | {
        "base_version": base_version,
        "position": position
        and {"lon": position.x, "lat": position.y, "accuracy": values["accuracy"]},
    }
    return StaleChange(
        N_("Công trình %(code)s đã có cập nhật mới hơn bản bạn đã xem; phần bạn ghi được để lại."),
        plain(mine),
        plain(theirs),
        code=code,
        client_uuid=client_uuid,
        kind=StatusUpdate.__tablename__,
    )
