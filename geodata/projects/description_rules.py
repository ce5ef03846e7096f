"""What a project's description may say."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import permissions
from geodata.checks.fields import LARGEST_AMOUNT, NOTE_LENGTH, Fields, plain
from geodata.errors import StaleDescription
from geodata.models import JournalEntry, Project, ProjectRevision, ProjectShare
from geodata.queries.definition import Definition
from geodata.queries.facts import Reach, latest
from geodata.queries.projects.site_state import EVERYTHING
from geodata.queries.verdicts import GONE, verdict_on
from geodata.vocabulary import N_, PROJECT_GROUPS, codes

FIELDS = (
    "effective_on",
    "name",
    "sector",
    "agency",
    "is_key",
    "project_group",
    "work_class",
    "treasury_code",
    "national_code",
    "total_investment",
    "planned_start",
    "planned_finish",
    "progress_plan",
    "place_note",
    "place",
    "units",
    "reason",
    "source",
)
"""What describes a project, by the names that the API and the forms use."""

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,39}")
TAKEN = N_("Mã này đã có dự án; chọn mã khác, hoặc mở dự án ấy để sửa mô tả.")
MOST_POINTS = 200
JOURNAL_FIELDS = (
    "sector",
    "agency",
    "is_key",
    "project_group",
    "total_investment",
    "planned_start",
    "planned_finish",
)
"""Columns that the journal tells: codes, numbers, days; never a text."""


def read(
    fields: Fields, definition: Definition, today: dt.date, *, reasoned: bool = False
) -> tuple[dict[str, Any], list[str]]:
    """The columns of ProjectRevision that the fields fill, and the declared units; what is wrong is
    noted in `fields`. `reasoned`: whether a reason is needed."""
    values: dict[str, Any] = {
        "effective_on": fields.day("effective_on", latest=today, required=True),
        "name": fields.text("name", required=True),
        "sector": fields.code("sector", tuple(definition.sectors), required=True),
        "agency": fields.code("agency", permissions.offices(definition, "owner"), required=True),
        "is_key": fields.flag("is_key") or False,
        "project_group": fields.code("project_group", codes(PROJECT_GROUPS)),
        "work_class": fields.text("work_class"),
        "treasury_code": fields.text("treasury_code"),
        "national_code": fields.text("national_code"),
        "total_investment": fields.whole("total_investment", 0, LARGEST_AMOUNT),
        "planned_start": fields.day("planned_start"),
        "planned_finish": fields.day("planned_finish"),
        "progress_plan": _curve(fields),
        "place_note": fields.text("place_note"),
        "place": fields.geometry("place", definition.extent),
        "reason": fields.text("reason", NOTE_LENGTH, required=reasoned, lines=True),
        "source": fields.text("source"),
        "illustrative": [],
    }
    units = fields.codes("units", tuple(definition.units))
    start, finish = values["planned_start"], values["planned_finish"]
    if start is not None and finish is not None and finish < start:
        fields.wrong("planned_finish", N_("Không được trước ngày khởi công."), value=finish)
    return values, units


Point = list[Any]
"""[ISO date, percent], as it is kept."""


def _curve(fields: Fields) -> list[Point]:
    """[[ISO date, percent], …], rising in both."""
    points = fields.sent.get("progress_plan")
    if points is None:
        return []
    if not isinstance(points, (list, tuple)) or len(points) > MOST_POINTS:
        fields.wrong("progress_plan", N_("Phải là một danh sách."))
        return []
    found = [made for made in map(_point, points) if made is not None]
    if len(found) < len(points):
        fields.wrong("progress_plan", N_("Mỗi điểm gồm một ngày và một số từ 0 đến 100."))
        return []
    for (day_a, percent_a), (day_b, percent_b) in pairwise(found):
        if day_b <= day_a or percent_b < percent_a:
            fields.wrong(
                "progress_plan",
                N_("Đường tiến độ kế hoạch phải tăng dần: xem điểm %(day)s."),
                day=day_b,
            )
            return []
    return found


def _point(point: Any) -> Point | None:
    if not isinstance(point, (list, tuple)) or len(point) != 2:
        return None
    day, percent = point
    try:
        day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        return None
    number = not isinstance(percent, bool) and isinstance(percent, (int, float, Decimal))
    if type(day) is not dt.date or not number or not 0 <= percent <= 100:
        return None
    return [day.isoformat(), float(percent)]


def as_sent(session: Session, row: ProjectRevision) -> dict[str, Any]:
    """A description by the names of FIELDS, without its reason."""
    own = {name: getattr(row, name) for name in FIELDS if name not in ("units", "reason")}
    units: list[str] = []
    if row.place is None:
        query = select(ProjectShare.unit).where(ProjectShare.revision_id == row.id)
        units = list(session.scalars(query.order_by(ProjectShare.id)))
    return {**own, "units": units}


def newest(session: Session, code: str) -> ProjectRevision | None:
    """The newest description of a project, whatever became of it: its rev is the version that the
    next one names as its base."""
    return session.scalars(
        select(ProjectRevision)
        .join(Project, Project.id == ProjectRevision.project_id)
        .where(Project.code == code)
        .order_by(ProjectRevision.rev.desc(), ProjectRevision.id.desc())
        .limit(1)
    ).first()


OF_THE_SENDING = frozenset({"effective_on", "reason", "source"})
"""What is of one description and never of the next."""


def carried_over(session: Session, code: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a description anew leaves out, as it stands: by the newest description, or what is
    verified where that one was returned or taken back. Empty when nothing is left out."""
    left_out = [name for name in FIELDS if name not in values and name not in OF_THE_SENDING]
    row: Any = newest(session, code) if left_out else None
    if row is not None and verdict_on(session, row).state in GONE:
        row = _verified(session, code, dt.date.max)
    before = as_sent(session, row) if row is not None else {}
    return {name: before[name] for name in left_out if name in before}


def _verified(session: Session, code: str, day: dt.date) -> Any:
    """The description that counts on a day, as plain columns; None while there is none."""
    identity = select(Project.id).where(Project.code == code).scalar_subquery()
    mine = [ProjectRevision.project_id == identity]
    reach = Reach(EVERYTHING, day)
    return session.execute(
        latest(ProjectRevision, reach, ProjectRevision.project_id, among=mine)
    ).first()


def version(session: Session, code: str) -> int:
    """The version of a project's description; 0 while there is none."""
    row = newest(session, code)
    return row.rev if row is not None else 0


def check_base(session: Session, code: str, base_version: int, mine: Mapping[str, Any]) -> None:
    """Raises StaleDescription unless the newest description is the one that the sender saw; for a
    description replaces the whole of the one before."""
    row = newest(session, code)
    if row is None or row.rev == base_version:
        return
    entry = session.execute(
        select(JournalEntry.office, JournalEntry.recorded_at).where(JournalEntry.rev == row.rev)
    ).one()
    theirs = {
        "version": row.rev,
        "id": row.id,
        "state": verdict_on(session, row).state,
        "office": entry.office,
        "recorded_at": entry.recorded_at,
        "reason": row.reason,
        **as_sent(session, row),
    }
    raise StaleDescription(
        N_("Dự án %(code)s vừa có mô tả mới hơn bản bạn đã xem: so hai bản rồi gửi lại."),
        plain({**mine, "base_version": base_version}),
        plain(theirs),
        code=code,
    )


def detail(
    session: Session, code: str, values: Mapping[str, Any], *, before: Any = None
) -> dict[str, Any]:
    """What the journal tells of a new description beside its day."""
    if before is None:
        before = _verified(session, code, values["effective_on"])
    return {
        "before": {}
        if before is None
        else {name: plain(getattr(before, name)) for name in JOURNAL_FIELDS},
        "after": {name: plain(values[name]) for name in JOURNAL_FIELDS},
    }
