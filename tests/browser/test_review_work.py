"""A review from its beginning to its public page: the secretariat at a desk, a ward on a phone."""

import re

from playwright.sync_api import expect

from tests.browser.axe import serious_violations
from tests.browser.conftest import PHONE

WARD = "29905@2025"


def fits(page):
    """Nothing is wider than the screen, and axe finds nothing serious."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return wide <= 0 and serious_violations(page) == []


def set_up(page):
    """A review of 2025 for which a ward has to report; gives its code."""
    page.goto("/desk/reviews")
    page.get_by_role("link", name="Lập kỳ mới").click()
    for name, text in {
        "name": "Báo cáo năm 2025", "period_from": "01/01/2025", "period_to": "31/12/2025",
        "as_of": "30/11/2025",
    }.items():  # fmt: skip
        page.fill(f"#{name}", text)
    assert fits(page)
    page.locator("main [type=submit]").click()
    page.wait_for_url("**/desk/reviews/annual-2025-11-30?done=made")
    page.get_by_role("link", name="Chọn ai phải báo cáo").click()
    page.get_by_label("Phường Sa Đéc", exact=True).check()
    page.fill("#due_on", "05/12/2025")
    assert fits(page)
    page.get_by_role("button", name="Lưu danh sách").click()
    expect(page.locator("[data-office]")).to_have_count(1)
    page.locator("summary", has_text="Lời nhắc").click()
    expect(page.get_by_label("Lời nhắc", exact=True)).to_have_value(re.compile("Phường Sa Đéc"))
    assert fits(page)
    return "annual-2025-11-30"


def write(page, code):
    """The ward writes a part and notes its signed report."""
    page.goto("/desk")
    page.get_by_label("Việc của tôi").get_by_role("link", name="Sơ kết, tổng kết").click()
    page.get_by_role("link", name="Báo cáo năm 2025").click()
    assert fits(page)
    page.get_by_role("link", name="Viết phần của Phường Sa Đéc").click()
    page.get_by_role("textbox", name="II. Kết quả thực hiện").fill("Hai tuyến hẻm đã xong.")
    assert fits(page)
    page.get_by_role("button", name="Lưu các phần").click()
    expect(page.get_by_role("status").filter(has_text="Đã lưu.")).to_be_visible()
    page.goto(f"/desk/reviews/{code}/report")
    page.fill("#number", "12/BC-UBND")
    page.fill("#dated", "02/12/2025")
    body = {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n"}
    page.set_input_files("#file", body)
    assert fits(page)
    page.get_by_role("button", name="Ghi nhận báo cáo").click()
    expect(page.locator(f"[data-office='{WARD}']")).to_contain_text("Số 12/BC-UBND")


def test_a_review_is_prepared_frozen_and_published(office, make_context):
    office.hire("secretary", "secretariat")
    office.hire("ward", "ward")
    desk = office.open(make_context(office.address), "secretary")
    code = set_up(desk)
    phone = office.open(
        make_context(office.address, viewport=PHONE, has_touch=True, is_mobile=True), "ward"
    )
    write(phone, code)
    desk.goto(f"/desk/reviews/{code}/texts")
    expect(desk.locator(".review-others")).to_contain_text("Hai tuyến hẻm đã xong.")
    assert fits(desk)
    desk.goto(f"/desk/reviews/{code}/slides")
    desk.get_by_role("button", name="Đưa xuống: Báo cáo năm 2025").click()
    expect(desk.locator(".slide-list li").nth(1)).to_contain_text("Báo cáo năm 2025")
    assert fits(desk)
    desk.goto(f"/desk/reviews/{code}")
    desk.get_by_role("link", name="Chốt số liệu…").click()
    assert fits(desk)
    desk.get_by_role("button", name="Chốt số liệu").click()
    expect(desk.locator("#digest")).to_have_text(re.compile("^[0-9a-f]{64}$"))
    digest = desk.locator("#digest").inner_text()
    desk.get_by_role("button", name="Công bố cho mọi người xem").click()
    desk.wait_for_url("**done=published")
    assert fits(desk)
    phone.goto(f"/desk/reviews/{code}")
    assert fits(phone)
    visitor = make_context(office.address).new_page()
    visitor.goto("/campaign")
    visitor.get_by_role("link", name="Các kỳ đã công bố").click()
    visitor.get_by_role("link", name="Báo cáo năm 2025").first.click()
    visitor.wait_for_url(f"**/reviews/{code}")
    expect(visitor.locator("main")).to_contain_text(digest)
