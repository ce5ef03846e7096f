"""The pages of agencies and of the campaign."""

import re

import pytest

from tests.webmap.public.units.test_units import figures, rows_of, text_of, totals


def test_agencies_of_the_day_stand_apart_from_those_of_other_times(client):
    now = rows_of(client, "/agencies?format=csv&table=now")
    other = rows_of(client, "/agencies?format=csv&table=other")
    assert "Phòng Nội vụ thành phố" in [row["Cơ quan"] for row in other]
    assert "UBND phường Sa Đéc" in [row["Cơ quan"] for row in now]
    then = rows_of(client, "/agencies?format=csv&table=now&as_of=2025-06-30")
    assert "Phòng Nội vụ thành phố" in [row["Cơ quan"] for row in then]
    total = client.get("/figures.json").get_json(force=True)["total"]
    assert sum(int(row["Dự án"]) for row in now + other) == total["projects"]
    assert sum(int(row["Khen thưởng đã quyết định"]) for row in now + other) == total["awards"]


def test_agency_that_ended_says_what_follows(client):
    response = client.get("/agencies/phong-noi-vu@2013")
    told = text_of(response)
    assert "Cơ quan này đã kết thúc hoạt động: 14/10/2013 – 30/06/2025." in told
    assert 'href="/agencies/phong-vhxh-29905@2025"' in response.text
    assert 'href="/campaign#muc-vi-7"' in response.text


def test_agency_whose_successor_is_not_known_says_so(client):
    told = text_of(client.get("/agencies/ban-qlda@2013"))
    assert "Đơn vị kế thừa chưa xác định." in told


def test_agency_of_today_says_from_whom_its_duties_came(client):
    told = text_of(client.get("/agencies/phong-vhxh-29905@2025"))
    assert "mục VI.7 (nhận từ Phòng Nội vụ thành phố)" in told
    assert "đã kết thúc" not in told


def test_figures_of_an_agency_lead_to_rows_that_add_up(client):
    html = client.get("/agencies/ban-qlda@2013").text
    found = figures(html)
    assert int(found["projects"][0]) > 10
    for name in ("projects", "late"):
        page = client.get(found[name][1])
        assert f'data-count="{found[name][0]}"' in page.text
    listed = totals(client.get(found["disbursed_year"][1]).text)
    assert listed["disbursed_year"] == found["disbursed_year"][0]
    decided = figures(client.get("/agencies/ubnd-tp@2013").text)["awards_decided"]
    assert (
        int(decided[0])
        == len(rows_of(client, "/agencies/ubnd-tp@2013?format=csv&table=awards"))
        > 0
    )


@pytest.mark.parametrize("uid", ["nope", "phong-noi-vu", "%00", "%ED%A0%80"])
def test_unknown_agency_is_404(client, uid):
    assert client.get(f"/agencies/{uid}").status_code == 404


def test_every_agency_opens_in_both_languages(client):
    for day in ("2025-06-30", "2025-07-01"):
        for agency in client.get(f"/agencies.json?on={day}").get_json(force=True)["agencies"]:
            for language in ("vi", "en"):
                html = client.get(f"/agencies/{agency['id']}?lang={language}")
                assert html.status_code == 200
                assert not re.search(r"<[^>]+\s(style|on\w+)=", html.text)


def test_campaign_in_short_and_in_full(client):
    response = client.get("/campaign")
    told = text_of(response)
    for words in (
        "để trống trong bản nguồn (/KH-UBND)",
        "Thời điểm ban hành 06/2023",
        "01/01/2023 – 31/12/2030",
        "01/01/2023 – 31/12/2025 · đã kết thúc 100% thời gian đã qua",
        "01/01/2026 – 31/12/2030 · đang diễn ra 17,9% thời gian đã qua",
        "đầu tháng 12 hàng năm",
        "Giấy khen của Chủ tịch UBND thành phố",
        "đơn vị kế thừa chưa xác định",
        "VI. TỔ CHỨC THỰC HIỆN",
        "xem xét, quyết định./.",
    ):
        assert words in told, words
    ids = re.findall(r'\sid="([^"]+)"', response.text)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'href="#(muc-[^"]+)"', response.text))
    assert targets <= set(ids)
    duties = rows_of(client, "/campaign?format=csv")
    assert [row["Mục"] for row in duties] == [f"VI.{n}" for n in range(1, 11)]


def test_campaign_before_2025_07_01_names_the_plans_own_agencies(client):
    told = text_of(client.get("/campaign?as_of=2024-12-31"))
    assert "đơn vị kế thừa chưa xác định" not in told
    assert "Ngày 31/12/2024:" not in told
    assert "chưa bắt đầu" in told


def test_campaign_in_english_keeps_the_plan_in_vietnamese_and_says_so(client):
    response = client.get("/campaign?lang=en")
    assert '<div class="plan-text" lang="vi">' in response.text
    assert "Vietnamese" in text_of(response)
