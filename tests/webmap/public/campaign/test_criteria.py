"""The pages of criteria: the tree, what serves each, what is missing."""

import re

import pytest

from tests.webmap.public.units.test_units import figures, rows_of, text_of


def test_tree_has_nineteen_leaves_in_the_plans_words(client):
    response = client.get("/criteria")
    told = text_of(response)
    assert "19 tiêu chí của mục III.1" in told
    assert "Chưa có minh chứng: 1.1.b.2" in told
    assert told.count("chưa có minh chứng") == 1
    assert "Phấn đấu giải ngân 100% kế hoạch vốn đầu tư công được giao" in told
    rows = rows_of(client, "/criteria?format=csv")
    assert len(rows) == 19
    missing = [row["Tiêu chí"] for row in rows if row["Minh chứng"]]
    assert missing == ["1.1.b.2"]
    assert {row["Tiêu chí"]: row["Dự án"] for row in rows}["1.1.a.2"] == "19"


def test_counts_lead_to_their_rows(client):
    for code in ("1.4.b.2", "1.1.a", "1.2"):
        for name, (value, address) in figures(client.get(f"/criteria/{code}").text).items():
            if name in ("projects", "contributions", "awards"):
                page = client.get(address)
                assert page.status_code == 200
                assert f'data-count="{value}"' in page.text, (code, name)


def test_criterion_shows_words_evidence_and_place_in_the_plan(client):
    response = client.get("/criteria/1.1.a.1")
    told = text_of(response)
    assert "Hoàn thiện các văn bản, quy hoạch, nâng cao hiệu lực" in told
    assert "Đối tượng Các cơ quan, đơn vị" in told
    assert "Điều chỉnh quy hoạch thoát nước thải" in told
    assert 'href="/campaign#muc-iii-1-1-a-1"' in response.text
    assert 'id="muc-iii-1-1-a-1"' in client.get("/campaign").text
    evidence = rows_of(client, "/criteria/1.1.a.1?format=csv&table=evidence")
    assert "Điều chỉnh quy hoạch thoát nước thải" in [row["Minh chứng"] for row in evidence]


def test_missing_evidence_is_said_plainly(client):
    told = text_of(client.get("/criteria/1.1.b.2"))
    assert "Chưa có minh chứng." in told
    assert "chưa có dự án, đóng góp hay khen thưởng nào được gắn với tiêu chí này" in told


def test_inner_node_gathers_what_is_below(client):
    response = client.get("/criteria/1.1.b")
    told = text_of(response)
    assert all(f"1.1.b.{n}" in told for n in (1, 2, 3, 4))
    assert "chưa có minh chứng" in told
    assert "Về thực THTK, CLP" in told


def test_english_keeps_the_plans_words_and_says_so(client):
    response = client.get("/criteria/1.3.2?lang=en")
    assert (
        '<blockquote class="plan-words" lang="vi"><p>Chủ động, tích cực tham gia' in response.text
    )
    assert "Take part actively and on one&#39;s own initiative" in response.text
    assert "reference" in text_of(response)


def test_before_the_campaign_nothing_serves_anything(client):
    told = text_of(client.get("/criteria?as_of=2013-10-14"))
    assert told.count("chưa có minh chứng") >= 19


@pytest.mark.parametrize("code", ["1.9", "x", "1.1.a.", "%00", "%ED%A0%80"])
def test_unknown_criterion_is_404(client, code):
    assert client.get(f"/criteria/{code}").status_code == 404


def test_every_criterion_opens_in_both_languages(client):
    for item in client.get("/criteria.json").get_json(force=True)["criteria"]:
        for language in ("vi", "en"):
            html = client.get(f"/criteria/{item['code']}?lang={language}")
            assert html.status_code == 200
            assert not re.search(r"<[^>]+\s(style|on\w+)=", html.text)
