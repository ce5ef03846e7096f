"""Whether a project that is registered is there already: the same name in the same unit."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.checks import row_checks
from geodata.errors import Oddity
from geodata.models import ProjectShare
from geodata.queries.definition import Definition
from geodata.queries.facts import Reach
from geodata.queries.projects.described import described
from geodata.queries.projects.site_state import EVERYTHING
from geodata.spelling import fold
from geodata.vocabulary import N_

SECOND = N_("Đã có dự án %(code)s “%(name)s” cùng tên, cùng địa bàn.")


def of_project(
    session: Session,
    definition: Definition,
    columns: dict[str, Any],
    units: Iterable[str],
    today: dt.date,
) -> list[Oddity]:
    """Projects of the same name, accents and case aside, that share a unit with the new one (or,
    as it, have none), confirmed or not."""
    name = _words(columns["name"])
    known = described(session, Reach(EVERYTHING, today)).values()
    same = {one.row.id: one for one in known if _words(one.row.name) == name}
    if not same:
        return []
    rows = session.execute(
        select(ProjectShare.revision_id, ProjectShare.unit).where(
            ProjectShare.revision_id.in_(sorted(same))
        )
    ).all()
    mine = set(row_checks.shares_of_place(definition, columns.get("place"), units))
    found = []
    for row_id, one in sorted(same.items()):
        theirs = {row.unit for row in rows if row.revision_id == row_id}
        if mine & theirs or mine == theirs:
            params = {"code": one.code, "name": one.row.name}
            found.append(Oddity("same_project", SECOND, params))
    return found


def _words(name: str) -> str:
    return " ".join(fold(name).split())
