"""Changes in conflict with a newer version: mine and theirs, for their sender to decide."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from geodata.checks import row_checks, submissions
from geodata.errors import NotFound
from geodata.models import ConflictingChange
from geodata.permissions import Actor
from geodata.queries.definition import Definition
from geodata.site_updates import sites
from geodata.vocabulary import N_
from webmap.access import identity
from webmap.http import application
from webmap.language.field_text import day_text, number_text
from webmap.language.formats import NOTHING
from webmap.language.i18n import label
from webmap.officers.layout import render
from webmap.officers.site_updates import form as site_form


@dataclass(frozen=True)
class ConflictShown:
    """A conflicting change, as its page shows it. `sides`: of each field its name, mine,
    theirs in words, and whether they differ."""

    id: int
    client_uuid: str
    title: str
    made_at: dt.datetime
    sides: tuple[tuple[str, str, str, bool], ...]
    theirs_by: str
    anew_url: str


def of_site(session: Session, actor: Actor, conflict_id: int, code: str) -> ConflictingChange:
    """A conflicting change of an officer to this site. Raises NotFound."""
    for kept in submissions.conflicts(session, actor):
        if kept.id == conflict_id and kept.subject == code:
            return kept
    raise NotFound(N_("Không có bản nào như vậy được để lại."))


def all_conflicts(session: Session, actor: Actor) -> list[ConflictShown]:
    """Everything that waits for this officer's decision, newest first."""
    definition = row_checks.definition_of(session)
    names = {site.code: site.name for site in sites.sites(session, actor, application.today())}
    return [_shown(definition, names, row) for row in submissions.conflicts(session, actor)]


def conflict_page(actor: Actor, client_uuid: str) -> str:
    """The page that says so at once, with both sides. `client_uuid`: as it was read. Raises
    NotFound when its sender has dropped it meanwhile."""
    with application.store().reading() as session:
        found = (one for one in all_conflicts(session, actor) if one.client_uuid == client_uuid)
        kept = next(found, None)
    if kept is None:
        raise NotFound(N_("Không có bản nào như vậy được để lại."))
    return render("officers/site_updates/conflict.html", _("Vừa có bản mới hơn"), conflict=kept)


def _shown(
    definition: Definition, names: Mapping[str, str], row: ConflictingChange
) -> ConflictShown:
    theirs = row.theirs
    office = theirs.get("reported_by")
    by = identity.office_name(definition, office) if office else _("Hiện nay")
    return ConflictShown(
        row.id,
        row.client_uuid,
        names.get(row.subject, row.subject),
        row.made_at,
        tuple(_sides(row.mine, theirs)),
        by,
        url_for("site_updates.form", code=row.subject, aside=row.id),
    )


def _sides(
    mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> Iterator[tuple[str, str, str, bool]]:
    for name, written in _WRITERS.items():
        own, other = written(mine.get(name)), written(theirs.get(name))
        yield _(site_form.SiteForm.LABELS[name]), own, other, own != other


def _percent(value: Any) -> str:
    return f"{number_text(value)}%" if value is not None else NOTHING


def _listed(value: Any) -> str:
    return ", ".join(label(code, "OBSTACLES") for code in value or ()) or NOTHING


_WRITERS = {
    "physical_percent": _percent,
    "status": lambda value: label(value, "STATUSES") or NOTHING,
    "obstacles": _listed,
    "forecast_finish": lambda value: day_text(value) or NOTHING,
    "note": lambda value: value or NOTHING,
    "observed_on": lambda value: day_text(value) or NOTHING,
}
