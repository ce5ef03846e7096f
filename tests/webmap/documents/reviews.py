"""A frozen review of the sample to make documents of, and every number in them."""

import datetime as dt
from collections.abc import Iterable, Iterator

from geodata import reviews
from geodata.journal import Officer
from geodata.reviews import preparing
from geodata.store import Store
from webmap.documents.content import SHARED, Number, Slide, Table
from webmap.documents.frozen import Frozen

TODAY = dt.date(2026, 11, 23)
SECRETARY = Officer("account-secretary", "phong-vhxh-29905@2025")


def frozen_review(store: Store, day: dt.date = dt.date(2025, 11, 30), **written: object) -> Frozen:
    """A yearly review of the campaign, frozen; `written`: texts by part."""
    about = {
        "name": f"Báo cáo năm {day.year}", "kind": "annual", "office": None,
        "period_from": dt.date(day.year, 1, 1), "period_to": dt.date(day.year, 12, 31),
        "as_of": day, "against": None,
    }  # fmt: skip
    with store.writing() as session:
        code = preparing.set_up(session, SECRETARY, about).code
        for part, text in written.items():
            preparing.write(session, SECRETARY, code, None, part, str(text))
    reviews.freeze(store, SECRETARY, code, "test", TODAY)
    return opened(store, code)


def opened(store: Store, code: str) -> Frozen:
    """A frozen review, read back."""
    with store.reading() as session:
        state = reviews.review(session, code)
        return Frozen(reviews.frozen_body(session, state.id), state.digest)


def numbers(slides: Iterable[Slide]) -> Iterator[Number]:
    """Every number of some slides."""
    for slide in slides:
        yield from (item.number for item in slide.numbers)
        for table in slide.tables:
            yield from cells(table)


def cells(table: Table) -> Iterator[Number]:
    """Every number of a table that comes from somewhere: not what its rows come to."""
    rows = table.rows[:-1] if table.ids and table.ids[-1] == SHARED else table.rows
    for row in rows:
        yield from (cell for cell in row if isinstance(cell, Number))


def texts(table: Table) -> Iterator[str]:
    """Every number of a table and of its totals, as documents write it."""
    for row in (*table.rows, table.totals()):
        for place, cell in enumerate(row):
            if isinstance(cell, Number):
                yield table.text(cell, place)
