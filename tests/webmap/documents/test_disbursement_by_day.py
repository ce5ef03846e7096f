"""Disbursement on four days, worked out from the raw rows of the store by other means than ours:
figures, the curve, the annex and the slide say the same."""

import datetime as dt
import sqlite3

import pandas as pd
import pytest

from tests.stores import copy_of
from tests.webmap.documents.sparse import review_of
from webmap.documents import curves
from webmap.documents.annexes import tables
from webmap.documents.slides import slides

DAYS = {  # and the budget year that a review closed on that day speaks of
    dt.date(2024, 11, 30): 2024,
    dt.date(2024, 12, 31): 2024,
    dt.date(2025, 1, 31): 2024,
    dt.date(2025, 11, 30): 2025,
}


@pytest.fixture(scope="module")
def sample(templates):
    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as store:
        yield store


def about(day):
    year = DAYS[day]
    return {
        "name": f"Báo cáo năm {year}", "kind": "annual", "office": None,
        "period_from": dt.date(year, 1, 1), "period_to": dt.date(year, 12, 31),
        "as_of": day, "against": None,
    }  # fmt: skip


def raw(store, day, year):
    """Payments of a budget year that count on a day, and the plan of that year."""
    with sqlite3.connect(store.url.removeprefix("sqlite:///")) as opened:
        paid = pd.read_sql("select * from disbursements", opened, parse_dates=["month"])
        plans = pd.read_sql("select * from capital_plans", opened)
        plans, paid = (rows[~rows.id.isin(rows.supersedes_id)] for rows in (plans, paid))
    paid = paid[(paid.voided == 0) & (paid.budget_year == year)]
    told = pd.to_datetime(paid.effective_on)
    counted = told.where(
        told < paid.month + pd.offsets.MonthEnd(0), paid.month + pd.offsets.MonthEnd(0)
    )
    paid = paid[counted <= pd.Timestamp(day)]
    signed = paid.amount.where(~paid.kind.isin(["recovery", "reduction"]), -paid.amount)
    plans = plans[(plans.voided == 0) & (plans.budget_year == year)]
    plans = plans[plans.effective_on <= day.isoformat()].sort_values(["effective_on", "rev"])
    last = (
        plans[plans.kind != "carried_over"].groupby(["project_id", "capital_source"]).amount.last()
    )
    plan = last.sum() + plans[plans.kind == "carried_over"].amount.sum()
    return signed.groupby(paid.month).sum().cumsum(), int(signed.sum()), int(plan)


@pytest.mark.parametrize("day", list(DAYS))
def test_a_review_says_what_the_rows_add_up_to(sample, vietnamese, day):
    months, paid, plan = raw(sample, day, DAYS[day])
    frozen = review_of(sample, about(day))
    table = tables.projects(frozen)
    by_name = {column.key: at for at, column in enumerate(table.columns)}

    def added(name):
        return sum(row[by_name[name]].value or 0 for row in table.rows)

    assert (added("disbursed_year"), added("plan_year")) == (paid, plan)
    chart = curves.disbursement(frozen)
    told = dict(zip(chart.categories, chart.series[0].values, strict=True))
    assert list(told)[-1] == f"{months.index[-1]:%m/%Y}"
    for month, reached in months.items():
        assert told[f"{month:%m/%Y}"] == pytest.approx(reached / 10**6)
    (slide,) = [slide for slide in slides.slides(frozen) if slide.key == "capital"]
    share = next(item.number.value for item in slide.numbers if item.title == "Tỷ lệ giải ngân")
    assert float(share) == round(100 * paid / plan, 1)


@pytest.mark.parametrize("day", list(DAYS))
def test_figures_say_what_the_rows_add_up_to(file_client, sample, day):
    months, paid, plan = raw(sample, day, day.year)
    total = file_client.get(f"/figures.json?as_of={day}").json["total"]
    assert (total["disbursed_year"] or 0, total["plan_year"] or 0) == (paid, plan)
    end = months.index[-1] + pd.offsets.MonthEnd(0) if len(months) else None
    assert total["disbursed_through"] == (None if end is None else f"{end:%Y-%m-%d}")
