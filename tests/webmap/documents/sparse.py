"""Reviews of a campaign that tests fill themselves, with next to nothing in it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask_babel import force_locale

from geodata import reviews
from geodata.reviews import preparing
from geodata.store import Store
from tests.application import application
from tests.stores import copy_of
from tests.webmap.documents.reviews import SECRETARY, TODAY, opened
from webmap.documents.frozen import Frozen


@contextmanager
def told_in_vietnamese(templates: Any) -> Iterator[Store]:
    """`campaign`, within an application that speaks Vietnamese."""
    with (
        campaign(templates) as store,
        application(store.url) as app,
        app.test_request_context("/"),
        force_locale("vi"),
    ):
        yield store


@contextmanager
def campaign(templates: Any) -> Iterator[Store]:
    """A store in a file with the definition and no feature."""
    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.defined()) as store:
        yield store


def review_of(store: Store, about: Mapping[str, Any] | None, code: str = "") -> Frozen:
    """A review, set up (unless it is one that a code names) and frozen."""
    if about is not None:
        with store.writing() as session:
            code = preparing.set_up(session, SECRETARY, about).code
    reviews.freeze(store, SECRETARY, code, "test", TODAY)
    return opened(store, code)
