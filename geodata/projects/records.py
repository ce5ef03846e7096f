"""Doors of what an owner, a finance office and the secretariat keep of a project: rows that count
at once, and descriptions that wait for the secretariat."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import corrections, permissions
from geodata.checks import confirming, private_words, row_checks, submissions
from geodata.checks.fields import NOTE_LENGTH, Fields
from geodata.checks.submissions import Receipt
from geodata.errors import Conflict, NotFound
from geodata.models import Project, ProjectRevision
from geodata.permissions import Actor
from geodata.projects import (
    describing,
    description_rules,
    oddities,
    record_answers,
    record_fields,
    record_rules,
    second_projects,
)
from geodata.queries.definition import Definition
from geodata.queries.projects.money import project_money
from geodata.queries.standing import Standing
from geodata.queries.verdicts import check_correctable
from geodata.vocabulary import N_

KINDS = tuple(record_fields.KINDS)


def append(
    session: Session,
    actor: Actor,
    kind: str,
    code: str,
    values: Mapping[str, Any],
    *,
    client_uuid: str,
    today: dt.date,
    confirmed: Collection[str] = (),
) -> Receipt:
    """Add a row to a project: `kind` is one of KINDS. It counts at once (state `recorded`).

    `values`: the fields of `record_fields.KINDS[kind]`, with `effective_on` (of a decision the day
    it was signed) and `source`; money in đồng, `month` as its first day. `confirmed`: what looks
    odd and is right (`confirming.check`); `warnings` of the answer are what was let through.

    Raises NotFound, Forbidden, InvalidChange, ReusedKey, Unconfirmed.
    """
    made = _kind(kind)
    definition = row_checks.definition_of(session)
    standing = permissions.project_in_sight(session, definition, actor, code, today)
    permissions.require(definition, actor, f"project.{kind}", standing)
    fields = record_fields.fields_of(kind, values)
    uuid = fields.uuid(client_uuid)
    columns = record_fields.read(kind, fields, definition, today)
    fields.check()
    digest = submissions.digest_of(made.model, code, columns)
    known = submissions.earlier(session, actor, uuid, made.model, digest)
    if known is not None:
        return record_answers.answer(session, kind, known, today, created=False)
    identity = row_checks.identity(session, "project", code)
    money = project_money(session, identity, today)
    record_rules.check(kind, fields, columns, money)
    fields.check()
    found = [*oddities.of_row(session, kind, columns, money), *private_words.asked(columns)]
    odd = confirming.check(found, columns, confirmed)
    detail = {
        "before": record_answers.replaced(session, kind, identity, columns),
        "after": record_fields.journal_values(kind, columns),
        **record_answers.noted(odd),
    }
    row = describing.append(session, actor, kind, code, columns, detail=detail)
    submissions.taken(session, actor, uuid, row, digest)
    return record_answers.answer(session, kind, row, today, created=True)


def correct(
    session: Session,
    actor: Actor,
    kind: str,
    row_id: int,
    values: Mapping[str, Any] | None,
    reason: str,
    *,
    client_uuid: str,
    today: dt.date,
    confirmed: Collection[str] = (),
) -> Receipt:
    """Correct a row by a new one that says why, or take it back (`values` None). `values`: the
    fields that were wrong; others stay as they were. `confirmed` as for `append`.

    Raises NotFound, Forbidden, InvalidChange, ReusedKey, Unconfirmed; Conflict for a row that is
    corrected or taken back already.
    """
    made = _kind(kind)
    definition = row_checks.definition_of(session)
    old: Any = session.get(made.model, row_id)
    if old is None:
        raise NotFound(N_("Không có dòng số %(id)s."), id=row_id)
    code = session.scalars(select(Project.code).where(Project.id == old.project_id)).one()
    standing = permissions.project_in_sight(session, definition, actor, code, today)
    permissions.require(definition, actor, f"project.{kind}", standing)
    fields = record_fields.fields_of(kind, {**record_fields.as_sent(kind, old), **(values or {})})
    uuid = fields.uuid(client_uuid)
    why = Fields({"reason": reason}, ("reason",))
    text = why.text("reason", NOTE_LENGTH, required=True, lines=True)
    columns = {"voided": True}
    if values is not None:
        columns = record_fields.read(kind, fields, definition, today)
    fields.problems += why.problems
    fields.check()
    content = {"change": values if values is None else dict(values), "reason": text}
    digest = submissions.digest_of(made.model, f"{code}/{row_id}", content)
    known = submissions.earlier(session, actor, uuid, made.model, digest)
    if known is not None:
        return record_answers.answer(session, kind, known, today, created=False)
    if old.voided:
        raise Conflict(N_("Dòng này đã được rút lại."))
    money = project_money(session, old.project_id, today, without=old)
    record_rules.check(kind, fields, {} if values is None else columns, money, anew=True)
    fields.check()
    changes = {
        name: value
        for name, value in columns.items()
        if name not in ("illustrative", "reason", "confirmed") and value != getattr(old, name)
    }
    odd: list[str] = []
    if values is not None:
        found = oddities.of_row(session, kind, columns, money, without=old)
        found += private_words.asked(changes)
        odd = confirming.check(found, columns, confirmed)
    row = corrections.correct(
        session, actor, old, changes, text or "", code=code, noted=record_answers.noted(odd)
    )
    submissions.taken(session, actor, uuid, row, digest)
    return record_answers.answer(session, kind, row, today, created=True)


def revise(
    session: Session,
    actor: Actor,
    code: str,
    values: Mapping[str, Any],
    *,
    client_uuid: str,
    today: dt.date,
    new: bool = False,
    base_version: int = 0,
    confirmed: Collection[str] = (),
) -> Receipt:
    """Describe a project from a day on; it waits for the secretariat. A code that is not there yet
    registers the project; `new` refuses one that is. `base_version`: the version of the
    description that the officer saw (`description_rules.version`).

    `values`: `description_rules.FIELDS`, `place` a shapely geometry in EPSG:4326, `units` where a
    project without a place belongs, `progress_plan` [[ISO date, percent], …]. What is left out of
    a project that is there stays as it was; None says that it is no more.

    A project like one that is there has to be `confirmed` (`confirming.check`).

    Raises NotFound, Forbidden, InvalidChange, ReusedKey, StaleDescription, Unconfirmed.
    """
    definition = row_checks.definition_of(session)
    fields = Fields(values, description_rules.FIELDS)
    agency = values.get("agency")
    there = _may_describe(session, definition, actor, code, agency, fields, today, new=new)
    uuid = fields.uuid(client_uuid)
    columns, units = description_rules.read(fields, definition, today)
    fields.check()
    digest = submissions.digest_of(ProjectRevision, code, {**columns, "units": units})
    known = submissions.earlier(session, actor, uuid, ProjectRevision, digest)
    if known is not None:
        return Receipt(known, known.id, known.rev, "waiting", created=False)
    if not there and _identity(session, code) is not None:  # somebody was quicker
        fields.wrong("code", description_rules.TAKEN, value=code)
        fields.check()
    if there:
        mine = {name: values.get(name) for name in description_rules.FIELDS}
        description_rules.check_base(session, code, base_version, mine)
        kept = description_rules.carried_over(session, code, values)
        if kept:
            fields = Fields({**kept, **values}, description_rules.FIELDS)
            columns, units = description_rules.read(fields, definition, today)
            fields.check()
    found = private_words.asked(columns)
    if not there:
        found += second_projects.of_project(session, definition, columns, units, today)
    odd = confirming.check(found, {"code": code, "name": columns["name"]}, confirmed)
    detail = description_rules.detail(session, code, columns) | record_answers.noted(odd)
    row = describing.revise(session, actor, code, columns, declared_units=units, detail=detail)
    submissions.taken(session, actor, uuid, row, digest)
    return Receipt(row, row.id, row.rev, "waiting", created=True)


def correct_revision(
    session: Session,
    actor: Actor,
    row_id: int,
    values: Mapping[str, Any],
    *,
    client_uuid: str,
    today: dt.date,
) -> Receipt:
    """Correct a verified description by a new one (`values` as for `revise`, with a `reason`; what
    is left out stays as it was); the old one counts until the new one is verified.

    Raises NotFound, Forbidden, InvalidChange, ReusedKey; Conflict for a row that was not verified
    or has a correction already.
    """
    definition = row_checks.definition_of(session)
    old = session.get(ProjectRevision, row_id)
    if old is None:
        raise NotFound(N_("Không có dòng số %(id)s."), id=row_id)
    code = session.scalars(select(Project.code).where(Project.id == old.project_id)).one()
    standing = permissions.project_in_sight(session, definition, actor, code, today)
    permissions.require(definition, actor, "project.revise", standing)
    before = description_rules.as_sent(session, old)
    fields = Fields({**before, "reason": None, **values}, description_rules.FIELDS)
    uuid = fields.uuid(client_uuid)
    columns, units = description_rules.read(fields, definition, today, reasoned=True)
    fields.check()
    digest = submissions.digest_of(ProjectRevision, f"{code}/{row_id}", dict(values))
    known = submissions.earlier(session, actor, uuid, ProjectRevision, digest)
    if known is not None:
        return Receipt(known, known.id, known.rev, "waiting", created=False)
    check_correctable(session, old)
    detail = description_rules.detail(session, code, columns, before=old)
    columns |= {"supersedes_id": old.id, "illustrative": old.illustrative}
    row = describing.revise(session, actor, code, columns, declared_units=units, detail=detail)
    submissions.taken(session, actor, uuid, row, digest)
    return Receipt(row, row.id, row.rev, "waiting", created=True)


def _may_describe(
    session: Session,
    definition: Definition,
    actor: Actor,
    code: str,
    agency: Any,
    fields: Fields,
    today: dt.date,
    *,
    new: bool,
) -> bool:
    """Whether the project is there, for an officer who may describe it. Raises Forbidden."""
    try:
        standing = permissions.project_in_sight(session, definition, actor, code, today)
    except NotFound:
        owner = agency if isinstance(agency, str) else None
        permissions.require(definition, actor, "project.register", Standing(code, owner=owner))
        if not description_rules.CODE.fullmatch(code):
            fields.wrong("code", N_("Mã gồm chữ hoa không dấu, số, gạch nối."), value=code)
        elif _identity(session, code) is not None:
            fields.wrong("code", description_rules.TAKEN, value=code)
        return False
    permissions.require(definition, actor, "project.revise", standing)
    if new:
        fields.wrong("code", description_rules.TAKEN, value=code)
    return True


def _identity(session: Session, code: str) -> int | None:
    return session.scalar(select(Project.id).where(Project.code == code))


def _kind(kind: str) -> record_fields.RecordKind:
    if kind not in record_fields.KINDS:
        raise NotFound(N_("Không có loại số liệu này."))
    return record_fields.KINDS[kind]
