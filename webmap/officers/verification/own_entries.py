"""`/desk/entries`: what the officer's office sent, and where each entry stands."""

from collections.abc import Sequence

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from geodata.checks import row_checks
from geodata.verification import entries
from geodata.verification.entries import Entry
from geodata.vocabulary import ENTRY_STATES, codes
from webmap.access import identity
from webmap.http import application
from webmap.language.i18n import label
from webmap.officers.entry_words import EntryWords
from webmap.officers.layout import here, render

bp = Blueprint("own_entries", __name__)
A_PAGE = 30


@bp.get("/desk/entries")
def index() -> ResponseReturnValue:
    """The newest first; `state` narrows, `page` turns the pages. What is not known is passed
    over."""
    state = request.args.get("state")
    with application.store().reading() as session:
        definition = row_checks.definition_of(session)
        own = entries.mine(session, identity.actor(), definition, application.today())
        shown = [entry for entry in own if state not in codes(ENTRY_STATES) or entry.state == state]
        pages = max(1, -(-len(shown) // A_PAGE))
        number = min(max(request.args.get("page", 1, type=int), 1), pages)
        return render(
            "officers/verification/own_entries.html",
            _("Đã gửi"),
            words=EntryWords(definition),
            entries=shown[(number - 1) * A_PAGE : number * A_PAGE],
            states=_states(own, state),
            number=number,
            pages=pages,
        )


def _states(own: Sequence[Entry], chosen: str | None) -> list[tuple[str, str, int, str, bool]]:
    """Each state that there is: code, word, how many, the address, whether it is chosen."""
    counts = {code: sum(entry.state == code for entry in own) for code in codes(ENTRY_STATES)}
    found = [("", _("Tất cả"), len(own), here(state=None, page=None), chosen not in counts)]
    for code, count in counts.items():
        if count:
            url = here(state=code, page=None)
            found.append((code, label(code, "ENTRY_STATES"), count, url, code == chosen))
    return found
