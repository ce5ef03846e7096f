"""`/layers`: the catalogue and the GeoJSON of each layer."""

import itertools
import json

import pytest

LAYERS = ("units", "projects", "contributions", "awards")
PROJECT_KEYS = {
    "code", "name", "sector", "status", "late", "stale", "physical_percent", "planned_percent",
    "total_investment", "plan_year", "disbursed_year", "disbursed_total", "agency", "units",
    "criteria", "awards", "key", "illustrative",
}  # fmt: skip
CONTRIBUTION_KEYS = {
    "id", "kind", "quantity", "unit_of_measure", "value", "unit", "project", "date", "giver_kind",
    "givers", "criteria", "awards", "illustrative",
}  # fmt: skip
UNIT_KEYS = {
    "id", "code", "name", "kind", "valid_from", "valid_to", "successors", "predecessors",
}  # fmt: skip


def ask(client, path, **query):
    response = client.get(path, query_string=query)
    assert response.status_code == 200, response.text
    return response.get_json(force=True)


def features(client, layer, **query):
    return ask(client, f"/layers/{layer}.geojson", **query)["features"]


def properties(client, layer, **query):
    return [feature["properties"] for feature in features(client, layer, **query)]


def positions(geometry):
    """Every position of a geometry, of whatever depth."""
    todo = [geometry["coordinates"]]
    while todo:
        item = todo.pop()
        if isinstance(item[0], (int, float)):
            yield item
        else:
            todo.extend(item)


def turned(ring):
    """Twice the signed area of a ring: positive when it runs anticlockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring))


# ── Units: two generations, never mixed up (must-show 2) ──────────────────────────────────────


def test_units_are_nine_the_day_before_the_reform_and_two_on_the_day(client):
    before = properties(client, "units", as_of="2025-06-30")
    after = properties(client, "units", as_of="2025-07-01")
    assert len(before) == 9
    assert [unit["id"] for unit in after] == ["29905@2025", "30214@2025"]
    assert {u["name"] for u in before if u["code"] == "29905"} == {"Phường 1"}
    assert {u["name"] for u in after if u["code"] == "29905"} == {"Phường Sa Đéc"}
    assert set(before[0]) >= UNIT_KEYS


def test_units_outside_the_former_city_come_when_asked_for(client):
    found = properties(client, "units", as_of="2025-06-30", outside="true")
    assert [unit["id"] for unit in found if not unit["in_campaign"]] == ["outside@2013"]
    assert len(found) == 10


def test_units_on_picks_the_generation_whatever_the_day(client):
    assert len(features(client, "units", as_of="2024-12-31", units_on="2026-01-01")) == 2
    assert len(features(client, "units", as_of="2026-01-01", units_on="2024-12-31")) == 9


def test_unit_is_tied_to_its_successor_and_predecessors(client):
    old = {u["id"]: u for u in properties(client, "units", as_of="2025-06-30")}
    new = {u["id"]: u for u in properties(client, "units", as_of="2025-07-01")}
    assert old["29905@2013"]["successors"] == ["29905@2025"]
    assert old["29905@2013"]["valid_to"] == new["29905@2025"]["valid_from"] == "2025-07-01"
    assert set(new["30214@2025"]["predecessors"]) == {"29923@2013", "outside@2013"}


def test_filter_by_a_reused_code_finds_that_generation_only(client):
    ward = {p["code"] for p in properties(client, "projects", unit="29905@2013")}
    merged = {p["code"] for p in properties(client, "projects", unit="29905@2025")}
    assert ward < merged
    assert 0 < len(ward) < len(merged)
    refused = client.get("/layers/projects.geojson?unit=29905")
    assert refused.status_code == 400
    problem = refused.get_json(force=True)["errors"][0]
    assert (problem["parameter"], problem["value"]) == ("unit", "29905")
    assert {"29905@2013", "29905@2025"} <= set(problem["allowed"])


# ── GeoJSON (RFC 7946) ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("layer", LAYERS)
def test_layer_is_rfc_7946(client, layer):
    response = client.get(f"/layers/{layer}.geojson")
    assert response.mimetype == "application/geo+json"
    body = json.loads(response.data, parse_constant=pytest.fail)
    assert set(body) == {
        "type", "numberMatched", "numberReturned", "as_of", "basis", "rev", "features",
    }  # fmt: skip
    assert body["numberMatched"] == body["numberReturned"] == len(body["features"]) > 0
    assert body["as_of"] == "2026-11-23"
    ids = [feature["id"] for feature in body["features"]]
    assert len(set(ids)) == len(ids)
    for feature in body["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        geometry = feature["geometry"]
        if geometry is None:
            continue
        for x, y in positions(geometry):
            assert 105.6 < x < 105.9
            assert 10.2 < y < 10.5
            assert (x, y) == (round(x, 7), round(y, 7))
        if geometry["type"] == "Polygon":
            outer, *holes = geometry["coordinates"]
            assert turned(outer) > 0
            assert all(turned(ring) < 0 for ring in holes)


@pytest.mark.parametrize(
    ("layer", "keys", "identity"),
    [
        ("projects", PROJECT_KEYS, "code"),
        ("contributions", CONTRIBUTION_KEYS, "id"),
        ("units", UNIT_KEYS, "id"),
    ],
)
def test_layer_tells_what_the_interface_promises(client, layer, keys, identity):
    for feature in features(client, layer):
        assert keys <= set(feature["properties"])
        assert feature["id"] == feature["properties"][identity]


def test_project_amounts_are_integers_and_percent_within_bounds(client):
    for project in properties(client, "projects"):
        for name in ("total_investment", "plan_year", "disbursed_year", "disbursed_total"):
            assert project[name] is None or isinstance(project[name], int)
        for name in ("physical_percent", "planned_percent"):
            assert project[name] is None or 0 <= project[name] <= 100
        assert isinstance(project["awards"], int)


def test_project_fact_is_told_exactly(client):
    found = {p["code"]: p for p in properties(client, "projects", as_of="2024-12-31")}
    road = found["RACH-NGA-AM"]
    assert road["sector"] == "transport"
    assert road["units"] == ["29919@2013"]
    assert road["awards"] >= 1
    later = {p["code"]: p for p in properties(client, "projects", as_of="2026-01-01")}
    assert later["RACH-NGA-AM"]["units"] == ["29905@2025"]


def test_contribution_fact_is_told_exactly(client):
    found = properties(client, "contributions", kind="land")
    road = [c for c in found if c["project"] == "RACH-NGA-AM"]
    assert [(c["quantity"], c["unit_of_measure"], c["value"], c["givers"]) for c in road] == [
        (1400, "m²", 800_000_000, 40)
    ]
    assert (road[0]["giver_kind"], road[0]["date"]) == ("household", "2024-08-30")


# ── Filters ───────────────────────────────────────────────────────────────────────────────────


def test_filters_narrow_each_other(client):
    every = properties(client, "projects")
    late = properties(client, "projects", late="true")
    assert [p["code"] for p in late] == [p["code"] for p in every if p["late"]]
    both = properties(client, "projects", late="true", sector="transport,irrigation")
    assert [p["code"] for p in both] == [
        p["code"] for p in late if p["sector"] in ("transport", "irrigation")
    ]
    assert [p["code"] for p in properties(client, "projects", late="0")] == [
        p["code"] for p in every if not p["late"]
    ]


def test_filter_status_key_awards(client):
    every = properties(client, "projects")
    for query, holds in (
        ({"status": "suspended"}, lambda p: p["status"] == "suspended"),
        ({"key": "1"}, lambda p: p["key"]),
        ({"awards": "true"}, lambda p: p["awards"] > 0),
    ):
        codes = [p["code"] for p in properties(client, "projects", **query)]
        assert codes == [p["code"] for p in every if holds(p)]
        assert codes


def test_search_needs_no_accents(client):
    assert [p["code"] for p in properties(client, "projects", q="duong n7")] == ["DUONG-N7"]
    assert properties(client, "projects", q="Không có gì như vậy") == []


def test_bbox_leaves_out_what_has_no_place(client):
    every = features(client, "projects")
    assert any(feature["geometry"] is None for feature in every)
    whole = features(client, "projects", bbox="105.6,10.2,105.9,10.5")
    assert [f["id"] for f in whole] == [f["id"] for f in every if f["geometry"]]
    assert features(client, "projects", bbox="100,1,101,2") == []


def test_projects_come_most_urgent_first(client):
    late = [project["late"] for project in properties(client, "projects")]
    assert late == sorted(late, reverse=True)


# ── Time ──────────────────────────────────────────────────────────────────────────────────────


def test_as_of_before_anything_is_empty_and_no_error(client):
    body = ask(client, "/layers/projects.geojson", as_of="2013-10-14")
    assert (body["as_of"], body["numberMatched"], body["features"]) == ("2013-10-14", 0, [])


def test_known_at_before_the_first_record_knows_nothing(client):
    body = ask(client, "/layers/contributions.geojson", known_at="2020-01-01")
    assert (body["rev"], body["numberMatched"]) == (0, 0)


def test_known_at_is_what_was_known_then(client):
    then = ask(client, "/layers/contributions.geojson", known_at="2024-12-31")
    as_of = ask(client, "/layers/contributions.geojson", as_of="2024-12-31")
    now = ask(client, "/layers/contributions.geojson")
    assert 0 < then["rev"] < now["rev"]
    assert 0 < then["numberMatched"] <= as_of["numberMatched"] < now["numberMatched"]


# ── The catalogue ─────────────────────────────────────────────────────────────────────────────


def test_catalogue_describes_every_layer(client):
    body = ask(client, "/layers")
    assert [item["id"] for item in body["layers"]] == [*LAYERS, "changed"]
    for item in body["layers"]:
        assert set(item) == {
            "id", "title", "description", "geometry", "count", "legend", "link", "parameters",
        }  # fmt: skip
        found = ask(client, item["link"])
        assert found["numberMatched"] == item["count"]
        present = {f["geometry"]["type"] if f["geometry"] else "null" for f in found["features"]}
        assert present <= set(item["geometry"])
        for row in item["legend"]:
            assert set(row) == {"code", "label", "colour", "symbol", "count"}


def test_catalogue_legend_counts_add_up(client):
    layers = {item["id"]: item for item in ask(client, "/layers")["layers"]}
    rows = {row["code"]: row["count"] for row in layers["projects"]["legend"]}
    assert rows.pop("late") == len(features(client, "projects", late="true"))
    assert sum(rows.values()) == layers["projects"]["count"]
    for name in ("units", "contributions", "awards"):
        assert sum(r["count"] for r in layers[name]["legend"]) == layers[name]["count"]


def test_catalogue_in_english(client):
    titles = [item["title"] for item in ask(client, "/layers", lang="en")["layers"]]
    assert titles[:4] == ["Administrative units", "Projects", "Contributions", "Awards"]
    assert titles[4:] == ["Changed in the last 30 days"]


def test_layer_parameters_of_the_catalogue_are_those_it_takes(client):
    for item in ask(client, "/layers")["layers"]:
        refused = client.get(item["link"], query_string={"nope": "1"})
        allowed = refused.get_json(force=True)["errors"][0]["allowed"]
        assert sorted(item["parameters"]) == allowed
