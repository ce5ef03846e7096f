"""Doors of contributions: entered by a unit with its minutes, counted once verified."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import journal, permissions
from geodata.checks import confirming, private_words, row_checks, submissions
from geodata.checks.fields import NOTE_LENGTH, Fields
from geodata.checks.submissions import Receipt
from geodata.contributions import rules as contribution_rules
from geodata.errors import BadInput, Forbidden, NotFound
from geodata.journal import Imported, Officer, record
from geodata.models import Contribution, ContributionRevision, ContributionShare, ContributionUse
from geodata.people import people
from geodata.permissions import Actor
from geodata.queries.definition import Definition
from geodata.queries.standing import Standing, contribution_standing
from geodata.queries.verdicts import check_correctable
from geodata.spelling import key
from geodata.verification.warnings import twins
from geodata.vocabulary import (
    CONTRIBUTION_KINDS,
    GIVER_KINDS,
    ILLUSTRATIVE,
    LAND_STAGES,
    N_,
    NATIVE_UNITS,
    codes,
)

FIELDS = contribution_rules.FIELDS
_NUMBERED = re.compile(r"DG-(\d{4,9})")


def submit(
    session: Session,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    client_uuid: str,
    today: dt.date,
    confirmed: Collection[str] = (),
) -> Receipt:
    """Enter what people gave in the officer's unit, or in one that was merged into it, for papers
    of its time (`former_unit`), under the next code DG-NNNN; it counts once the secretariat
    verified it.

    `values`: FIELDS; `given_on` a day of the campaign and of the unit (None: today), `position`
    `{lon, lat}`, `value` in đồng. `giver_names` may say who gave (see `people.read_givers`): it
    goes to the tables that can be erased, neither to the row nor to the journal nor into the
    digest.
    `warnings` of the answer holds `duplicate` when it may be entered already.
    Raises Forbidden, InvalidChange, ReusedKey, Unconfirmed (`confirmed`: as `confirming.check`).
    """
    definition = row_checks.definition_of(session)
    unit = actor.office or ""
    permissions.require(definition, actor, "contribution.enter", Standing("", unit=unit))
    if unit not in definition.units:
        raise Forbidden(N_("Chức danh của bạn không làm việc này."))
    fields = Fields(values, (*FIELDS, "former_unit", "giver_names"))
    uuid = fields.uuid(client_uuid)
    unit = contribution_rules.unit_of(fields, definition, unit)
    permissions.require(
        definition, actor, "contribution.enter", Standing(definition.office_name(unit), unit=unit)
    )
    columns = contribution_rules.read(fields, definition, unit, today, dated=False)
    named = people.read_givers(fields)
    _check_project(session, definition, actor, fields, columns["project"], today)
    fields.check()
    digest = submissions.digest_of(ContributionRevision, unit, columns)
    known = submissions.earlier(session, actor, uuid, ContributionRevision, digest)
    if known is not None:
        return _answer(session, known, created=False)
    confirming.check(private_words.asked(columns), columns, confirmed)
    # After the digest: what is sent again after midnight is the same.
    columns["effective_on"] = columns["effective_on"] or today
    columns["client_uuid"] = uuid
    code = _next_code(session)
    row = enter(session, actor, code, columns)
    for new in named:
        people.add_giver(session, code, new)
    submissions.taken(session, actor, uuid, row, digest)
    return _answer(session, row, created=True)


def correct(
    session: Session,
    actor: Actor,
    row_id: int,
    values: Mapping[str, Any],
    reason: str,
    *,
    client_uuid: str,
    today: dt.date,
) -> Receipt:
    """Correct a verified contribution by a new row that says why; the old one counts until the new
    one is verified. `values`: the FIELDS that were wrong; others stay as they were.

    Raises NotFound, Forbidden, InvalidChange, ReusedKey; Conflict for a row that was not verified
    or has a correction already.
    """
    definition = row_checks.definition_of(session)
    old = session.get(ContributionRevision, row_id)
    if old is None:
        raise NotFound(N_("Không có lần nhập đóng góp số %(id)s."), id=row_id)
    code = session.scalars(
        select(Contribution.code).where(Contribution.id == old.contribution_id)
    ).one()
    permissions.require(
        definition, actor, "contribution.correct", contribution_standing(session, code)
    )
    fields = Fields(contribution_rules.with_changes(old, values), FIELDS)
    uuid = fields.uuid(client_uuid)
    columns = contribution_rules.read(
        fields,
        definition,
        old.unit,
        today,
        minuted=old.minutes is not None or old.kind != values.get("kind", old.kind),
    )
    if "position" not in values:
        columns["place"] = old.place
    _check_project(session, definition, actor, fields, columns["project"], today)
    why = Fields({"reason": reason}, ("reason",))
    text = why.text("reason", NOTE_LENGTH, required=True, lines=True)
    fields.problems += why.problems
    fields.check()
    digest = submissions.digest_of(
        ContributionRevision, f"{code}/{row_id}", {"change": dict(values), "reason": text}
    )
    known = submissions.earlier(session, actor, uuid, ContributionRevision, digest)
    if known is not None:
        return _answer(session, known, created=False)
    check_correctable(session, old)
    columns |= {
        "client_uuid": uuid,
        "supersedes_id": old.id,
        "reason": text,
        "illustrative": old.illustrative,
        "source": old.source,
    }
    row = enter(session, actor, code, columns, before=old)
    submissions.taken(session, actor, uuid, row, digest)
    return _answer(session, row, created=True)


def _answer(session: Session, row: ContributionRevision, *, created: bool) -> Receipt:
    """With the warning as it was when the row came in, so that every answer is the first one."""
    warnings = ("duplicate",) if twins(session, row, row.contribution_id, row.rev) else ()
    return Receipt(row, row.id, row.rev, "waiting", created, warnings)


def _check_project(
    session: Session,
    definition: Definition,
    actor: Actor,
    fields: Fields,
    code: str | None,
    today: dt.date,
) -> None:
    """The project to which it was given is one that the officer may know of."""
    if code is None:
        return
    try:
        permissions.project_in_sight(session, definition, actor, code, today)
    except NotFound as missing:
        fields.wrong("project", missing.template, value=code, code=code)


def _next_code(session: Session) -> str:
    """DG-NNNN after the last one. Asked under the write lock, so that nobody else gets it too."""
    assert journal.holds_lock(session)
    numbers = (
        int(found[1])
        for code in session.scalars(select(Contribution.code).where(Contribution.code.like("DG-%")))
        if (found := _NUMBERED.fullmatch(code))
    )
    return f"DG-{max(numbers, default=0) + 1:04d}"


def enter(
    session: Session,
    officer: Officer,
    code: str,
    values: Mapping[str, Any],
    *,
    before: ContributionRevision | None = None,
    imported: Imported | None = None,
) -> ContributionRevision:
    """Enter or correct a contribution. Officers come in by `submit` and `correct`.

    `values`: columns of ContributionRevision; quantity in the kind's own unit of measure, value in
    đồng; `before`: the row whose place it takes, for the journal. Raises BadInput, NotFound for an
    unknown project.
    """
    definition = row_checks.definition_of(session)
    row_checks.one_of("kind", values["kind"], codes(CONTRIBUTION_KINDS))
    row_checks.one_of("giver_kind", values["giver_kind"], codes(GIVER_KINDS))
    if values.get("stage"):
        row_checks.one_of("stage", values["stage"], codes(LAND_STAGES))
    for mark in values.get("illustrative", ()):
        row_checks.one_of("illustrative", mark, codes(ILLUSTRATIVE))
    row_checks.unit_valid(definition, "unit", values["unit"], values["effective_on"])
    row_checks.place_valid(definition, "place", values.get("place"))
    if values.get("project"):
        row_checks.identity(session, "project", values["project"])
    _check_amounts(values)
    identity = session.scalar(select(Contribution.id).where(Contribution.code == code))
    rev = record(
        session,
        officer,
        "contribution.enter" if identity is None else "contribution.correct",
        "contribution",
        code,
        detail={
            "on": values["effective_on"].isoformat(),
            "before": {} if before is None else contribution_rules.journal_values_of(before),
            "after": contribution_rules.journal_values(values),
        },
        imported=imported,
    )
    if identity is None:
        made = Contribution(code=code, rev=rev)
        session.add(made)
        session.flush()
        identity = made.id
    row = ContributionRevision(contribution_id=identity, rev=rev, **values)
    session.add(row)
    session.flush()
    weights = row_checks.shares_within(definition, values.get("place"), values["unit"])
    session.add_all(
        ContributionShare(revision_id=row.id, rev=rev, unit=uid, weight=weight)
        for uid, weight in weights.items()
    )
    session.flush()
    return row


def use(
    session: Session,
    officer: Officer,
    code: str,
    values: Mapping[str, Any],
    *,
    imported: Imported | None = None,
) -> ContributionUse:
    """Tell how a contribution was used (published too: plan, section IV.3). `values`: columns of
    ContributionUse, quantity in the contribution's own unit, amount in đồng. Raises BadInput,
    NotFound for an unknown contribution or project.
    """
    for mark in values.get("illustrative", ()):
        row_checks.one_of("illustrative", mark, codes(ILLUSTRATIVE))
    for field in ("quantity", "amount"):
        _not_negative(field, values.get(field))
    if values.get("project"):
        row_checks.identity(session, "project", values["project"])
    identity = row_checks.identity(session, "contribution", code)
    detail = {"on": values["effective_on"].isoformat()}
    rev = record(
        session, officer, "contribution.use", "contribution", code, detail=detail, imported=imported
    )
    row = ContributionUse(contribution_id=identity, rev=rev, **values)
    session.add(row)
    session.flush()
    return row


def _not_negative(field: str, amount: Any) -> None:
    if amount is not None and amount < 0:
        raise BadInput(
            N_("%(field)s không được âm: %(amount)s."), pointer=field, field=field, amount=amount
        )


def _check_amounts(values: Mapping[str, Any]) -> None:
    kind, own = values["kind"], values.get("unit_of_measure")
    if kind in NATIVE_UNITS and key(own or NATIVE_UNITS[kind]) != key(NATIVE_UNITS[kind]):
        raise BadInput(
            N_("Đóng góp loại này tính bằng %(unit)s, không phải %(given)s."),
            pointer="unit_of_measure",
            unit=NATIVE_UNITS[kind],
            given=own,
        )
    for field in ("quantity", "value", "givers", "households"):
        _not_negative(field, values.get(field))
    if kind == "money" and values.get("quantity") != values.get("value"):
        raise BadInput(
            N_("Đóng góp tiền: số lượng (%(quantity)s đồng) phải bằng trị giá (%(value)s đồng)."),
            pointer="value",
            quantity=values.get("quantity"),
            value=values.get("value"),
        )
