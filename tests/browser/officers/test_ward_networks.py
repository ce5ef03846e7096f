"""A ward officer's form on bad networks: nothing typed is lost, nothing is sent twice."""

import pytest
from playwright.sync_api import expect

from geodata.accounts import accounts
from geodata.journal import SYSTEM
from tests.browser.officers import ward_steps
from tests.browser.officers.ward_steps import N7
from tests.geodata.officers import TODAY


def test_lost_network_loses_nothing(phone_tab):
    phone_tab.context.watch.expect("ERR_INTERNET_DISCONNECTED")
    ward_steps.open_update(phone_tab, "DUONG-N7")
    ward_steps.answer(phone_tab, "72", "Giữ dòng này")
    phone_tab.context.set_offline(True)
    phone_tab.get_by_role("button", name="Gửi", exact=True).click()
    note = phone_tab.locator("[data-step=send] [data-sending]")
    expect(note).to_contain_text("không có mạng")
    expect(note).to_contain_text("chỉ tính một lần")
    assert phone_tab.locator("#note").input_value() == "Giữ dòng này"
    phone_tab.context.set_offline(False)
    note.get_by_role("button", name="Gửi lại").click()
    ward_steps.taken(phone_tab)
    expect(phone_tab.locator("[data-site=DUONG-N7]")).to_contain_text("72%")


def test_double_tap_sends_once(phone_tab):
    sent = []
    phone_tab.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    ward_steps.open_update(phone_tab, "DUONG-N7")
    ward_steps.answer(phone_tab, "73")
    phone_tab.get_by_role("button", name="Gửi", exact=True).dblclick()
    ward_steps.taken(phone_tab)
    assert len(sent) == 1


def test_ended_session_keeps_the_form_and_says_what_to_do(phone_tab, office, ward):
    phone_tab.context.watch.expect("401")
    ward_steps.open_update(phone_tab, "DUONG-N7")
    ward_steps.answer(phone_tab, "74", "Giữ dòng này")
    phone_tab.context.clear_cookies()
    phone_tab.get_by_role("button", name="Gửi", exact=True).click()
    note = phone_tab.locator("[data-step=send] [data-sending]")
    expect(note).to_contain_text("Phiên đăng nhập đã hết")
    office.open(phone_tab.context, ward).close()
    note.get_by_role("button", name="Gửi lại").click()
    ward_steps.taken(phone_tab)
    expect(phone_tab.locator("[data-site=DUONG-N7]")).to_contain_text("74%")


def test_a_token_that_grew_old_elsewhere_is_renewed_by_itself(phone_tab, office, ward):
    phone_tab.context.watch.expect("403")
    ward_steps.open_update(phone_tab, "DUONG-N7")
    ward_steps.answer(phone_tab, "76", "Giữ dòng này")
    phone_tab.context.clear_cookies()
    office.open(phone_tab.context, ward).close()
    ward_steps.send(phone_tab)
    expect(phone_tab.locator("[data-site=DUONG-N7]")).to_contain_text("76%")


def test_what_may_not_be_sent_is_told_and_stays_on_the_page(phone_tab, office):
    """The account was handed over to another ward while the form was open."""
    phone_tab.context.watch.expect("403")
    ward_steps.open_update(phone_tab, "SAN-THE-THAO-AH")
    ward_steps.answer(phone_tab, "77", "Giữ dòng này")
    with office.store.writing() as session:
        uid = accounts.by_username(session, "phuong.thu").uid
        accounts.hand_over(session, SYSTEM, uid, office="30214@2025", today=TODAY)
    phone_tab.get_by_role("button", name="Gửi", exact=True).click()
    note = phone_tab.locator("[data-step=send] [data-sending]")
    expect(note).to_contain_text("Máy chủ không nhận. Những gì đã nhập vẫn còn ở trang này.")
    expect(note).to_contain_text("không thuộc đơn vị của bạn")
    assert phone_tab.locator("#note").input_value() == "Giữ dòng này"


@pytest.mark.parametrize("status", [404, 413])
def test_an_answer_without_the_form_does_not_take_its_place(phone_tab, status):
    phone_tab.context.watch.expect(str(status))
    ward_steps.open_update(phone_tab, "DUONG-N7")
    ward_steps.answer(phone_tab, "78", "Giữ dòng này")
    page = '<main id="content"><h1>Proxy</h1></main>'
    phone_tab.route(
        f"**{N7}",
        lambda route: route.fulfill(status=status, body=page, content_type="text/html"),
    )
    phone_tab.get_by_role("button", name="Gửi", exact=True).click()
    note = phone_tab.locator("[data-step=send] [data-sending]")
    expect(note).to_contain_text("Máy chủ không nhận.")
    assert phone_tab.locator("#note").input_value() == "Giữ dòng này"
    phone_tab.unroute(f"**{N7}")
    note.get_by_role("button", name="Gửi lại").click()
    ward_steps.taken(phone_tab)
    expect(phone_tab.locator("[data-site=DUONG-N7]")).to_contain_text("78%")
