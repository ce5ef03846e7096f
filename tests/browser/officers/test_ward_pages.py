"""A ward officer's pages in the browser: on the phone, at the desk, without JavaScript."""

import pytest
from playwright.sync_api import expect

from geodata.permissions import Actor
from geodata.verification import deciding
from tests.browser.axe import serious_violations
from tests.browser.fitting import fits, small_targets
from tests.browser.officers import ward_steps
from tests.browser.officers.ward_steps import N7, SIZES
from tests.geodata.officers import TODAY

OWNER = Actor("account-of-the-owner", "ban-qlda@2013", "owner")


def give_back(office, row_id, reason):
    with office.store.writing() as session:
        deciding.decide(session, OWNER, "update", row_id, "returned", reason, today=TODAY)


# ── One tap, one minute ───────────────────────────────────────────────────────────────────────


def test_no_change_in_one_tap(sized):
    ward_steps.no_change(sized, "SAN-THE-THAO-AH")
    expect(sized.locator("#sent")).to_contain_text("Đã gửi: Sân thể thao phường An Hòa")
    card = sized.locator("[data-site=SAN-THE-THAO-AH]")
    expect(card).to_contain_text("Xem lần cuối 23/11/2026 · đã gửi, chờ xác nhận")


def test_whole_update_question_by_question(sized):
    ward_steps.open_update(sized, "DUONG-N7")
    count = sized.locator(".steps-count")
    expect(count).to_have_text("1/6")
    expect(sized.locator("#physical_percent")).to_have_value("64")
    sized.get_by_role("button", name="Thêm 1").click()
    expect(sized.locator(".percent-range")).to_have_value("65")
    sized.locator("[data-next]").click()
    expect(count).to_have_text("2/6")
    sized.get_by_text("Tạm dừng").click()
    sized.locator("[data-next]").click()
    sized.get_by_text("Thời tiết").click()
    sized.locator("#note").fill("Ngập sâu")
    sized.locator("[data-next]").click()
    sized.get_by_role("button", name="Như lần trước", exact=True).click()
    expect(sized.locator("#forecast_finish")).to_have_value("12/04/2027")
    sized.locator("[data-next]").click()
    sized.get_by_role("button", name="Hôm qua").click()
    sized.locator("[data-next]").click()
    told = {
        each.get_attribute("data-answer"): each.inner_text()
        for each in sized.locator("[data-answer]").all()
    }
    assert told == {
        "physical_percent": "65% lần trước 64%",
        "status": "Tạm dừng lần trước Đang thi công",
        "obstacles": "Mặt bằng, Thời tiết, Vật liệu lần trước Mặt bằng, Vật liệu",
        "note": "Ngập sâu",
        "forecast_finish": "12/04/2027 như lần trước",
        "observed_on": "22/11/2026",
    }
    ward_steps.send(sized)
    expect(sized.locator("[data-site=DUONG-N7]")).to_contain_text("Tạm dừng · 65%")


def test_phone_s_back_key_leads_to_the_question_before(phone_tab):
    ward_steps.open_update(phone_tab, "DUONG-N7")
    phone_tab.locator("#physical_percent").fill("70")
    phone_tab.keyboard.press("Enter")
    expect(phone_tab.locator("#q-status")).to_be_focused()
    phone_tab.go_back()
    expect(phone_tab.locator("#physical_percent")).to_have_value("70")
    phone_tab.go_forward()
    expect(phone_tab.locator("#q-status")).to_be_visible()
    phone_tab.locator("[data-back]").click()
    expect(phone_tab.locator("#physical_percent")).to_be_visible()


def test_wrong_number_is_told_before_it_is_sent(phone_tab):
    ward_steps.open_update(phone_tab, "DUONG-N7")
    for wrong in ("150", "nửa", "-1", "45,5,5"):
        phone_tab.locator("#physical_percent").fill(wrong)
        phone_tab.locator("[data-next]").click()
        expect(phone_tab.locator("[data-error=physical_percent]")).to_contain_text("từ 0 đến 100")
        expect(phone_tab.locator("#physical_percent")).to_be_focused()
    phone_tab.locator("#physical_percent").fill("70,5")
    phone_tab.locator("[data-next]").click()
    expect(phone_tab.locator("#q-status")).to_be_visible()


def test_what_the_server_refuses_opens_its_question(phone_tab):
    phone_tab.context.watch.expect("422")
    ward_steps.open_update(phone_tab, "DUONG-N7")
    phone_tab.locator("#physical_percent").fill("71")
    ward_steps.go_to(phone_tab, "observed_on")
    phone_tab.locator("#observed_on").fill("30/11/2026")
    ward_steps.go_to(phone_tab, "send")
    phone_tab.get_by_role("button", name="Gửi", exact=True).click()
    problems = phone_tab.locator("#form-problems")
    expect(problems).to_be_focused()
    expect(problems).to_contain_text("Không được sau ngày 23/11/2026.")
    expect(phone_tab.locator(".steps-count")).to_have_text("5/6")
    phone_tab.get_by_role("button", name="Hôm nay").click()
    ward_steps.go_to(phone_tab, "send")
    ward_steps.send(phone_tab)
    expect(phone_tab.locator("[data-site=DUONG-N7]")).to_contain_text("71%")


def test_place_is_noted_when_asked_only(make_context, office, ward):
    where = {"longitude": 105.7617, "latitude": 10.2835, "accuracy": 8}
    context = make_context(
        office.address, **SIZES["phone"], geolocation=where, permissions=["geolocation"]
    )
    page = office.open(context, ward)
    ward_steps.open_update(page, "DUONG-N7")
    ward_steps.go_to(page, "observed_on")
    assert page.locator("[name='position.lon']").input_value() == ""
    page.get_by_role("button", name="Ghi vị trí đang đứng").click()
    expect(page.locator("[data-place-said]")).to_have_text("Đã ghi vị trí, sai số khoảng 8 m.")
    assert page.locator("[name='position.lon']").input_value() == "105.7617000"
    page.get_by_role("button", name="Bỏ vị trí").click()
    assert page.locator("[name='position.lat']").input_value() == ""
    page.get_by_role("button", name="Ghi vị trí đang đứng").click()
    expect(page.locator("[data-place-said]")).to_contain_text("8 m")
    ward_steps.go_to(page, "send")
    ward_steps.send(page)


# ── What comes back, what was overtaken ───────────────────────────────────────────────────────


def test_returned_is_mended_from_the_home_page(sized, office):
    row_id = ward_steps.update(sized, "DUONG-N7", "90", "Gần xong")
    give_back(office, row_id, "Đoạn cuối chưa trải nhựa")
    assert ward_steps.reason_of_return(sized, "Đường N7") == "Đoạn cuối chưa trải nhựa"
    assert serious_violations(sized) == []
    assert ward_steps.mend(sized, "Đường N7", "75") > row_id
    expect(sized.locator(".note.is-back")).to_have_count(0)
    sized.goto("/desk/entries")
    states = sized.locator("[data-entry] .state-mark")
    assert [each.get_attribute("data-state") for each in states.all()] == ["waiting", "returned"]


def test_overtaken_update_stands_beside_the_other(sized, make_context, office):
    sized.context.watch.expect("409")
    other = office.open(make_context(office.address), office.hire("xa.thu", "ward", "30214@2025"))
    ward_steps.open_update(sized, "DUONG-N7")
    ward_steps.update(other, "DUONG-N7", "69", "Bên xã")
    ward_steps.answer(sized, "67", "Bên phường")
    sized.get_by_role("button", name="Gửi", exact=True).click()
    table = sized.locator(".side-by-side")
    cells = table.locator("tr", has_text="Tiến độ").locator("th, td")
    expect(cells).to_have_text(["Tiến độ", "67%", "69%"])
    expect(table.locator("tr", has_text="Ghi chú")).to_contain_text("Bên phường")
    assert serious_violations(sized) == []
    assert fits(sized)
    sized.get_by_role("link", name="Gửi lại trên bản mới").click()
    expect(sized.locator("#physical_percent")).to_have_value("67")
    ward_steps.go_to(sized, "send")
    ward_steps.send(sized)
    sized.goto("/desk/aside")
    expect(sized.get_by_text("Không có bản nào để lại.")).to_be_visible()


# ── Without JavaScript, in both languages, for everybody ──────────────────────────────────────


def test_without_javascript_it_is_one_page(make_context, office, ward):
    context = make_context(office.address, **SIZES["phone"], java_script_enabled=False)
    context.watch.expect("422")
    page = office.open(context, ward)
    ward_steps.home(page)
    page.locator("[data-site=SAN-THE-THAO-AH] [type=submit]").click()
    expect(page.locator("#sent")).to_contain_text("Sân thể thao")
    page.goto(N7)
    for step in ("physical_percent", "status", "obstacles", "forecast_finish", "observed_on"):
        expect(page.locator(f"[data-step={step}] h2")).to_be_visible()
    expect(page.locator("[data-next], .percent-range, [data-pick-day]").first).to_be_hidden()
    page.locator("#physical_percent").fill("quá nửa")
    page.locator("#note").fill("Giữ dòng này")
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator("#form-problems")).to_contain_text("Tiến độ")
    expect(page.locator("#note")).to_have_value("Giữ dòng này")
    page.locator("#physical_percent").fill("68")
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.wait_for_url(ward_steps.TAKEN)


PAGES = ("/desk", N7, "/desk/entries", "/desk/aside")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_have_no_serious_barrier_and_big_targets(sized, language):
    ward_steps.no_change(sized, "SAN-THE-THAO-AH")
    for address in PAGES:
        sized.goto(f"{address}?lang={language}")
        assert serious_violations(sized) == [], address
        assert fits(sized), address
        assert small_targets(sized) == [], address


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_question_has_no_serious_barrier(sized, language):
    sized.goto(f"{N7}?lang={language}")
    for step in (
        "physical_percent",
        "status",
        "obstacles",
        "forecast_finish",
        "observed_on",
        "send",
    ):
        ward_steps.go_to(sized, step)
        assert serious_violations(sized) == [], step
        assert small_targets(sized) == [], step
        assert fits(sized), step
