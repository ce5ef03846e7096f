"""The home of a signed-in officer, put together by role from cards.

A maker gives a card or nothing. To give a role another card, add its maker to CARDS.
"""

from collections.abc import Callable, Mapping

from webmap.officers.home import office_cards, sender_cards
from webmap.officers.home.card import Card, Home

Maker = Callable[[Home], Card | None]
CARDS: Mapping[str, tuple[Maker, ...]] = {
    "ward": (
        sender_cards.sent,
        sender_cards.back,
        sender_cards.my_sites,
        sender_cards.contributions,
    ),
    "owner": (
        sender_cards.sent,
        sender_cards.back,
        office_cards.queue,
        office_cards.projects,
        sender_cards.my_sites,
    ),
    "finance": (office_cards.projects,),
    "secretariat": (
        sender_cards.sent,
        sender_cards.back,
        office_cards.queue,
        office_cards.projects,
    ),
    "leader": (office_cards.queue, office_cards.projects),
    "administrator": (),
}
"""Role to what makes its cards, in the order of the page."""


def cards(home: Home) -> list[Card]:
    """The cards of an officer, what needs them first."""
    made = (make(home) for make in CARDS[home.actor.role])
    return [card for card in made if card is not None]
