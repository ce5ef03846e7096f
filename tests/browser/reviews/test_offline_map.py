"""The map to take away, opened from disk with the network off."""

import pytest

from tests.webmap.documents.reviews import frozen_review
from webmap.documents import offline_map
from webmap.documents.context import Context, silent

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(templates, tmp_path_factory):
    from flask_babel import force_locale

    from tests.application import application
    from tests.stores import copy_of

    chosen = templates("sqlite")
    target = tmp_path_factory.mktemp("stick") / "map.html"
    with (
        copy_of(chosen.stores, chosen.sample()) as store,
        application(store.url) as app,
        app.test_request_context("/"),
        force_locale("vi"),
    ):
        frozen = frozen_review(store)
        context = Context("https://map.example/reviews/x", store.media)
        target.write_bytes(offline_map.make(frozen, None, context, silent))
    return target


@pytest.mark.parametrize("size", [(1366, 768), (360, 740)])
def test_it_works_without_server_or_network(browser, file, size):
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, offline=True, locale="vi-VN"
    )
    page = context.new_page()
    wrong = []
    page.on("request", lambda r: r.url.startswith(("file:", "data:")) or wrong.append(r.url))
    page.on("console", lambda m: m.type in ("error", "warning") and wrong.append(m.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(file.as_uri())
    page.wait_for_function("window.offlineMapReady")
    assert page.inner_text("#count") == "52 dự án · 11 chậm"
    assert page.locator("#list li").count() == 52

    page.fill("#q", "duong n7")
    assert page.inner_text("#count") == "1 dự án · 1 chậm"
    page.locator("#list button").click()
    assert "Đường N7" in page.inner_text(".leaflet-popup-content")
    page.fill("#q", "không có gì")
    assert page.inner_text("#count") == "Không có dự án phù hợp"
    page.fill("#q", "")

    page.check("#late")
    assert page.inner_text("#count") == "11 dự án · 11 chậm"
    page.uncheck("#late")
    page.select_option("#unit", "30214@2025")
    assert page.locator("#list li").count() == 10
    page.select_option("#unit", "")

    slider = page.locator("#month")
    slider.focus()
    page.keyboard.press("Home")
    assert page.inner_text("#when") == "31/01/2023"
    assert page.locator("#list li").count() < 52
    page.keyboard.press("End")
    assert page.inner_text("#when") == "30/11/2025"

    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= size[0]
    assert wrong == []
    context.close()
