"""The roll of honour: counts of decisions and recipients, filters of awards alone, anchors."""

import datetime as dt
import re

import pytest

from geodata.figures.roll_of_honour import AwardFilter, by_year, count, narrow
from geodata.queries import moment, snapshot
from tests.webmap.pages.lists import figures, records, rows

TODAY = dt.date(2026, 11, 23)


def awards_of(store):
    with store.reading() as session:
        return snapshot(session, moment(session, today=TODAY)).awards


def total(page, key):
    return int(re.search(rf'<data value="(\d+)" data-total="{key}"', page.text)[1])


@pytest.mark.parametrize("query", ["", "unit=29919@2013", "criterion=1.4.b.2", "as_of=2024-12-31"])
def test_count_is_the_figure(client, query):
    page = client.get(f"/awards?{query}")
    assert rows(page) == total(page, "awards") == figures(client, query)["total"]["awards"]


def test_decisions_recipients_and_money_of_the_sample(client):
    page = client.get("/awards")
    assert (total(page, "awards"), total(page, "recipients")) == (22, 91)
    listed = records(client.get("/awards?format=csv"))
    assert sum(int(row["Số người nhận"]) for row in listed) == 91
    assert sum(int(row["Tiền thưởng"] or 0) for row in listed) == total(page, "money")


@pytest.mark.parametrize(
    ("query", "column", "words"),
    [
        ("year=2024", "Năm", "2024"),
        ("award_type=timely", "Loại khen thưởng", "Khen thưởng kịp thời (đột xuất)"),
        ("award_form=bang-khen-tinh", "Hình thức khen thưởng", "Bằng khen của Chủ tịch UBND tỉnh"),
        ("level=city", "Cấp khen thưởng", "Thành phố"),
        ("recipient_kind=household", "Đối tượng", "Hộ gia đình"),
    ],
)
def test_filters_of_awards(client, query, column, words):
    everything = records(client.get("/awards?format=csv"))
    listed = records(client.get(f"/awards?{query}&format=csv"))
    assert [row["Mã"] for row in listed] == [
        row["Mã"] for row in everything if row[column] == words
    ]
    assert 0 < len(listed) < len(everything)
    page = client.get(f"/awards?{query}")
    assert rows(page) == len(listed)
    # The layer does not know these filters: no link that would show something else.
    assert "/layers/awards.geojson" not in page.text


def test_years_add_up(sample_store):
    awards = awards_of(sample_store)
    years = by_year(awards)
    whole = count(awards)
    assert sum(year.decisions for year in years.values()) == whole.decisions == 22
    assert sum(year.recipients for year in years.values()) == whole.recipients == 91
    assert sum(year.money for year in years.values()) == whole.money
    assert list(years) == list(range(min(years), max(years) + 1))
    assert by_year(()) == {}
    some = narrow(awards, AwardFilter(year=2024, level="province"))
    assert {(award.year, award.level) for award in some} == {(2024, "province")}


def test_an_award_is_named_by_its_code(client):
    page = client.get("/awards?q=GK-RACH-NGA-AM")
    assert rows(page) == 1
    assert 'id="GK-RACH-NGA-AM"' in page.text
    assert 'href="/projects/RACH-NGA-AM' in page.text
    assert "#DG-0079" in page.text
    assert "chưa trao" not in page.text


def test_every_award_has_one_anchor(client, sample_store):
    text = client.get("/awards").text
    for award in awards_of(sample_store):
        assert text.count(f'id="{award.code}"') == 1


def test_no_award_yet(client):
    page = client.get("/awards?as_of=2023-03-01")
    assert (page.status_code, rows(page)) == (200, 0)
    assert "Chưa có khen thưởng nào phù hợp." in page.text


@pytest.mark.parametrize(
    "query",
    ["award_type=nope", "award_form=nope", "level=country", "recipient_kind=x", "year=MMXXIV"],
)
def test_wrong_values_are_400(client, query):
    response = client.get(f"/awards?{query}")
    assert response.status_code == 400
    assert query.split("=")[0] in response.text


def test_picture_is_offered_where_it_knows_the_same_filters(client):
    assert '/pictures/map.png?unit=29905@2025"' in client.get("/awards?unit=29905@2025").text
    assert "/pictures/map.png?lang" not in client.get("/awards?award_type=timely&lang=vi").text
