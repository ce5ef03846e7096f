"""Doors of a review in the making: set up, asked for, reported, written, estimated, noted.

Each takes the write lock before it looks at how the review stands: what is frozen meanwhile is
seen, also where several write at once (PostGIS).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock, journal, permissions
from geodata.checks import row_checks
from geodata.checks.fields import NAME_LENGTH
from geodata.errors import BadInput, Conflict
from geodata.journal import Officer, record
from geodata.models.reviews import (
    MeetingDecision,
    Review,
    ReviewEstimate,
    ReviewReport,
    ReviewRequest,
    ReviewRevision,
    ReviewText,
    SlidePlan,
)
from geodata.permissions import Actor
from geodata.queries.definition import Definition
from geodata.queries.standing import Standing, project_standing
from geodata.reviews import states
from geodata.reviews.once import Once
from geodata.reviews.states import ReviewState
from geodata.vocabulary import N_, REPORT_PARTS, REVIEW_KINDS, codes

LATEST_CLOSE = 60
"""Days after a period's end on which its figures may still be closed: disbursement of a budget year
goes on until 31 January of the next, and is told within a month."""
FILE = ("file_name", "digest", "media_type")
"""Columns of a report's file."""


def set_up(
    session: Session,
    officer: Officer,
    values: Mapping[str, Any],
    code: str | None = None,
    *,
    client_uuid: str | None = None,
) -> ReviewState:
    """Make a review, or change what it is while it is not frozen. `values`: name, kind, office
    (None: the whole campaign), period_from, period_to (inclusive), as_of, against.

    A new one is called `KIND-AS_OF`, with a number where that name is taken; `client_uuid` as in
    Once. Raises BadInput, NotFound, ReusedKey, Conflict once it is frozen.
    """
    values = row_checks.all_written(values)
    definition = row_checks.definition_of(session)
    may_manage(definition, officer, values.get("office"))
    _check_about(definition, values)
    sent = Once(session, officer, client_uuid, Review, code or "", values)
    if sent.row is not None:
        return states.review(session, sent.row.code)
    if values.get("against"):
        states.review(session, values["against"])
    if code is not None:
        stands = states.review(session, code)
        may_manage(definition, officer, stands.office)
        _not_frozen(stands)
    name = code or _free_code(session, values["kind"], values["as_of"])
    rev = record(
        session, officer, "review.set_up", "review", name,
        detail={"kind": values["kind"], "as_of": values["as_of"].isoformat()},
    )  # fmt: skip
    if code is None:
        session.add(made := Review(code=name, rev=rev))
        session.flush()
        sent.taken(made)
    identity = session.scalar(select(Review.id).where(Review.code == name))
    session.add(ReviewRevision(review_id=identity, rev=rev, **values))
    session.flush()
    return states.review(session, name)


def _check_about(definition: Definition, values: Mapping[str, Any]) -> None:
    """What a review is, by itself. Raises BadInput."""
    row_checks.one_of("kind", values["kind"], codes(REVIEW_KINDS))
    if values.get("office") is not None:
        row_checks.one_of("office", values["office"], (*definition.units, *definition.agencies))
    if not values["name"]:
        raise BadInput(N_("Kỳ sơ kết, tổng kết cần có tên."), pointer="name")
    if len(values["name"]) > NAME_LENGTH:
        raise BadInput(N_("Tên kỳ dài nhất %(most)s chữ."), pointer="name", most=NAME_LENGTH)
    if values["period_to"] < values["period_from"]:
        raise BadInput(N_("Ngày cuối kỳ đứng trước ngày đầu kỳ."), pointer="period_to")
    if values["as_of"] < values["period_from"]:
        raise BadInput(N_("Ngày chốt số liệu đứng trước ngày đầu kỳ."), pointer="as_of")
    if (values["as_of"] - values["period_to"]).days > LATEST_CLOSE:
        raise BadInput(
            N_("Ngày chốt số liệu muộn nhất là %(days)s ngày sau ngày cuối kỳ."),
            pointer="as_of",
            days=LATEST_CLOSE,
        )


def may_manage(definition: Definition, officer: Officer, office: str | None) -> None:
    """The campaign's reviews are the secretariat's; a unit or an agency holds its own. Raises
    Forbidden."""
    if office is None or (isinstance(officer, Actor) and officer.role == "secretariat"):
        permissions.ask(definition, officer, "review.manage")
    else:
        permissions.ask(definition, officer, "review.own", Standing(office, unit=office))


def _free_code(session: Session, kind: str, day: dt.date) -> str:
    taken = set(session.scalars(select(Review.code)))
    name, number = f"{kind}-{day}", 2
    while name in taken:
        name, number = f"{kind}-{day}-{number}", number + 1
    return name


def _not_frozen(state: ReviewState) -> ReviewState:
    if state.frozen:
        raise Conflict(N_("Kỳ này đã chốt số liệu, không sửa được nữa. Lập kỳ mới nếu cần."))
    return state


def ask(
    session: Session, officer: Officer, code: str, offices: Sequence[str], due_on: dt.date
) -> None:
    """Ask offices to report by a day; who was asked before and is not among them no longer is."""
    definition = row_checks.definition_of(session)
    journal.lock(session)
    state = states.review(session, code)
    may_manage(definition, officer, state.office)
    for office in offices:
        row_checks.one_of("office", office, (*definition.units, *definition.agencies))
    rev = record(
        session, officer, "review.ask", "review", code, detail={"due_on": due_on.isoformat()}
    )
    before = {item.office: item.due_on for item in states.reporting(session, state.id)}
    for office in (*offices, *(old for old in before if old not in offices)):
        session.add(
            ReviewRequest(
                rev=rev,
                review_id=state.id,
                office=office,
                due_on=due_on if office in offices else before[office],
                voided=office not in offices,
            )
        )
    session.flush()


def report(session: Session, officer: Officer, code: str, values: Mapping[str, Any]) -> None:
    """Note the signed report of an office that was asked for one. `values`: columns of ReviewReport
    but for its review. Without a file, the file that the office sent before stays with it."""
    values = row_checks.all_written(values)
    definition = row_checks.definition_of(session)
    journal.lock(session)
    state = states.review(session, code)
    asked = {item.office: item.report for item in states.reporting(session, state.id)}
    row_checks.one_of("office", values["office"], tuple(asked))
    own = Standing(values["office"], unit=values["office"])
    permissions.ask(definition, officer, "review.write", own)
    if not values["number"]:
        raise BadInput(N_("Báo cáo cần có số, ký hiệu."), pointer="number")
    if values["received_on"] < values["dated"]:
        raise BadInput(N_("Ngày nhận đứng trước ngày ký."), pointer="received_on")
    rev = record(
        session, officer, "review.report", "review", code, detail={"office": values["office"]}
    )
    before = asked[values["office"]]
    if before is not None and values.get("digest") is None:
        values = dict(values) | {name: getattr(before, name) for name in FILE}
    session.add(ReviewReport(rev=rev, review_id=state.id, **values))
    session.flush()


def write(
    session: Session, officer: Officer, code: str, office: str | None, part: str, text: str
) -> None:
    """Write a narrative part, of an office or (None) of the whole campaign. Raises BadInput,
    Conflict once the review is frozen."""
    text = row_checks.written("text", text, lines=True)
    definition = row_checks.definition_of(session)
    row_checks.one_of("part", part, codes(REPORT_PARTS))
    journal.lock(session)
    state = states.review(session, code)
    if office is None:
        may_manage(definition, officer, state.office)
    else:
        permissions.ask(definition, officer, "review.write", Standing(office, unit=office))
    _not_frozen(state)
    rev = record(
        session, officer, "review.write", "review", code, detail={"office": office, "part": part}
    )
    session.add(ReviewText(rev=rev, review_id=state.id, office=office, part=part, text=text))
    session.flush()


def estimate(
    session: Session,
    officer: Officer,
    code: str,
    project: str,
    disbursed_year: int | None,
    physical_percent: Decimal | None,
) -> None:
    """Estimate a project's year-end: đồng disbursed until 31 January, percent on 31 December."""
    journal.lock(session)
    state = states.review(session, code)
    identity = row_checks.identity(session, "project", project)
    standing = project_standing(session, project, clock.today())
    permissions.ask(row_checks.definition_of(session), officer, "review.estimate", standing)
    _not_frozen(state)
    if disbursed_year is not None and disbursed_year < 0:
        raise BadInput(N_("Số ước giải ngân không được âm."), pointer="disbursed_year")
    if physical_percent is not None and not 0 <= physical_percent <= 100:
        raise BadInput(N_("Tiến độ ước phải từ 0 đến 100."), pointer="physical_percent")
    rev = record(session, officer, "review.estimate", "review", code, detail={"project": project})
    session.add(
        ReviewEstimate(
            rev=rev, review_id=state.id, project_id=identity, disbursed_year=disbursed_year,
            physical_percent=physical_percent,
        )
    )  # fmt: skip
    session.flush()


def arrange(
    session: Session, officer: Officer, code: str, slides: Sequence[Mapping[str, Any]]
) -> None:
    """Choose and order the slides: [{"key": …, "shown": bool}, …]. Raises BadInput when none is
    shown."""
    journal.lock(session)
    state = states.review(session, code)
    may_manage(row_checks.definition_of(session), officer, state.office)
    if not any(item["shown"] for item in slides):
        raise BadInput(N_("Chọn ít nhất một trang để chiếu."), pointer="shown")
    rev = record(session, officer, "review.arrange", "review", code)
    session.add(SlidePlan(rev=rev, review_id=state.id, slides=[dict(item) for item in slides]))
    session.flush()


def note(
    session: Session,
    officer: Officer,
    code: str,
    values: Mapping[str, Any],
    *,
    client_uuid: str | None = None,
) -> None:
    """Note on a slide what the meeting decided. `values`: slide, text, office, due_on;
    `client_uuid` as in Once. Raises BadInput, ReusedKey."""
    values = row_checks.all_written(values, ("text",))
    definition = row_checks.definition_of(session)
    journal.lock(session)
    state = states.review(session, code)
    may_manage(definition, officer, state.office)
    if not values["text"]:
        raise BadInput(N_("Ghi nội dung quyết định của cuộc họp."), pointer="text")
    if values.get("office"):
        row_checks.one_of("office", values["office"], (*definition.units, *definition.agencies))
    sent = Once(session, officer, client_uuid, MeetingDecision, code, values)
    if sent.row is not None:
        return
    rev = record(session, officer, "review.note", "review", code, detail={"slide": values["slide"]})
    session.add(made := MeetingDecision(rev=rev, review_id=state.id, **values))
    session.flush()
    sent.taken(made)
