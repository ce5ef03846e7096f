"""The register of difficulties and kiến nghị, as officers keep it: raised, then answered, done."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import journal, permissions
from geodata.checks import row_checks
from geodata.errors import BadInput, NotFound, StaleChange
from geodata.journal import Officer, record
from geodata.models.reviews import Petition, PetitionRevision
from geodata.queries.standing import Standing
from geodata.reviews import states
from geodata.reviews.once import Once
from geodata.reviews.states import PetitionState
from geodata.vocabulary import N_, PETITION_KINDS, codes

ANSWERED = ("addressed_to", "due_on", "answer", "answer_number", "answered_on", "done_on")
"""What an answer says."""
KEPT = ("kind", "raised_by", "raised_on", "project", "text")
"""What an answer leaves as it was raised."""


def entry(session: Session, code: str, today: dt.date) -> PetitionState:
    """One entry of the register. Raises NotFound."""
    for found in states.petitions(session, today):
        if found.code == code:
            return found
    raise NotFound(N_("Không có kiến nghị mang mã %(code)s."), code=code)


def enter(
    session: Session,
    officer: Officer,
    values: Mapping[str, Any],
    today: dt.date,
    *,
    client_uuid: str | None = None,
) -> str:
    """Raise a difficulty or kiến nghị; gives its code. `values`: kind, raised_by, raised_on,
    project, text, addressed_to, due_on; `client_uuid` as in Once. Raises BadInput, Forbidden,
    ReusedKey."""
    if values["raised_on"] > today:
        raise BadInput(N_("Ngày nêu còn ở phía trước."), pointer="raised_on")
    if values["due_on"] is not None and values["due_on"] < values["raised_on"]:
        raise BadInput(N_("Hạn trả lời đứng trước ngày nêu."), pointer="due_on")
    told = dict(values) | {"effective_on": values["raised_on"]}
    return petition(session, officer, told, client_uuid=client_uuid)


def answer(
    session: Session,
    officer: Officer,
    code: str,
    values: Mapping[str, Any],
    today: dt.date,
    *,
    seen: int,
) -> None:
    """Say how an entry stands: ANSWERED. `seen`: the `row` of the entry that the officer saw.

    It stands so from the day of the answer or of the doing on, so that a review of that day knows
    it; from today on when what was said of a later day is put right. Raises BadInput, NotFound,
    Forbidden; StaleChange when another said meanwhile how it stands, unless that is the same.
    """
    journal.lock(session)
    found = entry(session, code, today)
    stands = {name: getattr(found, name) for name in ANSWERED}
    if found.row != seen:
        if stands == dict(values):
            return
        raise StaleChange(
            N_("Vừa có người khác ghi kết quả của %(code)s."), values, stands, code=code
        )
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


def petition(
    session: Session,
    officer: Officer,
    values: Mapping[str, Any],
    code: str | None = None,
    *,
    client_uuid: str | None = None,
) -> str:
    """Enter a difficulty or kiến nghị (`KN-NNNN`), or say how it stands from a day on. `values`:
    columns of PetitionRevision; `client_uuid` as in Once. Gives its code. Raises BadInput,
    NotFound, ReusedKey."""
    values = row_checks.all_written(values, ("text", "answer"))
    definition = row_checks.definition_of(session)
    row_checks.one_of("kind", values["kind"], codes(PETITION_KINDS))
    row_checks.one_of("raised_by", values["raised_by"], (*definition.units, *definition.agencies))
    own = Standing(values["raised_by"], unit=values["raised_by"])
    permissions.ask(
        definition, officer, "petition.raise" if code is None else "petition.answer", own
    )
    if not values["text"]:
        raise BadInput(N_("Ghi nội dung khó khăn hoặc kiến nghị."), pointer="text")
    if values.get("project"):
        row_checks.identity(session, "project", values["project"])
    if values.get("answered_on") and not values.get("answer"):
        raise BadInput(N_("Đã có ngày trả lời thì ghi nội dung trả lời."), pointer="answer")
    sent = Once(session, officer, client_uuid, Petition, code or "", values)
    if sent.row is not None:
        return sent.row.code
    identity = None
    if code is not None:
        identity = session.scalar(select(Petition.id).where(Petition.code == code))
        if identity is None:
            raise BadInput(N_("Không có kiến nghị mang mã %(code)s."), pointer="code", code=code)
    name = code or f"KN-{len(session.scalars(select(Petition.id)).all()) + 1:04d}"
    action = "petition.raise" if identity is None else "petition.update"
    rev = record(session, officer, action, "petition", name)
    if identity is None:
        session.add(made := Petition(code=name, rev=rev))
        session.flush()
        sent.taken(made)
        identity = made.id
    session.add(
        PetitionRevision(petition_id=identity, rev=rev, **({"illustrative": []} | dict(values)))
    )
    session.flush()
    return name
