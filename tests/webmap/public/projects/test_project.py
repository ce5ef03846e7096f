"""A project's page."""

import re
from html import unescape

import pytest


def text_of(response):
    """What a person reads, with blanks put together."""
    plain = re.sub(r"<(script|style|svg).*?</\1>|<[^>]+>", " ", response.text, flags=re.DOTALL)
    return " ".join(unescape(plain).split())


def test_page_tells_facts_money_and_history(client):
    response = client.get("/projects/RACH-NGA-AM")
    assert (response.status_code, response.mimetype) == (200, "text/html")
    told = text_of(response)
    for words in (
        "Đường Rạch Ngã Am",
        "RACH-NGA-AM",
        "Tổng mức đầu tư 2.400.000.000 đồng",
        "Vốn và giải ngân theo niên độ ngân sách",
        "Diễn biến",
        "1.400 m² 800.000.000 đồng 40 hộ gia đình",
        "Giấy khen của Chủ tịch UBND thành phố",
        "Báo Đồng Tháp",
        "Số liệu minh họa:",
        "xác nhận:",
    ):
        assert words in told, words


def test_page_as_of_a_day_knows_that_day_only(client):
    then = text_of(client.get("/projects/RACH-NGA-AM?as_of=2024-10-01"))
    now = text_of(client.get("/projects/RACH-NGA-AM"))
    assert "Số liệu đến ngày 01/10/2024" in then
    assert "Đang thi công" in then
    assert "Phường An Hòa" in then
    assert "Số liệu đến ngày 23/11/2026" in now
    assert "13/12/2024" in now
    assert "13/12/2024" not in then


def test_page_before_the_project_is_known_is_404(client):
    for query in ("as_of=2013-10-14", "known_at=2020-01-01"):
        response = client.get(f"/projects/RACH-NGA-AM?{query}")
        assert response.status_code == 404
        assert "Không có dự án mang mã RACH-NGA-AM vào ngày này." in text_of(response)


def test_page_after_today_says_that_it_is_the_plan(client):
    told = text_of(client.get("/projects/DUONG-N7?as_of=2027-06-30"))
    assert "Ngày 30/06/2027 ở sau hôm nay: hiển thị theo kế hoạch." in told


def test_page_in_english_keeps_the_moment_in_its_links(client):
    response = client.get("/projects/DUONG-N7?lang=en&as_of=2025-06-30")
    told = text_of(response)
    assert "Figures as of 30/06/2025" in told
    assert "Capital and disbursement by budget year" in told
    assert 'href="/?selected=DUONG-N7&amp;as_of=2025-06-30&amp;lang=en"' in response.text
    assert 'href="/projects/DUONG-N7?as_of=2025-06-30&amp;lang=vi"' in response.text


def test_page_of_every_project_opens_in_both_languages(client):
    layer = client.get("/layers/projects.geojson").get_json(force=True)
    for feature in layer["features"]:
        for language in ("vi", "en"):
            response = client.get(f"/projects/{feature['id']}?lang={language}")
            assert response.status_code == 200, feature["id"]


@pytest.mark.parametrize("code", ["NOPE", "duong-n7", "A", "X" * 41, "A%00B", "%ED%A0%80", "a'b"])
def test_unknown_project_is_404(client, code):
    response = client.get(f"/projects/{code}")
    assert (response.status_code, response.mimetype) == (404, "text/html")
    as_json = client.get(f"/projects/{code}", headers={"Accept": "application/json"})
    assert (as_json.status_code, as_json.mimetype) == (404, "application/problem+json")


def test_bad_day_is_400(client):
    assert client.get("/projects/DUONG-N7?as_of=2024-02-30").status_code == 400


def test_page_needs_nothing_inline(client):
    html = client.get("/projects/DUONG-N7").text
    assert not re.search(r"<[^>]+\s(style|on\w+)=", html)
    inline = [tag for tag in re.findall(r"<(?:script|style)[^>]*>", html) if " src=" not in tag]
    assert inline
    assert all("nonce=" in tag for tag in inline)
    sources = re.findall(r'<script[^>]* src="([^"]*)"', html)
    assert all(source.startswith(("/static/", "/scripts.js?")) for source in sources), sources


def test_usual_texts_of_rows_are_told_in_english(client):
    told = text_of(client.get("/projects/MN-HUONG-DUONG?lang=en"))
    assert "Completion and acceptance" in told
    assert "Hoàn thành, nghiệm thu" not in told
    listed = client.get("/contributions?kind=material&lang=en").text
    assert "Illustrative figures" in listed
    assert {"bags", "pieces"} <= set(re.findall(r'data-measure="([^"]+)"', listed))
