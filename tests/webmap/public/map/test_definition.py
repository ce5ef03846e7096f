"""The campaign's definition as data."""


def ask(client, path, **query):
    response = client.get(path, query_string=query)
    assert response.status_code == 200, response.text
    return response.get_json(force=True)


LEAVES = [
    "1.1.a.1", "1.1.a.2", "1.1.a.3", "1.1.a.4", "1.1.a.5",
    "1.1.b.1", "1.1.b.2", "1.1.b.3", "1.1.b.4",
    "1.2.1", "1.2.2", "1.2.3",
    "1.3.1", "1.3.2", "1.3.3",
    "1.4.a", "1.4.b.1", "1.4.b.2", "1.4.c",
]  # fmt: skip


def test_criteria_are_the_nineteen_of_the_plan_in_its_order(client):
    found = ask(client, "/criteria.json")["criteria"]
    assert [item["code"] for item in found if item["is_leaf"]] == LEAVES
    codes = {item["code"] for item in found}
    assert all(item["parent"] is None or item["parent"] in codes for item in found)
    assert all(item["text"] for item in found)


def test_criteria_in_english_differ_from_vietnamese(client):
    vietnamese = ask(client, "/criteria.json")["criteria"]
    english = ask(client, "/criteria.json", lang="en")["criteria"]
    assert [c["code"] for c in vietnamese] == [c["code"] for c in english]
    assert all(v["text"] != e["text"] for v, e in zip(vietnamese, english, strict=True))


def test_agencies_have_generations(client):
    before = {a["id"]: a for a in ask(client, "/agencies.json", on="2025-06-30")["agencies"]}
    after = {a["id"]: a for a in ask(client, "/agencies.json", on="2025-07-01")["agencies"]}
    assert not before.keys() & after.keys()
    assert "secretariat" in before["phong-noi-vu@2013"]["functions"]
    assert before["phong-noi-vu@2013"]["successors"] == [
        "phong-vhxh-29905@2025",
        "phong-vhxh-30214@2025",
    ]
    assert "phong-noi-vu@2013" in after["phong-vhxh-29905@2025"]["predecessors"]
    english = {a["id"]: a for a in ask(client, "/agencies.json", lang="en")["agencies"]}
    assert english["ubnd-29905@2025"]["name"] == "People's Committee of Sa Dec Ward"


def test_units_of_a_day(client):
    before = ask(client, "/units.json", on="2025-06-30")
    after = ask(client, "/units.json", on="2025-07-01")
    assert (before["on"], len(before["units"])) == ("2025-06-30", 9)
    assert [(u["id"], u["name"], u["valid_to"]) for u in after["units"]] == [
        ("29905@2025", "Phường Sa Đéc", None),
        ("30214@2025", "Xã Tân Dương", None),
    ]
    assert len(ask(client, "/units.json", on="2025-06-30", outside="1")["units"]) == 10
    assert ask(client, "/units.json")["on"] == "2026-11-23"


def test_on_refuses_what_is_no_day(client):
    assert client.get("/units.json?on=2025-13-01").status_code == 400
    assert client.get("/criteria.json?on=2025-01-01").status_code == 400
