import datetime as dt
from contextlib import ExitStack

import pytest
from flask_babel import force_locale

from tests.application import application
from tests.stores import copy_of
from tests.webmap.documents.reviews import frozen_review


@pytest.fixture(scope="module")
def review_store(templates):
    """The sample in a file, with two frozen reviews: `annual-2024-11-30`, `annual-2025-11-30`."""
    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as store:
        frozen_review(store, dt.date(2024, 11, 30))
        frozen_review(store, examples="Khóm Tân Bình: 40 hộ cùng hiến đất.", results="Đạt.")
        yield store


@pytest.fixture
def vietnamese(review_store):
    """The application's context, in Vietnamese."""
    with ExitStack() as stack:
        app = stack.enter_context(application(review_store.url))
        stack.enter_context(app.test_request_context("/"))
        stack.enter_context(force_locale("vi"))
        yield app
