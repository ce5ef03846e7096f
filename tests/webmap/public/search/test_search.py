"""The search page and its suggestions."""

import re

import pytest


def hits(response):
    return re.findall(r'data-hit="([^"]+)"', response.text)


def test_page_groups_hits_the_best_kind_first(client):
    response = client.get("/search?q=29905")
    assert response.status_code == 200
    assert hits(response)[:2] == ["unit:29905@2013", "unit:29905@2025"]
    assert "14/10/2013 đến trước 01/07/2025" in response.text
    assert "nay là Phường Sa Đéc" in response.text
    assert "từ 01/07/2025" in response.text


def test_near_hits_are_told_as_such(client):
    response = client.get("/search?q=duong+n8")
    assert hits(response)[0] == "project:DUONG-N7"
    assert "Gần giống" in response.text


def test_page_keeps_moment_and_language_in_its_links(client):
    text = client.get("/search?q=duong+n7&as_of=2025-06-30&lang=en").text
    assert 'href="/projects/DUONG-N7?as_of=2025-06-30&amp;lang=en"' in text


def test_page_without_a_question_says_how_to_ask(client):
    response = client.get("/search")
    assert response.status_code == 200
    assert "Ví dụ" in response.text
    assert hits(response) == []


def test_nothing_found_shows_a_way_on(client):
    response = client.get("/search?q=khongcogi")
    assert response.status_code == 200
    assert 'data-count="0"' in response.text
    assert "Không tìm thấy gì." in response.text


@pytest.mark.parametrize("query", ["a" * 10_240, "%00", "a%0Ab", "a%1Bb"])
def test_hostile_questions_are_refused(client, query):
    page = client.get(f"/search?q={query}")
    assert page.status_code == 400
    assert len(page.data) < 20_000
    answer = client.get(f"/search.json?q={query}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_markup_in_a_question_stays_text(client):
    text = client.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in text


def test_suggestions_are_few_and_lead_to_pages(client):
    response = client.get("/search.json?q=phuong+1")
    data = response.get_json()
    assert data["q"] == "phuong 1"
    assert len(data["hits"]) == 8
    assert data["count"] > 8
    first = data["hits"][0]
    assert (first["kind"], first["key"], first["title"]) == ("unit", "29905@2013", "Phường 1")
    assert client.get(first["url"]).status_code == 200


def test_suggestions_are_asked_again_for_nothing(client):
    first = client.get("/search.json?q=n7")
    again = client.get("/search.json?q=n7", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_suggestions_refuse_what_they_do_not_know(client):
    assert client.get("/search.json?q=n7&page=2").status_code == 400


def test_every_page_has_the_search_and_the_navigation(client):
    for address in ("/", "/search", "/projects/DUONG-N7", "/nowhere"):
        text = client.get(address).text
        assert 'id="site-search"' in text
        assert 'id="site-nav"' in text
        nav = text.split('id="site-nav"', 1)[1].split("</nav>", 1)[0]
        for link in re.findall(r'href="(/[^"#]*)"', nav):
            assert client.get(link).status_code == 200


def test_navigation_keeps_the_moment(client):
    nav = client.get("/?as_of=2024-12-31&lang=en&sector=education").text
    nav = nav.split('id="site-nav"', 1)[1].split("</nav>", 1)[0]
    assert 'href="/compare?as_of=2024-12-31&amp;lang=en"' in nav
    assert "sector" not in nav


def test_error_page_searches(client):
    assert 'class="error-search"' in client.get("/nowhere").text


@pytest.mark.parametrize(
    ("query", "href"),
    [
        ("MH-218/QĐ-UBND", "/projects/DUONG-N7?lang=en#criteria"),
        ("bien ban hop dan thong nhat dong gop", "/contributions?lang=en&amp;q=DG-0011#DG-0011"),
    ],
)
def test_document_leads_to_where_it_is_cited(client, query, href):
    response = client.get("/search", query_string={"q": query, "lang": "en"})
    assert hits(response)[0].startswith("document:document-")
    assert f'href="{href}"' in response.text
    assert ">Document" in response.text
