"""The list of projects: rows, totals, a unit's part, downloads."""

import pytest

from tests.webmap.pages.lists import figures, records, rows, totals

AMOUNTS = ("total_investment", "plan_year", "disbursed_year", "disbursed_total")


@pytest.mark.parametrize(
    "query",
    ["", "late=true", "status=implementation&sector=transport", "as_of=2024-12-31", "phase=gd1"],
)
def test_totals_are_the_figures(client, query):
    page = client.get(f"/projects?{query}")
    told = figures(client, query)["total"]
    assert rows(page) == told["projects"]
    assert {key: totals(page)[key] for key in AMOUNTS} == {key: told[key] for key in AMOUNTS}


def test_exact_totals_of_the_sample(client):
    page = client.get("/projects?q=DUONG-N7")
    assert rows(page) == 1
    layer = client.get("/layers/projects.geojson?q=DUONG-N7").get_json(force=True)
    assert (
        totals(page)["total_investment"] == layer["features"][0]["properties"]["total_investment"]
    )


def test_part_of_a_unit_is_the_group_of_the_figures(client):
    for day in ("2024-12-31", "2026-11-23"):
        told = figures(client, f"as_of={day}&by=unit")
        for group in told["groups"]:
            if group["key"] == "none" or not group["projects"]:
                continue
            page = client.get(f"/projects?as_of={day}&unit={group['key']}")
            assert rows(page) == group["projects"], group["key"]
            assert {key: totals(page)[f"part_{key}"] for key in AMOUNTS} == {
                key: group[key] for key in AMOUNTS
            }, group["key"]


def test_part_of_a_unit_that_stands_no_more(client):
    before = next(
        group
        for group in figures(client, "by=unit&units_on=2024-12-31")["groups"]
        if group["key"] == "29905@2013"
    )
    page = client.get("/projects?unit=29905@2013")
    assert totals(page)["part_total_investment"] == before["total_investment"]
    assert "part_total_investment" not in totals(client.get("/projects?unit=29905@2013,29908@2013"))


def test_most_urgent_first_and_other_orders(client):
    def codes(query=""):
        return [row["Mã"] for row in records(client.get(f"/projects?format=csv{query}"))]

    layer = client.get("/layers/projects.geojson").get_json(force=True)
    assert codes() == [feature["id"] for feature in layer["features"]]
    assert codes("&sort=code") == sorted(codes())
    assert codes("&sort=-code") == sorted(codes(), reverse=True)
    names = [row["Tên dự án"] for row in records(client.get("/projects?format=csv&sort=name"))]
    # Đ is a letter of its own: it stands behind D, and not behind Y.
    initials = [name[0] for name in names if name[0] in "BCDĐHKNRT"]
    assert initials == sorted(initials, key="BCDĐHKNRT".index)
    assert {"C", "Đ", "T"} <= set(initials)
    days = [row["Chậm"] for row in records(client.get("/projects?format=csv&sort=-late"))]
    assert days[0] == "Quá hạn 449 ngày"


def test_downloads_say_where_they_come_from(client):
    response = client.get("/projects?late=true&unit=29905@2025&format=csv")
    head = response.data.decode("utf-8-sig").split("Mã,")[0]
    assert "late=true" in head
    assert "unit=29905@2025" in head
    assert "23/11/2026" in head
    book = client.get("/projects?late=true&format=xlsx")
    assert book.status_code == 200
    assert book.data[:2] == b"PK"


def test_links_keep_moment_and_filters(client):
    text = client.get("/projects?as_of=2024-12-31&sector=transport&lang=en").text
    assert "/?as_of=2024-12-31&amp;lang=en&amp;sector=transport" in text
    asked = "as_of=2024-12-31&amp;lang=en&amp;sector=transport"
    assert f"/layers/projects.geojson?{asked}" in text
    assert f"/pictures/map.png?{asked}" in text
    assert 'href="/projects/DUONG-N7?as_of=2024-12-31&amp;lang=en"' in text


def test_form_keeps_several_values_at_once(client):
    text = client.get("/projects?status=implementation,preparation&known_at=2026-01-01").text
    assert '<option value="implementation,preparation" selected>' in text
    assert '<input type="hidden" name="known_at" value="2026-01-01">' in text


def test_nothing_found_is_said(client):
    page = client.get("/projects?q=zzzz")
    assert page.status_code == 200
    assert rows(page) == 0
    assert "Không có dòng nào phù hợp." in page.text


@pytest.mark.parametrize(
    "query",
    ["unit=29905", "sector=nope", "late=maybe", "sort=nope", "sort=1", "page=0", "format=pdf"],
)
def test_wrong_values_are_400(client, query):
    assert client.get(f"/projects?{query}").status_code == 400


def test_page_behind_the_last_shows_the_last(client):
    assert client.get("/projects?page=9999").status_code == 200
