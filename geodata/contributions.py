"""The door of contributions: entered by a unit with its minutes, counted once verified."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import features
from geodata.errors import BadInput
from geodata.journal import Imported, Officer, record
from geodata.models import Contribution, ContributionRevision, ContributionShare
from geodata.vocabulary import (
    CONTRIBUTION_KINDS,
    GIVER_KINDS,
    ILLUSTRATIVE,
    LAND_STAGES,
    N_,
    NATIVE_UNITS,
    codes,
)


def enter(
    session: Session,
    officer: Officer,
    code: str,
    values: Mapping[str, Any],
    *,
    imported: Imported | None = None,
) -> ContributionRevision:
    """Enter or correct a contribution. `values`: columns of ContributionRevision; quantity in the
    kind's own unit of measure, value in đồng. Raises BadInput, NotFound for an unknown project.
    """
    frame = features.frame_of(session)
    features.one_of("kind", values["kind"], codes(CONTRIBUTION_KINDS))
    features.one_of("giver_kind", values["giver_kind"], codes(GIVER_KINDS))
    if values.get("stage"):
        features.one_of("stage", values["stage"], codes(LAND_STAGES))
    for mark in values.get("illustrative", ()):
        features.one_of("illustrative", mark, codes(ILLUSTRATIVE))
    features.unit_valid(frame, "unit", values["unit"], values["effective_on"])
    features.place_valid(frame, "place", values.get("place"))
    if values.get("project"):
        features.identity(session, "project", values["project"])
    _check_amounts(values)
    identity = session.scalar(select(Contribution.id).where(Contribution.code == code))
    rev = record(
        session,
        officer,
        "contribution.enter" if identity is None else "contribution.correct",
        "contribution",
        code,
        detail={"on": values["effective_on"].isoformat(), "kind": values["kind"]},
        imported=imported,
    )
    if identity is None:
        made = Contribution(code=code, rev=rev)
        session.add(made)
        session.flush()
        identity = made.id
    row = ContributionRevision(contribution_id=identity, rev=rev, **values)
    session.add(row)
    session.flush()
    weights = features.shares_within(frame, values.get("place"), values["unit"])
    session.add_all(
        ContributionShare(revision_id=row.id, rev=rev, unit=uid, weight=weight)
        for uid, weight in weights.items()
    )
    session.flush()
    return row


def _check_amounts(values: Mapping[str, Any]) -> None:
    kind, own = values["kind"], values.get("unit_of_measure")
    if kind in NATIVE_UNITS and own not in (None, NATIVE_UNITS[kind]):
        raise BadInput(
            N_("Đóng góp loại này tính bằng %(unit)s, không phải %(given)s."),
            pointer="unit_of_measure",
            unit=NATIVE_UNITS[kind],
            given=own,
        )
    for field in ("quantity", "value", "givers", "households"):
        amount = values.get(field)
        if amount is not None and amount < 0:
            raise BadInput(
                N_("%(field)s không được âm: %(amount)s."),
                pointer=field,
                field=field,
                amount=amount,
            )
    if kind == "money" and values.get("quantity") != values.get("value"):
        raise BadInput(
            N_("Đóng góp tiền: số lượng (%(quantity)s đồng) phải bằng trị giá (%(value)s đồng)."),
            pointer="value",
            quantity=values.get("quantity"),
            value=values.get("value"),
        )
