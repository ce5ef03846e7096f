"""Idempotency: what an office sends twice (double tap, lost answer) is kept once."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from geodata import journal
from geodata.checks import submissions
from geodata.journal import Officer
from geodata.models.base import Appended

Row = TypeVar("Row", bound=Appended)


class Once(Generic[Row]):
    """One sending, by the `client_uuid` that its form bears; without one (a command, a program)
    each sending is its own. Takes the write lock.

    `row` is what the same content under the same key made before, or None. Raises ReusedKey when
    the key came with another content or from another account.
    """

    def __init__(
        self,
        session: Session,
        officer: Officer,
        client_uuid: str | None,
        model: type[Row],
        subject: str,
        content: Mapping[str, Any],
    ) -> None:
        journal.lock(session)
        self._session, self._officer, self._key = session, officer, client_uuid
        self._digest = submissions.digest_of(model, subject, content)
        self.row: Row | None = None
        if client_uuid is not None:
            self.row = submissions.earlier(session, officer, client_uuid, model, self._digest)

    def taken(self, row: Row) -> None:
        """Remember what this sending made; the row has its id."""
        if self._key is not None:
            submissions.taken(self._session, self._officer, self._key, row, self._digest)
