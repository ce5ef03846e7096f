"""The door of persons: who stands behind a contribution or an award, and what of it may be named.

Names, contacts and addresses live in tables that can be erased; history holds counts. Nothing here
takes a rev: neither figures nor their validators depend on who somebody is.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from geodata import clock, permissions
from geodata.checks import row_checks
from geodata.checks.fields import Fields
from geodata.errors import BadInput, Forbidden, NotFound
from geodata.journal import SYSTEM, Officer
from geodata.models import Award, Contribution
from geodata.models.people import AwardRecipient, Consent, ContributionGiver, Person
from geodata.spelling import fold, sort_key
from geodata.vocabulary import CONSENT_LEVELS, N_, codes

_PARTS = {
    "name": N_("tên"),
    "contact": N_("liên hệ"),
    "address": N_("địa chỉ"),
    "consent": N_("mức đồng ý"),
}
MOST_GIVERS = 50
"""Givers of one contribution that are kept by name."""
LONGEST = {"name": 120, "contact": 120, "address": 200}


@dataclass(frozen=True)
class NewPerson:
    """A giver or a recipient. `consent`: none, ward (within the ward's own papers), public (the
    name) or parcel (the name and the exact place)."""

    name: str
    contact: str | None = None
    address: str | None = None
    consent: str = "none"


@dataclass(frozen=True)
class Known:
    """What is kept of a person. `consent` is today's level; contributions and awards by code."""

    uid: str
    name: str
    contact: str | None
    address: str | None
    consent: str
    contributions: tuple[str, ...]
    awards: tuple[str, ...]


def add_giver(session: Session, contribution: str, new: NewPerson) -> Person:
    """Say who made a contribution. Raises BadInput, NotFound."""
    identity = row_checks.identity(session, "contribution", contribution)
    person = _add(session, new)
    session.add(ContributionGiver(contribution_id=identity, person_id=person.id))
    session.flush()
    return person


def add_recipient(session: Session, award: str, new: NewPerson) -> Person:
    """Say who received an award. Raises BadInput, NotFound."""
    identity = session.scalar(select(Award.id).where(Award.code == award))
    if identity is None:
        raise NotFound(
            N_("Không có hồ sơ khen thưởng mang mã %(code)s."), pointer="award", code=award
        )
    person = _add(session, new)
    session.add(AwardRecipient(award_id=identity, person_id=person.id))
    session.flush()
    return person


def read_givers(fields: Fields) -> list[NewPerson]:
    """Who gave and may be kept by name: the field `giver_names`, a list of `{name, contact,
    address, consent}`. What is wrong becomes a problem of that field."""
    sent = fields.sent.get("giver_names") or ()
    if not isinstance(sent, (list, tuple)) or len(sent) > MOST_GIVERS:
        fields.wrong("giver_names", N_("Nêu tên nhiều nhất %(most)s người."), most=MOST_GIVERS)
        return []
    found = []
    for place, one in enumerate(sent, 1):
        try:
            found.append(_new(one))
        except BadInput as error:
            # The value is not told back: problems are logged and shown to others.
            fields.wrong(
                "giver_names",
                N_("Người thứ %(place)s: xem lại %(part)s."),
                place=place,
                part=_PARTS[error.pointer or "name"],
            )
    return found


def _new(one: object) -> NewPerson:
    if not isinstance(one, Mapping) or not set(one) <= {*LONGEST, "consent"}:
        raise BadInput(N_("không dùng được"), pointer="name")
    given = {field: value for field, value in one.items() if value is not None}
    for field, value in given.items():
        if not isinstance(value, str):
            raise BadInput(N_("không dùng được"), pointer=field)
    new = NewPerson(**{"name": ""} | given)
    check(new)
    return new


def check(new: NewPerson) -> None:
    """Raises BadInput for what cannot be kept of a person."""
    _texts(new)
    row_checks.one_of("consent", new.consent, codes(CONSENT_LEVELS))


def _texts(new: NewPerson) -> dict[str, str]:
    """What is told of a person as it is stored. Raises BadInput."""
    return {
        field: row_checks.one_line(field, getattr(new, field), field == "name", most)
        for field, most in LONGEST.items()
    }


def consent(session: Session, uid: str, level: str) -> None:
    """Record what a person agrees to from now on; what was agreed to before ends. Raises BadInput,
    NotFound."""
    row_checks.one_of("consent", level, codes(CONSENT_LEVELS))
    person = of_uid(session, uid)
    withdraw_consent(session, uid)
    if level != "none":
        session.add(Consent(person_id=person.id, level=level, given_at=clock.now()))
        session.flush()


def withdraw_consent(session: Session, uid: str) -> bool:
    """End every consent of a person: from now on nobody is told the name, whatever day is shown.
    Gives whether there was one. Raises NotFound."""
    person = of_uid(session, uid)
    standing = (Consent.person_id == person.id) & Consent.withdrawn_at.is_(None)
    ended = session.execute(update(Consent).where(standing).values(withdrawn_at=clock.now()))
    assert isinstance(ended, CursorResult)
    return bool(ended.rowcount)


def find(session: Session, text: str) -> list[Known]:
    """Persons whose uid, name, contact or address holds every word of a text, without regard to
    accents; or who stand behind the contribution or award of that code. By name."""
    words = fold(text).split()
    found = []
    for person in session.scalars(select(Person).where(Person.erased_at.is_(None))):
        known = known_of(session, person)
        matter = (known.uid, known.name, known.contact, known.address)
        kept = fold(" ".join(filter(None, (*matter, *known.contributions, *known.awards))))
        if words and all(word in kept for word in words):
            found.append(known)
    return sorted(found, key=lambda known: (sort_key(known.name), known.uid))


def of_uid(session: Session, uid: str) -> Person:
    """The person of an opaque id, who is not erased. Raises NotFound."""
    person = session.scalars(select(Person).where(Person.uid == uid)).one_or_none()
    if person is None or person.erased_at is not None:
        raise NotFound(N_("Không có người mang mã %(uid)s."), pointer="uid", uid=uid)
    return person


def known_of(session: Session, person: Person) -> Known:
    """What is kept of a person."""
    contributions = session.scalars(
        select(Contribution.code)
        .join(ContributionGiver, ContributionGiver.contribution_id == Contribution.id)
        .where(ContributionGiver.person_id == person.id)
        .order_by(Contribution.code)
    )
    awards = session.scalars(
        select(Award.code)
        .join(AwardRecipient, AwardRecipient.award_id == Award.id)
        .where(AwardRecipient.person_id == person.id)
        .order_by(Award.code)
    )
    level = session.scalar(
        select(Consent.level)
        .where(Consent.person_id == person.id, Consent.withdrawn_at.is_(None))
        .order_by(Consent.id.desc())
        .limit(1)
    )
    return Known(
        person.uid,
        person.name or "",
        person.contact,
        person.address,
        level or "none",
        tuple(contributions),
        tuple(awards),
    )


def allowed(session: Session, officer: Officer) -> None:
    """Raises Forbidden unless the officer may see and erase personal data; the operator at the
    console may."""
    if officer is SYSTEM:
        return
    if not isinstance(officer, permissions.Actor):
        raise Forbidden(N_("Chức danh của bạn không làm việc này."))
    permissions.require(row_checks.definition_of(session), officer, "people.erase")


def _add(session: Session, new: NewPerson) -> Person:
    check(new)
    texts = {field: text or None for field, text in _texts(new).items()}
    person = Person(uid=f"p-{uuid.uuid4().hex}", **texts)
    session.add(person)
    session.flush()
    if new.consent != "none":
        session.add(Consent(person_id=person.id, level=new.consent, given_at=clock.now()))
    return person
