"""Throttling of who guesses passwords: failures counted in the store, so for all processes alike.

Counted are keyed digests of the user name with the network address, of the address, and of the
user name; nothing else is kept of a failure, and that only for as long as it counts. Somebody who
fails on purpose cannot lock an officer out: past the limit of a user name every address that has
not failed on it keeps one attempt.
"""

import datetime as dt
import hashlib
import hmac
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.errors import Throttled
from geodata.models.accounts import SignInAttempt
from geodata.models.journal import StoreState
from geodata.vocabulary import N_

WINDOW = dt.timedelta(minutes=15)
MOST_OF_PAIR = 10
"""Failures of one address on one user name."""
MOST_OF_ADDRESS = 50
"""Failures of one address on any: an office may share one."""
MOST_OF_NAME = 50
"""Failures on one user name from anywhere, before each address has but one attempt."""


@dataclass(frozen=True)
class Attempt:
    """One attempt, as it is counted until it is taken back."""

    ids: tuple[int, ...]
    pair: str


def take(session: Session, key: str, username: str, address: str | None) -> Attempt:
    """Count an attempt before it is judged, so that many at once are counted too; `forgive` takes
    it back when it was right. Raises Throttled; such an attempt is not counted, so waiting
    always ends.

    `key`: the application's secret. Takes the store's write lock for a moment.
    """
    session.execute(select(StoreState.id).with_for_update())
    now = clock.now()
    session.execute(delete(SignInAttempt).where(SignInAttempt.made_at <= now - WINDOW))
    keys = _keys(key, username, address)
    counts = {kind: _count(session, digest) for kind, digest in keys.items()}
    if blocked := _blocked(counts):
        oldest = session.scalar(
            select(func.min(SignInAttempt.made_at)).where(SignInAttempt.key == keys[blocked])
        )
        wait = max(1, round(((oldest or now) + WINDOW - now).total_seconds()))
        raise Throttled(
            N_("Đã thử sai nhiều lần. Chờ %(minutes)s phút rồi thử lại."),
            wait,
            minutes=-(-wait // 60),
        )
    rows = [SignInAttempt(key=digest, made_at=now) for digest in keys.values()]
    session.add_all(rows)
    session.flush()
    return Attempt(tuple(row.id for row in rows), keys["pair"])


def forgive(session: Session, attempt: Attempt) -> None:
    """Take back an attempt that was right, and what the same person had mistyped before it."""
    session.execute(
        delete(SignInAttempt).where(
            SignInAttempt.id.in_(attempt.ids) | (SignInAttempt.key == attempt.pair)
        )
    )


def _blocked(counts: Mapping[str, int]) -> str | None:
    if counts["pair"] >= MOST_OF_PAIR:
        return "pair"
    if counts["address"] >= MOST_OF_ADDRESS:
        return "address"
    if counts["name"] >= MOST_OF_NAME and counts["pair"]:
        return "pair"
    return None


def _count(session: Session, digest: str) -> int:
    return session.scalars(
        select(func.count()).select_from(SignInAttempt).where(SignInAttempt.key == digest)
    ).one()


def _keys(key: str, username: str, address: str | None) -> dict[str, str]:
    place = _network(address)
    subjects = {"pair": f"{username}\n{place}", "address": place, "name": username}
    return {
        kind: hmac.new(
            key.encode(), f"{kind}\n{text}".encode("utf-8", "surrogatepass"), hashlib.sha256
        ).hexdigest()
        for kind, text in subjects.items()
    }


def _network(address: str | None) -> str:
    """What counts as one address: of IPv6 the /64 that a household gets."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return ""
    if found.version == 6 and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)
