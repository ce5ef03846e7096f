"""Puts a site's form together: the site as it stands, and why the form is shown."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from geodata import permissions
from geodata.checks import row_checks
from geodata.errors import Forbidden, NotFound
from geodata.permissions import Actor
from geodata.queries import moment, snapshot
from geodata.queries.definition import Definition
from geodata.site_updates import sites
from geodata.site_updates.sites import Site
from geodata.verification import entries
from geodata.verification.entries import Entry
from geodata.vocabulary import N_
from webmap.access import identity
from webmap.http import application
from webmap.language.field_text import day_text
from webmap.officers.site_updates import conflicts
from webmap.officers.site_updates import form as site_form
from webmap.officers.site_updates.form import Lead, SiteForm, SiteReport, came_back

Texts = Mapping[str, Sequence[str]]
Wrong = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class _Read:
    """A site and its last report, while the store is open."""

    session: Session
    definition: Definition
    site: Site
    last: SiteReport


def _read(session: Session, actor: Actor, code: str, action: str) -> _Read:
    """The site, for an officer who may do this to it. Raises NotFound, Forbidden."""
    definition, today = row_checks.definition_of(session), application.today()
    standing = permissions.project_in_sight(session, definition, actor, code, today)
    permissions.require(definition, actor, action, standing)
    site = next(one for one in sites.sites(session, actor, today) if one.code == code)
    own = entries.mine(session, actor, definition, today)
    return _Read(session, definition, site, site_form.last_report(site, own))


def opened(actor: Actor, code: str, mend: int | None, conflict: int | None) -> SiteForm:
    """A new update, filled in with the last report; or with an entry that came back (`mend`),
    or with a change in conflict with a newer version (`conflict`). Raises NotFound, Forbidden."""
    with application.store().reading() as session:
        read = _read(session, actor, code, "update.report")
        if mend is not None:
            entry = _own(session, read.definition, actor, mend, code)
            typed = site_form.fields_of(site_form.of_row(entry.row))
            return _form(read, typed, lead=came_back(entry))
        if conflict is not None:
            kept = conflicts.of_site(session, actor, conflict, code)
            lead = Lead(_("Bản bạn đã nhập, đặt trên bản mới nhất."), _("Xem lại rồi gửi."), False)
            typed = site_form.fields_of(kept.mine)
            return _form(read, typed, lead=lead, client_uuid=kept.client_uuid)
        today = [day_text(application.today())]
        return _form(read, site_form.unchanged(read.last) | {"observed_on": today})


def again(actor: Actor, code: str, typed: Texts, wrong: Wrong) -> SiteForm:
    """The form with everything that was typed, and what is wrong with it."""
    with application.store().reading() as session:
        read = _read(session, actor, code, "update.report")
        return _form(
            read,
            typed,
            wrong,
            client_uuid=_only(typed, "client_uuid"),
            base_version=_only(typed, "base_version"),
        )


def taken_before(actor: Actor, code: str, typed: Texts) -> SiteForm:
    """The form as a new submission: the one before arrived, though its answer was lost, and what
    is typed now is something else."""
    lead = Lead(
        _("Lần gửi trước đã được nhận."),
        _("Bạn vừa sửa thêm: xem lại rồi gửi như một lần cập nhật mới."),
    )
    with application.store().reading() as session:
        return _form(_read(session, actor, code, "update.report"), typed, lead=lead)


def correction(
    actor: Actor, row_id: int, typed: Texts | None = None, wrong: Wrong | None = None
) -> SiteForm:
    """The form that corrects a verified update of the officer's office."""
    with application.store().reading() as session:
        entry = _own(session, row_checks.definition_of(session), actor, row_id)
        read = _read(session, actor, entry.code, "update.correct")
        seen = day_text(entry.row.effective_on)
        return _form(
            replace(read, last=site_form.report_of(entry.row)),
            typed or site_form.fields_of(site_form.of_row(entry.row)),
            wrong,
            lead=Lead(_("Đính chính lần cập nhật ngày %(day)s.", day=seen), wrong=False),
            corrects=row_id,
            client_uuid=_only(typed or {}, "client_uuid"),
        )


def _own(
    session: Session, definition: Definition, actor: Actor, row_id: int, code: str | None = None
) -> Entry:
    """An update that the officer's office sent, of this site. Raises NotFound, Forbidden."""
    found = entries.entry(session, actor, definition, "update", row_id, application.today())
    if found.office != actor.office:
        raise Forbidden(N_("Mục này do nơi khác gửi; nơi đã gửi mới sửa được."))
    if code not in (None, found.code):
        raise NotFound(N_("Không có mục nào như vậy của công trình này."))
    return found


def _only(typed: Texts, name: str) -> str | None:
    return next(iter(typed.get(name, ())), None)


def _plan_finish(session: Session, code: str) -> dt.date | None:
    found = snapshot(session, moment(session, None, None, application.today()))
    states = (state for state in found.projects if state.code == code)
    return next((state.approved_finish for state in states), None)


def _form(
    read: _Read,
    typed: Texts,
    wrong: Wrong | None = None,
    *,
    lead: Lead | None = None,
    corrects: int | None = None,
    client_uuid: str | None = None,
    base_version: str | None = None,
) -> SiteForm:
    site = read.site
    if corrects is None:
        action, base = url_for("site_updates.send", code=site.code), base_version or site.version
    else:
        action, base = url_for("site_updates.correct", row_id=corrects), None
    return SiteForm(
        site,
        read.last,
        application.today(),
        typed,
        wrong,
        action=action,
        plan_finish=_plan_finish(read.session, site.code),
        lead=lead,
        needs_reason=corrects is not None,
        confirmed_by=identity.office_name(read.definition, site.agency),
        client_uuid=client_uuid,
        base_version=base,
    )
