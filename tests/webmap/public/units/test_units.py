"""The pages of units: either generation adds up to the same, each figure leads to its rows."""

import csv
import io
import re
from html import unescape

import pytest

BOTH = ("2025-06-30", "2025-07-01")
SUMS = ("plan_year", "disbursed_year", "land", "labour", "money", "material", "equipment", "value")


def text_of(response):
    plain = re.sub(r"<(script|style|svg).*?</\1>|<[^>]+>", " ", response.text, flags=re.DOTALL)
    return " ".join(unescape(plain).split())


def rows_of(client, address):
    """The rows of a download, by heading, without the lines of provenance."""
    text = client.get(address).data.decode("utf-8-sig")
    lines = [line for line in csv.reader(io.StringIO(text)) if not line[0].startswith("# ")]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def totals(html):
    return {
        name: re.sub(r"<[^>]+>", "", inner)
        if "value=" not in inner
        else re.search(r'value="(-?\d+)"', inner).group(1)
        for name, inner in re.findall(r'<b data-total="(\w+)">(.*?)</b>', html)
    }


def figures(html):
    """Figure name to (value, address), from links to rows."""
    found = {}
    for address, value, name in re.findall(
        r'<a data-rows href="([^"]*)"><data value="([^"]*)" data-figure="(\w+)"', html
    ):
        found.setdefault(name, (value, unescape(address)))
    return found


@pytest.mark.parametrize("as_of", ["2024-12-31", "2026-11-23"])
def test_sums_of_units_are_the_same_in_either_generation(client, as_of):
    pages = [client.get(f"/units?as_of={as_of}&units_on={day}").text for day in BOTH]
    old, new = (totals(page.split('aria-labelledby="list-unplaced', 1)[0]) for page in pages)
    assert set(SUMS) <= set(old)
    assert old == new
    total = client.get(f"/figures.json?as_of={as_of}").get_json(force=True)["total"]
    assert int(old["disbursed_year"]) == total["disbursed_year"]
    assert int(old["value"]) == total["contributions"]["value"]
    assert [figures(page)["disbursed_year"][0] for page in pages] == [
        str(total["disbursed_year"])
    ] * 2


def test_units_of_both_generations_are_listed_with_their_years(client):
    old, new = (text_of(client.get(f"/units?units_on={day}")) for day in BOTH)
    assert "9 đơn vị trước 01/07/2025" in old
    assert all(name in old for name in ("29905@2013", "Xã Tân Quy Tây", "outside@2013"))
    assert "29905@2025" in new
    assert "29905@2013" not in new
    download = rows_of(client, f"/units?units_on={BOTH[0]}&format=csv&table=units")
    assert [row["Đơn vị"] for row in download][:2] == ["Phường 1", "Phường 2"]


@pytest.mark.parametrize("uid", ["29905@2013", "29905@2025", "30214@2025", "outside@2013"])
def test_figures_of_a_unit_lead_to_rows_that_add_up_to_them(client, uid):
    html = client.get(f"/units/{uid}").text
    found = figures(html)
    day = "2025-06-30" if uid.endswith("2013") else "2026-11-23"
    groups = client.get(f"/figures.json?by=unit&units_on={day}").get_json(force=True)["groups"]
    group = next(group for group in groups if group["key"] == uid)
    for name in ("projects", "late", "disbursed_year", "total_investment"):
        assert found[name][0] == str(group[name]), name
    assert found["value"][0] == str(group["contributions"]["value"])
    assert totals(html)["disbursed_year"] == str(group["disbursed_year"])
    for name in ("projects", "late", "contributions", "awards"):
        value, address = found[name]
        page = client.get(address)
        assert page.status_code == 200
        assert f'data-count="{value}"' in page.text, name
    listed = totals(client.get(found["disbursed_year"][1]).text)
    if group["projects"]:
        assert listed["part_disbursed_year"] == found["disbursed_year"][0]


def test_former_unit_says_what_it_is_today(client):
    response = client.get("/units/29905@2013")
    told = text_of(response)
    assert "Hôm nay là Phường Sa Đéc ." in told
    assert "14/10/2013 – 30/06/2025" in told
    assert "210,7 ha" in told
    assert "Chưa có dân số của các đơn vị thời kỳ này" in told
    assert 'href="/units/29905@2025"' in response.text
    assert re.search(
        r'<svg class="outline"[^>]* role="img" aria-label="Bản đồ nhỏ của', response.text
    )


def test_present_unit_says_what_it_was_and_counts_per_thousand_people(client):
    told = text_of(client.get("/units/29905@2025"))
    assert "104.509 người" in told
    assert told.count("Hôm nay là") == 0
    for name in ("Phường 1", "Phường An Hòa", "Xã Tân Quy Tây"):
        assert name in told
    assert "Hiến đất (m²) trên 1.000 dân" in told
    assert "Chưa có dân số của Xã Tân Dương" in told
    rows = rows_of(client, "/units/29905@2025?format=csv&table=gifts")
    land = float(rows[0]["Hiến đất (m²)"])
    per = float(rows[0]["Hiến đất (m²) trên 1.000 dân"])
    assert abs(per - land * 1000 / 104509) < 1e-6
    assert rows[1]["Hiến đất (m²) trên 1.000 dân"] == ""


def test_ground_outside_the_city_was_no_unit_of_the_campaign(client):
    told = text_of(client.get("/units/outside@2013?as_of=2024-12-31"))
    assert "Khi đó địa bàn này không phải đơn vị của phong trào thi đua." in told
    assert "Hôm nay là Xã Tân Dương ." in told


def test_code_alone_lists_the_units_that_bear_it(client):
    response = client.get("/units/29905")
    told = text_of(response)
    assert response.status_code == 200
    assert 'href="/units/29905@2013"' in response.text
    assert 'href="/units/29905@2025"' in response.text
    assert "14/10/2013 – 30/06/2025" in told
    assert "từ 01/07/2025" in told
    assert "29911@2013" not in told


@pytest.mark.parametrize("uid", ["nope", "29905@1999", "29905@2013x", "%ED%A0%80", "a'b"])
def test_unknown_unit_is_404_with_the_list(client, uid):
    response = client.get(f"/units/{uid}")
    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert 'href="/units/29920@2013"' in response.text
    as_json = client.get(f"/units/{uid}", headers={"Accept": "application/json"})
    assert (as_json.status_code, as_json.mimetype) == (404, "application/problem+json")
    assert client.get(f"/units/{uid}?format=csv").status_code == 404


def test_no_unit_has_a_control_character_in_its_name(client):
    assert client.get("/units/%00").status_code == 404


@pytest.mark.parametrize(
    "query", ["units_on=x", "table=x", "sort=x", "page=0", "sector=x", "format=pdf"]
)
def test_bad_values_are_400(client, query):
    assert client.get(f"/units?{query}").status_code == 400


def test_pages_open_in_both_languages_on_any_day(client):
    units = client.get("/units.json?on=2025-06-30").get_json(force=True)["units"]
    for uid in [unit["id"] for unit in units] + ["29905@2025", "30214@2025"]:
        for query in ("lang=vi&as_of=2013-10-14", "lang=en", "as_of=2028-01-01"):
            assert client.get(f"/units/{uid}?{query}").status_code == 200, uid


def test_page_needs_nothing_inline(client):
    for address in ("/units", "/units/29905@2025"):
        html = client.get(address).text
        assert not re.search(r"<[^>]+\s(style|on\w+)=", html)
