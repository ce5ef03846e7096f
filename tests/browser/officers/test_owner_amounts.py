"""An afternoon of an owner's officer: ten payments with two slips, both caught before they count;
and what a page refuses by the server's own limits."""

import pytest
from playwright.sync_api import expect

from tests.browser.officers import ward_steps
from tests.browser.officers.ward_steps import SIZES

BRIDGE = "CAU-KENH-CUNG"
FORM = f"/desk/projects/{BRIDGE}/disbursement"
ANOTHER = "Ghi và nhập tiếp"


class Afternoon:
    """The tab of an officer who enters payments of November, one after another."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def type(self, amount):
        self.page.get_by_label("Tháng", exact=True).fill("11/2026")
        self.page.locator("#amount").fill(amount)

    def press(self, button):
        self.page.get_by_role("button", name=button, exact=True).click()
        self.clicks += 1

    def enter(self, amount):
        """A payment that is taken."""
        self.type(amount)
        self.press(ANOTHER)
        expect(self.page.locator(".note.is-done")).to_contain_text("Đã ghi. Nhập tiếp dòng sau.")
        expect(self.page.locator("#amount")).to_have_value("")

    def slip(self, amount, told):
        """A payment that comes back with what is odd about it, and what was typed."""
        self.type(amount)
        self.press(ANOTHER)
        asked = self.page.locator("#asked")
        expect(asked).to_contain_text("Chưa lưu: xin xem lại")
        expect(asked).to_contain_text(told)
        expect(self.page.locator("#amount")).to_have_value(amount)


@pytest.fixture
def afternoon(make_context, office):
    name = office.hire("chu.dau.tu", "owner")
    page = office.open(make_context(office.address, **SIZES["desk"]), name)
    page.context.watch.expect("422")
    page.goto(FORM)
    return Afternoon(page)


def test_ten_payments_with_two_slips_are_ten_payments(office, afternoon):
    def paid():
        return office.json(f"/figures.json?project={BRIDGE}")["total"]["disbursed_year"]

    before = paid()
    for amount in ("110.000.000", "120,000,000", "130 triệu", "0,14 tỷ"):
        afternoon.enter(amount)
    afternoon.slip("140.000.000", "đã có một dòng cùng loại 140.000.000 đồng")
    afternoon.enter("150 triệu đồng")
    for amount in ("160000000", "170.000.000 ₫"):
        afternoon.enter(amount)
    assert paid() - before == 980_000_000
    afternoon.type("180.000.000.000")
    said = afternoon.page.locator(".field-said")
    expect(said).to_have_text("180.000.000.000 đồng — một trăm tám mươi tỷ đồng")
    afternoon.slip("180.000.000.000", "có thể thừa ba số không")
    assert paid() - before == 980_000_000
    for amount in ("180.000.000", "190.000.000", "200.000.000"):
        afternoon.enter(amount)
    assert paid() - before == 1_550_000_000
    assert afternoon.clicks == 12  # one a payment, one a slip; nothing had to be confirmed
    afternoon.page.goto("/desk/projects?q=Kênh Cùng")
    expect(afternoon.page.get_by_role("main")).not_to_contain_text("ba số không")


def test_what_was_meant_is_saved_by_one_more_click(office, afternoon):
    afternoon.enter("110 triệu")
    afternoon.slip("110.000.000", "có thể nhập hai lần")
    afternoon.press("Vẫn lưu")
    expect(afternoon.page.locator(".note.is-done")).to_contain_text("Đã ghi. Nhập tiếp dòng sau.")
    afternoon.page.goto("/desk/projects")
    row = afternoon.page.get_by_role("row", name=BRIDGE)
    expect(row).to_contain_text("Có thể trùng với dòng giải ngân đã nhập")


def test_the_unit_beside_an_amount_is_said_back(afternoon):
    page = afternoon.page
    afternoon.type("1,5")
    expect(page.locator(".field-said")).to_have_text("")
    page.get_by_label("Đơn vị của: Số tiền").select_option("billion")
    expect(page.locator(".field-said")).to_have_text(
        "1.500.000.000 đồng — một tỷ năm trăm triệu đồng"
    )
    page.context.watch.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.locator("#amount").fill("2")
    expect(page.locator(".field-said")).to_have_text("")


def test_a_page_refuses_the_days_that_the_server_refuses(phone_tab):
    ward_steps.open_update(phone_tab, "DUONG-N7")
    ward_steps.go_to(phone_tab, "forecast_finish")
    field = phone_tab.locator("#forecast_finish")
    for text, taken in (("01/01/2199", False), ("31/12/99", True), ("1/2/2027", True)):
        field.fill(text)
        phone_tab.get_by_role("button", name="Tiếp tục").click()
        if taken:
            expect(field).to_be_hidden()
            phone_tab.get_by_role("button", name="Quay lại").click()
        else:
            expect(phone_tab.locator("#forecast_finish-error")).to_contain_text("ngày/tháng/năm")
        expect(field).to_be_visible()
