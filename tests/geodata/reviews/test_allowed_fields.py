"""A field is frozen, and so public, because somebody said so."""

import dataclasses

import pytest

from geodata.queries import states
from geodata.queries.award_proposals import AwardProposal
from geodata.queries.evidence import Paper, Proof
from geodata.queries.uses import Use
from geodata.reviews.allowed_fields import ALLOWED, REFUSED
from geodata.reviews.figures import plain
from geodata.reviews.states import PetitionState

KINDS = (
    states.UnitState, states.AgencyState, states.CriterionState, states.ProjectState,
    states.ContributionState, states.AwardState, AwardProposal, Use, Proof, Paper, PetitionState,
)  # fmt: skip
DERIVED = {"late", "is_atom"}


def made(kind):
    return kind(**{field.name: field.name for field in dataclasses.fields(kind)})


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_allowed_or_refused(kind):
    fields = {field.name for field in dataclasses.fields(kind)}
    allowed, refused = set(ALLOWED[kind.__name__]), set(REFUSED.get(kind.__name__, ()))
    assert allowed - DERIVED | refused == fields, "say whether it is public: allowed_fields.py"
    assert not allowed & refused


def test_lists_name_no_other_kind():
    assert {kind.__name__ for kind in KINDS} == set(ALLOWED) >= set(REFUSED)


@pytest.mark.parametrize("kind", [states.AgencyState, Use, PetitionState])
def test_new_field_changes_nothing_in_the_body(kind):
    more = [("phone", str, dataclasses.field(default="0900 000 001"))]
    wider = dataclasses.make_dataclass(kind.__name__, more, bases=(kind,), frozen=True)
    assert plain(made(wider)) == plain(made(kind))
    assert "phone" in {field.name for field in dataclasses.fields(wider)}


def test_a_kind_without_a_list_is_not_told():
    other = dataclasses.make_dataclass("Other", ["phone"])
    with pytest.raises(KeyError):
        plain(other("0900 000 001"))
