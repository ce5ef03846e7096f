"""The public pages of reviews: only what is published, every number with its rows, files."""

import datetime as dt
import json
import re
import time

import pytest

from geodata import reviews
from geodata.evidence import awards
from geodata.reviews import preparing
from tests import factories
from tests.officers import account, as_officer, sign_in
from tests.stores import copy_of
from tests.webmap.documents.reviews import SECRETARY, TODAY, frozen_review, opened
from tests.webmap.pages.reading import read

CODE = "annual-2025-11-30"


@pytest.fixture(scope="module")
def review_file(templates):
    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as store:
        frozen_review(store)
        yield store


@pytest.mark.parametrize("path", ["", "/figures.json"])
def test_an_officer_with_something_to_do_first_is_no_reader_yet(review_file, make_app, path):
    app = make_app(review_file.url, totp_roles="leader")
    name = f"so.ket{len(path)}"
    password = account(review_file, name, "finance", must_change=True)
    fresh = app.test_client()
    assert sign_in(fresh, name, password).status_code == 303
    assert fresh.get(f"/reviews/{CODE}{path}").status_code == 404
    assert CODE not in fresh.get("/reviews").text
    bare = as_officer(app, "leader", username=f"chua.bat{len(path)}")
    assert bare.get(f"/reviews/{CODE}{path}").status_code == 404
    owner = as_officer(app, "owner", username=f"chu.dt{len(path)}")
    assert owner.get(f"/reviews/{CODE}{path}").status_code == 200


@pytest.fixture
def site(review_file, make_app):
    return make_app(review_file.url)


@pytest.fixture
def published(review_file):
    with review_file.writing() as session:
        reviews.publish(session, SECRETARY, CODE, True)
    yield
    with review_file.writing() as session:
        reviews.publish(session, SECRETARY, CODE, False)


PATHS = ("", "/figures.json", "/rows?path=total/late", "/changes", "/present",
         "/files/xlsx", "/files/xlsx/progress.json", "/sheets/DUONG-N7.pdf",
         "/map.png")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_published_is_not_there_for_the_public(site, path):
    assert site.test_client().get(f"/reviews/{CODE}{path}").status_code == 404
    assert CODE not in site.test_client().get("/reviews").text


@pytest.mark.parametrize("path", ["", "/figures.json"])
def test_officers_see_it_before_but_not_the_administrator(review_file, make_app, path):
    app = make_app(review_file.url)
    leader = as_officer(app, "leader", username=f"lanh.dao{len(path)}")
    answer = leader.get(f"/reviews/{CODE}{path}")
    assert answer.status_code == 200
    assert "private" in answer.headers["Cache-Control"]
    other = as_officer(app, "administrator", username=f"quan.tri{len(path)}")
    assert other.get(f"/reviews/{CODE}{path}").status_code == 404


@pytest.mark.usefixtures("published")
def test_figures_are_the_frozen_bytes(site, review_file):
    frozen = opened(review_file, CODE)
    answer = site.test_client().get(f"/reviews/{CODE}/figures.json")
    assert answer.data == frozen.body
    assert reviews.digest_of(answer.data) == frozen.digest
    again = site.test_client().get(
        f"/reviews/{CODE}/figures.json", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("page", ["", "/present"])
def test_every_number_on_the_screen_opens_its_rows(site, page):
    client = site.test_client()
    links = set(re.findall(r'data-rows href="([^"]+)"', client.get(f"/reviews/{CODE}{page}").text))
    assert len(links) > 150
    for link in sorted(links)[::7]:
        answer = client.get(link.replace("&amp;", "&"))
        assert answer.status_code == 200, link


@pytest.mark.usefixtures("published")
def test_rows_add_up_on_their_page(site, review_file):
    frozen = opened(review_file, CODE)
    path = "by_unit/2025-11-30/groups/29905@2025/disbursed_year"
    page = site.test_client().get(f"/reviews/{CODE}/rows?path={path}").text
    total = re.search(r'<b data-total><data value="(\d+)"', page)[1]
    assert int(total) == frozen.figure(*path.split("/")) > 0


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    "path", ["", "total", "nothing/at/all", "total/rows", "a" * 400, "projects/NO/name", "%00"]
)
def test_a_path_that_names_no_number_is_not_found(site, path):
    assert site.test_client().get(f"/reviews/{CODE}/rows?path={path}").status_code == 404


@pytest.mark.usefixtures("published")
def test_changes_are_told_with_rows_and_reasons(site, review_file, templates, make_app):
    client = site.test_client()
    assert "Không có gì thay đổi" in client.get(f"/reviews/{CODE}/changes").text
    assert "Nothing has changed" in client.get(f"/reviews/{CODE}/changes?lang=en").text


@pytest.mark.usefixtures("published")
def test_a_document_is_made_once_and_comes_when_it_is_ready(site):
    client = site.test_client()
    answer = client.get(f"/reviews/{CODE}/files/xlsx")
    deadline = time.monotonic() + 60
    while answer.status_code == 202 and time.monotonic() < deadline:
        assert answer.headers["Refresh"] == "2"
        told = client.get(f"/reviews/{CODE}/files/xlsx/progress.json").get_json()
        assert told["failed"] is False
        time.sleep(0.2)
        answer = client.get(f"/reviews/{CODE}/files/xlsx")
    assert answer.status_code == 200
    assert answer.data[:2] == b"PK"
    assert CODE in answer.headers["Content-Disposition"]
    assert client.get(f"/reviews/{CODE}/files/xlsx").data == answer.data
    assert client.get(f"/reviews/{CODE}/files/exe").status_code == 404


@pytest.mark.usefixtures("published")
def test_the_map_of_statuses_is_a_picture_in_the_readers_language(site):
    client = site.test_client()
    answer = client.get(f"/reviews/{CODE}/map.png")
    assert answer.data[:8] == b"\x89PNG\r\n\x1a\n"
    tag = answer.headers["ETag"]
    again = client.get(f"/reviews/{CODE}/map.png", headers={"If-None-Match": tag})
    assert again.status_code == 304
    english = client.get(f"/reviews/{CODE}/map.png?lang=en", headers={"If-None-Match": tag})
    assert english.status_code == 200
    assert english.data != answer.data


@pytest.mark.usefixtures("published")
def test_a_fact_sheet_opens_and_an_unknown_one_is_not_found(site):
    client = site.test_client()
    answer = client.get(f"/reviews/{CODE}/sheets/DUONG-N7.pdf")
    assert answer.data[:5] == b"%PDF-"
    assert client.get(f"/reviews/{CODE}/sheets/NO-SUCH.pdf").status_code == 404


@pytest.mark.usefixtures("published")
def test_the_page_tells_what_proves_it(site, review_file):
    page = site.test_client().get(f"/reviews/{CODE}").text
    assert opened(review_file, CODE).digest in page
    assert "30/11/2025" in page
    assert read(page).links
    english = site.test_client().get(f"/reviews/{CODE}?lang=en").text
    assert "Annex 1" in english
    assert "Phụ lục" not in english


def test_a_review_that_is_not_frozen_is_not_shown(review_file, make_app):
    about = {
        "name": "Đang chuẩn bị", "kind": "annual", "office": None,
        "period_from": opened(review_file, CODE).as_of, "against": None,
        "period_to": opened(review_file, CODE).as_of, "as_of": opened(review_file, CODE).as_of,
    }  # fmt: skip
    with review_file.writing() as session:
        code = preparing.set_up(session, SECRETARY, about).code
    leader = as_officer(make_app(review_file.url), "leader", username="lanh.dao.khac")
    assert leader.get(f"/reviews/{code}").status_code == 404


@pytest.mark.usefixtures("published")
def test_two_maps_of_a_comparison_stand_in_the_page(review_file, make_app):
    frozen_review(review_file, opened(review_file, CODE).as_of.replace(year=2024))
    about = {
        "name": "So sánh", "kind": "annual", "office": None,
        "period_from": opened(review_file, CODE).as_of, "against": "annual-2024-11-30",
        "period_to": opened(review_file, CODE).as_of, "as_of": opened(review_file, CODE).as_of,
    }  # fmt: skip
    with review_file.writing() as session:
        code = preparing.set_up(session, SECRETARY, about).code
    reviews.freeze(review_file, SECRETARY, code, "test", TODAY)
    with review_file.writing() as session:
        reviews.publish(session, SECRETARY, "annual-2024-11-30", True)
        reviews.publish(session, SECRETARY, code, True)
    page = make_app(review_file.url).test_client().get(f"/reviews/{code}/present").text
    sides = json.loads(re.search(r'id="maps"[^>]*>(.*?)</script>', page, re.DOTALL)[1])["sides"]
    assert [len(side["units"]) for side in sides] == [9, 2]


def test_a_published_review_tells_nothing_of_one_that_is_not(templates, make_app):
    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as store:
        about = {
            "name": "So sánh", "kind": "annual", "office": None, "against": "annual-2024-11-30",
            "period_from": dt.date(2025, 1, 1), "period_to": dt.date(2025, 12, 31),
            "as_of": dt.date(2025, 11, 30),
        }  # fmt: skip
        with store.writing() as session:
            preparing.set_up(session, SECRETARY, about | {"name": "Năm 2024", "against": None,
                "as_of": dt.date(2024, 11, 30), "period_from": dt.date(2024, 1, 1)})  # fmt: skip
            code = preparing.set_up(session, SECRETARY, about).code
        reviews.freeze(store, SECRETARY, code, "test", TODAY)
        with store.writing() as session:
            reviews.publish(session, SECRETARY, code, True)
        reviews.freeze(store, SECRETARY, "annual-2024-11-30", "test", TODAY)
        visitor = make_app(store.url).test_client()
        assert visitor.get("/reviews/annual-2024-11-30").status_code == 404
        hidden = visitor.get(f"/reviews/{code}/present").text
        assert 'id="maps"' not in hidden
        with store.writing() as session:
            reviews.publish(session, SECRETARY, "annual-2024-11-30", True)
        assert 'id="maps"' in visitor.get(f"/reviews/{code}/present").text


def test_changes_are_told_in_words_of_each_language(templates, make_app):
    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as store:
        frozen = frozen_review(store)
        award = frozen.data["awards"][0]["code"]
        step = {"step": "revoked", "effective_on": dt.date(2025, 11, 29), "number": "9/QĐ-UBND",
                "note": "Khai sai thành tích", "illustrative": []}  # fmt: skip
        with store.writing() as session:
            awards.step(session, SECRETARY, award, step)
            factories.a_payment(
                session, "DUONG-N7", effective_on=dt.date(2025, 10, 31), budget_year=2025,
                month=dt.date(2025, 10, 1), amount=5,
            )  # fmt: skip
            reviews.publish(session, SECRETARY, CODE, True)
        visitor = make_app(store.url).test_client()
        page = visitor.get(f"/reviews/{CODE}/changes").text
        assert f"<b>{award}</b>" in page
        assert "Bước: – → Hủy, thu hồi; Số: – → 9/QĐ-UBND" in page
        assert "lý do: Khai sai thành tích" in page
        assert "Loại: – → Thanh toán; Số tiền: – → 5 đồng" in page
        spent = frozen.figure("total", "disbursed_year")
        for amount in (spent, spent + 5):
            assert f">{amount:,} đồng</td>".replace(",", ".") in page
        assert "– → Revoked; " in visitor.get(f"/reviews/{CODE}/changes?lang=en").text
