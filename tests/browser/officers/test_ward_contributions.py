"""Contributions in the browser: the form of a kind, asked first when it may be there already."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import serious_violations
from tests.browser.fitting import fits, small_targets
from tests.browser.officers import ward_steps
from tests.browser.officers.ward_steps import SIZES

NEW = "/desk/contributions/new"


def enter_labour(page, days="24"):
    """Days of work for Đường N7, from the officer's own page to the button."""
    ward_steps.home(page)
    page.get_by_role("link", name="Ghi đóng góp mới").click()
    page.get_by_role("link", name="Ngày công").click()
    page.locator("#quantity").fill(days)
    page.get_by_text("Tập thể", exact=True).click()
    page.locator("#givers").fill("3")
    page.locator("#project").select_option("DUONG-N7")
    page.locator("#hamlet").fill("Khóm 3")
    page.get_by_role("button", name="Gửi thường trực xác nhận").click()


def test_contribution_and_one_that_looks_like_it(sized):
    sized.context.watch.expect("409")
    enter_labour(sized)
    ward_steps.taken(sized)
    enter_labour(sized, "24,5")
    twins = sized.locator("#twins")
    expect(twins).to_be_focused()
    expect(twins).to_contain_text("24 ngày · 23/11/2026 · Khóm 3 · Phường Sa Đéc")
    expect(sized.locator("#quantity")).to_have_value("24,5")
    assert serious_violations(sized) == []
    assert fits(sized)
    twins.get_by_role("button", name="Gửi", exact=True).click()
    expect(twins).to_be_focused()
    twins.get_by_text("Đây là đóng góp khác").click()
    twins.get_by_role("button", name="Gửi", exact=True).click()
    ward_steps.taken(sized)
    sized.goto("/desk/entries")
    expect(sized.locator("[data-entry^=contribution]")).to_have_count(2)


def test_project_is_found_without_accents(sized):
    sized.goto(f"{NEW}?kind=material")
    options = sized.locator("#project option")
    everything = options.count()
    sized.locator("#project-find").fill("duong n7")
    expect(sized.locator("#project")).to_have_value("DUONG-N7")
    assert options.count() < everything
    sized.locator("#project-find").fill("khong co dau")
    expect(sized.get_by_text("Không có công trình nào như vậy.")).to_be_visible()
    sized.locator("#project-find").fill("")
    expect(options).to_have_count(everything)


def test_place_is_noted_from_the_phone(make_context, office, ward):
    where = {"longitude": 105.7617, "latitude": 10.2835, "accuracy": 8}
    context = make_context(
        office.address, **SIZES["phone"], geolocation=where, permissions=["geolocation"]
    )
    page = office.open(context, ward)
    page.goto(f"{NEW}?kind=land")
    page.get_by_text("Vị trí trên bản đồ").click()
    page.get_by_role("button", name="Ghi vị trí đang đứng").click()
    expect(page.locator("[id='position.lon']")).to_have_value("105.7617000")
    expect(page.locator("[data-place-said]")).to_contain_text("8 m")


def test_without_javascript(make_context, office, ward):
    context = make_context(office.address, **SIZES["phone"], java_script_enabled=False)
    context.watch.expect("409")
    context.watch.expect("422")
    page = office.open(context, ward)
    enter_labour(page, "nhiều")
    problems = page.locator("#form-problems")
    expect(problems).to_contain_text("Số lượng")
    expect(page.locator("#hamlet")).to_have_value("Khóm 3")
    page.locator("#quantity").fill("24")
    page.get_by_role("button", name="Gửi thường trực xác nhận").click()
    page.wait_for_url(ward_steps.TAKEN)
    enter_labour(page)
    expect(page.locator("#twins")).to_contain_text("Có thể đã ghi rồi")
    page.get_by_label("Đây là đóng góp khác").check()
    page.locator("#twins").get_by_role("button", name="Gửi", exact=True).click()
    page.wait_for_url(ward_steps.TAKEN)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_forms_have_no_serious_barrier_and_big_targets(sized, language):
    addresses = [f"{NEW}?lang={language}"]
    addresses += [f"{NEW}?kind={kind}&lang={language}" for kind in ("land", "money", "material")]
    for address in addresses:
        sized.goto(address)
        assert serious_violations(sized) == [], address
        assert small_targets(sized) == [], address
        assert fits(sized), address
