"""Comparing two days or two units."""

import csv
import io
import re

import pytest

from tests.webmap.pages.lists import records


def lines(response):
    """Measure → (a, b, difference) as written for machines."""
    found = {}
    for row in re.findall(r'<tr data-measure="([^"]+)".*?</tr>', response.text, re.DOTALL):
        part = response.text.split(f'data-measure="{row}"', 1)[1].split("</tr>", 1)[0]
        found[row] = tuple(map("".join, re.findall(r'<data value="([^"]+)"|>(–)<', part)))
    return found


def test_two_days_have_the_figures_of_each_and_the_difference(client):
    found = lines(client.get("/compare?a=2024-12-31&b=2026-11-23"))
    assert found["projects"] == ("45", "57", "12")
    for day, place in (("2024-12-31", 0), ("2026-11-23", 1)):
        total = client.get(f"/figures.json?as_of={day}").get_json()["total"]
        assert found["projects"][place] == str(total["projects"])
        assert found["late"][place] == str(total["late"])
        assert found["disbursed_total"][place] == str(total["disbursed_total"])
        assert found["value"][place] == str(total["contributions"]["value"])
        for status, count in total["by_status"].items():
            assert found[f"status_{status}"][place] == str(count)
    known = {key: told for key, told in found.items() if "–" not in told}
    for a, b, difference in known.values():
        assert float(b) - float(a) == pytest.approx(float(difference))
    # What nobody had given by the first day is unknown then, and so is the difference.
    unknown = {key: told for key, told in found.items() if "–" in told}
    assert unknown
    assert {(a, difference) for a, _b, difference in unknown.values()} == {("–", "–")}


def test_two_units_have_their_exact_parts(client):
    found = lines(client.get("/compare?a=29905@2025&b=30214@2025&as_of=2026-11-23"))
    groups = client.get("/figures.json?as_of=2026-11-23&by=unit").get_json()["groups"]
    parts = {group["key"]: group for group in groups}
    for place, uid in enumerate(("29905@2025", "30214@2025")):
        assert found["projects"][place] == str(parts[uid]["projects"])
        assert found["total_investment"][place] == str(parts[uid]["total_investment"])
        listed = client.get(f"/projects?unit={uid}&as_of=2026-11-23&format=csv")
        whole = sum(int(row["Tổng mức đầu tư"] or 0) for row in records(listed))
        assert found["whole_investment"][place] == str(whole)
        assert whole > parts[uid]["total_investment"]


def test_old_and_new_units_can_be_compared_today(client):
    response = client.get("/compare?a=29905@2013&b=29905@2025&as_of=2026-11-23")
    assert response.status_code == 200
    a, b, _ = lines(response)["projects"]
    assert 0 < int(a) < int(b)


def test_days_are_understood_as_people_write_them(client):
    written = lines(client.get("/compare?a=31/12/2024&b=23/11/2026"))
    assert written == lines(client.get("/compare?a=2024-12-31&b=2026-11-23"))


def test_figures_lead_to_rows_of_their_day_or_unit(client):
    text = client.get("/compare?a=2024-12-31&b=2026-11-23&lang=en").text
    links = re.findall(r'<a data-rows href="([^"]+)"', text)
    assert any("status=completion" in link and "as_of=2024-12-31" in link for link in links)
    for link in links[:6]:
        assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_form_alone_when_nothing_is_chosen(client):
    response = client.get("/compare")
    assert response.status_code == 200
    assert "map_a" not in response.text
    assert 'value="29905@2013"' in response.text


@pytest.mark.parametrize(
    "query",
    [
        "a=29905&b=30214@2025",
        "a=2024-12-31&b=30214@2025",
        "a=30214@2025&b=2024-12-31",
        "a=2024-02-30&b=2024-12-31",
        "a=outside@2013&b=30214@2025",
        "a=x&b=y",
        "a=" + "9" * 10_240 + "&b=2024-12-31",
        "format=csv",
    ],
)
def test_what_cannot_be_compared_is_refused(client, query):
    assert client.get(f"/compare?{query}").status_code == 400


def test_a_code_alone_is_answered_with_the_units_that_had_it(client):
    text = client.get("/compare?a=29905&b=30214@2025").text
    assert "29905@2013, 29905@2025" in text


def test_figures_download_with_their_source(client):
    response = client.get("/compare?a=2024-12-31&b=2026-11-23&format=csv")
    assert response.mimetype == "text/csv"
    text = response.data.decode("utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(text)) if not row[0].startswith("#")]
    assert rows[0] == ["Số liệu", "Đơn vị tính", "31/12/2024", "23/11/2026", "Chênh lệch"]
    assert rows[1] == ["Dự án", "", "45", "57", "12"]
    assert client.get("/compare?a=2024-12-31&b=2026-11-23&format=xlsx").data[:2] == b"PK"
