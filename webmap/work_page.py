"""The home of a signed-in officer, put together by role from cards.

A maker gives a card or nothing. To give a role another card, add its maker to CARDS.
"""

from collections.abc import Callable, Mapping

from webmap import office_cards, ward_cards
from webmap.home import Card, Home

Maker = Callable[[Home], Card | None]
CARDS: Mapping[str, tuple[Maker, ...]] = {
    "ward": (ward_cards.sent, ward_cards.back, ward_cards.my_sites, ward_cards.gifts),
    "owner": (
        ward_cards.sent,
        ward_cards.back,
        office_cards.queue,
        office_cards.projects,
        ward_cards.my_sites,
    ),
    "finance": (office_cards.projects,),
    "secretariat": (ward_cards.sent, ward_cards.back, office_cards.queue, office_cards.projects),
    "leader": (office_cards.queue, office_cards.projects),
    "administrator": (),
}
"""Role to what makes its cards, in the order of the page."""


def cards(home: Home) -> list[Card]:
    """The cards of an officer, what needs them first."""
    made = (make(home) for make in CARDS[home.actor.role])
    return [card for card in made if card is not None]
