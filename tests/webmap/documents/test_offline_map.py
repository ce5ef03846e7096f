"""The map to take away: everything inside, and its months as the store itself tells them."""

import datetime as dt
import json
import re

import pytest

from geodata import queries
from geodata.reviews.freezing import moment_at
from tests.webmap.documents.reviews import TODAY, opened
from webmap.documents import offline_map, timeline
from webmap.documents.context import Context, silent

pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture
def frozen(review_store):
    return opened(review_store, "annual-2025-11-30")


@pytest.fixture
def page(frozen, review_store):
    context = Context("https://map.example/reviews/annual-2025-11-30", review_store.media)
    return offline_map.make(frozen, None, context, silent).decode()


def test_the_file_is_small_and_asks_for_nothing(page):
    assert len(page.encode()) < 5_000_000
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[1]
    assert policy.startswith("default-src 'none'")
    outside = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', outside) == []
    assert re.findall(r"url\((?!\"?data:)[^)]*\)", outside) == []


def test_text_cannot_leave_its_place(frozen, review_store):
    project = dict(frozen.projects[0], name="</script><b onclick=x>&<!--")
    frozen.data["projects"][0] = project
    context = Context("https://map.example", review_store.media)
    page = offline_map.make(frozen, None, context, silent).decode()
    assert "</script><b" not in page
    data = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1]
    assert json.loads(data)["projects"][0]["name"] == "</script><b onclick=x>&<!--"


def test_every_project_and_contribution_is_inside(page, frozen):
    data = json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])
    assert [p["code"] for p in data["projects"]] == [p["code"] for p in frozen.projects]
    assert len(data["contributions"]) == len(frozen.contributions)
    assert len(data["awards"]) == len(frozen.awards)
    assert frozen.digest in page


def test_months_are_as_the_store_tells_them(review_store, frozen):
    days = timeline.days(frozen)
    assert days[0] == dt.date(2023, 1, 31)
    assert days[-1] == frozen.as_of
    told = {p["code"]: timeline.stands(frozen, p) for p in frozen.projects}
    with review_store.reading() as session:
        for place in (0, 6, 13, 20, 28, len(days) - 1):
            when = moment_at(session, days[place], frozen.data["rev"], TODAY)
            found = queries.snapshot(session, when)
            there = {state.code: state for state in found.projects}
            for code, stands in told.items():
                stand, state = stands[place], there.get(code)
                if state is None:
                    assert stand is None
                    continue
                percent = state.physical_percent
                known = None if percent is None else float(percent)
                assert (stand.status, stand.percent, stand.late) == (
                    state.status, known, state.late
                ), (code, days[place])  # fmt: skip


def test_only_changes_are_told():
    a, b = timeline.Stand("preparation", None, False), timeline.Stand("implementation", 5.0, True)
    assert timeline.changes([None, a, a, b, b]) == [
        [1, "preparation", None, False], [3, "implementation", 5.0, True]
    ]  # fmt: skip


def test_a_filter_by_a_later_unit_finds_what_lies_in_it(frozen):
    assert frozen.holders(["29905@2013"]) == ["29905@2013", "29905@2025"]
