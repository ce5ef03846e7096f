"""The home of a signed-in officer: by role, what is due first."""

import re

import pytest

from geodata.vocabulary import ROLES, codes
from tests.officers import as_officer


@pytest.fixture
def over(make_app, sample_file):
    return make_app(sample_file.url)


def cards(page):
    """The sites of a page in its order, with the words of each."""
    found = re.findall(
        r'<li class="work-card[^"]*" data-site="([^"]+)">(.*?)</li>', page, re.DOTALL
    )
    return {code: " ".join(re.sub(r"<[^>]+>", " ", text).split()) for code, text in found}


@pytest.mark.parametrize("role", codes(ROLES))
def test_every_role_has_a_home_in_both_languages(over, role):
    officer = as_officer(over, role)
    for language, title in (("vi", "Việc của tôi"), ("en", "My work")):
        answer = officer.get(f"/desk?lang={language}")
        assert answer.status_code == 200
        assert f"{title}</h1>" in answer.text
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_ward_sees_its_sites_due_first(over):
    page = as_officer(over, "ward").get("/desk").text
    found = cards(page)
    assert len(found) == 45
    assert list(found)[:2] == ["SAN-THE-THAO-AH", "SAU-KE-PHUONG-4"]
    first = found["SAN-THE-THAO-AH"]
    assert "Tạm dừng · 46% kế hoạch 100%" in first
    assert "Xem lần cuối 17/09/2026 · quá hạn 37 ngày" in first
    assert "2 công trình cần cập nhật" in page
    assert "MN-TAN-DUONG" not in found
    ended = page.split('<details class="ended-sites">')[1]
    assert 'data-site="DUONG-N7"' not in ended
    assert len(cards(ended)) == 22


def test_commune_sees_its_own(over):
    found = cards(as_officer(over, "ward", "30214@2025").get("/desk").text)
    assert "DUONG-N7" in found
    assert "SAN-THE-THAO-AH" not in found


def test_tabs_are_those_of_the_role(over):
    def tabs(role):
        page = as_officer(over, role).get("/desk").text
        nav = page.split('<nav class="work-tabs"')[1].split("</nav>")[0]
        return re.findall(r'href="(/desk[^"]*)"', nav)

    own = ["/desk", "/desk/entries", "/desk/contributions/new"]
    assert tabs("ward") == [*own, "/desk/reviews", "/desk/petitions"]
    assert "/desk/contributions/new" not in tabs("owner")
    assert tabs("administrator") == ["/desk"]


def test_nothing_sent_yet_is_said(over):
    officer = as_officer(over, "ward")
    assert "Chưa có mục nào ở đây." in officer.get("/desk/entries").text
    assert "Không có bản nào để lại." in officer.get("/desk/aside").text
    assert officer.get("/desk?sent=update-1").status_code == 200
    assert 'id="sent"' not in officer.get("/desk?sent=update-1").text


@pytest.mark.parametrize("query", ["state=nonsense", "page=99", "page=x", "state=waiting&page=-1"])
def test_list_passes_over_what_it_does_not_know(over, query):
    assert as_officer(over, "ward").get(f"/desk/entries?{query}").status_code == 200
