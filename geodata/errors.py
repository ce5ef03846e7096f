"""Typed errors. A message is a Vietnamese msgid with named places; the web translates it.

The mapping to HTTP statuses is in `webmap/failures.py`, in one table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


class CampaignError(Exception):
    """Something a person can mend. `template % params` says what, where and how.

    `pointer` names the parameter, field or file and line; `allowed` lists what would do.
    """

    def __init__(
        self,
        template: str,
        *,
        pointer: str | None = None,
        allowed: Sequence[str] | None = None,
        **params: object,
    ) -> None:
        self.template = template
        self.params = params
        self.pointer = pointer
        self.allowed = None if allowed is None else tuple(allowed)
        super().__init__(template % params if params else template)

    @property
    def message(self) -> str:
        """The message in Vietnamese."""
        return str(self)


class BadInput(CampaignError):
    """A value is not of the form or not one of those allowed."""


class NotFound(CampaignError):
    """No such thing, or none that the asker may know of."""


class NotSignedIn(CampaignError):
    """Nobody is signed in, or no longer."""


class Throttled(NotSignedIn):
    """Too many failures to sign in: the next has to `wait` so many seconds."""

    def __init__(
        self, template: str, wait: int, *, pointer: str | None = None, **params: object
    ) -> None:
        self.wait = wait
        super().__init__(template, pointer=pointer, allowed=None, **params)


class Forbidden(CampaignError):
    """The officer may not do this to this row."""


class InvalidChange(CampaignError):
    """A change whose fields are wrong, by themselves or for the state that it would follow.

    `problems`: one BadInput a field, its `pointer` the field's name.
    """

    def __init__(self, problems: Sequence[BadInput]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems).replace("%", "%%"))


class Conflict(CampaignError):
    """The state has moved on since the change was begun."""


class StaleChange(Conflict):
    """A change that was begun from a state that is no longer the last one. `mine` is what was
    sent, `theirs` the state that stands now, both as plain values; nothing of either is lost."""

    def __init__(
        self,
        template: str,
        mine: Mapping[str, Any],
        theirs: Mapping[str, Any],
        *,
        pointer: str | None = None,
        **params: object,
    ) -> None:
        self.mine, self.theirs = mine, theirs
        super().__init__(template, pointer=pointer, allowed=None, **params)


class StaleDescription(StaleChange):
    """A description that was begun from one that is no longer the last. Its sender has the form
    before them still, so it is not kept for them."""


@dataclass(frozen=True)
class Oddity:
    """What is odd about a change: a code of vocabulary WARNINGS and a sentence of it, whose whole
    numbers are đồng. `token`: of this oddity about exactly this change."""

    code: str
    template: str
    params: Mapping[str, Any]
    token: str = ""


class Unconfirmed(Conflict):
    """A change that looks odd and that its sender has not confirmed; nothing of it was written."""

    def __init__(self, template: str, oddities: Sequence[Oddity]) -> None:
        self.oddities = tuple(oddities)
        super().__init__(template)


class ReusedKey(Conflict):
    """A `client_uuid` that came before with another content."""


class BrokenFile(CampaignError):
    """A data file is refused; `file`, `line` and `reason` say where and why."""

    def __init__(self, file: str, line: int | None, reason: str, **params: object) -> None:
        self.file = file
        self.line = line
        self.reason = reason % params if params else reason
        where = f"{file}:{line}" if line else file
        super().__init__(reason, pointer=where, allowed=None, **params)

    def __str__(self) -> str:
        return f"{self.pointer}: {self.reason}"


class StoreUnavailable(CampaignError):
    """The store cannot be reached or is not the store we know."""
