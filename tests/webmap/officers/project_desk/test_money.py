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


def test_over_the_plan_is_taken_and_told(owner):
    answer = send(owner, f"{DESK}/disbursement", PAID, amount="9.000.000.000")
    assert answer.status_code == 303
    assert "Giải ngân vượt kế hoạch vốn" in text_of(owner.get(answer.headers["Location"]))


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
