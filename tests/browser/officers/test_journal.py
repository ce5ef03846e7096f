"""The journal, what is due, and one's own data in a browser: accessible, fitting, unscripted."""

import pytest

from tests.browser.axe import serious_violations
from tests.browser.conftest import PHONE

JOURNAL = "/projects/DUONG-N7/journal"


def fits(page):
    """Whether nothing of the content is wider than the window."""
    return page.evaluate(
        "() => [...document.querySelectorAll('main *')].every("
        "e => e.closest('.work-tabs, .table-frame, .sprite, .visually-hidden') || "
        "e.getBoundingClientRect().right <= innerWidth + 1)"
    )


def test_a_projects_journal_is_accessible_and_fits(page, phone):
    for tab in (page, phone):
        tab.goto(JOURNAL)
        assert serious_violations(tab) == []
        assert fits(tab)
        assert tab.locator(".journal > li").count() == 50


def test_a_projects_journal_is_read_filtered_and_paged_without_scripts(make_context):
    tab = make_context(java_script_enabled=False, viewport=PHONE).new_page()
    tab.goto("/projects/DUONG-N7")
    tab.get_by_role("link", name="Xem toàn bộ nhật ký của dự án").click()
    assert tab.url.endswith(JOURNAL)
    tab.locator("#jf-action").select_option(label="Ghi quyết định")
    tab.get_by_role("button", name="Lọc").click()
    assert set(tab.locator(".journal-what").all_inner_texts()) == {"Ghi quyết định"}
    tab.goto(JOURNAL)
    tab.get_by_role("link", name="Sau ›").click()
    assert "page=2" in tab.url
    assert tab.locator(".journal > li").count() == 50


@pytest.mark.parametrize("address", ["/journal", "/desk/due", "/account"])
def test_officers_pages_are_accessible_and_fit(office, make_context, address):
    name = office.hire("thu.ky", "secretariat")
    for options in ({}, {"viewport": PHONE, "has_touch": True, "is_mobile": True}):
        context = make_context(office.address, **options)
        # Of two pages in a row with the same style sheets Chromium takes the fonts from the first.
        context.watch.expect("was preloaded using link preload but not used")
        tab = office.open(context, name)
        tab.goto(f"{office.address}{address}")
        assert serious_violations(tab) == []
        assert fits(tab)


def test_a_reminder_is_copied_by_a_button(office, make_context):
    context = make_context(office.address)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = office.open(context, office.hire("thu.ky", "secretariat"))
    tab.goto(f"{office.address}/desk/due")
    first = tab.locator(".due-office").first
    first.locator("summary").click()
    first.get_by_role("button", name="Chép nội dung").click()
    first.get_by_text("Đã chép.").wait_for()
    copied = tab.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith(
        "2 công trình quá hạn cập nhật tiến độ\n\nKính gửi: UBND phường Sa Đéc"
    )


def test_where_the_clipboard_is_closed_the_text_is_selected(office, make_context):
    tab = office.open(make_context(office.address), office.hire("lanh.dao", "leader"))
    tab.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    tab.goto(f"{office.address}/desk/due")
    first = tab.locator(".due-office").first
    first.locator("summary").click()
    first.get_by_role("button", name="Chép nội dung").click()
    first.get_by_text("Đã chọn nội dung").wait_for()
    chosen = (
        "() => { const text = document.activeElement; "
        "return text.value.slice(text.selectionStart, text.selectionEnd) }"
    )
    assert "Kính gửi: UBND phường Sa Đéc" in tab.evaluate(chosen)
