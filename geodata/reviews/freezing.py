"""Freezing a review: its figures become bytes that never change, with a digest that proves it."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.checks import row_checks
from geodata.errors import BadInput, Conflict
from geodata.figures.selection import Selection
from geodata.figures.selection import select as select_features
from geodata.journal import Officer, record
from geodata.models.journal import JournalEntry
from geodata.models.reviews import FrozenReview
from geodata.queries import Moment, Snapshot, moment, snapshot
from geodata.queries.facts import Reach
from geodata.reviews import preparing, states
from geodata.reviews import rows as review_rows
from geodata.reviews.figures import SCHEMA, compose, plain, scope
from geodata.reviews.periods import counted_from, followed, paid_late, recorded_late
from geodata.reviews.preparing import may_manage
from geodata.reviews.states import ReviewState
from geodata.store import Store
from geodata.vocabulary import N_


@dataclass(frozen=True)
class Composed:
    """Figures made ready to be frozen: canonical bytes, their digest, the rev that they know."""

    code: str
    as_of: dt.date
    known_rev: int
    body: bytes
    digest: str


def canonical(data: Mapping[str, Any]) -> bytes:
    """Canonical JSON in UTF-8: keys sorted, no blanks, numbers as Python writes them, no NaN."""
    text = json.dumps(
        plain(data), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode()


def digest_of(body: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def about(session: Session, state: ReviewState, found: Snapshot) -> dict[str, Any]:
    """What a review is and what was written for it, as its figures tell it."""
    return {
        "review": {
            "code": state.code,
            "name": state.name,
            "kind": state.kind,
            "office": state.office,
            "period_from": state.period_from,
            "period_to": state.period_to,
            **_counted(session, state, found),
            "as_of": state.as_of,
            "against": state.against,
        },
        "estimates": {
            code: {"disbursed_year": row.disbursed_year, "physical_percent": row.physical_percent}
            for code, row in states.estimates(session, state.id).items()
        },
        "reports": [
            {
                "office": item.office,
                "due_on": item.due_on,
                "number": item.report.number if item.report else None,
                "dated": item.report.dated if item.report else None,
                "received_on": item.report.received_on if item.report else None,
            }
            for item in states.reporting(session, state.id)
        ],
        "texts": [
            {"office": office, "part": part, "text": text}
            for (office, part), text in states.texts(session, state.id).items()
        ],
        "petitions": states.petitions(session, state.as_of, found.moment.known_rev),
    }


def _counted(session: Session, state: ReviewState, found: Snapshot) -> dict[str, Any]:
    """What the review's tables "in the period" count (`periods`). What came late is told where the
    followed review held everything that this one holds: its own office's, or the campaign's."""
    last = followed(state, states.reviews(session))
    told = {"counted_from": counted_from(state, last), "told_late": {}}
    if last is not None and last.office in (None, state.office):
        held = states.frozen_body(session, last.id)
        assert held is not None  # what is followed is frozen
        body = json.loads(held)
        chosen = select_features(found, scope(found.definition, state.office))
        told["told_late"] = recorded_late(chosen, last, body) | {
            "disbursements": paid_late(
                _paid(session, chosen, found.moment),
                review_rows.corrected_payments(session, found.moment.known_rev),
                last,
                body,
            )
        }
    return told


def _paid(session: Session, chosen: Selection, when: Moment) -> dict[str, list[Any]]:
    """The payments of the chosen projects that count, by code."""
    codes = {project.id: project.code for project in chosen.projects}
    found: dict[str, list[Any]] = {}
    for row in review_rows.payments(session, Reach.of(when), codes):
        found.setdefault(codes[row.project_id], []).append(row)
    return found


def of_scope(told: Mapping[str, Any], office: str | None, found: Snapshot) -> dict[str, Any]:
    """What was written for a review, of its own projects and people only: an own review tells the
    estimates of its projects, and the entries that the office raised, has to answer, or that
    concern them."""
    wanted = scope(found.definition, office)
    if not wanted.asks:
        return dict(told)
    own = {project.code for project in select_features(found, wanted).projects}
    offices = {office, *wanted.unit}
    estimates = {code: row for code, row in told["estimates"].items() if code in own}
    petitions = [
        item
        for item in told["petitions"]
        if item.project in own or offices & {item.raised_by, item.addressed_to}
    ]
    return dict(told) | {"estimates": estimates, "petitions": petitions}


def _not_ahead(as_of: dt.date, today: dt.date) -> None:
    if as_of > today:
        raise BadInput(
            N_("Chưa chốt được: ngày chốt số liệu %(day)s còn ở phía trước."),
            pointer="as_of",
            day=f"{as_of:%d/%m/%Y}",
        )


def composed(session: Session, code: str, software: str, today: dt.date) -> Composed:
    """What freezing a review now would keep. `software` is the release that works the figures out.

    Rows are append-only, so what counts up to the last rev stays the same while others write.
    Raises NotFound, BadInput for a closing day that is still to come.
    """
    state = states.review(session, code)
    _not_ahead(state.as_of, today)
    when = replace(moment(session, state.as_of, None, today), money_of=state.budget_year, agreed=())
    found = snapshot(session, when)
    told = of_scope(about(session, state, found), state.office, found)
    body = canonical(compose(session, found, state.office, told | {"software": software}))
    return Composed(code, state.as_of, when.known_rev, body, digest_of(body))


def keep(session: Session, officer: Officer, ready: Composed, software: str) -> FrozenReview:
    """Keep composed figures for good. Raises Conflict when the review is frozen already."""
    state = states.review(session, ready.code)
    may_manage(row_checks.definition_of(session), officer, state.office)
    rev = record(
        session,
        officer,
        "review.freeze",
        "review",
        ready.code,
        detail={"digest": ready.digest, "known_rev": ready.known_rev},
    )
    if session.scalar(select(FrozenReview.id).where(FrozenReview.review_id == state.id)):
        raise Conflict(N_("Kỳ này đã chốt số liệu; muốn chốt lại thì lập kỳ mới."))
    _unchanged(session, ready)
    row = FrozenReview(
        rev=rev,
        review_id=state.id,
        as_of=ready.as_of,
        known_rev=ready.known_rev,
        body=ready.body.decode(),
        digest=ready.digest,
        schema=SCHEMA,
        software=software,
    )
    session.add(row)
    session.flush()
    return row


WRITTEN = ("review.set_up", "review.ask", "review.report", "review.write", "review.estimate")
"""What may be done to a review in the making that its figures tell of."""


def _unchanged(session: Session, ready: Composed) -> None:
    """Nobody has written to the review since its figures were composed. Raises Conflict."""
    later = select(JournalEntry.rev).where(
        JournalEntry.subject_kind == "review",
        JournalEntry.subject == ready.code,
        JournalEntry.action.in_(WRITTEN),
        JournalEntry.rev > ready.known_rev,
    )
    if session.scalar(later.limit(1)):
        raise Conflict(
            N_("Vừa có người sửa nội dung của kỳ này. Xem lại rồi bấm chốt lần nữa; chưa chốt gì.")
        )


def freeze(store: Store, officer: Officer, code: str, software: str, today: dt.date) -> str:
    """Work out and keep the figures of a review; gives their digest.

    The figures are read before the store is locked, so that nobody waits while they are made.
    """
    with store.reading() as session:
        ready = composed(session, code, software, today)
    with store.writing() as session:
        keep(session, officer, ready, software)
    return ready.digest


def freeze_new(
    store: Store, officer: Officer, values: Mapping[str, Any], software: str, today: dt.date
) -> tuple[str, str]:
    """Set up a review and freeze it at once; gives its code and digest. `values`: as
    `preparing.set_up` takes them. What could refuse the freeze is asked first, so that no review
    is left behind; the figures are made while others go on writing.
    """
    _not_ahead(values["as_of"], today)
    with store.writing() as session:
        code = preparing.set_up(session, officer, values).code
    return code, freeze(store, officer, code, software, today)


def moment_at(
    session: Session, as_of: dt.date, known_rev: int, today: dt.date, money_of: int | None = None
) -> Moment:
    """The moment of a day by what was known at a rev; `money_of` as in Moment."""
    last = moment(session, as_of, None, today).last_rev
    return Moment(as_of, today, None, min(known_rev, last), last, money_of)
