"""Things of geodata as the answers of the programs' interface."""

from collections.abc import Iterable

from flask_babel import gettext
from sqlalchemy.orm import Session

from geodata.checks import row_checks
from geodata.checks.fields import plain
from geodata.models import ConflictingChange
from geodata.permissions import Actor
from geodata.projects import description_rules
from geodata.site_updates import sites
from geodata.verification import deciding, entries
from webmap.access import identity
from webmap.api import answers
from webmap.http import application

NAMED_OTHERWISE = {"mine", "changes", "odd"}
CONFLICT = ("id", "client_uuid", "kind", "mine", "theirs", "made_at")


def me(actor: Actor) -> answers.Me:
    """Who asks."""
    holder = identity.signed_in()
    assert holder is not None  # somebody asks
    return answers.Me(
        account=actor.account,
        display_name=holder.display_name,
        role=actor.role,
        office=holder.office,
        office_name=holder.office_name,
        in_force=holder.in_force,
    )


def site(found: sites.Site) -> answers.Site:
    """A site; its position is a point within its outline or on its line."""
    names = set(answers.Site.model_fields) - {"position"}
    said = {name: getattr(found, name) for name in names}
    return answers.Site(position=_position(found), **said)


def _position(found: sites.Site) -> answers.Point | None:
    if found.geometry is None:
        return None
    point = found.geometry.representative_point()
    return answers.Point(lon=round(point.x, 7), lat=round(point.y, 7))


def entry(found: entries.Entry, actor: Actor) -> answers.Entry:
    """An entry; its sender is given as an office, and whether it is the officer's own."""
    return answers.Entry(
        mine=found.author == actor.account,
        odd=found.warnings,
        changes=[
            answers.Change(label=gettext(each.name), old=plain(each.old), new=plain(each.new))
            for each in found.changes
        ],
        **{
            name: getattr(found, name) for name in set(answers.Entry.model_fields) - NAMED_OTHERWISE
        },
    )


def queue(found: Iterable[entries.Entry], actor: Actor) -> answers.Queue:
    """Several entries."""
    return answers.Queue(entries=[entry(each, actor) for each in found])


def project(session: Session, actor: Actor, code: str) -> answers.ProjectState:
    """A project that the officer may see, with what waits of it."""
    today = application.today()
    waiting = entries.waiting(session, actor, row_checks.definition_of(session), today)
    return answers.ProjectState(
        site=next(site(each) for each in sites.sites(session, actor, today) if each.code == code),
        description_version=description_rules.version(session, code),
        waiting=[
            entry(each, actor)
            for each in waiting
            if each.code == code and each.kind != "contribution"
        ],
    )


def decided(found: deciding.Decided) -> answers.Decided:
    """An entry after a decision."""
    return answers.Decided(
        id=found.row.id,
        version=found.version,
        state=found.state,
        also_returned=found.also_returned,
    )


def conflict(found: ConflictingChange) -> answers.AsideItem:
    """A change in conflict with a newer version."""
    return answers.AsideItem(
        code=found.subject, **{name: getattr(found, name) for name in CONFLICT}
    )
