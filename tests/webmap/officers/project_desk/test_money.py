"""A project's desk: capital plans and disbursements, put right and taken back."""

import re
from uuid import uuid4

import pytest

from geodata.models import Disbursement
from tests.geodata.officers import rows
from tests.officers import as_officer
from tests.webmap.officers.project_desk.desk_steps import (
    DESK,
    PAID,
    PLANNED,
    figures,
    send,
    text_of,
    value_of,
)


def test_disbursement_changes_the_years_figure(app, owner):
    assert send(owner, f"{DESK}/capital_plan", PLANNED).status_code == 303
    before = figures(app)["disbursed_year"]
    answer = send(owner, f"{DESK}/disbursement", PAID)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{DESK}?saved=disbursement")
    assert figures(app)["disbursed_year"] - (before or 0) == 250_000_000
    text = text_of(owner.get(answer.headers["Location"]))
    assert "Đã ghi: giải ngân." in text
    assert "Niên độ 2026: đã giải ngân 250 triệu đồng / 500 triệu đồng (50%)" in text
    assert "10/2026 – 250.000.000 đồng" in text


def test_amounts_are_the_same_on_a_page_of_either_language(site, owner):
    """Each was once stored as another amount, or refused: cases/money_comma_thousands."""
    written = {
        "850,000": "vi", "850.000": "en", "1,500,000": "vi", "2.500.000 ₫": "vi",
        "2.500.000 VNĐ": "en", "2.500.000 đo\u0302\u0300ng": "vi",
    }  # fmt: skip
    for place, (amount, language) in enumerate(written.items()):
        month = f"{place + 1}/2026"
        answer = send(
            owner, f"{DESK}/disbursement?lang={language}", PAID, amount=amount, month=month
        )
        assert answer.status_code == 303
    assert [row.amount for row in rows(site, Disbursement)] == [
        850_000, 850_000, 1_500_000, 2_500_000, 2_500_000, 2_500_000,
    ]  # fmt: skip


def test_finance_of_the_unit_enters_money_and_nothing_else(app):
    finance = as_officer(app, "finance")
    assert send(finance, f"{DESK}/disbursement", PAID).status_code == 303
    assert finance.get(f"{DESK}/clearance").status_code == 403
    assert finance.get(f"{DESK}/revise").status_code == 403


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("amount", "một tỷ", "Số tiền chưa đọc được; ví dụ 1.250.000"),
        ("amount", "", "cần điền"),
        ("month", "13/2026", "không phải tháng"),
        ("month", "12/2025", "không thuộc niên độ 2026"),
        ("effective_on", "24/11/2026", "Không được sau ngày 23/11/2026"),
    ],
)
def test_what_is_wrong_is_told_by_its_field_and_what_was_typed_stays(
    site, owner, field, value, said
):
    answer = send(owner, f"{DESK}/disbursement", PAID, **{field: value, "source": "Kho bạc"})
    assert answer.status_code == 422
    assert said in re.search(rf'id="{field}-error".*?</p>', answer.text, re.S)[0]
    assert 'value="Kho bạc"' in answer.text
    assert rows(site, Disbursement) == []


def test_the_same_form_twice_is_one_row(site, owner):
    key = str(uuid4())
    for _ in range(2):
        assert send(owner, f"{DESK}/disbursement", PAID, client_uuid=key).status_code == 303
    assert len(rows(site, Disbursement)) == 1


def test_series_goes_on_with_the_next_month(owner):
    answer = send(owner, f"{DESK}/disbursement", PAID, again="1")
    form = owner.get(answer.headers["Location"])
    assert "Đã ghi. Nhập tiếp dòng sau." in text_of(form)
    assert 'name="month" value="11/2026"' in form.text
    assert 'name="budget_year" value="2026"' in form.text


def test_what_is_odd_comes_back_and_is_saved_once_confirmed(site, owner):
    send(owner, f"{DESK}/capital_plan", PLANNED)
    odd = PAID | {"amount": "900.000.000.000", "again": "1", "client_uuid": str(uuid4())}
    answer = send(owner, f"{DESK}/disbursement", odd)
    assert answer.status_code == 422
    asked = text_of(answer).split("Chưa lưu: xin xem lại")[1].split("Nếu nhầm")[0].split(". ")
    assert len(asked) == 4
    assert "900.000.000.000 đồng gấp hơn mười lần 500.000.000 đồng" in asked[0]
    assert "vượt kế hoạch vốn năm 500.000.000 đồng" in asked[1]
    assert "900.000.000.000 đồng vượt tổng mức đầu tư" in asked[2]
    assert 'value="900.000.000.000"' in answer.text
    assert rows(site, Disbursement) == []
    token = value_of(answer, "confirmed")
    other = send(owner, f"{DESK}/disbursement", odd, amount="90 tỷ", confirmed=token)
    assert other.status_code == 422  # what was confirmed was another amount
    assert rows(site, Disbursement) == []
    answer = send(owner, f"{DESK}/disbursement", odd, confirmed=token)
    assert (answer.status_code, "month=" in answer.headers["Location"]) == (303, False)
    assert [row.amount for row in rows(site, Disbursement)] == [900_000_000_000]
    seen = "Số tiền có thể thừa hoặc thiếu ba số không; Giải ngân vượt tổng mức"
    assert seen in text_of(owner.get("/desk/projects"))
    assert seen in owner.get("/desk/projects?format=csv").text
    send(
        owner,
        f"{DESK}/disbursement/{rows(site, Disbursement)[0].id}",
        {"voided": "1"},
        reason="Nhầm",
    )
    assert "ba số không" not in text_of(owner.get("/desk/projects"))


def test_the_api_asks_by_code(site, app):
    owner = as_officer(app, "owner")
    body = {
        "budget_year": 2026, "month": "2026-10", "kind": "payment", "amount": "250.000.000",
        "effective_on": "2026-11-02", "client_uuid": str(uuid4()),
    }  # fmt: skip
    path = "/api/projects/DUONG-THU/disbursements"
    assert owner.post(path, json=body).status_code == 201
    twin = body | {"client_uuid": str(uuid4()), "amount": 251_000_000}
    answer = owner.post(path, json=twin)
    told = answer.get_json()
    assert (answer.status_code, told["type"]) == (409, "urn:sadec-map:problem:unconfirmed")
    assert told["warnings"] == [
        {
            "code": "twin_payment",
            "detail": "10/2026 has an entry of the same kind of 250,000,000 đồng already: "
            "it may be entered twice.",
        }
    ]
    assert len(rows(site, Disbursement)) == 1
    answer = owner.post(path, json=twin | {"confirmed": ["twin_payment"]})
    assert (answer.status_code, answer.get_json()["warnings"]) == (201, ["twin_payment"])


@pytest.mark.parametrize(
    ("entered", "year", "proposed"),
    [("11/2026", 2026, "11/2026"), ("01/2026", 2025, "01/2026"), (None, 2027, "")],
)
def test_proposed_month_is_one_that_is_taken(owner, entered, year, proposed):
    if entered:
        paid = {"budget_year": str(year), "month": entered, "effective_on": "23/11/2026"}
        assert send(owner, f"{DESK}/disbursement", PAID | paid).status_code == 303
    form = owner.get(f"{DESK}/disbursement?budget_year={year}")
    names = ("budget_year", "month", "effective_on")
    filled = {name: value_of(form, name) for name in names}
    assert filled["month"] == proposed
    answer = send(owner, f"{DESK}/disbursement", PAID | filled, amount="10.000.000")
    assert answer.status_code == (303 if proposed else 422)


def test_row_is_put_right_with_a_reason(app, site, owner):
    send(owner, f"{DESK}/disbursement", PAID)
    row = rows(site, Disbursement)[0]
    path = f"{DESK}/disbursement/{row.id}"
    assert f'href="{path}"' in owner.get(DESK).text
    assert 'value="250.000.000"' in owner.get(path).text
    answer = send(owner, path, PAID, amount="200.000.000")
    assert answer.status_code == 422
    assert "cần điền" in re.search(r'id="reason-error".*?</p>', answer.text, re.S)[0]
    assert 'value="200.000.000"' in answer.text
    answer = send(owner, path, PAID, amount="200.000.000", reason="Cộng nhầm một phiếu")
    assert answer.status_code == 303
    assert figures(app)["disbursed_year"] == 200_000_000
    assert owner.get(path).status_code == 404
    fresh = rows(site, Disbursement)[-1]
    assert (fresh.supersedes_id, fresh.reason) == (row.id, "Cộng nhầm một phiếu")


def test_row_is_taken_back(app, site, owner):
    send(owner, f"{DESK}/disbursement", PAID)
    row = rows(site, Disbursement)[0]
    answer = send(owner, f"{DESK}/disbursement/{row.id}", {"voided": "1", "reason": "Nhầm dự án"})
    assert answer.status_code == 303
    assert not figures(app)["disbursed_year"]
