"""The register of difficulties and kiến nghị, as officers keep it: raised, then answered, done."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from geodata.errors import BadInput, NotFound
from geodata.journal import Officer
from geodata.models.reviews import PetitionRevision
from geodata.reviews import states
from geodata.reviews.preparing import petition
from geodata.reviews.states import PetitionState
from geodata.vocabulary import N_

KEPT = ("kind", "raised_by", "raised_on", "project", "text")
"""What an answer leaves as it was raised."""


def entry(session: Session, code: str, today: dt.date) -> PetitionState:
    """One entry of the register. Raises NotFound."""
    for found in states.petitions(session, today):
        if found.code == code:
            return found
    raise NotFound(N_("Không có kiến nghị mang mã %(code)s."), code=code)


def enter(session: Session, officer: Officer, values: Mapping[str, Any], today: dt.date) -> str:
    """Raise a difficulty or kiến nghị; gives its code. `values`: kind, raised_by, raised_on,
    project, text, addressed_to, due_on. Raises BadInput, Forbidden."""
    if values["raised_on"] > today:
        raise BadInput(N_("Ngày nêu còn ở phía trước."), pointer="raised_on")
    if values["due_on"] is not None and values["due_on"] < values["raised_on"]:
        raise BadInput(N_("Hạn trả lời đứng trước ngày nêu."), pointer="due_on")
    return petition(session, officer, dict(values) | {"effective_on": values["raised_on"]})


def answer(
    session: Session, officer: Officer, code: str, values: Mapping[str, Any], today: dt.date
) -> None:
    """Say how an entry stands: addressed_to, due_on, answer, answer_number, answered_on, done_on.

    It stands so from the day of the answer or of the doing on, so that a review of that day knows
    it; from today on when what was said of a later day is put right. Raises BadInput, NotFound,
    Forbidden.
    """
    found = entry(session, code, today)
    for name in ("answered_on", "done_on"):
        day = values[name]
        if day is not None and not found.raised_on <= day <= today:
            raise BadInput(
                N_("Ngày phải từ ngày nêu (%(raised)s) đến hôm nay."),
                pointer=name,
                raised=f"{found.raised_on:%d/%m/%Y}",
            )
    if values["answer"] and values["answered_on"] is None:
        raise BadInput(N_("Đã có nội dung trả lời thì ghi ngày trả lời."), pointer="answered_on")
    row = session.get_one(PetitionRevision, found.row)
    days = [day for day in (values["answered_on"], values["done_on"]) if day is not None]
    day = max(days, default=today)
    told = {name: getattr(found, name) for name in KEPT} | dict(values)
    petition(
        session,
        officer,
        told | {"effective_on": day if day >= row.effective_on else today},
        code,
    )
