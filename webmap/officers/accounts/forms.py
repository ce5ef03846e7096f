"""Forms of accounts: named fields alone, what was typed, and what is wrong with each."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from flask import request

from geodata.errors import BadInput, InvalidChange
from geodata.queries.definition import Definition
from geodata.vocabulary import N_, ROLES, codes
from webmap.http import application
from webmap.language.i18n import label, local, say


class Form:
    """The fields `names` of this request's body, as text; nothing else of it is read.

    `secrets` are never shown again.
    """

    def __init__(self, names: Sequence[str], secrets: Sequence[str] = ()) -> None:
        self._given = {name: request.form.get(name, "") for name in (*names, *secrets)}
        self._secrets = frozenset(secrets)
        self.wrong: dict[str, str] = {}
        """A sentence for each field that is wrong."""

    def __getitem__(self, name: str) -> str:
        return self._given[name]

    def shown(self, name: str) -> str:
        """What a field shows again."""
        return "" if name in self._secrets else self._given.get(name, "")

    def fill(self, values: Mapping[str, str]) -> "Form":
        """Begin with these values."""
        self._given |= values
        return self

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Collect what a door finds wrong with the fields, instead of raising it."""
        try:
            yield
        except InvalidChange as error:
            for problem in error.problems:
                self.refuse(problem)
        except BadInput as error:
            self.refuse(error)

    def refuse(self, problem: BadInput) -> None:
        """Note what is wrong with a field."""
        sentence = say(problem.template, problem.params)
        self.wrong.setdefault(problem.pointer or "", sentence)


def same(form: Form) -> None:
    """Raises BadInput unless the new password was typed twice alike."""
    if form["password"] != form["again"]:
        raise BadInput(N_("Hai lần nhập chưa giống nhau."), pointer="again")


def role_choices(roles: Sequence[str] = codes(ROLES)) -> list[tuple[str, str]]:
    """Roles and their words."""
    return [(role, label(role, "ROLES")) for role in roles]


def office_choices(definition: Definition) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Ids and names of today's units and of the agencies in which a role can be held."""
    day = application.today()
    units = [
        (uid, local(unit, "name"))
        for uid, unit in definition.units_on(day).items()
        if unit.in_campaign
    ]
    agencies = [
        (uid, local(agency, "name"))
        for uid, agency in definition.agencies.items()
        if agency.valid_on(day) or (agency.valid_from <= day and not agency.successors)
    ]
    return units, agencies
