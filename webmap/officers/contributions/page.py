"""Puts a contribution's form together: the unit, its projects, what is much like it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from geodata import permissions
from geodata.checks import row_checks
from geodata.errors import Forbidden, NotFound
from geodata.figures.filters import Filter
from geodata.figures.selection import select
from geodata.models import ContributionRevision
from geodata.permissions import Actor
from geodata.queries import Snapshot, moment, snapshot
from geodata.queries.definition import Definition
from geodata.queries.standing import Standing
from geodata.spelling import sort_key
from geodata.verification import entries
from geodata.verification.entries import Entry
from geodata.vocabulary import CONTRIBUTION_KINDS, N_, codes
from webmap.access import identity
from webmap.http import application
from webmap.language import formats
from webmap.language.field_text import day_text
from webmap.language.i18n import label
from webmap.officers.contributions import form as contribution_form
from webmap.officers.contributions.form import ContributionForm, Twin
from webmap.officers.site_updates.form import Lead, came_back

Texts = Mapping[str, Sequence[str]]


def known_kind(kind: str) -> str:
    """The kind, if there is such a one. Raises NotFound."""
    if kind not in codes(CONTRIBUTION_KINDS):
        raise NotFound(N_("Không có loại đóng góp này."))
    return kind


def new(
    actor: Actor,
    kind: str,
    typed: Texts | None = None,
    wrong: Texts | None = None,
    twins: Sequence[Twin] = (),
) -> ContributionForm:
    """A contribution to be entered; or what was typed, and what is wrong with it."""
    with application.store().reading() as session:
        definition = row_checks.definition_of(session)
        permissions.require(
            definition, actor, "contribution.enter", Standing("", unit=actor.office)
        )
        filled = typed or {"given_on": [day_text(application.today())], "givers": ["1"]}
        return _form(
            session,
            definition,
            actor.office or "",
            kind,
            filled,
            wrong,
            action=url_for("contribution_entry.send"),
            twins=twins,
        )


def mended(actor: Actor, row_id: int) -> ContributionForm:
    """A contribution that came back, to be sent anew."""
    with application.store().reading() as session:
        definition = row_checks.definition_of(session)
        entry = own(session, definition, actor, row_id)
        typed = contribution_form.fields_of(entry.row)
        lead = came_back(entry)
        unit = actor.office or ""
        typed["former_unit"] = [entry.row.unit if entry.row.unit != unit else ""]
        action = url_for("contribution_entry.send")
        return _form(
            session, definition, unit, entry.row.kind, typed, None, action=action, lead=lead
        )


def correction(
    actor: Actor, row_id: int, typed: Texts | None = None, wrong: Texts | None = None
) -> ContributionForm:
    """The form that corrects a verified contribution."""
    with application.store().reading() as session:
        definition = row_checks.definition_of(session)
        entry = own(session, definition, actor, row_id)
        return _form(
            session,
            definition,
            entry.row.unit,
            entry.row.kind,
            typed or contribution_form.fields_of(entry.row),
            wrong,
            action=url_for("contribution_entry.correct", row_id=row_id),
            lead=Lead(_("Đính chính %(code)s.", code=entry.code), wrong=False),
            needs_reason=True,
        )


def moved(actor: Actor, row_id: int, typed: Texts) -> bool:
    """Whether a correction says another place than the form showed; a strip of land that is shown
    by a point stays what it is."""
    with application.store().reading() as session:
        entry = own(session, row_checks.definition_of(session), actor, row_id)
        shown = contribution_form.fields_of(entry.row)
    names = ("position.lon", "position.lat")
    return any(list(typed.get(name, [""])) != shown[name] for name in names)


def own(session: Session, definition: Definition, actor: Actor, row_id: int) -> Entry:
    """A contribution of the officer's unit. Raises NotFound, Forbidden."""
    found = entries.entry(session, actor, definition, "contribution", row_id, application.today())
    if not permissions.may(
        definition, actor, "contribution.correct", Standing(found.code, unit=found.row.unit)
    ):
        raise Forbidden(N_("Mục này do nơi khác gửi; nơi đã gửi mới sửa được."))
    return found


def twins(session: Session, actor: Actor, row_id: int) -> list[Twin]:
    """What may be the same contribution as an entry, in words, for who may be entering it again."""
    definition, today = row_checks.definition_of(session), application.today()
    made = entries.entry(session, actor, definition, "contribution", row_id, today)
    sent = {entry.code: entry.row for entry in entries.mine(session, actor, definition, today)}
    known = {contribution.code: contribution for contribution in _snapshot(session).contributions}
    return [_twin(definition, code, sent.get(code) or known.get(code)) for code in made.twins]


def _twin(definition: Definition, code: str, contribution: Any | None) -> Twin:
    if contribution is None:
        return Twin(code, "")
    day = (
        contribution.effective_on
        if isinstance(contribution, ContributionRevision)
        else contribution.date
    )
    parts = (
        f"{formats.number(contribution.quantity)} {contribution.unit_of_measure or ''}".strip(),
        formats.day(day),
        contribution.hamlet,
        identity.office_name(definition, contribution.unit),
    )
    title = f"{code}: {label(contribution.kind, 'CONTRIBUTION_KINDS')}"
    return Twin(title, " · ".join(filter(None, parts)))


def _form(
    session: Session,
    definition: Definition,
    unit: str,
    kind: str,
    typed: Texts,
    wrong: Texts | None,
    *,
    action: str,
    twins: Sequence[Twin] = (),
    lead: Lead | None = None,
    needs_reason: bool = False,
) -> ContributionForm:
    return ContributionForm(
        kind,
        definition.units[unit],
        identity.office_name(definition, unit),
        application.today(),
        typed,
        wrong,
        action=action,
        projects=_projects(session, unit),
        before=() if needs_reason else _before(definition, unit),
        mobilisers=_mobilisers(definition, unit, next(iter(typed.get("mobilised_by", ())), None)),
        twins=twins,
        lead=lead,
        needs_reason=needs_reason,
        client_uuid=next(iter(typed.get("client_uuid", ())), None),
    )


def _before(definition: Definition, unit: str) -> list[tuple[str, str]]:
    """The units that were merged into this one: id and name."""
    eve = definition.units[unit].valid_from - dt.timedelta(days=1)
    return [
        (uid, identity.office_name(definition, uid)) for uid in definition.merged_into(unit, eve)
    ]


def _snapshot(session: Session) -> Snapshot:
    return snapshot(session, moment(session, None, None, application.today()))


def _projects(session: Session, unit: str) -> list[tuple[str, str]]:
    """The projects that touch a unit: code, and name with it, by name."""
    touching = select(_snapshot(session), Filter(unit=(unit,))).projects
    named = ((one.code, f"{one.name} ({one.code})") for one in touching)
    return sorted(named, key=lambda pair: sort_key(pair[1]))


def _mobilisers(definition: Definition, unit: str, chosen: str | None) -> list[tuple[str, str]]:
    """The agencies of a unit today, the Front first; and the one that is chosen already."""
    today = application.today()
    offered = [
        uid
        for uid, agency in definition.agencies.items()
        if uid == chosen or (agency.unit == unit and agency.valid_on(today))
    ]
    offered.sort(key=lambda uid: "front" not in definition.agencies[uid].functions)
    return [(uid, identity.office_name(definition, uid)) for uid in offered]
