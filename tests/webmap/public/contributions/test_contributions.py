"""The ledger of contributions: totals in native units, sums over time, uses, a unit's part."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from sqlalchemy import select

from geodata.figures.ledger import over_time, period_for
from geodata.models import Contribution, ContributionUse
from geodata.queries import moment, snapshot
from tests.webmap.pages.lists import figures, records, rows, totals

TODAY = dt.date(2026, 11, 23)
LEDGER = -1
"""The ledger stands last on the page, behind how contributions were used."""


def contributions_of(store):
    with store.reading() as session:
        return snapshot(session, moment(session, today=TODAY)).contributions


@pytest.mark.parametrize("query", ["", "kind=land", "kind=material", "as_of=2024-12-31", "q=n7"])
def test_totals_are_the_figures(client, query):
    page = client.get(f"/contributions?{query}")
    told = figures(client, query)["total"]["contributions"]
    assert rows(page, LEDGER) == told["count"]
    assert totals(page)["value"] == told["value"]
    for kind, figure in told["kinds"].items():
        if figure["value"] and kind != "money":
            assert 'data-figure="value" title' in page.text
            assert f'value="{figure["value"]}"' in page.text


def test_exact_totals_of_the_sample(client):
    told = figures(client)["total"]["contributions"]["kinds"]
    land = client.get("/contributions?kind=land")
    assert rows(land, LEDGER) == told["land"]["count"] == 47
    assert told["land"]["quantities"] == {"m²": 11995}
    assert subtotals(land) == {"m²": 11995}
    # Bags and cubic metres do not add up.
    material = subtotals(client.get("/contributions?kind=material"))
    assert len(material) > 1
    assert material == told["material"]["quantities"]


def subtotals(page):
    told = r'data-total="quantity" data-measure="([^"]+)"><data value="([\d.]+)"'
    return {unit: float(value) for unit, value in re.findall(told, page.text)}


def test_part_of_a_unit_is_the_group_of_the_figures(client):
    for day in ("2024-12-31", "2026-11-23"):
        for group in figures(client, f"as_of={day}&by=unit")["groups"]:
            told = group["contributions"]
            if group["key"] == "none" or not told["count"]:
                continue
            page = client.get(f"/contributions?as_of={day}&unit={group['key']}")
            assert rows(page, LEDGER) == told["count"], group["key"]
            assert totals(page)["part_value"] == told["value"], group["key"]
            listed = records(
                client.get(f"/contributions?as_of={day}&unit={group['key']}&kind=land&format=csv")
            )
            land = sum(Decimal(row["Phần của đơn vị: Số lượng"] or 0) for row in listed)
            wanted = told["kinds"]["land"]["quantities"].get("m²", 0)
            assert land == Decimal(str(wanted)), group["key"]


@pytest.mark.parametrize("length", ["month", "quarter", "year"])
def test_periods_add_up_to_the_totals(sample_store, length):
    contributions = contributions_of(sample_store)
    periods = over_time(contributions, length)
    assert sum(period.count for period in periods) == len(contributions)
    assert sum(period.value or 0 for period in periods) == sum(
        contribution.value or 0 for contribution in contributions
    )
    land = sum(period.quantities.get(("land", "m²"), 0) for period in periods)
    assert land == sum(
        contribution.quantity for contribution in contributions if contribution.kind == "land"
    )
    starts = [period.start for period in periods]
    assert starts == sorted(set(starts))


def test_periods_without_a_contribution_are_there_and_none_gives_none(sample_store):
    contributions = contributions_of(sample_store)
    ends = [min(contributions, key=lambda g: g.date), max(contributions, key=lambda g: g.date)]
    months = over_time(ends, "month")
    first, last = ends[0].date, ends[1].date
    assert len(months) == (last.year - first.year) * 12 + last.month - first.month + 1
    assert sum(period.count for period in months) == 2
    assert over_time((), "month") == ()
    assert (period_for(()), period_for(ends), period_for(ends[:1])) == ("month", "quarter", "month")


def test_chart_adds_up_over_what_is_asked(client):
    assert ">Quý III/2023<" in client.get("/contributions").text
    assert ">07/2023<" in client.get("/contributions?period=month").text
    assert client.get("/contributions?period=week").status_code == 400


def test_uses_are_told_when_there_are_any(sample_copy, make_app):
    with sample_copy.writing() as session:
        contribution = session.scalar(select(Contribution).where(Contribution.code == "DG-0014"))
        rev = contribution.rev
        for amount, note in ((20_000_000, "Mua xi măng"), (5_000_000, "Thuê xe lu")):
            session.add(
                ContributionUse(
                    contribution_id=contribution.id,
                    rev=rev,
                    effective_on=dt.date(2023, 12, 1),
                    project="CAU-RACH-RAN",
                    amount=amount,
                    note=note,
                    illustrative=["value"],
                )
            )
    client = make_app(sample_copy.url).test_client()
    page = client.get("/contributions?kind=money")
    assert "Đã sử dụng thế nào" in page.text
    assert totals(page)["amount"] == 25_000_000 + 35_000_000  # and the sample's own
    assert "Đã sử dụng thế nào" not in client.get("/contributions?kind=land").text
    assert "Đã sử dụng thế nào" not in client.get("/contributions?as_of=2023-11-30").text
    listed = records(client.get("/contributions?table=uses&format=csv"))
    assert [row["Nội dung"] for row in listed][-2:] == ["Thuê xe lu", "Mua xi măng"]
    # Ordering the uses leaves the ledger in its order.
    page = client.get("/contributions?kind=money&table=uses&sort=amount")
    assert page.status_code == 200
    assert page.text.index("Thuê xe lu") < page.text.index("Mua xi măng")


def test_rows_are_named_by_their_code_and_name_no_giver(client):
    page = client.get("/contributions?q=DG-0079")
    assert '<tr id="DG-0079">' in page.text
    assert "hộ gia đình" in page.text
    assert re.search(r'href="/awards\?[^"]*q=GK-RACH-NGA-AM[^"]*#GK-RACH-NGA-AM"', page.text)


def test_before_the_first_contribution_the_page_says_so(client):
    page = client.get("/contributions?as_of=2023-01-01")
    assert page.status_code == 200
    assert rows(page) == 0
    assert "chart.umd" not in page.text


@pytest.mark.parametrize("query", ["kind=gold", "unit=29905", "criterion=9", "sort=nope"])
def test_wrong_values_are_400(client, query):
    assert client.get(f"/contributions?{query}").status_code == 400
