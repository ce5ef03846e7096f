"""Names of persons, read from the tables that can be erased; whoever asks has to be allowed to."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.models.accounts import Account, ApiToken

AT_ONCE = 500


def of_accounts(session: Session, uids: Collection[str]) -> dict[str, str]:
    """Display names of accounts and names of programs' tokens, by uid; nothing of erased ones."""
    found: dict[str, str] = {}
    wanted = sorted(uids)
    for first in range(0, len(wanted), AT_ONCE):
        some = wanted[first : first + AT_ONCE]
        accounts = select(Account.uid, Account.display_name).where(
            Account.uid.in_(some), Account.display_name.is_not(None)
        )
        tokens = select(ApiToken.uid, ApiToken.name).where(ApiToken.uid.in_(some))
        for query in (accounts, tokens):
            found |= {row[0]: row[1] for row in session.execute(query)}
    return found
