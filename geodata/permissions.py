"""Who may do what to which row: one table, asked by every door of an officer.

Permission is by role, and by how the officer's office stands to the row: `responsible_units` and
the owner, never geometry (the reference outlines are off by up to 160 m). Roles and who confirms
what: the campaign's practice (wards see the site, the owner confirms; money is the owner's and the
finance office's; contributions, criteria and awards are the secretariat's).
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from geodata.errors import BadInput, Forbidden, NotFound
from geodata.journal import Officer
from geodata.queries.definition import Definition
from geodata.queries.standing import Standing, project_standing
from geodata.vocabulary import N_, ROLES, codes


@dataclass(frozen=True)
class Actor(Officer):
    """An officer who is signed in, or a program with a token: opaque account id, office, role."""

    role: str = ""


ROLE_FUNCTION = {"owner": "owner", "finance": "finance", "secretariat": "secretariat"}
"""The function that an agency must have for a role to be held in it."""

Scope = Callable[[Definition, Actor, Standing], bool]


def _any(_campaign: Definition, _actor: Actor, _row: Standing) -> bool:
    return True


def _responsible(_campaign: Definition, actor: Actor, row: Standing) -> bool:
    return actor.office in row.responsible


def _owner(_campaign: Definition, actor: Actor, row: Standing) -> bool:
    return actor.office == row.owner


def _own_unit(definition: Definition, actor: Actor, row: Standing) -> bool:
    """The row belongs to the office itself (a unit's contribution, an office's report), or to a
    unit whose only successor it is."""
    return row.unit is not None and definition.within(row.unit, actor.office or "")


def _finance(definition: Definition, actor: Actor, row: Standing) -> bool:
    """A finance office of the whole city, or of a unit that answers for the site."""
    agency = definition.agencies.get(actor.office or "")
    return agency is not None and (agency.unit is None or agency.unit in row.responsible)


RULES: Mapping[str, Mapping[str, Scope]] = {
    # What is seen of a site, and who confirms it.
    "update.report": {"ward": _responsible, "owner": _owner},
    "update.correct": {"ward": _responsible, "owner": _owner},
    "update.withdraw": {"ward": _responsible, "owner": _owner},
    "update.decide": {"owner": _owner, "secretariat": _any},
    # What the owner keeps of a project.
    "project.register": {"owner": _owner, "secretariat": _any},
    "project.revise": {"owner": _owner, "secretariat": _any},
    "revision.withdraw": {"owner": _owner, "secretariat": _any},
    "revision.decide": {"secretariat": _any},
    "project.disbursement": {"owner": _owner, "finance": _finance},
    "project.capital_plan": {"owner": _owner, "finance": _finance},
    "project.clearance": {"owner": _owner},
    "project.milestone": {"owner": _owner},
    "project.decision": {"owner": _owner},
    "project.package": {"owner": _owner},
    "project.responsible_unit": {"secretariat": _any},
    # What people gave.
    "contribution.enter": {"ward": _own_unit},
    "contribution.correct": {"ward": _own_unit, "secretariat": _any},
    "contribution.withdraw": {"ward": _own_unit},
    "contribution.decide": {"secretariat": _any},
    # What waits is seen by those whom it concerns.
    "project.see": {
        "ward": _responsible, "owner": _owner, "finance": _finance,
        "secretariat": _any, "leader": _any,
    },
    "contribution.see": {"ward": _own_unit, "secretariat": _any, "leader": _any},
    # Reviews: the campaign's are the secretariat's; an office writes its own part.
    "review.manage": {"secretariat": _any},
    "review.own": {"ward": _own_unit, "owner": _own_unit, "finance": _own_unit},
    "review.write": {
        "ward": _own_unit, "owner": _own_unit, "finance": _own_unit, "secretariat": _any,
    },
    "review.estimate": {"owner": _owner, "secretariat": _any},
    "review.read": {
        "ward": _any, "owner": _any, "finance": _any, "secretariat": _any, "leader": _any,
    },
    "review.file": {
        "ward": _own_unit, "owner": _own_unit, "finance": _own_unit,
        "secretariat": _any, "leader": _any,
    },
    "petition.raise": {
        "ward": _own_unit, "owner": _own_unit, "finance": _own_unit, "secretariat": _any,
    },
    "petition.answer": {"secretariat": _any},
    # Of the whole house: no row is asked.
    "journal.read": {"secretariat": _any, "administrator": _any},
    "due.read": {"secretariat": _any, "leader": _any},
    "due.send": {"secretariat": _any},
    "accounts.manage": {"administrator": _any},
    "tokens.manage": {"administrator": _any},
    "people.erase": {"administrator": _any},
}  # fmt: skip
"""Action to role to how the office must stand to the row."""

NOWHERE = Standing("")


def may(definition: Definition, actor: Actor, action: str, row: Standing = NOWHERE) -> bool:
    """Whether an officer may do this to a row."""
    scope = RULES[action].get(actor.role)
    return scope is not None and scope(definition, actor, row)


def require(definition: Definition, actor: Actor, action: str, row: Standing = NOWHERE) -> None:
    """Raises Forbidden unless the officer may do this to the row."""
    if actor.role not in RULES[action]:
        raise Forbidden(N_("Chức danh của bạn không làm việc này."))
    if not may(definition, actor, action, row):
        raise Forbidden(
            N_("%(code)s không thuộc đơn vị của bạn; đơn vị phụ trách mới được làm việc này."),
            code=row.code,
        )


def ask(definition: Definition, officer: Officer, action: str, row: Standing = NOWHERE) -> None:
    """`require`, of an officer who is signed in; the system itself (commands, imports) may."""
    if isinstance(officer, Actor):
        require(definition, officer, action, row)


def project_in_sight(
    session: Session, definition: Definition, actor: Actor, code: str, day: dt.date
) -> Standing:
    """How a project stands on a day (today), for an officer who may know of it.

    Raises NotFound for an unknown project, and for one that waits for its first confirmation to
    those whom it does not concern.
    """
    row = project_standing(session, code, day)
    if not row.published and not may(definition, actor, "project.see", row):
        raise NotFound(N_("Không có dự án mang mã %(code)s."), pointer="project", code=code)
    return row


def not_own(actor: Actor, author: str) -> None:
    """Nobody confirms their own entry. Raises Forbidden; `author` is the account that sent it."""
    if actor.account == author:
        raise Forbidden(
            N_("Bạn đã gửi mục này nên người khác phải xác nhận. Nhờ đồng nghiệp hoặc thường trực.")
        )


def in_force(definition: Definition, office: str | None, day: dt.date) -> bool:
    """Whether a role can be held in an office on a day.

    An agency that ended without a known successor goes on until one is named: its running projects
    keep it as their owner.
    """
    unit, agency = definition.units.get(office or ""), definition.agencies.get(office or "")
    if unit is not None:
        return unit.valid_on(day) and unit.in_campaign
    return agency is not None and (
        agency.valid_on(day) or (agency.valid_from <= day and not agency.successors)
    )


def role_fits(definition: Definition, role: str, office: str, day: dt.date) -> None:
    """Raises BadInput unless a role can be held in an office on a day."""
    if role not in codes(ROLES):
        raise BadInput(
            N_("Không có chức danh “%(role)s”; dùng một trong: %(choices)s."),
            pointer="role",
            allowed=codes(ROLES),
            role=role,
            choices=", ".join(codes(ROLES)),
        )
    fitting = [uid for uid in offices(definition, role) if in_force(definition, uid, day)]
    if office not in fitting:
        raise BadInput(
            N_("Chức danh này không đặt ở “%(office)s” được; dùng một trong: %(choices)s."),
            pointer="office",
            allowed=fitting,
            office=office,
            choices=", ".join(fitting),
        )


def offices(definition: Definition, role: str) -> list[str]:
    """Ids of the offices of any time in which a role can be held."""
    if role == "ward":
        return [uid for uid, unit in definition.units.items() if unit.in_campaign]
    needed = ROLE_FUNCTION.get(role)
    return [
        uid
        for uid, agency in definition.agencies.items()
        if needed is None or needed in agency.functions
    ]
