"""The texts of a review: each office writes its own, and what was typed is never lost."""

import re

from geodata.vocabulary import REPORT_PARTS, codes
from tests.webmap.reviews.desk_steps import COMMUNE, OWNER, WARD, asked, seen, texts_of


def test_offices_write_and_the_secretariat_puts_together(desk, secretary, ward):
    code = asked(secretary)
    address = f"/desk/reviews/{code}/texts"
    form = seen(ward, address) | {"results": "Đã làm\r\n\r\n<b>hai</b> tuyến", "examples": "Khóm 3"}
    assert ward.post(address, data=form).status_code == 303
    assert texts_of(desk, code) == {
        (WARD, "results"): "Đã làm\n\n<b>hai</b> tuyến", (WARD, "examples"): "Khóm 3"
    }  # fmt: skip
    page = secretary.get(address).text
    assert "&lt;b&gt;hai&lt;/b&gt; tuyến" in page
    assert "<b>hai</b>" not in page
    form = seen(secretary, address) | {"results": "Toàn phong trào"}
    assert secretary.post(address, data=form).status_code == 303
    assert texts_of(desk, code)[None, "results"] == "Toàn phong trào"


def test_nobody_writes_for_another_office(desk, secretary, ward):
    code = asked(secretary)
    for office in (COMMUNE, OWNER, "campaign"):
        address = f"/desk/reviews/{code}/texts?office={office}"
        assert ward.get(address).status_code == 403
        assert ward.post(address, data={"results": "Chen vào"}).status_code == 403
    assert ward.get(f"/desk/reviews/{code}/texts?office=nowhere").status_code == 404
    assert texts_of(desk, code) == {}


def test_two_who_write_the_same_part_lose_nothing(desk, secretary, ward):
    code = asked(secretary)
    address = f"/desk/reviews/{code}/texts?office={WARD}"
    first, second = seen(ward, address), seen(ward, address)
    assert ward.post(address, data=first | {"plans": "Bản một"}).status_code == 303
    answer = ward.post(address, data=second | {"plans": "Bản hai", "lessons": "Bài học"})
    assert answer.status_code == 409
    assert "Bản một" in answer.text
    assert "Bản hai" in answer.text
    assert texts_of(desk, code)[WARD, "plans"] == "Bản một"
    assert texts_of(desk, code)[WARD, "lessons"] == "Bài học"
    merged = dict(re.findall(r'name="(seen\.\w+)" value="(\w+)"', answer.text))
    form = merged | {"plans": "Bản một và hai", "lessons": "Bài học"}
    assert ward.post(address, data=form).status_code == 303
    assert texts_of(desk, code)[WARD, "plans"] == "Bản một và hai"


def test_a_long_text_is_refused_and_stays_on_the_page(desk, secretary, ward):
    code = asked(secretary)
    answer = ward.post(f"/desk/reviews/{code}/texts", data={"results": "ạ" * 20_001})
    assert answer.status_code == 422
    assert "ạ" * 20_001 in answer.text
    every = dict.fromkeys(codes(REPORT_PARTS), "ạ" * 20_000)
    assert ward.post(f"/desk/reviews/{code}/texts", data=every).status_code == 303
    assert len(texts_of(desk, code)) == 8
