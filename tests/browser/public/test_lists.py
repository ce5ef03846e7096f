"""The lists in a browser: charts drawn from their tables, cards on a phone, accessibility."""

import pytest

from tests.browser.axe import serious_violations

PAGES = (
    "/projects",
    "/projects?unit=29905@2025&late=true",
    "/contributions",
    "/contributions?kind=land&unit=29905@2013",
    "/awards",
    "/awards?q=GK-RACH-NGA-AM",
    "/contributions?q=zzzz",
)
CHARTS = "figure[data-chart]"


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_accessible_and_fit(page, phone, address):
    for tab in (page, phone):
        tab.goto(address)
        tab.wait_for_load_state("networkidle")
        assert serious_violations(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def drawn(page):
    """The charts that are drawn: labels and data of each."""
    return page.evaluate(
        """() => [...document.querySelectorAll("figure[data-chart] canvas")].map((canvas) => {
          const chart = Chart.getChart(canvas);
          return {labels: chart.data.labels, sets: chart.data.datasets.map((one) => one.data)};
        })"""
    )


def test_charts_show_the_numbers_of_their_tables(page):
    page.goto("/awards")
    page.wait_for_function("window.Chart && Chart.getChart(document.querySelector('canvas'))")
    (chart,) = drawn(page)
    assert chart["labels"] == ["2023", "2024", "2025", "2026"]
    decisions, recipients = chart["sets"]
    assert (sum(decisions), sum(recipients)) == (22, 91)


def test_a_chart_of_quantities_draws_the_chosen_kind(page):
    page.goto("/contributions")
    choice = page.get_by_label("Loại đóng góp").last
    choice.wait_for()
    before = drawn(page)[1]["sets"]
    # A month of which nobody stated any is a gap.
    assert sum(value for value in before[0] if value is not None) == 11995
    choice.select_option(label="Ngày công (ngày)")
    after = drawn(page)[1]["sets"]
    assert len(after) == 1
    assert after != before


def test_the_table_is_one_tap_away_and_on_paper(page):
    page.goto("/awards")
    table = page.locator(CHARTS).locator("table")
    page.locator("canvas").wait_for()
    assert not table.is_visible()
    page.locator(CHARTS).locator("summary").click()
    assert table.is_visible()
    page.locator(CHARTS).locator("summary").click()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert table.is_visible()
    assert not page.locator("canvas").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert not table.is_visible()


def test_without_scripts_the_tables_and_the_form_do(make_context):
    tab = make_context(java_script_enabled=False).new_page()
    tab.goto("/contributions")
    assert tab.locator(CHARTS).locator("table").first.is_visible()
    tab.locator("#filters-box summary").click()
    tab.locator("#lf-kind").select_option("labour")
    tab.get_by_role("button", name="Lọc", exact=True).click()
    tab.wait_for_url("**/contributions?*kind=labour*")
    assert tab.locator(".list-table[data-count]").get_attribute("data-count") == "30"


def test_no_motion_where_none_is_wanted(make_context):
    tab = make_context(reduced_motion="reduce").new_page()
    tab.goto("/awards")
    tab.wait_for_function("window.Chart && Chart.getChart(document.querySelector('canvas'))")
    still = "Chart.getChart(document.querySelector('canvas')).options.animation"
    assert tab.evaluate(still) is False


def test_the_library_is_loaded_only_for_charts(page):
    page.goto("/projects")
    assert page.evaluate("typeof window.Chart") == "undefined"


def test_an_award_is_found_by_its_anchor(page):
    page.goto("/awards?q=GK-RACH-NGA-AM#GK-RACH-NGA-AM")
    assert page.locator(".honour:target").count() == 1
