"""`/figures.json`: totals, groups, generations."""

from collections import Counter
from decimal import Decimal

import pytest

AMOUNTS = ("total_investment", "plan_year", "disbursed_year", "disbursed_total")
DAYS = ("2023-06-30", "2024-12-31", "2025-06-30", "2025-07-01", "2026-11-23", "2029-06-30")
GROUPS = ("unit", "sector", "agency", "criterion", "kind")


def ask(client, **query):
    response = client.get("/figures.json", query_string=query)
    assert response.status_code == 200, response.text
    return response.get_json(force=True)


def sums(figures):
    """Everything that must add up: đồng, and quantities by kind and unit of measure."""
    found = Counter({name: figures[name] for name in AMOUNTS})
    found["value"] = figures["contributions"]["value"]
    for kind, row in figures["contributions"]["kinds"].items():
        found[kind] = row["value"]
        for unit, quantity in row["quantities"].items():
            found[kind, unit] = Decimal(str(quantity))
    return {name: value for name, value in found.items() if value}


def added(groups):
    total = Counter()
    for group in groups:
        total.update(sums(group))
    return {name: value for name, value in total.items() if value}


# ── Must-show 3 ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("day", DAYS)
def test_total_is_the_same_in_both_generations_and_the_groups_add_up(client, day):
    old = ask(client, as_of=day, by="unit", units_on="2025-06-30")
    new = ask(client, as_of=day, by="unit", units_on="2025-07-01")
    assert old["total"] == new["total"]
    assert added(old["groups"]) == sums(old["total"])
    assert added(new["groups"]) == sums(new["total"])
    assert old["total"]["projects"] > 0


@pytest.mark.parametrize("by", GROUPS)
def test_groups_of_every_kind_add_up(client, by):
    body = ask(client, by=by, as_of="2026-11-23")
    assert body["by"] == by
    assert added(body["groups"]) == sums(body["total"])
    keys = [group["key"] for group in body["groups"]]
    assert len(set(keys)) == len(keys)


def test_groups_of_a_filter_add_up_to_its_total(client):
    body = ask(client, by="unit", sector="transport", unit="29905@2025", units_on="2024-12-31")
    assert added(body["groups"]) == sums(body["total"])
    assert 0 < body["total"]["projects"] < ask(client)["total"]["projects"]


# ── What is told ──────────────────────────────────────────────────────────────────────────────


def test_units_on_names_the_groups(client):
    old = [g["key"] for g in ask(client, units_on="2024-12-31")["groups"]]
    new = [g["key"] for g in ask(client, units_on="2026-01-01")["groups"]]
    assert sum(key.endswith("@2013") for key in old) == 10
    assert [key for key in new if key != "none"] == ["29905@2025", "30214@2025"]
    assert old[-1] == new[-1] == "none"


def test_figures_say_what_they_are_of(client):
    body = ask(client, as_of="2024-12-31", known_at="2025-01-31", by="sector")
    assert {name: body[name] for name in ("as_of", "today", "basis", "by", "units_on")} == {
        "as_of": "2024-12-31",
        "today": "2026-11-23",
        "basis": "measured",
        "by": "sector",
        "units_on": "2024-12-31",
    }
    assert body["known_at"].startswith("2025-01-31T23:59:59")
    assert body["known_at"].endswith("+07:00")
    assert body["budget_year"] == 2024
    assert ask(client)["known_at"] is None


def test_after_today_the_figures_are_of_the_plan(client):
    assert ask(client, as_of="2026-11-24")["basis"] == "planned"
    assert ask(client, as_of="2026-11-23")["basis"] == "measured"


def test_total_counts_what_the_layers_show(client):
    total = ask(client)["total"]
    layer = client.get("/layers/projects.geojson").get_json(force=True)
    projects = [feature["properties"] for feature in layer["features"]]
    assert total["projects"] == layer["numberMatched"] == sum(total["by_status"].values())
    assert total["late"] == sum(p["late"] for p in projects)
    assert total["stale"] == sum(p["stale"] for p in projects)
    assert total["key_projects"] == sum(p["key"] for p in projects)
    assert total["unplaced"] == sum(f["geometry"] is None for f in layer["features"])
    assert total["plan_year"] == sum(p["plan_year"] or 0 for p in projects)
    assert len(total["by_status"]) == 7
    assert len(total["contributions"]["kinds"]) == 7


def test_labels_are_in_the_language_of_the_address(client):
    client.set_cookie("lang", "en")
    vietnamese = {g["key"]: g["label"] for g in ask(client, by="kind")["groups"]}
    english = {g["key"]: g["label"] for g in ask(client, by="kind", lang="en")["groups"]}
    assert (vietnamese["land"], english["land"]) == ("Hiến đất", "Land given")
    assert english["none"] == "Projects (no contributions)"
    sectors = {g["key"]: g["label"] for g in ask(client, by="sector", lang="en")["groups"]}
    assert sectors["transport"] == "Transport"


def test_nothing_known_counts_nothing_and_states_no_amount(client):
    total = ask(client, known_at="2020-01-01")["total"]
    assert sums(total) == {}
    assert [total[name] for name in AMOUNTS] == [None] * len(AMOUNTS)
    assert total["contributions"]["value"] is None
    assert (total["projects"], total["awards"], total["contributions"]["count"]) == (0, 0, 0)
