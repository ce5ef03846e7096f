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


def test_the_reminder_is_copied_by_a_button(office, make_context):
    office.hire("secretary", "secretariat")
    desk = office.open(make_context(office.address), "secretary")
    set_up(desk)
    desk.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    desk.get_by_role("button", name="Chép nội dung").click()
    expect(desk.get_by_text("Đã chép.")).to_be_visible()
    text = desk.evaluate("window.copied")
    assert text == desk.get_by_label("Lời nhắc", exact=True).input_value()
    assert "- Phường Sa Đéc" in text


def test_estimates_of_two_officers_at_a_desk_and_on_a_phone(office, make_context):
    office.hire("secretary", "secretariat")
    office.hire("owner", "owner")
    desk = office.open(make_context(office.address), "secretary")
    code = set_up(desk)
    phone = office.open(
        make_context(office.address, viewport=PHONE, has_touch=True, is_mobile=True), "owner"
    )
    for page in (desk, phone):
        page.goto(f"/desk/reviews/{code}/estimates")
        assert fits(page)
        expect(page.locator(".estimate-sums")).to_contain_text("Đã giải ngân đến 30/11/2025")
    field = phone.locator(".work-card").first.get_by_label("Giải ngân ước")
    name = field.get_attribute("name")
    expect(field).to_have_accessible_description(re.compile("Đã giải ngân .* kế hoạch năm"))
    desk.locator(f"[name='{name}']").fill("1.000.000")
    desk.get_by_role("button", name="Lưu số ước").click()
    desk.wait_for_url("**done=saved**")
    field.fill("2.000.000")
    phone.context.watch.expect("409")
    phone.get_by_role("button", name="Lưu số ước").click()
    expect(phone.get_by_role("alert").filter(has_text="Có người vừa ghi")).to_be_visible()
    expect(phone.locator(".work-card.is-due")).to_contain_text("Vừa được ghi: giải ngân 1.000.000")
    expect(phone.locator(f"[name='{name}']")).to_have_value("2.000.000")
    assert fits(phone)
    phone.get_by_role("button", name="Lưu số ước").click()
    phone.wait_for_url("**done=saved**")
    expect(phone.locator(f"[name='{name}']")).to_have_value("2.000.000")


def test_the_current_tab_is_in_view_on_a_phone(office, make_context):
    office.hire("secretary", "secretariat")
    page = office.open(
        make_context(office.address, viewport=PHONE, has_touch=True, is_mobile=True), "secretary"
    )
    for address, name in (("/desk/petitions", "Khó khăn, kiến nghị"), ("/desk", "Việc của tôi")):
        page.goto(address)
        tab = page.locator(".work-tabs [aria-current]")
        expect(tab).to_have_text(name)
        expect(tab).to_be_in_viewport(ratio=1)


def test_a_note_whose_answer_was_lost_is_kept_once(office, make_context):
    office.hire("secretary", "secretariat")
    page = office.open(make_context(office.address), "secretary")
    code = set_up(page)
    page.goto(f"/desk/reviews/{code}/freeze")
    page.get_by_role("button", name="Chốt số liệu").click()
    page.wait_for_url("**done=frozen")
    page.goto(f"/reviews/{code}/present/notes")
    page.wait_for_selector("html[data-ready]")
    answers = []

    def lose_the_first(route):
        answer = route.fetch()
        answers.append(answer.status)
        if len(answers) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    page.route(f"**/desk/reviews/{code}/notes", lose_the_first)
    page.context.watch.expect("ERR_FAILED")
    page.fill("#decide textarea", "Giao Ban QLDA đẩy nhanh")
    page.click("#decide button")
    expect(page.locator("#decide-said")).to_contain_text("mất mạng")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#decide-said")).to_have_text("Đã ghi.")
    assert answers == [204, 204]
    page.goto(f"/desk/reviews/{code}")
    expect(page.locator(".review-decisions li")).to_have_count(1)
