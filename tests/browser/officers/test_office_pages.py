"""What wards send and owners confirm, in the browser, on the phone and at the desk: from the ward's
report to the public map and figures; and what is kept of a project."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import serious_violations
from tests.browser.fitting import fits, small_targets
from tests.browser.officers import ward_steps
from tests.browser.officers.ward_steps import SIZES
from tests.geodata.officers import OWNED, WARD, report, version

SITE = "SAU-KE-PHUONG-4"
TITLE = "Đường sau kè sông Tiền, phường 4"
REASON = "Khối lượng không thể giảm: xem lại biên bản"


@pytest.fixture(params=SIZES)
def size(request):
    return SIZES[request.param]


@pytest.fixture
def owner(office):
    return office.hire("chu.dau.tu", "owner")


@pytest.fixture
def secretariat(office):
    return office.hire("thuong.truc", "secretariat")


def in_queue(page: Page, text: str):
    """What waits of a title: the part of the queue that tells of it."""
    return page.locator(".queue-table > tbody", has_text=text)


def decide(page: Page, name: str, reason: str = "") -> None:
    if reason:
        page.get_by_label("Lý do, câu hỏi").fill(reason)
    page.get_by_role("button", name=name).click()


def said(page: Page, words: str) -> None:
    expect(page.locator("#outcome")).to_contain_text(words)


# ── From the ward to the public ───────────────────────────────────────────────────────────────


def test_report_returned_mended_verified_is_on_the_map_and_in_the_figures(
    make_context, office, ward, owner, size
):
    ward_tab = office.open(make_context(office.address, **size), ward)
    owner_tab = office.open(make_context(office.address, **size), owner)
    owner_tab.context.watch.expect("422")
    before, shown = office.figures(), office.feature(SITE)
    assert (before["late"], before["stale"]) == (12, 4)
    assert (shown["physical_percent"], shown["late"]) == (66, True)

    # The ward makes a mistake; the owner sees it in the queue and returns it.
    ward_steps.update(ward_tab, SITE, "39")
    owner_tab.goto("/desk/queue")
    waiting = in_queue(owner_tab, TITLE)
    expect(waiting).to_contain_text("66% → thành 39%")
    expect(waiting).to_contain_text("Tiến độ giảm so với lần xác nhận trước")
    waiting.get_by_role("link", name=TITLE).click()
    expect(owner_tab.locator(".odd-told")).to_contain_text("Khối lượng đã làm không tự mất đi")
    decide(owner_tab, "Trả lại để sửa")
    said(owner_tab, "Lý do, câu hỏi: cần điền")
    decide(owner_tab, "Trả lại để sửa", REASON)
    said(owner_tab, "Đã trả lại 1 mục.")
    assert office.figures() == before

    # The ward reads why, mends it; the owner verifies.
    assert ward_steps.reason_of_return(ward_tab, TITLE) == REASON
    ward_steps.mend(ward_tab, TITLE, "93")
    owner_tab.goto("/desk/queue")
    in_queue(owner_tab, TITLE).get_by_role("checkbox").check()
    decide(owner_tab, "Xác nhận")
    said(owner_tab, "Đã xác nhận 1 mục.")
    expect(in_queue(owner_tab, TITLE)).to_have_count(0)

    # What the public sees: neither late nor silent any more.
    after, shown = office.figures(), office.feature(SITE)
    assert (after["late"], after["stale"]) == (11, 3)
    assert (shown["physical_percent"], shown["late"]) == (93, False)
    public = make_context(office.address, **size).new_page()
    public.goto(f"/projects/{SITE}")
    expect(public.locator(".project-big").first).to_have_text("93%")


def test_the_same_way_without_javascript(make_context, office, ward, owner):
    plain = {"java_script_enabled": False}
    ward_tab = office.open(make_context(office.address, **plain), ward)
    owner_tab = office.open(make_context(office.address, **plain), owner)

    def send(percent):
        ward_tab.locator("#physical_percent").fill(percent)
        ward_tab.get_by_role("button", name="Gửi", exact=True).click()
        expect(ward_tab.locator("#sent")).to_be_visible()

    ward_tab.goto(f"/desk/sites/{SITE}/update")
    send("39")
    owner_tab.goto("/desk/queue")
    in_queue(owner_tab, TITLE).get_by_role("checkbox").check()
    decide(owner_tab, "Trả lại để sửa", REASON)
    said(owner_tab, "Đã trả lại 1 mục.")
    ward_tab.goto("/desk")
    ward_tab.get_by_role("link", name="Sửa rồi gửi lại").click()
    send("93")
    owner_tab.goto("/desk/queue")
    in_queue(owner_tab, TITLE).get_by_role("checkbox").check()
    decide(owner_tab, "Xác nhận")
    said(owner_tab, "Đã xác nhận 1 mục.")
    assert office.feature(SITE)["physical_percent"] == 93


# ── The queue ─────────────────────────────────────────────────────────────────────────────────


def test_several_are_verified_at_once(make_context, office, owner, size):
    page = office.open(make_context(office.address, **size), owner)
    page.goto("/desk/queue")
    expect(page.locator("[data-chosen]")).to_have_text("(0 mục)")
    page.get_by_role("button", name="Chọn cả trang").click()
    expect(page.locator("[data-chosen]")).to_have_text("(2 mục)")
    decide(page, "Xác nhận")
    said(page, "Đã xác nhận 2 mục.")
    expect(page.locator(".empty-note")).to_contain_text("Không còn mục nào chờ xác nhận.")
    assert office.feature("KE-SA-NHIEN")["physical_percent"] == 80
    assert office.feature("DUONG-N7")["physical_percent"] == 66


def rivals(office, code="CHO-HOA-KIENG"):
    """A ward and the owner say different things of a site."""
    for actor, percent in ((WARD, 60), (OWNED, 76)):
        base = version(office.store, code)
        report(
            office.store, actor, code, base=base, physical_percent=percent, note=None, position=None
        )


def test_rivals_are_decided_once(make_context, office, owner, size):
    rivals(office)
    page = office.open(make_context(office.address, **size), owner)
    page.goto("/desk/queue")
    group = in_queue(page, "2 nơi báo khác nhau")
    row = group.locator("tr.differs", has_text="Tiến độ thực hiện")
    assert row.locator("td").all_inner_texts() == ["60%", "76%"]
    group.get_by_role("checkbox").nth(1).check()
    decide(page, "Xác nhận")
    said(page, "Đã xác nhận 1 mục.")
    expect(group).to_have_count(0)
    assert office.feature("CHO-HOA-KIENG")["physical_percent"] == 76


def test_contribution_verified_by_the_secretariat_is_in_the_ledger(
    make_context, office, secretariat
):
    before = office.figures()["contributions"]
    assert (before["count"], before["value"]) == (159, 9_153_170_000)
    page = office.open(make_context(office.address), secretariat)
    page.goto("/desk/queue?kind=contribution")
    page.get_by_role("link", name="Đê bao ô số 12, Tân Dương").click()
    decide(page, "Xác nhận")
    said(page, "Đã xác nhận 1 mục.")
    after = office.figures()["contributions"]
    assert (after["count"], after["value"]) == (160, 9_178_370_000)


# ── The desk ──────────────────────────────────────────────────────────────────────────────────


def test_disbursement_changes_the_years_figure(make_context, office, owner, size):
    before = office.figures()["disbursed_year"]
    page = office.open(make_context(office.address, **size), owner)
    page.context.watch.expect("422")
    page.goto("/desk/projects/DUONG-N7")
    expect(page.locator("[data-disbursed='2026']")).to_have_attribute("value", "44644760000")
    page.get_by_role("link", name="Nhập giải ngân").first.click()
    expect(page.locator("#month")).to_have_value("10/2026")
    page.locator("#amount").fill("1.000.000.000")
    page.get_by_role("button", name="Ghi số liệu").click()
    expect(page.locator("[data-disbursed='2026']")).to_have_attribute("value", "45644760000")
    assert office.figures()["disbursed_year"] - before == 1_000_000_000
    page.locator(".desk-year tr", has_text="10/2026").get_by_role("link").click()
    page.locator("#amount").fill("900.000.000")
    page.get_by_role("button", name="Ghi số liệu").click()
    expect(page.locator("#form-problems")).to_be_focused()
    page.locator("#reason").fill("Cộng nhầm một phiếu")
    page.get_by_role("button", name="Ghi số liệu").click()
    expect(page.locator("[data-disbursed='2026']")).to_have_attribute("value", "45544760000")
    assert office.figures()["disbursed_year"] - before == 900_000_000


PAGES = (
    "/desk",
    "/desk/queue",
    "/desk/projects",
    "/desk/projects/CHO-HOA-KIENG",
    "/desk/projects/CHO-HOA-KIENG/clearance",
    "/desk/projects/CHO-HOA-KIENG/revise",
    "/desk/projects/new",
)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_stand_in_their_width_without_barriers(make_context, office, owner, size, language):
    rivals(office)
    page = office.open(make_context(office.address, **size), owner)
    page.goto("/desk/projects/CHO-HOA-KIENG")
    entry = page.locator(".desk-waiting h3 a").first.get_attribute("href")
    for path in (*PAGES, entry):
        page.goto(f"{path}?lang={language}")
        assert fits(page), path
        assert serious_violations(page) == [], path
        assert small_targets(page) == [], path


def test_leader_sees_what_waits_and_has_nothing_to_press(make_context, office, size):
    rivals(office)
    leader = office.hire("lanh.dao", "leader")
    page = office.open(make_context(office.address, **size), leader)
    for path in ("/desk/queue", "/desk/projects/CHO-HOA-KIENG"):
        page.goto(path)
        expect(page.locator("#content")).to_contain_text("76%")
        expect(page.locator("#content [name=verdict], #content .desk-add")).to_have_count(0)
        assert serious_violations(page) == [], path
